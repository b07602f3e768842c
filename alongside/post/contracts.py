"""Letters, what became of them, and which addresses are safe, as other contexts hold them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from alongside.kernel.caller import Caller
from alongside.kernel.ids import ActorId


class LetterKind(StrEnum):
    """What a letter is about. The subject hangs on the kind alone, so that no subject can ever carry a name."""

    MEETING = "meeting"
    SUMMARY = "summary"
    WAITING = "waiting"
    ASKED = "asked"
    WAY_IN = "way_in"
    DIGEST = "digest"
    REMINDER = "reminder"


SUBJECTS: Mapping[LetterKind, str] = {
    LetterKind.MEETING: "Meeting",
    LetterKind.SUMMARY: "A summary is ready",
    LetterKind.WAITING: "Something is waiting for you",
    LetterKind.ASKED: "You are asked for your part",
    LetterKind.WAY_IN: "A new way in",
    LetterKind.DIGEST: "What is waiting for you today",
    LetterKind.REMINDER: "A reminder",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A calendar entry: only when, and that it is a meeting. The same `uid` with a higher `edition` moves it; one that
    is `called_off` takes it out of the calendar again.
    """

    start: datetime
    end: datetime
    uid: str
    edition: int = 0
    called_off: bool = False


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter to an actor, or to a member of a team by the id of the membership.

    `lines` are plain sentences without any name; `page` is the path to open, such as "/my-tasks". `never` are names as
    they might be written (whole, and first names alone): a letter in which one of them stands is refused.
    """

    kind: LetterKind
    to: UUID
    lines: tuple[str, ...]
    page: str = ""
    entry: Entry | None = None
    never: tuple[str, ...] = ()


class LetterState(StrEnum):
    """What became of a letter. A letter that failed is tried again, and so it waits."""

    WAITING = "waiting"
    SENT = "sent"
    NO_SAFE_ADDRESS = "no_safe_address"
    GIVEN_UP = "given_up"


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of one letter. Where there is no safe address, somebody tells the person, or hands it over."""

    letter: UUID
    to: UUID
    state: LetterState


@dataclass(frozen=True, slots=True)
class OwnLetter:
    """A letter to the caller: what it says, and what became of it, when, and in which words where it failed."""

    id: UUID
    subject: str
    lines: tuple[str, ...]
    page: str
    at: datetime
    state: LetterState
    since: datetime
    words: str

    def item_ids(self) -> tuple[UUID, ...]:
        """The letter, for the ledger."""
        return (self.id,)


@dataclass(frozen=True, slots=True)
class Outbox:
    """How the outbox stands: numbers and moments, nobody's name and nobody's address."""

    server_is_set: bool
    waiting: int
    oldest: datetime | None
    given_up: int


@dataclass(frozen=True, slots=True)
class SaidAddress:
    """Somebody said, of a person, that this address is safe to write to; or that none is, and why."""

    person: UUID
    address: str
    safe: bool
    who_reads: str
    at: datetime
    by: ActorId


@dataclass(frozen=True, slots=True)
class Known:
    """What higher floors know of a person: the other ids they go by, and the address of their account at work."""

    also: frozenset[UUID] = frozenset()
    at_work: str = ""


class Directory(Protocol):
    """A port: who somebody is, answered through the wiring by those who know."""

    def known(self, caller: Caller, *, people: Sequence[UUID]) -> Mapping[UUID, Known]:
        """What is known of each of these actors and members of teams; `at_work` for practitioners alone."""
        ...


@dataclass(slots=True)
class DirectoryPort:
    """Who answers about people. Until somebody does, only what was said about addresses counts."""

    answered_by: Directory | None = field(default=None)

    def install(self, directory: Directory | None) -> None:
        """Called once, by the wiring."""
        self.answered_by = directory

    def known(self, caller: Caller, *, people: Sequence[UUID]) -> Mapping[UUID, Known]:
        """What is known of these people."""
        return self.answered_by.known(caller, people=people) if self.answered_by else {}


DIRECTORY = DirectoryPort()
