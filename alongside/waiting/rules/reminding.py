"""When somebody who was asked to contribute is reminded. Pure."""

from collections.abc import Callable, Collection
from datetime import date, timedelta

from alongside.waiting.contracts import Occasion

DAYS_BEFORE = 3
"""So many working days before the day one is reminded (our definition)."""

CountDays = Callable[[date, int], date]
"""The day so many working days after another."""


def occasion(
    asked_on: date, answer_by: date, today: date, already: Collection[Occasion], *, working_days: CountDays
) -> Occasion | None:
    """Which reminder is due: once when the day is near, once when it has passed; None when none is.

    Nobody is reminded on the day on which they were asked; where the day has passed, nobody is told that it is near.
    """
    if today > answer_by:
        return None if Occasion.LATE in already else Occasion.LATE
    near = working_days(today, DAYS_BEFORE) >= answer_by
    if near and today > asked_on and not set(already) & {Occasion.SOON, Occasion.LATE}:
        return Occasion.SOON
    return None


def is_working_day(day: date, *, working_days: CountDays) -> bool:
    """Whether this day counts: the first working day after the day before is this one."""
    return working_days(day - timedelta(days=1), 1) == day


def lines(of: Occasion, answer_by: str) -> tuple[str, ...]:
    """What a reminder says; it names nobody."""
    if of is Occasion.SOON:
        return (f"You were asked to contribute to an assessment by {answer_by}. There is no answer from you yet.",)
    return (
        f"You were asked to contribute to an assessment by {answer_by}. That day has passed without your answer.",
        "If there is nothing relevant, or you do not share it, you can say so in one line.",
    )


def asked_lines(is_task: bool, due_on: str, is_late: bool) -> tuple[str, ...]:
    """What a reminder says that somebody of the team asks for."""
    was = "was due on" if is_late else "is due on"
    if is_task:
        return (f"A task of yours {was} {due_on}. The team asks how it stands.",)
    return (f"Your contribution to an assessment {was} {due_on}. The team asks you for it.",)
