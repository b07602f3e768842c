"""Who is involved, and the team around the child and family, as pages show them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from alongside.families.contracts import Identity
from alongside.kernel.caller import Caller
from alongside.kernel.dates import Period
from alongside.kernel.ids import ActorId, AgencyId, ChildId


@dataclass(frozen=True, slots=True)
class Involved:
    """One line: agency, who, role, how to reach them, from when to when."""

    id: UUID
    agency: str
    worker: str
    role: str
    contact: str
    period: Period
    open: bool

    def item_ids(self) -> tuple[UUID, ...]:
        """The involvement, for the ledger."""
        return (self.id,)


@dataclass(frozen=True, slots=True)
class MyChild:
    """A child whose record is open to the caller, why, and until when."""

    child: UUID
    identity: Identity
    why: str
    until: datetime | None

    def item_ids(self) -> tuple[UUID, ...]:
        """The child, for the ledger."""
        return (self.child,)


class Model(StrEnum):
    """How those around a family work together."""

    AROUND = "around"
    CO_WORKING = "co_working"
    UNIT = "unit"
    SINGLE = "single"


class MemberKind(StrEnum):
    """In which capacity somebody is in the team."""

    PRACTITIONER = "practitioner"
    FAMILY = "family"
    ADVOCATE = "advocate"


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who is, or was, in the team; `actor` where they can sign in, `agency` where they work for one."""

    id: UUID
    kind: MemberKind
    name: str
    role: str
    agency: AgencyId | None
    actor: ActorId | None
    since: datetime
    until: datetime | None
    why: str

    def item_ids(self) -> tuple[UUID, ...]:
        """The membership, for the ledger."""
        return (self.id,)


@dataclass(frozen=True, slots=True)
class Seat:
    """A lead's seat over a time: a member has it, or it is vacant for a reason, with cover and a day to settle it."""

    number: int
    member: UUID | None
    reason: str
    cover: UUID | None
    settle_by: date | None
    since: datetime
    until: datetime | None
    family_view: str


@dataclass(frozen=True, slots=True)
class HandOver:
    """The lead passes from one member to another: planned for a day, with a visit together, and what the family knows.

    `outcome` is empty while it is planned, then done or called off, with `why`.
    """

    id: UUID
    seat: int
    giver: UUID
    taker: UUID
    planned_on: date
    visit_on: date | None
    reason: str
    family_told: str
    outcome: str
    why: str


@dataclass(frozen=True, slots=True)
class Form:
    """The way of working over a time, and why it was chosen."""

    model: Model
    since: datetime
    until: datetime | None
    why: str


@dataclass(frozen=True, slots=True)
class Team:
    """The team around these children and their family: who is in it now, who leads, and how it came to this."""

    id: UUID
    children: tuple[ChildId, ...]
    form: Form
    members: tuple[Member, ...]
    seats: tuple[Seat, ...]
    past_forms: tuple[Form, ...]
    past_members: tuple[Member, ...]
    past_seats: tuple[Seat, ...]
    hand_overs: tuple[HandOver, ...]
    with_a_way_in: Mapping[UUID, ActorId] = field(default_factory=dict)
    """Members of the family who can sign in by themselves, and as whom."""

    def item_ids(self) -> tuple[UUID, ...]:
        """The team and its members, for the ledger."""
        return (self.id, *(m.id for m in (*self.members, *self.past_members)))

    def member(self, member: UUID | None) -> Member | None:
        """Somebody who is or was in the team."""
        return next((m for m in (*self.members, *self.past_members) if m.id == member), None)


@dataclass(frozen=True, slots=True)
class Same:
    """Somebody by all their ids: who signs in, every membership, and the children in whose team they are now."""

    actor: ActorId | None
    ids: frozenset[UUID]
    children: frozenset[ChildId]


@dataclass(frozen=True, slots=True)
class Need:
    """A role that an agreed composition asks for, and how many of it."""

    role: str
    words: str
    at_least: int


@dataclass(frozen=True, slots=True)
class Workload:
    """For how many families somebody leads, leads with another, or is in the team, and what that comes to in points.

    `capacity` is None while the hours somebody works are not recorded. Only teams that are recorded here count.
    """

    actor: ActorId
    leads: int
    co_leads: int
    member_of: int
    load: Decimal
    capacity: Decimal | None


@dataclass(frozen=True, slots=True)
class Transition:
    """A change in the child's life that a change of worker should not come on top of."""

    on: date
    words: str


@dataclass(frozen=True, slots=True)
class Reach:
    """Whether somebody can be reached day and night: the times at which nobody can, in words; none when all is covered.

    A gap reads on from "Nobody can be reached", such as "on Saturday from 8pm to 4am".
    """

    gaps: tuple[str, ...] = ()


class Rota(Protocol):
    """A port: a higher context that keeps the rota answers it, through the wiring."""

    def reach(self, caller: Caller, *, team: UUID) -> Reach | None:
        """Is somebody reachable day and night for this team? None when that is not recorded."""
        ...


@dataclass(slots=True)
class RotaPort:
    """Who answers about the rota. Until somebody does, it is not recorded."""

    answered_by: Rota | None = None

    def install(self, rota: Rota | None) -> None:
        """Called once, by the wiring."""
        self.answered_by = rota

    def reach(self, caller: Caller, *, team: UUID) -> Reach | None:
        """What the rota says, if there is one."""
        return self.answered_by.reach(caller, team=team) if self.answered_by else None


ROTA = RotaPort()
