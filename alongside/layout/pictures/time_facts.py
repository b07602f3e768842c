"""What the chronology picture is told: lanes of agencies, what happened in them, when their records were looked at."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Literal

Kind = Literal["contact", "concern", "missed", "decision", "strength", "other"]
KIND_WORDS: dict[Kind, str] = {
    "concern": "Concern raised",
    "decision": "Meeting or decision",
    "missed": "Missed appointment",
    "strength": "Something better",
    "contact": "Contact or visit",
    "other": "Something else",
}
# What a full column shows first.
ORDER = {kind: place for place, kind in enumerate(KIND_WORDS)}


@dataclass(frozen=True, slots=True)
class Mark:
    """One entry of the chronology; `witnesses` is how many sources say it."""

    on: date
    precision: Literal["day", "month", "year"]
    kind: Kind
    text: str
    href: str = ""
    witnesses: int = 1

    @property
    def first(self) -> date:
        """The first day it may have been."""
        if self.precision == "year":
            return date(self.on.year, 1, 1)
        return self.on.replace(day=1) if self.precision == "month" else self.on

    @property
    def last(self) -> date:
        """The last day it may have been."""
        if self.precision == "year":
            return date(self.on.year, 12, 31)
        if self.precision == "month":
            return self.on.replace(day=monthrange(self.on.year, self.on.month)[1])
        return self.on


@dataclass(frozen=True, slots=True)
class Bar:
    """A time with an involvement or under a plan; without an end it goes on."""

    from_on: date
    to_on: date | None
    text: str
    kind: Literal["involvement", "plan"] = "involvement"


@dataclass(frozen=True, slots=True)
class Lane:
    """One agency. `covered` are the times whose records were looked at; outside them silence means nothing."""

    key: str
    name: str
    marks: tuple[Mark, ...] = ()
    bars: tuple[Bar, ...] = ()
    covered: tuple[tuple[date, date], ...] = ()


@dataclass(frozen=True, slots=True)
class Stretch:
    """From a day to a day."""

    from_on: date
    to_on: date

    @property
    def days(self) -> int:
        """How many days apart."""
        return (self.to_on - self.from_on).days


def within(lane: Lane, from_on: date, to_on: date) -> tuple[Mark, ...]:
    """The lane's entries that may have happened between these days, in order of time."""
    found = (mark for mark in lane.marks if mark.first <= to_on and mark.last >= from_on)
    return tuple(sorted(found, key=lambda mark: (mark.first, mark.last, ORDER[mark.kind], mark.text, mark.href)))
