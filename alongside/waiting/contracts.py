"""What waits, who was reminded, and what was done with several things at once, as pages hold it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from alongside.kernel.ids import ActorId, ChildId


class About(StrEnum):
    """What kind of thing waits."""

    TASK = "task"
    REQUEST = "request"
    REVIEW = "review"


class Occasion(StrEnum):
    """Why somebody is reminded: the day is near, the day has passed, or somebody of the team asks."""

    SOON = "soon"
    LATE = "late"
    ASKED = "asked"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody for whom a thing waits; `actor` where they can sign in, `family` where no agency employs them."""

    name: str
    actor: ActorId | None
    accountable: bool = True
    family: bool = False


@dataclass(frozen=True, slots=True)
class Reminder:
    """Somebody was reminded of something; `by` who asked for it, or the job that does it."""

    item: UUID
    occasion: Occasion
    to: UUID
    at: datetime
    by: ActorId


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a worklist: a task, a request to contribute, or the review of a plan, with its day.

    `within` is the goal of a task, or the id of an assessment as text; `done` once nothing waits any more.
    """

    about: About
    id: UUID
    children: tuple[ChildId, ...]
    words: str
    within: str
    due_on: date
    people: tuple[Person, ...]
    agreed: bool = True
    done: bool = False
    state: str = ""
    reminders: tuple[Reminder, ...] = ()

    @property
    def key(self) -> str:
        """How a page names this line."""
        return f"{self.about.value}:{self.id}"

    def waits_for(self, actor: ActorId) -> bool:
        """Whether it is this person's."""
        return any(p.actor == actor for p in self.people)

    def item_ids(self) -> tuple[UUID, ...]:
        """The thing, for the ledger."""
        return (self.id,)


class DeedKind(StrEnum):
    """What is done with several things at once."""

    MOVE = "move"
    REMIND = "remind"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Chosen:
    """A thing that was chosen, through one of its children."""

    about: About
    id: UUID
    child: ChildId


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one chosen thing: done, not possible for a reason, or not reached (`done` is None)."""

    chosen: Chosen
    done: bool | None
    words: str


@dataclass(frozen=True, slots=True)
class Together:
    """Something that was done with several things at once, and what came of each."""

    id: UUID
    kind: DeedKind
    on: date | None
    words: str
    outcomes: tuple[Outcome, ...]

    def item_ids(self) -> tuple[UUID, ...]:
        """The things, for the ledger."""
        return tuple(o.chosen.id for o in self.outcomes)


@dataclass(frozen=True, slots=True)
class Days:
    """By which days things wait for one person: tasks, requests to contribute, invitations to answer."""

    tasks: tuple[date, ...] = ()
    requests: tuple[date, ...] = ()
    invitations: tuple[date, ...] = ()
