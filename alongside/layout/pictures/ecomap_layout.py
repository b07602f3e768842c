"""Where home and everyone around it stand: each circle has a slice of the round to itself, so none touches another."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import asin, ceil, cos, hypot, pi, sin, sqrt
from typing import Literal

from alongside.layout.pictures import measure

RADIUS = 56.0
APART = 9.0
CELL_WIDTH, CELL_HEIGHT = 78.0, 62.0
NEARNESS = (118.0, 80.0, 40.0, 0.0)  # further out the weaker the tie
SIZE, LINE = 12.0, 13.5


@dataclass(frozen=True, slots=True)
class Tie:
    """Someone or something around the family: how strong, whether it strains, which way it gives, and when last."""

    name: str
    group: str
    strength: int = 1
    stressful: bool = False
    direction: Literal["in", "out", "both", "not said"] = "both"
    last_contact: str = ""
    person: str = ""


@dataclass(frozen=True, slots=True)
class Member:
    """Someone who lives at home."""

    name: str
    sex: Literal["f", "m", "u"] = "u"
    age: str = ""
    index: bool = False


@dataclass(frozen=True, slots=True)
class Circle:
    """A tie with its place and the lines of words that fit into its circle."""

    tie: Tie
    x: float
    y: float
    group: int
    lines: tuple[tuple[str, bool], ...]  # words, and whether they are the name


@dataclass(frozen=True, slots=True)
class Map:
    """The whole layout."""

    width: float
    height: float
    x: float
    y: float
    home: float
    members: tuple[tuple[Member, float, float], ...]
    circles: tuple[Circle, ...]


def strength_of(tie: Tie) -> int:
    """0 to 3, whatever was recorded."""
    return min(3, max(0, tie.strength))


def rows_of(count: int) -> list[int]:
    """How many members stand in each row: as round as can be."""
    across = max(1, ceil(sqrt(count)))
    down = max(1, ceil(count / across))
    return [count // down + (row < count % down) for row in range(down)]


def home_radius(count: int) -> float:
    """The circle that holds the rows of members and the word Home above them."""
    rows = rows_of(max(1, count))
    wide, tall = max(rows) * CELL_WIDTH, len(rows) * CELL_HEIGHT + 26
    return max(70.0, hypot(wide - 16, tall - 10) / 2 + 4)


def place(ties: Sequence[Tie], members: Sequence[Member]) -> Map:
    """Groups stand together, in the order in which they were told."""
    groups = list(dict.fromkeys(tie.group for tie in ties))
    ties = sorted(ties, key=lambda tie: groups.index(tie.group))
    home = home_radius(len(members))
    distances = _far_enough(ties, home, len(groups))
    angles = _angles(ties, distances, len(groups))
    far = [(distance * sin(angle), -distance * cos(angle)) for distance, angle in zip(distances, angles, strict=True)]
    reach_x = max([home, *(abs(x) + RADIUS for x, _ in far)]) + 12
    top = max([home, *(RADIUS - y for _, y in far)]) + 12
    bottom = max([home, *(RADIUS + y for _, y in far)]) + 12
    circles = tuple(
        Circle(tie, reach_x + x, top + y, groups.index(tie.group), fitted(tie))
        for tie, (x, y) in zip(ties, far, strict=True)
    )
    return Map(2 * reach_x, top + bottom, reach_x, top, home, tuple(_seated(members, reach_x, top)), circles)


def _half_slice(distance: float) -> float:
    """Half the angle that a circle at this distance takes up."""
    return asin(min(1.0, (RADIUS + APART / 2) / distance))


def _far_enough(ties: Sequence[Tie], home: float, groups: int) -> list[float]:
    """Distances by strength, all moved out together until every circle has its slice of the round."""
    away = home + RADIUS + 46
    while True:
        distances = [away + NEARNESS[strength_of(tie)] for tie in ties]
        taken = sum(2 * _half_slice(distance) for distance in distances)
        if taken + 0.06 * groups <= 2 * pi:
            return distances
        away += 8


def _angles(ties: Sequence[Tie], distances: Sequence[float], groups: int) -> list[float]:
    """Clockwise from the top; what is left over of the round goes between circles, doubly between groups."""
    slices = [_half_slice(distance) for distance in distances]
    spare = 2 * pi - 2 * sum(slices)
    share = spare / max(1, len(ties) + groups)
    angles: list[float] = []
    reached, before = -slices[0] if slices else 0.0, ties[0].group if ties else ""
    for tie, half in zip(ties, slices, strict=True):
        reached += share if tie.group != before else 0
        angles.append(reached + half)
        reached, before = reached + 2 * half + share, tie.group
    return angles


def _seated(members: Sequence[Member], x: float, y: float) -> list[tuple[Member, float, float]]:
    rows = rows_of(max(1, len(members)))
    seats = []
    for row, count in enumerate(rows):
        for place_in_row in range(count):
            left = x + (place_in_row - (count - 1) / 2) * CELL_WIDTH
            seats.append((left, y + (row - (len(rows) - 1) / 2) * CELL_HEIGHT + 4))
    return [(member, *seat) for member, seat in zip(members, seats, strict=False)]


def _rooms(count: int) -> list[float]:
    """How wide each of so many lines may be inside the circle."""
    edges = [abs((line - count / 2 + end) * LINE) for line in range(count) for end in (0, 1)]
    return [2 * sqrt(max(0.0, (RADIUS - 4) ** 2 - max(edges[2 * line : 2 * line + 2]) ** 2)) for line in range(count)]


def fitted(tie: Tie) -> tuple[tuple[str, bool], ...]:
    """The name on as few lines as hold it in full, who it is and when last below; cut with … when it cannot fit."""
    below = [text for text in (tie.person, tie.last_contact) if text]
    for lines in (1, 2, 3):
        rooms = _rooms(lines + len(below))
        name, whole = _broken(tie.name, rooms[:lines])
        if whole or lines == 3:
            break
    rooms = _rooms(len(name) + len(below))
    rest = [measure.shorten(text, SIZE, room) for text, room in zip(below, rooms[len(name) :], strict=True)]
    return tuple([(line, True) for line in name] + [(line, False) for line in rest])


def _broken(name: str, rooms: Sequence[float]) -> tuple[list[str], bool]:
    done: list[str] = []
    rest = name.split()
    for room in rooms:
        count = len(rest) if len(done) == len(rooms) - 1 else _count(rest, room)
        if rest:
            done.append(measure.shorten(" ".join(rest[:count]), SIZE, room, bold=True))
            rest = rest[count:]
    return done, " ".join(done) == " ".join(name.split())


def _count(words: Sequence[str], room: float) -> int:
    count = 1
    while count < len(words) and measure.width(" ".join(words[: count + 1]), SIZE, bold=True) <= room:
        count += 1
    return count
