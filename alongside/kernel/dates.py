"""Dates as people know them: a day, a month or only a year; and periods with an open end."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Precision(StrEnum):
    """How exactly a date is known. `estimated` and `expected` are for dates of birth."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    ESTIMATED = "estimated"
    EXPECTED = "expected"


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date with its precision; `on` is the first day it may have been."""

    on: date
    precision: Precision = Precision.DAY

    @property
    def last(self) -> date:
        """The last day it may have been."""
        if self.precision is Precision.YEAR:
            return date(self.on.year, 12, 31)
        if self.precision is Precision.MONTH:
            return self.on.replace(day=monthrange(self.on.year, self.on.month)[1])
        return self.on

    def __str__(self) -> str:
        if self.precision is Precision.YEAR:
            return f"{self.on.year:04d}"
        if self.precision is Precision.MONTH:
            return f"{self.on:%Y-%m}"
        return self.on.isoformat()


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """From one day up to another, both included; `None` is an end that is not known or not yet come."""

    from_on: date | None
    to_on: date | None

    def __post_init__(self) -> None:
        if self.from_on and self.to_on and self.to_on < self.from_on:
            raise ValueError(f"A period cannot end ({self.to_on}) before it begins ({self.from_on}).")

    def covers(self, day: date) -> bool:
        """Whether the day lies in the period."""
        return (self.from_on is None or self.from_on <= day) and (self.to_on is None or day <= self.to_on)
