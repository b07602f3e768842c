"""The chronology picture in sentences: the busiest week, and each agency's entries and longest silence."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from alongside.layout.dates import day
from alongside.layout.pictures.time_facts import Lane, Stretch, within
from alongside.layout.pictures.time_silences import gaps, not_covered


def counted(number: int, one: str, many: str) -> str:
    """1 entry, 2 entries."""
    return f"{number} {one if number == 1 else many}"


def week_of(on: date) -> date:
    """The Monday of its week."""
    return on - timedelta(days=on.weekday())


def weeks(lanes: Sequence[Lane], from_on: date, to_on: date) -> tuple[Counter[date], Counter[date]]:
    """How many entries a week, and how many of them concerns; only entries whose day is known."""
    known = [mark for lane in lanes for mark in within(lane, from_on, to_on) if mark.precision == "day"]
    concerns = Counter(week_of(mark.on) for mark in known if mark.kind == "concern")
    return Counter(week_of(mark.on) for mark in known), concerns


def sentences(
    lanes: Sequence[Lane], *, from_on: date, to_on: date, today: date, silence_days: int = 60
) -> tuple[str, ...]:
    """What the picture shows, one sentence after the other, for a list above it."""
    return tuple(_all(lanes, from_on, to_on, today, silence_days))


def _all(lanes: Sequence[Lane], from_on: date, to_on: date, today: date, silence_days: int) -> Iterator[str]:
    total = sum(len(within(lane, from_on, to_on)) for lane in lanes)
    sources = counted(len(lanes), "agency", "agencies")
    yield f"{counted(total, 'entry', 'entries')} from {sources}, {day(from_on)} to {day(to_on)}."
    all_weeks, concerns = weeks(lanes, from_on, to_on)
    if all_weeks:
        busiest = min(all_weeks, key=lambda week: (-all_weeks[week], week))
        with_concerns = f", {concerns[busiest]} with concerns" if concerns[busiest] else ""
        yield f"Busiest week: from {day(busiest)} ({counted(all_weeks[busiest], 'entry', 'entries')}{with_concerns})."
    for lane in lanes:
        yield _lane(lane, from_on, to_on, today, silence_days)


def _lane(lane: Lane, from_on: date, to_on: date, today: date, silence_days: int) -> str:
    count = len(within(lane, from_on, to_on))
    said = [counted(count, "entry", "entries") if count else "nothing recorded"]
    found = [
        gap
        for gap in gaps(lane, from_on=from_on, to_on=to_on, today=today)
        if gap.to_on > from_on and gap.from_on < to_on
    ]
    longest = max(found, key=lambda gap: (gap.days, gap.from_on), default=None)
    if longest and count:
        said.append(_longest(longest, silence_days))
    missing = not_covered(lane, from_on=from_on, to_on=to_on, today=today)
    if missing:
        periods = " and ".join(f"{day(part.from_on)} to {day(part.to_on)}" for part in missing)
        said.append(f"records not looked at from {periods}")
    return f"{lane.name}: {'; '.join(said)}."


def _longest(gap: Stretch, silence_days: int) -> str:
    if gap.days < silence_days:
        return f"never {silence_days} days or more with nothing recorded"
    return f"longest time with nothing recorded {gap.days} days ({day(gap.from_on)} to {day(gap.to_on)})"
