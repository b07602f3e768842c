"""Counting working days, days and months, as `3-practice` of the design, section 5, has it.

A working day is Monday to Friday and no bank holiday in England. The day of the trigger is day 0. Months keep the day
of the month, or take the last day of a shorter month. A deadline on a day that is no working day stays where it is;
`act_by` is the working day before (our definition).
"""

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

from holidays import country_holidays

from alongside.language.contracts import Deadline, Timescale, Unit

_ONE_DAY = timedelta(days=1)
_SATURDAY = 5


@lru_cache(maxsize=64)
def bank_holidays(year: int) -> frozenset[date]:
    """The bank holidays of England in one year, substitute days included."""
    return frozenset(country_holidays("GB", subdiv="ENG", years=year))


def is_working_day(day: date) -> bool:
    """Monday to Friday and no bank holiday; the weekday is asked first, since lists name weekend holidays too."""
    return day.weekday() < _SATURDAY and day not in bank_holidays(day.year)


def after_working_days(start: date, count: int) -> date:
    """The day that is this many working days after the start."""
    day = start
    while count > 0:
        day += _ONE_DAY
        count -= is_working_day(day)
    return day


def after_months(start: date, count: int) -> date:
    """The same day of the month this many months later, or the month's last day where it has no such day."""
    year, month = divmod(start.year * 12 + start.month - 1 + count, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def last_working_day(day: date) -> date:
    """The day itself if it is a working day, else the one before."""
    while not is_working_day(day):
        day -= _ONE_DAY
    return day


def deadline(timescale: Timescale, happened_on: date) -> Deadline:
    """By when, once the trigger has happened."""
    if timescale.unit is Unit.WORKING_DAY:
        due_on = after_working_days(happened_on, timescale.offset)
    elif timescale.unit is Unit.CALENDAR_DAY:
        due_on = happened_on + timedelta(days=timescale.offset)
    else:
        due_on = after_months(happened_on, timescale.offset)
    return Deadline(timescale, due_on, last_working_day(due_on))


def in_force(timescale: Timescale, on: date) -> bool:
    """Whether it counts on this day."""
    begun = timescale.valid_from is None or timescale.valid_from <= on
    return timescale.on and begun and (timescale.valid_to is None or on <= timescale.valid_to)
