"""The way of a line that says how two people get on: past other people's signs, and beside the line of their union."""

from collections.abc import Iterable
from math import hypot

from alongside.layout.pictures.genogram_layout import Place, Tree
from alongside.layout.pictures.genogram_ways import RADIUS

STEP = 7.0


def way(one: Place, other: Place, tree: Tree) -> list[tuple[float, float]]:
    """Points of a curve from sign to sign, bent so that it crosses as few other signs and names as it can."""
    if one.x > other.x:
        one, other = other, one
    if one.row == other.row and not _between(one, other, tree.places.values()):
        return _points((one.x + RADIUS + 3, one.y + 11), (other.x - RADIUS - 3, other.y + 11), 0)
    bends = (0, 45, -45, 90, -90, 140, -140)
    ways = [_from_edges(one, other, bend) for bend in bends]
    return min(ways, key=lambda points: _hits(points, one, other, tree.places.values()))


def _between(one: Place, other: Place, places: Iterable[Place]) -> bool:
    return any(place.row == one.row and one.x < place.x < other.x for place in places)


def _from_edges(one: Place, other: Place, bend: float) -> list[tuple[float, float]]:
    points = _points((one.x, one.y), (other.x, other.y), bend)
    away = RADIUS + 6
    kept = [
        (x, y) for x, y in points
        if hypot(x - one.x, y - one.y) > away and hypot(x - other.x, y - other.y) > away
    ]  # fmt: skip
    return kept if len(kept) > 1 else points


def _points(start: tuple[float, float], end: tuple[float, float], bend: float) -> list[tuple[float, float]]:
    (x0, y0), (x1, y1) = start, end
    long = hypot(x1 - x0, y1 - y0) or 1
    middle = ((x0 + x1) / 2 - (y1 - y0) / long * bend * 2, (y0 + y1) / 2 + (x1 - x0) / long * bend * 2)
    count = max(4, int((long + abs(bend)) / STEP))
    found = []
    for at in range(count + 1):
        t = at / count
        near, half, far = (1 - t) ** 2, 2 * t * (1 - t), t * t
        found.append((near * x0 + half * middle[0] + far * x1, near * y0 + half * middle[1] + far * y1))
    return found


def _hits(points: list[tuple[float, float]], one: Place, other: Place, places: Iterable[Place]) -> float:
    total = len(points) / 100
    for place in places:
        left, top, right, bottom = place.box
        inside = sum(left < x < right and top < y < bottom for x, y in points)
        total += inside if place.person.key not in (one.person.key, other.person.key) else inside * 0.3
    return total + sum(5 for x, y in points if x < 4 or y < 4)
