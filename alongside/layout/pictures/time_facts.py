"""What the chronology picture is told: lanes of agencies, what happened in them, when their records were looked at."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import cached_property
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
        if self.precision == "day":
            return self.on
        if self.precision == "year":
            return date(self.on.year, 1, 1)
        return self.on.replace(day=1)

    @property
    def last(self) -> date:
        """The last day it may have been."""
        if self.precision == "day":
            return self.on
        if self.precision == "year":
            return date(self.on.year, 12, 31)
        return self.on.replace(day=monthrange(self.on.year, self.on.month)[1])


@dataclass(frozen=True, slots=True)
class Bar:
    """A time with an involvement or under a plan; without an end it goes on."""

    from_on: date
    to_on: date | None
    text: str
    kind: Literal["involvement", "plan"] = "involvement"


@dataclass(frozen=True)
class Lane:
    """One agency. `covered` are the times whose records were looked at; outside them silence means nothing."""

    key: str
    name: str
    marks: tuple[Mark, ...] = ()
    bars: tuple[Bar, ...] = ()
    covered: tuple[tuple[date, date], ...] = ()

    @cached_property
    def in_order(self) -> tuple[Mark, ...]:
        """Its entries in order of time; ordered once, looked through many times for a picture."""
        return tuple(sorted(self.marks, key=lambda m: (m.first, m.last, ORDER[m.kind], m.text, m.href)))


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
    return tuple([mark for mark in lane.in_order if mark.first <= to_on and mark.last >= from_on])
