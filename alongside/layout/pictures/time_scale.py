"""Where a day stands on the page, and the years, months and weeks written along the top."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from alongside.layout.dates import MONTHS
from alongside.layout.pictures import measure, svg
from alongside.layout.pictures.palette import CONCERN, CONTACT, GRID, QUIET, TODAY

AXIS_HEIGHT = 40
STRIP_HEIGHT = 40


@dataclass(frozen=True)
class Scale:
    """From the first to the last day, between a left and a right edge in pixels."""

    from_on: date
    to_on: date
    left: float
    right: float

    @cached_property
    def per_day(self) -> float:
        """Pixels a day; the last day has its own room, so its marks stay inside."""
        return (self.right - self.left) / ((self.to_on - self.from_on).days + 1)

    @cached_property
    def size(self) -> float:
        """Half the height of a mark: bigger when the window is short."""
        return 6.5 if self.per_day >= 2.5 else 5 if self.per_day >= 0.9 else 4

    @cached_property
    def column(self) -> float:
        """The width one mark needs with its ring; marks of one column are stacked."""
        room = self.right - self.left
        return room / max(1, int(room // (2 * self.size + 6)))

    def x(self, on: date) -> float:
        """Where this day begins, kept inside the edges."""
        place = self.left + (on - self.from_on).days * self.per_day
        return min(self.right, max(self.left, place))

    def column_of(self, on: date) -> int:
        """Which column this day stands in."""
        middle = self.x(on) + self.per_day / 2 - self.left
        return min(int((self.right - self.left) / self.column + 0.5) - 1, max(0, int(middle // self.column)))

    def middle_of(self, column: int) -> float:
        """The middle of a column."""
        return self.left + (column + 0.5) * self.column


def first_days(scale: Scale, step: int) -> Iterator[date]:
    """The first days of every `step`th month in the window, counted from January."""
    year, month = scale.from_on.year, scale.from_on.month
    while (first := date(year, month, 1)) <= scale.to_on:
        if first >= scale.from_on and (month - 1) % step == 0:
            yield first
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)


def month_step(scale: Scale, room: float) -> int:
    """How many months lie between two labels that each need this much room."""
    return next((step for step in (1, 2, 3, 6) if step * 28 * scale.per_day >= room), 12)


def grid(scale: Scale, top: float, bottom: float) -> Iterator[str]:
    """Thin lines where years, or in a short window months, begin."""
    step = 1 if (scale.to_on - scale.from_on).days < 400 else 12
    for first in first_days(scale, step):
        yield svg.line(scale.x(first), top, scale.x(first), bottom, stroke=GRID, stroke_width=1)


def axis(scale: Scale, top: float, today: date) -> Iterator[str]:
    """Years above months above ticks; labels that would touch or leave the frame are left out."""
    yield from _years(scale, top)
    yield from _months(scale, top)
    if scale.from_on <= today <= scale.to_on:
        x = scale.x(today) + scale.per_day / 2
        yield svg.element("path", svg.title("Today"), d=f"M{x - 5:.1f} {top + 32}h10l-5 7z", fill=TODAY)


def _years(scale: Scale, top: float) -> Iterator[str]:
    reached = scale.left - 1
    starts = [scale.from_on, *(first for first in first_days(scale, 12) if first > scale.from_on)]
    for place, start in enumerate(starts):
        x = scale.x(start)
        room = (scale.x(starts[place + 1]) if place + 1 < len(starts) else scale.right) - x
        wide = measure.width(str(start.year), 13, bold=True) + 6
        if x < reached or (room < wide and place == 0) or x + wide > scale.right + 1:
            continue
        yield svg.words(x + 2, top + 15, str(start.year), size=13, bold=True)
        reached = x + wide


def _months(scale: Scale, top: float) -> Iterator[str]:
    step = month_step(scale, 30)
    reached = scale.left - 1
    if step < 12:
        for first in first_days(scale, step):
            x = scale.x(first)
            yield svg.line(x, top + 20, x, top + AXIS_HEIGHT, stroke=QUIET, stroke_width=1)
            name = MONTHS[first.month - 1][:3]
            wide = measure.width(name, 12) + 6
            if x >= reached and x + wide <= scale.right + 1:
                yield svg.words(x + 3, top + 31, name, fill=QUIET)
                reached = x + wide
    if scale.per_day * 7 >= 24:
        yield from _mondays(scale, top)


def _mondays(scale: Scale, top: float) -> Iterator[str]:
    monday = scale.from_on + timedelta(days=-scale.from_on.weekday() % 7)
    while monday <= scale.to_on:
        x = scale.x(monday)
        yield svg.line(x, top + AXIS_HEIGHT - 5, x, top + AXIS_HEIGHT, stroke=QUIET, stroke_width=1)
        if monday.day > 5 and monday.day < 27 and x + 16 < scale.right:
            yield svg.words(x + 3, top + 31, str(monday.day), fill=QUIET)
        monday += timedelta(days=7)


_WEEK = {colour: svg.stamp("rect", "x", "y", "width", "height", fill=colour) for colour in (CONTACT, CONCERN)}


def strip(scale: Scale, top: float, weeks: dict[date, int], concerns: dict[date, int]) -> Iterator[str]:
    """Entries a week over all agencies, the concerns among them red from below."""
    most = max(weeks.values(), default=0)
    bottom = top + STRIP_HEIGHT
    yield svg.line(scale.left, bottom, scale.right, bottom, stroke=QUIET, stroke_width=1)
    for monday in sorted(weeks):
        begin, end = scale.x(monday), scale.x(monday + timedelta(days=7))
        wide = max(1.2, (end - begin) * 0.85)
        begin = min(begin, scale.right - wide)
        tall = (STRIP_HEIGHT - 4) * weeks[monday] / most
        red = (STRIP_HEIGHT - 4) * concerns.get(monday, 0) / most
        for height, colour in ((tall, CONTACT), (red, CONCERN)):
            if height:
                yield _WEEK[colour](begin, bottom - height, wide, height)
    if most and scale.left > 60:
        yield svg.words(scale.left - 6, top + 12, f"most: {most}", anchor="end", fill=QUIET)
    elif most:
        yield svg.words(scale.right, top - 8, f"most: {most}", anchor="end", fill=QUIET)
