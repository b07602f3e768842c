"""The truth of the made-up county, before any agency has written it down."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

SOCIAL_CARE, HEALTH, SCHOOL, GP, POLICE, HOUSING = "social_care", "health", "school", "gp", "police", "housing"
AGENCIES = {
    SOCIAL_CARE: ("Marlshire Children's Social Care", "social_care", "marlshire-social-care"),
    HEALTH: ("Marlshire Health Visiting and School Nursing", "child_health", "marlshire-health"),
    SCHOOL: ("Marlshire Schools", "school", "marlshire-schools"),
    GP: ("Marlshire GPs and Hospital", "gp_hospital", "marlshire-gp"),
    POLICE: ("Marlshire Police", "police", "marlshire-police"),
    HOUSING: ("Marlshire Homes", "housing", "marlshire-homes"),
}
"""Key -> name, kind, mapping."""


@dataclass(frozen=True, slots=True)
class Home:
    """An address, from then till then."""

    address: str
    postcode: str
    from_on: date | None = None


@dataclass(slots=True)
class Somebody:
    """A person as they are in truth. `born` is the expected day for an unborn baby."""

    key: str
    forename: str
    surname: str
    sex: str
    born: date | None
    role: str
    family: str
    home: Home
    known_as: str = ""
    earlier_surname: str = ""
    earlier_home: Home | None = None
    unborn: bool = False
    mother: str = ""
    father: str = ""
    known_to: tuple[str, ...] = ()
    nhs_number: str = ""
    upn: str = ""


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that happened, as one agency wrote it down about some people."""

    on: date
    agency: str
    about: tuple[str, ...]
    kind: str
    title: str
    text: str
    action: str = ""
    outcome: str = ""
    precision: str = "day"
    clock: str = ""


@dataclass(frozen=True, slots=True)
class Working:
    """Somebody of an agency works with somebody."""

    agency: str
    about: str
    worker: str
    role: str
    from_on: date
    to_on: date | None = None


@dataclass(frozen=True, slots=True)
class Why:
    """Why a child is here."""

    about: str
    kind: str
    from_on: date
    to_on: date | None = None


@dataclass(slots=True)
class Story:
    """One family's story."""

    family: str
    people: list[Somebody] = field(default_factory=list)
    happenings: list[Happening] = field(default_factory=list)
    working: list[Working] = field(default_factory=list)
    reasons: list[Why] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Colleague:
    """A made-up professional who can sign in."""

    name: str
    email: str
    role: str
    agency: str
    offices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Delivery:
    """The files one agency sends."""

    agency: str
    kind: str
    mapping: str
    files: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class County:
    """Everything that was written, and who can sign in."""

    deliveries: tuple[Delivery, ...]
    people: tuple[Colleague, ...]
    truth: Path
