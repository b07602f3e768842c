"""Agencies and practitioners, as others may hold them."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from alongside.kernel.ids import ActorId, AgencyId


class AgencyKind(StrEnum):
    """What kind of organisation it is; the order is the order of lanes in a chronology."""

    SOCIAL_CARE = "social_care"
    EARLY_HELP = "early_help"
    CHILD_HEALTH = "child_health"
    SCHOOL = "school"
    GP_HOSPITAL = "gp_hospital"
    POLICE = "police"
    HOUSING = "housing"
    VOLUNTARY = "voluntary"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Agency:
    """An organisation, by the name it goes by here."""

    id: AgencyId
    name: str
    kind: AgencyKind


@dataclass(frozen=True, slots=True)
class Worker:
    """Somebody an agency named as its own worker."""

    name: str
    email: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class Practitioner:
    """Somebody who works for an agency."""

    actor: ActorId
    agency: AgencyId
    name: str
    email: str
    role: str


@dataclass(frozen=True, slots=True)
class Told:
    """Something that was done here, for the story: what, when, and by whom."""

    id: UUID
    at: datetime
    by: ActorId
    title: str
    text: str
    on: date | None = None
    """The day it is about, where that is not the moment at which it was said."""
