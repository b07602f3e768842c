"""What a worklist shows, and what can be done with several of its lines at once. Pure."""

from collections.abc import Iterable
from datetime import date

from alongside.kernel.ids import ActorId, ChildId
from alongside.waiting.contracts import About, DeedKind, Line, Person

MOST_TOGETHER = 50
"""So many things at once at most, so that somebody can still read what will happen to each (our definition)."""


def in_order(lines: Iterable[Line]) -> tuple[Line, ...]:
    """What is due first comes first."""
    return tuple(sorted(lines, key=lambda x: (x.due_on, x.about.value, x.words, str(x.id))))


def is_late(line: Line, today: date) -> bool:
    """The day has passed and it is not done."""
    return not line.done and line.due_on < today


def narrowed(
    lines: Iterable[Line], *, today: date, child: ChildId | None = None, person: ActorId | None = None,
    late: bool = False,
) -> tuple[Line, ...]:  # fmt: skip
    """Those about one child, of one person, overdue; what is not asked for does not narrow."""
    return tuple(
        x
        for x in lines
        if (child is None or child in x.children)
        and (person is None or x.waits_for(person))
        and (not late or is_late(x, today))
    )


def why_not(kind: DeedKind, line: Line, *, me: ActorId, today: date) -> str:
    """Why this cannot be done with this line, in a sentence; empty when it can."""
    if line.done:
        return "It is done already."
    return {DeedKind.MOVE: _not_moved, DeedKind.REMIND: _not_reminded, DeedKind.DONE: _not_done}[kind](line, me, today)


def _not_moved(line: Line, me: ActorId, today: date) -> str:
    if line.about is About.REQUEST:
        return "The day of a request stays as it was told to whoever was asked. Ask again instead."
    return ""


def _not_reminded(line: Line, me: ActorId, today: date) -> str:
    if line.about is About.REVIEW:
        return "A review belongs to the whole team: call a meeting for it."
    reached = [p for p in line.people if p.actor and p.actor != me]
    if not reached:
        mine = line.waits_for(me)
        return "This is yours: say yourself how it stands." if mine else "They have no way in here: ask them in person."
    if any(r.at.date() == today for r in line.reminders):
        return "They were reminded today already."
    return ""


def _not_done(line: Line, me: ActorId, today: date) -> str:
    if line.about is not About.TASK:
        return "Only tasks are recorded as done here."
    return "" if line.waits_for(me) else "Only those who own a task record it as done."


def to_remind(line: Line, me: ActorId) -> Person:
    """Who is reminded: whoever is accountable, or else the first of those who can sign in; never the one who asks."""
    reached = [p for p in line.people if p.actor and p.actor != me]
    return next((p for p in reached if p.accountable), reached[0])
