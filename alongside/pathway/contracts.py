"""A child's way through the levels of help, as pages show it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from alongside.kernel.ids import ActorId, ChildId
from alongside.language.contracts import Milestone


class Help(StrEnum):
    """At which level a child is helped, from the lowest up; `ended` is no help by this team any more."""

    ENDED = "ended"
    EARLY_HELP = "early_help"
    IN_NEED = "in_need"
    PROTECTION = "protection"


class State(StrEnum):
    """How a clock stands. One that is not yet due is no success yet; one that ended overdue was missed."""

    NOT_YET_DUE = "not_yet_due"
    OVERDUE = "overdue"
    IN_TIME = "in_time"
    LATE = "late"
    MISSED = "missed"
    ENDED = "ended"


class Outcome(StrEnum):
    """What became of offering the family a meeting of its own to decide."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    HELD = "held"
    NOT_OFFERED = "not_offered"


@dataclass(frozen=True, slots=True)
class Step:
    """Up or down to a level, from a day on: why, what the family says about it, and what it was told."""

    id: UUID
    number: int
    level: Help
    from_on: date
    why: str
    family_view: str
    family_told: str
    by: ActorId
    at: datetime


@dataclass(frozen=True, slots=True)
class Happened:
    """A milestone: what happened and on which day; `taken_back` says why it was recorded in error."""

    id: UUID
    what: Milestone
    on: date
    words: str
    by: ActorId
    at: datetime
    taken_back: str
    told_elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class Late:
    """Why something is late, in somebody's words."""

    because: str
    by: ActorId
    at: datetime


@dataclass(frozen=True, slots=True)
class Started:
    """A clock as it was started: the timescale as it was agreed on that day."""

    id: UUID
    code: str
    words: str
    statutory: bool
    source: str
    milestone: UUID
    started_by: Milestone
    started_on: date
    met_by: str
    ends_with: str
    due_on: date
    act_by: date
    late: tuple[Late, ...]


@dataclass(frozen=True, slots=True)
class Clock:
    """A clock as it stands: `stopped_on` is the day it was met or no longer mattered."""

    started: Started
    state: State
    stopped_on: date | None


@dataclass(frozen=True, slots=True)
class Offer:
    """The family was offered a meeting of its own to decide, or was not, and why."""

    id: UUID
    on: date
    outcome: Outcome
    words: str
    by: ActorId
    at: datetime


@dataclass(frozen=True, slots=True)
class Stated:
    """What an agency's own record says about why the child is here."""

    level: Help
    agency: UUID
    since: date | None


@dataclass(frozen=True, slots=True)
class Pathway:
    """One child's way: the level now, every step, what happened, and the clocks that this started."""

    child: ChildId
    level: Help | None
    since: date | None
    steps: tuple[Step, ...]
    happened: tuple[Happened, ...]
    clocks: tuple[Clock, ...]
    offers: tuple[Offer, ...]
    stated: tuple[Stated, ...]

    def item_ids(self) -> tuple[UUID, ...]:
        """What was shown, for the ledger."""
        return (*(s.id for s in self.steps), *(h.id for h in self.happened), *(o.id for o in self.offers))

    def clock(self, clock: UUID) -> Clock | None:
        """One of its clocks."""
        return next((c for c in self.clocks if c.started.id == clock), None)
