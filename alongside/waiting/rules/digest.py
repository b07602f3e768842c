"""The one letter a day: counts and days, and nobody's name. Pure."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from alongside.waiting.contracts import Days

NEAR = timedelta(days=7)
"""What is due within a week is told of (our definition)."""
NOT_BEFORE = time(7)
"""The letter is written in the morning, by the clock on the wall (our definition)."""
_LONDON = ZoneInfo("Europe/London")


def lines(days: Days, today: date, *, in_words: Callable[[date], str]) -> tuple[str, ...]:
    """What the letter says; nothing where nothing is overdue, near, or to be answered: then no letter is written."""
    wanted = (*days.tasks, *days.requests)
    late = sorted(day for day in wanted if day < today)
    near = sorted(day for day in wanted if today <= day <= today + NEAR)
    meetings = sorted(day for day in days.invitations if day >= today)
    found = []
    if late:
        found.append(f"{_things(len(late))} overdue, {_since(late, in_words)}.")
    if near:
        found.append(f"{_things(len(near))} due within a week, {_first(near, 'on', in_words)}.")
    if asked := sum(day <= today + NEAR for day in days.requests):
        found.append(f"Among them: {'a request' if asked == 1 else f'{asked} requests'} to contribute.")
    if meetings:
        one = len(meetings) == 1
        waits = "1 invitation to a meeting waits" if one else f"{len(meetings)} invitations to meetings wait"
        found.append(f"{waits} for your answer; the {'meeting' if one else 'first'} is on {in_words(meetings[0])}.")
    return tuple(found)


def _things(count: int) -> str:
    return "1 thing is" if count == 1 else f"{count} things are"


def _since(days: list[date], in_words: Callable[[date], str]) -> str:
    return f"{'since' if len(days) == 1 else 'the oldest since'} {in_words(days[0])}"


def _first(days: list[date], before: str, in_words: Callable[[date], str]) -> str:
    return f"{before if len(days) == 1 else f'the first {before}'} {in_words(days[0])}"


def is_time(now: datetime, *, is_working_day: Callable[[date], bool]) -> bool:
    """Whether the worker writes the letters now: on a working day, once it is seven in the morning in London."""
    here = now.astimezone(_LONDON)
    return here.time() >= NOT_BEFORE and is_working_day(here.date())
