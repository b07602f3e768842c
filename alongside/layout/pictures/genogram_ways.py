"""Which way each union goes in its row: side by side, over heads, or one parent alone; and where it goes down."""

from collections.abc import Sequence
from dataclasses import dataclass

from alongside.layout.pictures import measure
from alongside.layout.pictures.genogram_facts import Union

RADIUS = 22
SMALL = 12
SLOT = 14


@dataclass(frozen=True, slots=True)
class Way:
    """How a union is routed in its row: side by side, over heads, or one parent alone on this side."""

    union: Union
    how: str  # beside, over, alone-right, alone-left
    gap: int  # the gap of the row that its descent uses; gap i lies left of person i
    order: int = 0


def ways_of(row: Sequence[str], unions: Sequence[Union]) -> list[Way]:
    """Which way each union of this row goes."""
    at = {key: place for place, key in enumerate(row)}
    ways: list[Way] = []
    alone: dict[str, int] = {}
    for union in unions:
        if union.b is None:
            count = alone[union.a] = alone.get(union.a, -1) + 1
            side = "left" if count % 2 else "right"
            ways.append(Way(union, f"alone-{side}", at[union.a] + (side == "right"), count))
            continue
        low, high = sorted((at[union.a], at[union.b]))
        ways.append(Way(union, "beside" if high - low == 1 else "over", high))
    return ways


def distances(row: Sequence[str], halves: dict[str, float], ways: Sequence[Way]) -> list[float]:
    """How far apart the middles of neighbours must be, for names, lines going down and words on lines."""
    needed = []
    for gap in range(1, len(row)):
        here = [way for way in ways if way.gap == gap]
        slots = sum(1 for way in here if way.union.children)
        room = halves[row[gap - 1]] + halves[row[gap]] + 14 + SLOT * slots
        for way in here:
            if way.how == "beside":
                words = measure.width(way.union.text, SMALL) + 14 if way.union.text else 0
                room = max(room, 2 * RADIUS + max(words, 46))
        needed.append(room)
    return needed


def slots_of(
    row: Sequence[str], ways: Sequence[Way], x: dict[str, float], halves: dict[str, float]
) -> dict[int, float]:
    """The x at which each union of the row goes down, by its place among `ways`."""
    found: dict[int, float] = {}
    for gap in range(len(row) + 1):
        here = [number for number, way in enumerate(ways) if way.gap == gap and way.union.children]
        left = x[row[gap - 1]] + halves[row[gap - 1]] if gap else x[row[0]] - halves[row[0]] - SLOT * (len(here) + 1)
        right = x[row[gap]] - halves[row[gap]] if gap < len(row) else left + SLOT * (len(here) + 1)
        # One parent alone stands next to that parent, so that its short line does not cross another descent.
        here.sort(key=lambda number: {"alone-right": 0, "beside": 1, "over": 2, "alone-left": 3}[ways[number].how])
        for place_in_gap, number in enumerate(here, start=1):
            middle = left + (right - left) * place_in_gap / (len(here) + 1)
            reach = (right - left) / (len(here) + 1) / 2 - 1
            found[number] = _clear(middle, reach, number, ways, x)
    return found


def _clear(middle: float, reach: float, number: int, ways: Sequence[Way], x: dict[str, float]) -> float:
    """Straight down to an only child where that is in reach; else clear of the lines to other people's children."""
    own = [x[child] for child in ways[number].union.children]
    others = [x[child] for other, way in enumerate(ways) if other != number for child in way.union.children]
    tries = [middle, middle + reach / 2, middle - reach / 2, middle + reach, middle - reach]
    if len(own) == 1 and abs(own[0] - middle) <= reach:
        tries.insert(0, own[0])
    return max(tries, key=lambda place: min([5.0, *(abs(place - other) for other in others)]))
