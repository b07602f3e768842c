"""A meeting as pages show it: who is asked, when, what is talked about, what was decided, and who disagreed."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from alongside.kernel.ids import ActorId, AgencyId, ChildId


class Kind(StrEnum):
    """What kind of meeting it is."""

    TEAM = "team"
    REVIEW = "review"
    CORE_GROUP = "core_group"
    CONFERENCE = "conference"
    REVIEW_CONFERENCE = "review_conference"
    STRATEGY = "strategy"
    FAMILY_GROUP = "family_group"


KINDS = {
    Kind.TEAM: "Team meeting", Kind.REVIEW: "Review of the plan", Kind.CORE_GROUP: "Core group",
    Kind.CONFERENCE: "Child protection conference", Kind.REVIEW_CONFERENCE: "Review conference",
    Kind.STRATEGY: "Strategy discussion", Kind.FAMILY_GROUP: "Family group meeting",
}  # fmt: skip
"""How each kind is called, in plain words."""
REVIEWING = frozenset({Kind.REVIEW, Kind.CORE_GROUP, Kind.REVIEW_CONFERENCE})
"""Meetings that look at every goal."""
PLANNING = frozenset(Kind) - {Kind.STRATEGY}
"""Meetings in which the plan is made or changed; the family belongs in them."""


class Stage(StrEnum):
    """How far a meeting is; computed from what happened."""

    PROPOSED = "proposed"
    SETTLED = "settled"
    GOING_ON = "going_on"
    ENDED = "ended"
    CALLED_OFF = "called_off"


class As(StrEnum):
    """As whom somebody is invited."""

    PRACTITIONER = "practitioner"
    FAMILY = "family"
    GUEST = "guest"


class Fits(StrEnum):
    """Whether a proposed time suits somebody."""

    PREFERRED = "preferred"
    WORKS = "works"
    NOT = "not"


class Came(StrEnum):
    """Whether, and how, somebody took part."""

    PRESENT = "present"
    JOINED = "joined"
    SENT_WORDS = "sent_words"
    APOLOGIES = "apologies"
    ABSENT = "absent"


THERE = frozenset({Came.PRESENT, Came.JOINED})
"""In the room, by telephone or online."""


class Topic(StrEnum):
    """Why something is on the agenda; the order is the order in which it is talked about."""

    FAMILY = "family"
    POINT = "point"
    OVERDUE = "overdue"
    HELP = "help"
    REVIEW = "review"
    CHANGED = "changed"
    ENTRIES = "entries"
    DISAGREEMENT = "disagreement"
    COMING = "coming"


class Occasion(StrEnum):
    """What a letter about a meeting tells of."""

    CALLED = "called"
    ARRANGED = "arranged"
    CALLED_OFF = "called_off"
    ENDED = "ended"


class Deed(StrEnum):
    """What was decided."""

    GOAL = "goal"
    TASK = "task"
    REPORT = "report"
    REVIEW = "review"
    AGREEMENT = "agreement"
    REVIEW_DAY = "review_day"
    NEXT = "next"


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody to be invited: a practitioner by `actor`, a member of the team by `member`, anybody else by name."""

    kind: As
    name: str = ""
    role: str = ""
    actor: ActorId | None = None
    member: UUID | None = None


@dataclass(frozen=True, slots=True)
class Invited:
    """Somebody who is invited. `member` is their place in the team, `agency` whom they work for."""

    id: UUID
    kind: As
    name: str
    role: str
    actor: ActorId | None
    member: UUID | None
    agency: AgencyId | None


@dataclass(frozen=True, slots=True)
class Answered:
    """What somebody says about a proposed time; of each person the newest counts."""

    invited: UUID
    fits: Fits


@dataclass(frozen=True, slots=True)
class Proposed:
    """A time that was proposed, with the newest answer of each person."""

    id: UUID
    starts_at: datetime
    answers: tuple[Answered, ...] = ()


@dataclass(frozen=True, slots=True)
class Arranged:
    """When the meeting is, and where, if it is elsewhere than first said; the newest counts.

    `why` says why it is this time, or why it was moved.
    """

    starts_at: datetime
    place: str
    online: str
    why: str
    at: datetime
    by: ActorId


@dataclass(frozen=True, slots=True)
class Point:
    """Something that somebody wants to be talked about."""

    id: UUID
    words: str
    whose: UUID
    family: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class Item:
    """One thing on the agenda: why it is there, in words, and what it is about (a task, a goal, a point).

    What has level 1 is for practitioners only.
    """

    id: UUID
    topic: Topic
    about: UUID
    words: str
    more: str = ""
    level: int = 0
    number: int = 0


