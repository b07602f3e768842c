"""When a letter is tried again, and when it is given up. Pure."""

from datetime import datetime, timedelta

FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=6)
GIVEN_UP_AFTER = timedelta(days=5)
"""A letter this old tells of what has passed: it is not sent any more (our definition, as mail servers have it)."""
LATE_AFTER = timedelta(hours=1)
"""A letter that waits for longer is told of by the doctor (our definition)."""


def is_too_old(queued_at: datetime, now: datetime) -> bool:
    """Whether a letter that has waited since then is given up."""
    return now - queued_at >= GIVEN_UP_AFTER


def again_at(failures: int, now: datetime) -> datetime:
    """When to try again after so many failures: a minute, then twice as long each time, six hours at most."""
    doublings = min(failures - 1, 20)
    return now + min(FIRST_PAUSE * (1 << doublings), LONGEST_PAUSE)
