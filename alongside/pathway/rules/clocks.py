"""How a clock stands, from what happened. Nothing here stops anybody: a clock informs.

A milestone of the kind that meets a clock counts when it is later than the one that started it; on the same day only
if it is of another kind, so that a core group does not meet the clock that it starts itself.
"""

from collections.abc import Iterable
from datetime import date

from alongside.pathway.contracts import Clock, Happened, Started, State

_OPEN = (State.NOT_YET_DUE, State.OVERDUE)


def standing(started: Started, happened: Iterable[Happened], today: date) -> Clock:
    """In time, late, overdue, not yet due, or no longer of importance; what was taken back never happened."""
    real = [h for h in happened if not h.taken_back]
    met = _first(started, real, started.met_by)
    ended = _first(started, real, started.ends_with)
    if met and not (ended and ended < met):
        return Clock(started, State.IN_TIME if met <= started.due_on else State.LATE, met)
    if ended:
        return Clock(started, State.ENDED if ended <= started.due_on else State.MISSED, ended)
    return Clock(started, State.OVERDUE if started.due_on < today else State.NOT_YET_DUE, None)


def _first(started: Started, happened: Iterable[Happened], kind: str) -> date | None:
    return min((h.on for h in happened if h.what in kind.split(",") and _follows(started, h)), default=None)


def _follows(started: Started, later: Happened) -> bool:
    return later.on > started.started_on or (later.on == started.started_on and later.what != started.started_by)


def still_open(clock: Clock) -> bool:
    """Whether something is still to be done."""
    return clock.state in _OPEN


def wants_a_reason(clock: Clock) -> bool:
    """A late thing carries its reason; until somebody gives one, it is asked for and nothing waits for it."""
    return clock.state in (State.OVERDUE, State.LATE, State.MISSED) and not clock.started.late


def in_order(clocks: Iterable[Clock]) -> tuple[Clock, ...]:
    """Open ones first, the soonest due before the others; then those that have stopped, the latest first."""
    found = list(clocks)
    open_ones = sorted((c for c in found if still_open(c)), key=lambda c: (c.started.due_on, c.started.code))
    stopped = [c for c in found if not still_open(c)]
    stopped.sort(key=lambda c: (c.stopped_on or c.started.due_on, c.started.code), reverse=True)
    return (*open_ones, *stopped)


def share_in_time(clocks: Iterable[Clock]) -> tuple[int, int]:
    """How many were met in time, of how many whose day has come; what is not yet due or ended counts in neither."""
    counted = [c for c in clocks if c.state in (State.IN_TIME, State.LATE, State.OVERDUE, State.MISSED)]
    return sum(c.state is State.IN_TIME for c in counted), len(counted)
