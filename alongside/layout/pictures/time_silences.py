"""Silences: times in which an agency's records were looked at and nothing is in them. Never "no contact"."""

from collections.abc import Iterator
from datetime import date, timedelta

from alongside.layout.pictures.time_facts import Lane, Stretch

A_DAY = timedelta(days=1)


def coverage(lane: Lane) -> tuple[Stretch, ...]:
    """The times looked at, in order, those that touch or overlap made one."""
    joined: list[Stretch] = []
    for from_on, to_on in sorted(lane.covered):
        if to_on < from_on:
            continue
        if joined and from_on <= joined[-1].to_on + A_DAY:
            joined[-1] = Stretch(joined[-1].from_on, max(joined[-1].to_on, to_on))
        else:
            joined.append(Stretch(from_on, to_on))
    return tuple(joined)


def gaps(lane: Lane, *, from_on: date, to_on: date, today: date) -> tuple[Stretch, ...]:
    """Every time without an entry inside the times looked at, however short.

    An entry known only by month or year may have been any day of it, so no silence is counted there.
    Entries before `from_on` are used when they are given; without them counting starts at `from_on`,
    so a lane that was cut to a window never claims a longer silence than it can know.
    """
    known = sorted((mark.first, mark.last) for mark in lane.marks)
    start = min([from_on, *(first for first, _ in known)])
    end = max(min(to_on, today), min(today, known[-1][1] if known else to_on))
    inside = (Stretch(max(part.from_on, start), min(part.to_on, end)) for part in coverage(lane))
    return tuple(gap for part in inside if part.days >= 0 for gap in _empty(part, known))


def _empty(part: Stretch, known: list[tuple[date, date]]) -> Iterator[Stretch]:
    reached = part.from_on
    for first, last in known:
        if last < part.from_on:
            continue
        if first > part.to_on:
            break
        if first > reached:
            yield Stretch(reached, first)
        reached = max(reached, last)
    if reached < part.to_on:
        yield Stretch(reached, part.to_on)


def silences(lane: Lane, *, from_on: date, to_on: date, today: date, silence_days: int) -> tuple[Stretch, ...]:
    """The times of at least so many days with nothing recorded that reach into the window."""
    found = gaps(lane, from_on=from_on, to_on=to_on, today=today)
    return tuple(gap for gap in found if gap.days >= silence_days and gap.to_on > from_on and gap.from_on < to_on)


def not_covered(lane: Lane, *, from_on: date, to_on: date, today: date) -> tuple[Stretch, ...]:
    """The times of the window that nobody has looked at; the days after today are nobody's yet."""
    end = min(to_on, today)
    missing: list[Stretch] = []
    reached = from_on
    for part in coverage(lane):
        if part.from_on > end:
            break
        if part.from_on > reached:
            missing.append(Stretch(reached, part.from_on))
        reached = max(reached, part.to_on + A_DAY)
    if reached <= end:
        missing.append(Stretch(reached, end))
    return tuple(part for part in missing if part.days > 0)
