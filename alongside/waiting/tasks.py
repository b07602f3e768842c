"""Once a day: one letter to each practitioner for whom something waits, and reminders of requests."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from alongside.kernel.caller import Caller, Purpose
from alongside.language import api as language
from alongside.waiting import api

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Written:
    """How many letters of the day, and how many reminders, were written."""

    digests: int
    reminders: int


def _job(clock: Clock) -> Caller:
    return Caller.system("digest", purpose=Purpose.ADMINISTRATION, now=clock())


def write_letters_of_today(*, clock: Clock) -> Written:
    """Write what is due today. Called again on the same day, it writes only what is new."""
    me = _job(clock)
    reminders = sum(api.remind(me, of=of, occasion=occasion) for of, occasion in api.reminders_due(me))
    digests = sum(api.write_digest(me, actor=a, lines=lines) for a, lines in api.digests_due(me).items())
    return Written(digests, reminders)


def is_time(now: datetime) -> bool:
    """Whether the worker writes the letters of the day now."""
    return api.is_time(now, is_working_day=partial(api.is_working_day, working_days=language.after_working_days))
