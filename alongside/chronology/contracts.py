"""The story, as pages, print and programs show it, and what somebody writes into it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from alongside.kernel.dates import PartialDate
from alongside.kernel.duties import Event
from alongside.kernel.ids import ActorId, AgencyId, ChildId
from alongside.records.contracts import Coverage
from alongside.teams.contracts import Involved


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened; several witnesses when several agencies tell of the same thing, each with its text."""

    when: PartialDate
    clock: str
    kind: str
    witnesses: tuple[Event, ...]

    @property
    def id(self) -> UUID:
        """The id of the first witness's own entry."""
        return self.witnesses[0].id

    @property
    def title(self) -> str:
        """A short name for it, from the first witness who gave one."""
        return next((w.title for w in self.witnesses if w.title), "")

    @property
    def is_deed(self) -> bool:
        """Whether it only tells how people work together, and not what happened to the child."""
        return all(w.deed for w in self.witnesses)


class PromptKind(StrEnum):
    """What a question is about."""

    SILENCE = "silence"
    WAS_NOT_BROUGHT = "was_not_brought"
    CUMULATIVE = "cumulative"
    UNSEEN = "unseen"
    OPTIMISM = "optimism"
    CAME_BACK = "came_back"
    DRIFT = "drift"


@dataclass(frozen=True, slots=True)
class Prompt:
    """A question with its evidence; a human answers it."""

    kind: PromptKind
    question: str
    evidence: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """All entries in order, who was involved, what the deliveries cover, and the questions that arise."""

    child: UUID
    entries: tuple[Entry, ...]
    involved: tuple[Involved, ...]
    coverage: tuple[Coverage, ...]
    prompts: tuple[Prompt, ...]

    def item_ids(self) -> tuple[UUID, ...]:
        """Every entry and involvement shown, for the ledger."""
        return tuple(w.id for e in self.entries for w in e.witnesses) + tuple(i.id for i in self.involved)


class Seen(StrEnum):
    """Whether the writer saw the child."""

    NOT_SAID = ""
    NOT_SEEN = "not_seen"
    SEEN = "seen"
    ALONE = "alone"


@dataclass(frozen=True, slots=True)
class Words:
    """What a practitioner writes: `text` holds facts, `opinion` what they make of them, and one of
    `action` and `no_action_because` is always given.
    """

    when: PartialDate
    kind: str
    text: str
    clock: str = ""
    title: str = ""
    in_their_words: str = ""
    seen: Seen = Seen.NOT_SAID
    opinion: str = ""
    action: str = ""
    no_action_because: str = ""


@dataclass(frozen=True, slots=True)
class Version:
    """An entry as it was written, or corrected, at one time; `why` says why it was corrected."""

    note: UUID
    number: int
    author: ActorId
    agency: AgencyId
    written_at: datetime
    words: Words
    why: str

    def item_ids(self) -> tuple[UUID, ...]:
        """The entry, for the ledger."""
        return (self.note,)


@dataclass(frozen=True, slots=True)
class Draft:
    """Words that are not recorded yet, for their writer alone; `fields` are the boxes of the page as typed."""

    id: UUID
    child: ChildId | None
    fields: Mapping[str, object]
    version: int
    saved_at: datetime
