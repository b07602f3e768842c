"""Dates in words, as people in Britain write them: 4 May 2017, May 2017, 2017; moments in London time."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from alongside.kernel.dates import PartialDate

LONDON = ZoneInfo("Europe/London")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def day(on: date) -> str:
    """4 May 2017."""
    return f"{on.day} {MONTHS[on.month - 1]} {on.year}"


def month(on: date) -> str:
    """May 2017."""
    return f"{MONTHS[on.month - 1]} {on.year}"


def clock(at: datetime) -> str:
    """9:05pm; midnight and midday said in words, since 12:00am is read both ways."""
    if at.minute == 0 and at.hour in (0, 12):
        return "midday" if at.hour else "midnight"
    return f"{at.hour % 12 or 12}:{at.minute:02d}{'am' if at.hour < 12 else 'pm'}"


def moment(at: datetime) -> str:
    """4 May 2017, 9:05pm in London, from an aware moment; refuses one without a time zone."""
    if at.tzinfo is None:
        raise ValueError("A moment needs its time zone.")
    local = at.astimezone(LONDON)
    return f"{day(local)}, {clock(local)}"


def weekday(at: datetime) -> str:
    """Monday 4 May 2026, 9:05pm in London: for what people put into their week."""
    return f"{DAYS[at.astimezone(LONDON).weekday()]} {moment(at)}"


def partial(known: object, precision: str = "day") -> str:
    """A date as exactly as it is known: 4 May 2017, May 2017 or 2017.

    Takes a date and its precision, or one object that has `on` and `precision`.
    """
    on = getattr(known, "on", known)
    precision = str(getattr(known, "precision", precision))
    if not isinstance(on, date):
        raise TypeError("A partial date is a date with a precision.")
    if precision == "month":
        return month(on)
    if precision == "year":
        return str(on.year)
    return (
        f"about {on.year}"
        if precision == "estimated"
        else f"expected {day(on)}"
        if precision == "expected"
        else day(on)
    )


def short(known: PartialDate) -> str:
    """A date where there is little room: 4 May 2017, 4 Sep 2017, Sep 2017, 2017."""
    words = partial(known)
    return " ".join(word[:3] if word in MONTHS else word for word in words.split(" "))
