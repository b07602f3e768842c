"""Offices, reasons, grants and levels, in words that other contexts may use."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum, StrEnum
from uuid import UUID

from alongside.kernel.dates import Period
from alongside.kernel.ids import ActorId, ChildId, PersonId


class Level(IntEnum):
    """How closely an item is held."""

    SHARED = 0
    PROFESSIONAL = 1
    RESTRICTED = 2
    NAMED = 3


class Office(StrEnum):
    """What somebody may do for an agency, or for the whole partnership."""

    PRACTITIONER = "practitioner"
    SUPERVISOR = "supervisor"
    STEWARD = "steward"
    MATCHER = "matcher"
    ANALYST = "analyst"
    ADMINISTRATOR = "administrator"
    OPERATOR = "operator"


@dataclass(frozen=True, slots=True)
class Held:
    """Somebody holds an office, for one agency or for the whole partnership."""

    id: UUID
    actor: ActorId
    office: Office
    agency: UUID | None
    since: datetime


class Basis(StrEnum):
    """What a grant rests on."""

    INVOLVEMENT = "involvement"
    URGENT_NEED = "urgent_need"


class ReasonKind(StrEnum):
    """Why a child is here."""

    REFERRAL = "referral"
    EARLY_HELP = "early_help"
    IN_NEED = "in_need"
    PROTECTION = "protection"
    LOOKED_AFTER = "looked_after"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason for a child to be here, from then till then, with the agency that stated it."""

    id: UUID
    kind: ReasonKind
    period: Period
    agency: UUID
    open: bool
    stepped: bool = False
    """Whether those around the child took this step, and it is not only what an agency's record states."""


@dataclass(frozen=True, slots=True)
class Grant:
    """Who may look at a child's record, how closely, why and until when."""

    id: UUID
    actor: ActorId
    child: ChildId
    level: Level
    basis: Basis
    why: str
    since: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True)
class UrgentNeed:
    """Somebody opened a child's record in urgent need; a supervisor looks at it afterwards."""

    id: UUID
    actor: ActorId
    child: ChildId
    why: str
    since: datetime
    until: datetime
    reviewed: bool


@dataclass(frozen=True, slots=True)
class Tie:
    """Somebody belongs to a child's circle from then till then, as one source says."""

    child: ChildId
    person: PersonId
    from_on: date | None
    to_on: date | None
    tie: str
    source: UUID | None
    opens_items: bool
