"""The plan as pages show it: versions, goals, tasks with their owners, and what is agreed in case it gets worse."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from alongside.kernel.ids import ActorId, AgencyId, ChildId


class Position(StrEnum):
    """What the family makes of a goal."""

    AGREE = "agree"
    PARTLY = "partly"
    DISAGREE = "disagree"
    NOT_YET_ASKED = "not_yet_asked"


class Rating(StrEnum):
    """What a review makes of a goal."""

    KEEP = "keep"
    CHANGE = "change"
    CLOSE = "close"


class State(StrEnum):
    """How a task stands."""

    OPEN = "open"
    DONE = "done"
    STUCK = "stuck"
    NEEDS_HELP = "needs_help"


class OwnerKind(StrEnum):
    """In which capacity somebody owns a task."""

    PRACTITIONER = "practitioner"
    FAMILY = "family"


@dataclass(frozen=True, slots=True)
class GoalWords:
    """What a goal says: the need it answers, what is to change, how one will tell, from where to where, by when.

    `part` is the id of the part of an assessment that names the need.
    """

    need: str
    words: str
    measure: str = ""
    baseline: str = ""
    target: str = ""
    due_on: date | None = None
    part: UUID | None = None


@dataclass(frozen=True, slots=True)
class Endorsement:
    """An agency stands behind a goal as it is worded now."""

    agency: AgencyId
    by: ActorId
    at: datetime


@dataclass(frozen=True, slots=True)
class FamilySaid:
    """What somebody of the family said about a goal as it was worded then; `of_these_words` if it is worded so now."""

    position: Position
    words: str
    who: str
    at: datetime
    of_these_words: bool


@dataclass(frozen=True, slots=True)
class Review:
    """What a review made of a goal, and what was measured."""

    rating: Rating
    words: str
    measured: str
    at: datetime
    by: ActorId


@dataclass(frozen=True, slots=True)
class NewOwner:
    """Somebody who is to own a task: a practitioner by `actor`, somebody of the family by `name` (and `actor`)."""

    kind: OwnerKind
    name: str = ""
    actor: ActorId | None = None
    accountable: bool = False


@dataclass(frozen=True, slots=True)
class Owner:
    """Somebody who owns a task, or did; exactly one owner is accountable at any moment."""

    id: UUID
    kind: OwnerKind
    name: str
    actor: ActorId | None
    agency: AgencyId | None
    accountable: bool
    since: datetime
    until: datetime | None
    why: str


@dataclass(frozen=True, slots=True)
class DueDate:
    """By when a task is due; `why` says why the day was moved, and is empty for the first."""

    on: date
    why: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Said:
    """A report on a task. `seen` is the evidence that it was done (who saw what), `difference` what changed for the
    child; each may name entries of the chronology.
    """

    state: State
    words: str = ""
    seen: str = ""
    seen_in: tuple[UUID, ...] = ()
    difference: str = ""
    difference_in: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """What was said about a task, by whom and when."""

    id: UUID
    said: Said
    by: ActorId
    at: datetime


@dataclass(frozen=True, slots=True)
class Task:
    """Something that somebody does for a goal. Days, owners and reports stand in order, the newest last."""

    id: UUID
    goal: UUID
    words: str
    due: tuple[DueDate, ...]
    owners: tuple[Owner, ...]
    reports: tuple[Report, ...]

    @property
    def state(self) -> State:
        """As the newest report says."""
        return self.reports[-1].said.state if self.reports else State.OPEN

    @property
    def due_on(self) -> date:
        """The day that counts now."""
        return self.due[-1].on

    @property
    def owned_now(self) -> tuple[Owner, ...]:
        """Who owns it now, whoever is accountable first."""
        return tuple(sorted((o for o in self.owners if o.until is None), key=lambda o: (not o.accountable, o.name)))

    def owned_by(self, actor: ActorId) -> Owner | None:
        """This person's part in it now."""
        return next((o for o in self.owned_now if o.actor == actor), None)


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal with everything that hangs on it; `wording` names the words that were read."""

    id: UUID
    said: GoalWords
    wording: int
    endorsements: tuple[Endorsement, ...]
    positions: tuple[FamilySaid, ...]
    reviews: tuple[Review, ...]
    tasks: tuple[Task, ...]

    @property
    def position(self) -> Position:
        """What the family makes of the goal as it is worded now."""
        said = [p.position for p in self.positions if p.of_these_words]
        return said[-1] if said else Position.NOT_YET_ASKED

    @property
    def closed(self) -> bool:
        """Whether the newest review closed it."""
        return bool(self.reviews) and self.reviews[-1].rating is Rating.CLOSE


@dataclass(frozen=True, slots=True)
class Contingency:
    """If this sign shows, then this is done, by them."""

    id: UUID
    sign: str
    what: str
    who: str


@dataclass(frozen=True, slots=True)
class Version:
    """A version of the plan: why it was begun, and when it was agreed; it never changes afterwards."""

    number: int
    why: str
    begun_at: datetime
    begun_by: ActorId
    agreed_at: datetime | None
    agreed_by: ActorId | None


@dataclass(frozen=True, slots=True)
class Plan:
    """One version of the plan for these children: the newest as it stands now, an earlier one as it was agreed."""

    id: UUID
    children: tuple[ChildId, ...]
    begun_at: datetime
    version: Version
    versions: tuple[Version, ...]
    goals: tuple[Goal, ...]
    contingencies: tuple[Contingency, ...]
    review_on: date | None

    def item_ids(self) -> tuple[UUID, ...]:
        """The plan, its goals, tasks and contingencies, for the ledger."""
        return (
            self.id, *(g.id for g in self.goals), *(t.id for t in self.tasks), *(c.id for c in self.contingencies),
        )  # fmt: skip

    @property
    def tasks(self) -> tuple[Task, ...]:
        """The tasks of all goals."""
        return tuple(t for g in self.goals for t in g.tasks)

    @property
    def agreed(self) -> Version | None:
        """The newest version that is agreed."""
        return next((v for v in self.versions if v.agreed_at), None)


@dataclass(frozen=True, slots=True)
class MyTask:
    """A task that the caller owns and that is not done; `agreed` once a version with it is."""

    children: tuple[ChildId, ...]
    goal: str
    task: Task
    accountable: bool
    agreed: bool

    def item_ids(self) -> tuple[UUID, ...]:
        """The task, for the ledger."""
        return (self.task.id,)


@dataclass(frozen=True, slots=True)
class TaskAround:
    """A task of a plan for children whom the caller works with; `agreed` once a version with it is."""

    children: tuple[ChildId, ...]
    goal: str
    task: Task
    agreed: bool

    def item_ids(self) -> tuple[UUID, ...]:
        """The task, for the ledger."""
        return (self.task.id,)


@dataclass(frozen=True, slots=True)
class ReviewAround:
    """By which day the plan for these children is reviewed."""

    plan: UUID
    children: tuple[ChildId, ...]
    on: date

    def item_ids(self) -> tuple[UUID, ...]:
        """The plan, for the ledger."""
        return (self.plan,)


class ChangeKind(StrEnum):
    """What happened to a part of a plan from one version to another."""

    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Change:
    """A part of the plan that is not as it was: `before` and `after` in words, empty where there was or is nothing."""

    kind: ChangeKind
    what: str
    before: str
    after: str
