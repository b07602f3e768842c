"""Deliveries and what they tell, as others may hold them."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

from alongside.kernel.dates import PartialDate, Period
from alongside.kernel.ids import AgencyId, PersonId, SourceId


class Kind(StrEnum):
    """What kind of thing happened; a chronology draws each with its own shape."""

    CONTACT = "contact"
    CONCERN = "concern"
    MISSED = "missed"
    DECISION = "decision"
    STRENGTH = "strength"
    OTHER = "other"


PLEASE_CORRECT = "Please correct"
"""The last column of a sheet of refused rows: a file that has it is such a sheet, corrected and sent again."""
_SHOWN = 200  # characters of a value


def shown(value: str) -> str:
    """A value as far as a sentence can hold it."""
    return value if len(value) <= _SHOWN else f"{value[:_SHOWN]}…"


@dataclass(frozen=True, slots=True)
class Problem:
    """A row, or one value of it, that could not be taken: where it is, what was expected, what to do."""

    file: str
    line: int
    column: str
    value: str
    expected: str
    refused: bool = True

    def __str__(self) -> str:
        said = f'"{self.value}"' if self.value else "nothing"
        return f"{self.file}, line {self.line}, {self.column}: found {said}, expected {self.expected}."


@dataclass(frozen=True, slots=True)
class Report:
    """What came of a delivery. `rows` = `accepted` + `refused` + `already_known`."""

    delivery: int
    rows: int
    accepted: int
    refused: int
    already_known: int
    people: int
    children: int
    events: int
    problems: tuple[Problem, ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class DeliveredFile:
    """One file of a delivery: where it lies, and the name it came under."""

    path: Path
    name: str


class DeliveredEvent(NamedTuple):
    """Something that happened to one person, as the agency tells it."""

    reference: str
    person: str
    when: PartialDate
    clock: str
    kind: Kind
    title: str
    text: str
    action: str
    outcome: str
    worker: str


@dataclass(frozen=True, slots=True)
class DeliveredInvolvement:
    """Somebody from the agency, or a service of it, works with a person."""

    person: str
    worker: str
    worker_email: str
    role: str
    contact: str
    from_on: date | None
    to_on: date | None
    open: bool


@dataclass(frozen=True, slots=True)
class DeliveredRelation:
    """The agency says that somebody is a relative of somebody."""

    person: str
    relative: str
    kind: str
    from_on: date | None
    to_on: date | None


@dataclass(frozen=True, slots=True)
class DeliveredReason:
    """The agency says why a child is here."""

    person: str
    kind: str
    from_on: date
    to_on: date | None
    reference: str


@dataclass(frozen=True, slots=True)
class Involvement:
    """One line: who is or was involved with a child, for which agency, in which role, how to reach them."""

    id: UUID
    source: SourceId
    person: PersonId
    agency: AgencyId
    worker: str
    worker_email: str
    role: str
    contact: str
    period: Period
    open: bool

    def item_ids(self) -> tuple[UUID, ...]:
        """The involvement, for the ledger."""
        return (self.id,)


@dataclass(frozen=True, slots=True)
class Coverage:
    """An agency's deliveries cover these days: outside them "nothing recorded" means nothing."""

    agency: AgencyId
    periods: tuple[Period, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """A delivery of which rows are kept: the places of the first and the last, and whether its time is over."""

    agency: AgencyId
    delivery: int
    first: int
    last: int
    over: bool


@dataclass(frozen=True, slots=True)
class Overdue:
    """Rows of a delivery whose time is over and that should have gone; `why` where they could not even be read."""

    agency: AgencyId
    delivery: int
    rows: int
    why: str = ""


@dataclass(frozen=True, slots=True)
class Disposal:
    """What of a delivery was disposed of, because it belonged to no child here: numbers, no names."""

    agency: AgencyId
    delivery: int
    at: datetime
    rows: int
    people: int
    events: int


@dataclass(frozen=True, slots=True)
class Disposed:
    """What one run disposed of, delivery by delivery, and in sentences why an agency's rows had to stay."""

    disposals: tuple[Disposal, ...]
    not_done: tuple[str, ...]

    @property
    def rows(self) -> int:
        """How many rows went."""
        return sum(d.rows for d in self.disposals)

    @property
    def people(self) -> int:
        """How many people are forgotten."""
        return sum(d.people for d in self.disposals)

    @property
    def events(self) -> int:
        """How many events about them are."""
        return sum(d.events for d in self.disposals)


@dataclass(frozen=True, slots=True)
class DeliveryState:
    """How far a delivery has got."""

    id: int
    agency: AgencyId
    received_at: datetime
    mapping: str
    files: tuple[str, ...]
    done: bool
    rows: int
    refused: int
    error: str = ""
    problems: tuple[Problem, ...] = field(default=())
