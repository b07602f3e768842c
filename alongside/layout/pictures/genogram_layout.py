"""Where everyone in the family tree stands and which way the lines go, before anything is drawn.

Between two rows there are three bands: names, sibling bars (each where no other touches it), and lines over heads
for partners who cannot stand side by side. Lines that go down use the gaps between people, never the people.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from alongside.layout.pictures import measure
from alongside.layout.pictures.genogram_facts import Relative, Union
from alongside.layout.pictures.genogram_kin import Kin
from alongside.layout.pictures.genogram_order import ordered
from alongside.layout.pictures.genogram_rows import evened
from alongside.layout.pictures.genogram_ways import RADIUS, SLOT, SMALL, Way, distances, slots_of, ways_of

NAME_ROOM = 112
NAME_SIZE = 13
LINE_HEIGHT = 15
BAR_STEP, OVER_STEP = 16, 18
MARGIN = 30


@dataclass(frozen=True, slots=True)
class Place:
    """A person at the middle of their sign; `lines` are the words below it."""

    person: Relative
    row: int
    x: float
    y: float
    lines: tuple[str, ...]
    half: float

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom of the sign with its words."""
        return (
            self.x - self.half,
            self.y - RADIUS,
            self.x + self.half,
            self.y + RADIUS + 6 + LINE_HEIGHT * len(self.lines),
        )


@dataclass(frozen=True, slots=True)
class Joined:
    """A union as drawn: the line between the partners, where it goes down, and the bar above the children."""

    union: Union
    line: tuple[tuple[float, float], ...]
    down_x: float
    down_y: float
    bar: tuple[float, float, float] | None  # left, right, height
    drops: tuple[tuple[float, float], ...]  # each child's x and top
    text_at: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Tree:
    """The whole layout."""

    places: dict[str, Place]
    joined: tuple[Joined, ...]
    width: float
    height: float


def half_of(person: Relative) -> tuple[tuple[str, ...], float]:
    """The words below a sign, and half the width of sign and words together."""
    lines = measure.wrap(person.called, NAME_SIZE, NAME_ROOM, lines=3, bold=True)
    years = "" if person.born is None and person.died is None else f"{person.born or '?'}"
    if person.died is not None:
        years += f"–{person.died}"
    wide = max(
        [*(measure.width(line, NAME_SIZE, bold=True) for line in lines), measure.width(years, SMALL), 2 * RADIUS + 4]
    )
    return (*lines, years) if years else lines, wide / 2


def place(kin: Kin) -> Tree:
    """Everyone's place and every line's way. The same facts always give the same picture."""
    if not kin.people:
        return Tree({}, (), 200, 80)
    rows = ordered(kin)
    words = {key: half_of(person) for key, person in kin.people.items()}
    halves = {key: half for key, (_, half) in words.items()}
    by_row = [[union for union in kin.unions if kin.generation[union.a] == number] for number in range(len(rows))]
    ways = [ways_of(row, unions) for row, unions in zip(rows, by_row, strict=True)]
    needed = [distances(row, halves, found) for row, found in zip(rows, ways, strict=True)]
    x = evened(rows, kin.unions, needed)
    shift = MARGIN - min(x[key] - halves[key] - 2 * SLOT for key in x)
    x = {key: value + shift for key, value in x.items()}
    slots = [slots_of(row, found, x, halves) for row, found in zip(rows, ways, strict=True)]
    return _stand(kin, rows, ways, slots, x, words)


def coloured(spans: Sequence[tuple[float, float]], apart: float) -> list[int]:
    """A level for each span such that spans of one level never touch, in as few levels as going left to right gives."""
    levels = [0] * len(spans)
    ends: list[float] = []
    for number in sorted(range(len(spans)), key=lambda number: (spans[number], number)):
        low, high = spans[number]
        level = next((level for level, end in enumerate(ends) if end + apart < low), len(ends))
        if level == len(ends):
            ends.append(high)
        ends[level] = high
        levels[number] = level
    return levels


def _stand(
    kin: Kin, rows: list[list[str]], ways: list[list[Way]], slots: list[dict[int, float]], x: dict[str, float],
    words: dict[str, tuple[tuple[str, ...], float]],
) -> Tree:  # fmt: skip
    """Heights: each row as high as its names, bars and lines over heads need."""
    places: dict[str, Place] = {}
    joined: list[Joined] = []
    y, waiting = 20.0, list[Joined]()
    for number, row in enumerate(rows):
        pairs = [sorted((x[way.union.a], x[way.union.b or ""])) for way in ways[number] if way.how == "over"]
        over = [(low, high) for low, high in pairs]
        over_levels = coloured(over, 8)
        y += RADIUS + 22 + OVER_STEP * (1 + max(over_levels, default=-1))
        for key in row:
            places[key] = Place(kin.people[key], number, x[key], y, *words[key])
        joined += [_with_drops(one, places) for one in waiting]
        below = max(places[key].box[3] for key in row)
        waiting, bars = _joined(ways[number], slots[number], places, x, over_levels, below)
        y = below + 16 + BAR_STEP * bars
    joined += [_with_drops(one, places) for one in waiting]
    width = max(max(one.box[2] for one in places.values()), *(one.down_x for one in joined), 0) + MARGIN
    return Tree(places, tuple(joined), width, y + 8)


def _joined(
    ways: Sequence[Way], slots: dict[int, float], places: dict[str, Place], x: dict[str, float],
    over_levels: list[int], below: float,
) -> tuple[list[Joined], int]:  # fmt: skip
    """The unions of a row, each bar on a level where it touches no other; and how many levels that took."""
    with_children = [number for number, way in enumerate(ways) if way.union.children]
    xs = [[slots[number], *(x[child] for child in ways[number].union.children)] for number in with_children]
    levels = dict(zip(with_children, coloured([(min(of), max(of)) for of in xs], 20), strict=True))
    heights = iter(over_levels)
    done: list[Joined] = []
    for number, way in enumerate(ways):
        line, text_at = _line(way, places, next(heights) if way.how == "over" else 0, slots.get(number))
        down_x = slots.get(number, text_at[0])
        bar = (down_x, down_x, below + 12 + BAR_STEP * levels[number]) if number in levels else None
        done.append(Joined(way.union, line, down_x, line[1][1], bar, (), text_at))
    return done, 1 + max(levels.values(), default=-1)


def _line(
    way: Way, places: dict[str, Place], level: int, slot: float | None
) -> tuple[tuple[tuple[float, float], ...], tuple[float, float]]:
    a = places[way.union.a]
    if way.union.b is None:
        height = a.y + (14 if way.order < 2 else 5)
        end = slot if slot is not None else a.x
        return ((a.x, height), (end, height)), (end, height - 6)
    left, right = sorted((a, places[way.union.b]), key=lambda one: one.x)
    if way.how == "beside":
        line = ((left.x + RADIUS, a.y), (right.x - RADIUS, a.y))
        return line, ((line[0][0] + line[1][0]) / 2, a.y - 8)
    over = a.y - RADIUS - 14 - OVER_STEP * level
    x0, x1 = left.x + 7 + 4 * (level % 3), right.x - 7 - 4 * (level % 3)
    return ((x0, a.y), (x0, over), (x1, over), (x1, a.y)), ((x0 + x1) / 2, over - 5)


def _with_drops(one: Joined, places: dict[str, Place]) -> Joined:
    if one.bar is None:
        return one
    kids = tuple((places[child].x, places[child].y - RADIUS) for child in one.union.children)
    xs = [one.down_x, *(x for x, _ in kids)]
    return replace(one, bar=(min(xs), max(xs), one.bar[2]), drops=kids)
