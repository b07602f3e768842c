"""The signs of a family tree: circle, square, diamond or triangle; rings, crosses, slashes, lines of ties; the key."""

from math import hypot

from alongside.layout.pictures import svg
from alongside.layout.pictures.genogram_facts import UNION_WORDS, Relative, TieKind, UnionKind
from alongside.layout.pictures.palette import CLOSE, CONFLICT, DISTANT, HOUSEHOLD, HOUSEHOLD_EDGE, INK, MEMBER, PAPER

DASHES: dict[UnionKind, str] = {"living": "6 4", "partners": "2 4", "parents": "9 3 2 3"}
TIE_LOOK: dict[TieKind, tuple[str, str | None]] = {
    "close": (CLOSE, None), "conflict": (CONFLICT, None), "distant": (DISTANT, "2 5"), "strain": (CONFLICT, "5 4"),
}  # fmt: skip


def outline(person: Relative, x: float, y: float, radius: float, **look: str | float | None) -> str:
    """The outer shape of a person."""
    r = radius
    if person.pregnancy:
        return svg.element(
            "path", d=svg.path_of(((x, y - r), (x + r, y + r * 0.8), (x - r, y + r * 0.8)), closed=True), **look
        )
    if person.sex == "f":
        return svg.element("circle", cx=x, cy=y, r=r, **look)
    if person.sex == "m":
        return svg.element("rect", x=x - r * 0.92, y=y - r * 0.92, width=r * 1.84, height=r * 1.84, **look)
    return svg.element("path", d=svg.path_of(((x, y - r), (x + r, y), (x, y + r), (x - r, y)), closed=True), **look)


def sign(person: Relative, x: float, y: float, radius: float, age: str) -> str:
    """A person: double outline for the child the tree is about, a cross for death that leaves the age readable."""
    fill = MEMBER if person.household else PAPER
    dashes = "4 3" if person.unknown else None
    parts = [outline(person, x, y, radius, fill=fill, stroke=INK, stroke_width=2, stroke_dasharray=dashes)]
    if person.index:
        parts.append(outline(person, x, y, radius - 5, fill="none", stroke=INK, stroke_width=2))
    if person.died is not None:
        near, far = 10, radius * 0.95
        ends = [(sx * near, sy * near, sx * far, sy * far) for sx in (-1, 1) for sy in (-1, 1)]
        d = "".join(svg.path_of(((x + a, y + b), (x + c, y + e))) for a, b, c, e in ends)
        parts.append(svg.element("path", d=d, fill="none", stroke=INK, stroke_width=2))
    inside = "?" if person.unknown and not age else age
    if inside:
        parts.append(svg.words(x, y + 5, inside, size=14, anchor="middle"))
    return "".join(parts)


def slashes(kind: UnionKind, x: float, y: float) -> str:
    """One for separated, two for divorced."""
    starts = {"separated": (x,), "divorced": (x - 4, x + 4)}.get(kind, ())
    d = "".join(svg.path_of(((start - 5, y + 9), (start + 5, y - 9))) for start in starts)
    return svg.element("path", d=d, fill="none", stroke=INK, stroke_width=2) if d else ""


def tie_line(kind: TieKind, points: list[tuple[float, float]]) -> str:
    """Double for close, a sharp zigzag for conflict, a dashed one for strain, dots for distant."""
    colour, dashes = TIE_LOOK[kind]
    if kind == "close":
        sides = [_beside(points, 2.5), _beside(points, -2.5)]
    else:
        sides = [_zigzag(points) if kind in ("conflict", "strain") else points]
    d = "".join(svg.path_of(side) for side in sides)
    return svg.element("path", d=d, fill="none", stroke=colour, stroke_width=1.8, stroke_dasharray=dashes)


def _beside(points: list[tuple[float, float]], away: float) -> list[tuple[float, float]]:
    moved = []
    for at, (x, y) in enumerate(points):
        (x0, y0), (x1, y1) = points[max(0, at - 1)], points[min(len(points) - 1, at + 1)]
        long = hypot(x1 - x0, y1 - y0) or 1
        moved.append((x - (y1 - y0) / long * away, y + (x1 - x0) / long * away))
    return moved


def _zigzag(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    up, down = _beside(points, 5), _beside(points, -5)
    inner = [(up if at % 2 else down)[at] for at in range(1, len(points) - 1)]
    return [points[0], *inner, points[-1]]


def key(*, ties: bool = False) -> list[tuple[str, str]]:
    """What each sign means: pairs of a small picture and words."""
    found = [*_people_key(), *_unions_key()]
    if ties:
        line = [(1 + 3.0 * at, 9.0) for at in range(9)]
        kinds: tuple[TieKind, ...] = ("close", "conflict", "strain", "distant")
        found += [(svg.sample(tie_line(kind, line)), kind.capitalize()) for kind in kinds]
    return found


def _people_key() -> list[tuple[str, str]]:
    people = (
        (Relative("", "", "f"), "Female"),
        (Relative("", "", "m"), "Male"),
        (Relative("", ""), "Sex not recorded"),
        (Relative("", "", pregnancy=True), "Pregnancy"),
        (Relative("", "", "m", unknown=True), "Not known"),
    )
    rings = [svg.element("circle", cx=13, cy=9, r=r, fill=PAPER, stroke=INK) for r in (8, 5)]
    cross = "".join(svg.path_of(points) for points in (((5, 1), (21, 17)), ((21, 1), (5, 17))))
    square = svg.element("rect", x=5, y=1, width=16, height=16, fill=PAPER, stroke=INK)
    home = svg.element(
        "rect", x=1, y=1, width=24, height=16, fill=HOUSEHOLD, stroke=HOUSEHOLD_EDGE, stroke_width=1.6,
        stroke_dasharray="5 3",
    )  # fmt: skip
    return [
        *((svg.sample(sign(person, 13, 9, 8, "")), text) for person, text in people),
        (svg.sample(*rings), "The child this is about"),
        (svg.sample(square, svg.element("path", d=cross, stroke=INK)), "Has died"),
        (svg.sample(home), "Live in one household"),
        (svg.sample(sign(Relative("", "", "f", household=True), 13, 9, 8, "")), "Lives in the household"),
    ]


def _unions_key() -> list[tuple[str, str]]:
    found = []
    for kind, text in UNION_WORDS.items():
        stroke = svg.line(1, 9, 25, 9, stroke=INK, stroke_width=2, stroke_dasharray=DASHES.get(kind))
        found.append((svg.sample(stroke, slashes(kind, 13, 9)), text.capitalize()))
    return found