@dataclass(frozen=True, slots=True)
class Attended:
    """Whether, and how, somebody took part; of each person the newest counts."""

    id: int
    invited: UUID
    came: Came
    words: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Note:
    """What somebody said about an item; `by` wrote it down."""

    id: UUID
    item: UUID
    whose: UUID
    words: str
    at: datetime
    by: ActorId


@dataclass(frozen=True, slots=True)
class Dissent:
    """Somebody does not agree with a decision, and says why."""

    id: UUID
    decision: UUID
    whose: UUID
    words: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Decision:
    """Something that was decided: in words, who does it, by when; `row` is what it became in the plan.

    `owners` are those in the room or the team who are to do it, as actors, for telling each what is theirs.
    """

    id: UUID
    item: UUID | None
    deed: Deed
    words: str
    who: str
    due_on: date | None
    row: UUID | None
    owners: tuple[ActorId, ...]
    at: datetime
    by: ActorId


@dataclass(frozen=True, slots=True)
class Added:
    """Something that somebody added after the meeting; what was told when it ended stays as it was."""

    id: UUID
    whose: UUID
    words: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Happened:
    """A moment of the meeting: it was begun, it ended, it was called off (`why`)."""

    at: datetime
    by: ActorId
    why: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """One meeting in a list."""

    id: UUID
    kind: Kind
    why: str
    stage: Stage
    starts_at: datetime | None
    ended_at: datetime | None
    times: int
    decisions: int

    def item_ids(self) -> tuple[UUID, ...]:
        """The meeting, for the ledger."""
        return (self.id,)


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting with everything that happened around it and in it."""

    id: UUID
    kind: Kind
    why: str
    minutes: int
    place: str
    online: str
    calendar: UUID
    called_at: datetime
    called_by: ActorId
    children: tuple[ChildId, ...]
    invited: tuple[Invited, ...]
    times: tuple[Proposed, ...] = ()
    arranged: tuple[Arranged, ...] = ()
    points: tuple[Point, ...] = ()
    items: tuple[Item, ...] = ()
    attended: tuple[Attended, ...] = ()
    notes: tuple[Note, ...] = ()
    decisions: tuple[Decision, ...] = ()
    dissents: tuple[Dissent, ...] = ()
    added: tuple[Added, ...] = ()
    begun: Happened | None = None
    ended: Happened | None = None
    called_off: Happened | None = None
    me: UUID | None = None
    """The caller's own invitation, if there is one."""

    @property
    def stage(self) -> Stage:
        """How far it is."""
        if self.called_off:
            return Stage.CALLED_OFF
        if self.ended:
            return Stage.ENDED
        if self.begun:
            return Stage.GOING_ON
        return Stage.SETTLED if self.arranged else Stage.PROPOSED

    @property
    def now(self) -> Arranged | None:
        """When and where it is, as arranged last."""
        return self.arranged[-1] if self.arranged else None

    @property
    def ends_at(self) -> datetime | None:
        """When it is to be over."""
        return self.arranged[-1].starts_at + timedelta(minutes=self.minutes) if self.arranged else None

    def who(self, invited: UUID | None) -> Invited | None:
        """Somebody who is invited."""
        return next((i for i in self.invited if i.id == invited), None)

    def item(self, item: UUID | None) -> Item | None:
        """Something on the agenda."""
        return next((i for i in self.items if i.id == item), None)

    def item_ids(self) -> tuple[UUID, ...]:
        """The meeting and what was said and decided, for the ledger."""
        said = (*(p.id for p in self.points), *(n.id for n in self.notes), *(a.id for a in self.added))
        return (self.id, *(i.id for i in self.items), *said, *(d.id for d in self.decisions))


@dataclass(frozen=True, slots=True)
class Told:
    """One thing of the agenda in the summary: what was said, and what was decided with whoever disagreed."""

    item: Item | None
    notes: tuple[Note, ...]
    decisions: tuple[tuple[Decision, tuple[Dissent, ...]], ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """What came of a meeting: computed from what happened in it; nobody types it."""

    there: tuple[tuple[Invited, Attended], ...]
    not_there: tuple[tuple[Invited, Attended | None], ...]
    family_said: tuple[Note, ...]
    talked_about: tuple[Told, ...]
    decided: tuple[tuple[Decision, tuple[Dissent, ...]], ...]
    left: tuple[Item, ...]
    review_on: date | None
    next_at: Decision | None


@dataclass(frozen=True, slots=True)
class Fact:
    """A meeting for measuring how people work together: ids, kinds and dates, and no names or words."""

    meeting: UUID
    kind: Kind
    planning: bool
    held_at: datetime
    agencies: tuple[AgencyId, ...]
    family_invited: bool
    family_attended: bool
    goals_set: int
