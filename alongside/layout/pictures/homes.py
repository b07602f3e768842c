"""Who lived with a child, as a picture: under each home a bar for everybody, along the days on which it was said."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from alongside.layout.dates import day
from alongside.layout.pictures import measure, svg
from alongside.layout.pictures.palette import INK, LANE, QUIET, TODAY
from alongside.layout.pictures.time_scale import AXIS_HEIGHT, Scale, axis, grid
from alongside.layout.pictures.time_shapes import bar_shape

_TITLE, _ROW, _BAR = 24, 30, 9


@dataclass(frozen=True, slots=True)
class Said:
    """Somebody, or an agency, from then till then; without an end it is said still."""

    text: str
    from_on: date
    to_on: date | None
    person: bool


@dataclass(frozen=True, slots=True)
class Place:
    """One home with everything that is said of it."""

    name: str
    said: tuple[Said, ...]


def draw(places: Sequence[Place], *, today: date, width: float, ident: str, about: Sequence[str]) -> str:
    """The homes below one another, from the first day that is said up to today. `about` says the same in words."""
    first = min(one.from_on for place in places for one in place.said)
    last = max([today, *(one.to_on or one.from_on for place in places for one in place.said)])
    scale = Scale(first, last, left=6, right=width - 8)
    body, top = [*axis(scale, 0, today)], float(AXIS_HEIGHT + 6)
    for place in places:
        tall = _TITLE + _ROW * len(place.said)
        body.append(svg.element("g", *_place(place, scale, top, tall)))
        top += tall + 10
    x = scale.x(today) + scale.per_day / 2
    body.append(svg.line(x, AXIS_HEIGHT, x, top - 10, stroke=TODAY, stroke_width=1.5, stroke_dasharray="2 4"))
    name = "Who lived with this child"
    return svg.picture(width, top, *body, name=name, about=" ".join(about), links=False, ident=ident)


def _place(place: Place, scale: Scale, top: float, tall: float) -> Iterator[str]:
    room = scale.right - scale.left
    yield svg.element("rect", x=scale.left, y=top, width=room, height=tall, fill=LANE)
    yield from grid(scale, top + _TITLE, top + tall)
    yield svg.words(scale.left + 4, top + 16, measure.shorten(place.name, 13, room - 8, bold=True), size=13, bold=True)
    for row, one in enumerate(place.said):
        y = top + _TITLE + row * _ROW
        x0, x1 = scale.x(one.from_on), scale.x(one.to_on or scale.to_on) + scale.per_day
        until = f"to {day(one.to_on)}" if one.to_on else "and still"
        said = svg.title(f"{place.name}: {one.text}, from {day(one.from_on)} {until}")
        words = measure.shorten(one.text, 12, room - 8, bold=one.person)
        fill = INK if one.person else QUIET
        drawn = bar_shape(
            "plan" if one.person else "involvement", x0, min(max(x1, x0 + 2), scale.right), y + 15, _BAR,
            goes_on=one.to_on is None,
        )  # fmt: skip
        yield svg.element("g", said, svg.words(scale.left + 4, y + 11, words, bold=one.person, fill=fill), drawn)


def key() -> list[tuple[str, str]]:
    """What the bars mean."""
    return [
        (svg.sample(bar_shape("involvement", 1, 25, 5, _BAR, goes_on=False)), "An agency says this home"),
        (svg.sample(bar_shape("plan", 1, 25, 5, _BAR, goes_on=False)), "Said to live there, too"),
    ]
