"""Reading dates of birth: which part of a date may be believed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

STAND_INS = frozenset({"1900-01-01", "1899-12-30", "1899-12-31", "1901-01-01"})
"""Days that programs write where none is known."""
DATE_FORM = re.compile(r"(18[5-9][0-9]|19[0-9]{2}|2[01][0-9]{2})-[0-9]{2}-[0-9]{2}")


class Precision(StrEnum):
    """How exact a date of birth is."""

    DAY = "day"
    FIRST = "first"  # the first of a month, not said to be exact
    MONTH = "month"
    YEAR = "year"
    EXPECTED = "expected"


@dataclass(frozen=True, slots=True)
class BirthDate:
    """A date of birth as compared; `day_number` is days since year 1, None when no calendar has that date."""

    text: str
    precision: Precision
    year: int
    day_number: int | None


def read_date(text: str | None, precision: str | None) -> BirthDate | None:
    """A date of birth made ready to compare, or None for nothing or what is not YYYY-MM-DD of 1850 to 2200.

    1 January 1900 and its like stand for nothing, too. Estimated dates, and 1 January where nothing is said, are
    compared by year. The first of another month where nothing is said is taken at its word when two records agree on
    it, and by its month when they do not.
    """
    plain = (text or "").strip()
    if not DATE_FORM.fullmatch(plain) or plain in STAND_INS:
        return None
    return BirthDate(plain, _precision(plain, precision), int(plain[:4]), _day_number(plain))


def _precision(plain: str, stated: str | None) -> Precision:
    if stated in ("year", "estimated"):
        return Precision.YEAR
    if stated in ("month", "day", "expected"):
        return Precision(stated)
    if plain.endswith("-01-01"):
        return Precision.YEAR
    return Precision.FIRST if plain.endswith("-01") else Precision.DAY


def _day_number(plain: str) -> int | None:
    try:
        return date.fromisoformat(plain).toordinal()
    except ValueError:
        return None
