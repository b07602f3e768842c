"""Local practice, as others may hold it: timescales, and whatever else is agreed as data."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from alongside.kernel.ids import ActorId


class Kind(StrEnum):
    """What kind of agreement it is."""

    TIMESCALE = "timescale"
    ROLE = "role"
    WAY = "way"
    TEMPLATE = "template"
    WEIGHT = "weight"


class Unit(StrEnum):
    """What a timescale counts."""

    WORKING_DAY = "working_day"
    CALENDAR_DAY = "calendar_day"
    CALENDAR_MONTH = "calendar_month"


@dataclass(frozen=True, slots=True)
class Timescale:
    """By when something is to be done after something has happened. The day it happened is day 0.

    `statutory` tells a duty from a local agreement; `on` is false while it is not known from when it is in force.
    """

    code: str
    words: str
    trigger: str
    offset: int
    unit: Unit
    statutory: bool
    source: str
    on: bool = True
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """The day by which, and the last working day on which it can be done; a clock informs and never blocks."""

    timescale: Timescale
    due_on: date
    act_by: date


@dataclass(frozen=True, slots=True)
class Practice:
    """One agreement as it stands, and who last changed it; `version` 0 is what is shipped."""

    kind: Kind
    code: str
    version: int
    body: Mapping[str, object]
    by: ActorId | None = None
    at: datetime | None = None
    why: str = ""
