"""The postman: letters that are due are carried, one after the other."""

from collections.abc import Callable
from datetime import datetime

from django.conf import settings

from alongside.kernel.caller import Caller, Purpose
from alongside.post import api
from alongside.post.api import LetterState, Outbox

Clock = Callable[[], datetime]


def _postman(clock: Clock) -> Caller:
    return Caller.system("post", purpose=Purpose.ADMINISTRATION, now=clock())


def carry(*, clock: Clock, most: int = 500) -> int:
    """Carry what is due; gives how many letters were sent. Stops at one that fails, since the next might fail too.

    Where no mail server is set, the letters stay in the outbox untouched.
    """
    sent = 0
    for _ in range(most if settings.LETTERS_LEAVE else 0):
        done = api.carry_next(_postman(clock))
        if done is None or done.state is LetterState.WAITING:
            break
        sent += done.state is LetterState.SENT
    return sent


def how_it_stands(*, clock: Clock) -> Outbox:
    """How the outbox stands, for the doctor."""
    return api.count(_postman(clock))


def late(box: Outbox, *, now: datetime) -> str:
    """What the doctor says of letters that have waited for more than an hour; empty when none has."""
    if box.oldest is None or now - box.oldest <= api.LATE_AFTER:
        return ""
    counted = f"{box.waiting:,} {'letter waits' if box.waiting == 1 else 'letters wait'}"
    why = "" if box.server_is_set else " No mail server is set: see Setting a mail server in the README."
    return f"{counted}, the oldest since {box.oldest:%Y-%m-%d %H:%M} UTC.{why}"
