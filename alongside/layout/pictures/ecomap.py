"""The ecomap: who and what stands around the family, how strongly, what strains, and when they last met."""

from collections.abc import Iterator, Sequence
from math import hypot

from alongside.layout.pictures import measure, svg
from alongside.layout.pictures.ecomap_layout import LINE, RADIUS, SIZE, Circle, Map, Member, Tie, place, strength_of
from alongside.layout.pictures.genogram_facts import Relative
from alongside.layout.pictures.genogram_shapes import outline
from alongside.layout.pictures.palette import CONFLICT, GROUPS, INK, MEMBER, NO_TIE, PAPER, QUIET, TIE

__all__ = ["Member", "Tie", "draw", "key", "words"]

THICK = (2.0, 2.0, 4.0, 7.0)
STRENGTH_WORDS = ("no tie at present", "weak tie", "fair tie", "strong tie")
DIRECTION_WORDS = {"in": "gives to the family", "out": "the family gives", "both": "both give"}


def draw(ties: Sequence[Tie], members: Sequence[Member], *, ident: str = "ecomap", name: str = "Ecomap") -> str:
    """The picture at its own width."""
    found = place(ties, members)
    body = [_line(circle, found) for circle in found.circles]
    body += [_home(found), *(_circle(circle) for circle in found.circles)]
    about = " ".join(words(ties, members))
    return svg.picture(found.width, found.height, *body, name=name, about=about, links=False, ident=ident)


def words(ties: Sequence[Tie], members: Sequence[Member] = ()) -> tuple[str, ...]:
    """The same in sentences: home first, then everyone around it in groups."""
    home = [f"At home: {', '.join(member.name for member in members)}."] if members else []
    groups = list(dict.fromkeys(tie.group for tie in ties))
    return (*home, *(_said(tie) for group in groups for tie in ties if tie.group == group))


def _said(tie: Tie) -> str:
    who = f", {tie.person}" if tie.person else ""
    strain = ", stressful" if tie.stressful else ""
    gives = f", {DIRECTION_WORDS[tie.direction]}" if strength_of(tie) and tie.direction != "not said" else ""
    last = f"; last recorded: {tie.last_contact}" if tie.last_contact else ""
    return f"{tie.name}{who} ({tie.group}): {STRENGTH_WORDS[strength_of(tie)]}{strain}{gives}{last}."


def _colour(tie: Tie) -> str:
    return CONFLICT if tie.stressful else TIE if strength_of(tie) else NO_TIE


def _line(circle: Circle, found: Map) -> str:
    """From the edge of home to the edge of the circle, with room for arrow heads."""
    long = hypot(circle.x - found.x, circle.y - found.y)
    ux, uy = (circle.x - found.x) / long, (circle.y - found.y) / long
    strength, tie = strength_of(circle.tie), circle.tie
    start, end = found.home + 3, long - RADIUS - 3
    inward, outward = strength and tie.direction in ("in", "both"), strength and tie.direction in ("out", "both")
    head = 9 + THICK[strength]
    parts = [_stroke(found, ux, uy, start + (head if inward else 0), end - (head if outward else 0), tie)]
    if inward:
        parts.append(_head(found.x + ux * start, found.y + uy * start, ux, uy, head, _colour(tie)))
    if outward:
        parts.append(_head(found.x + ux * end, found.y + uy * end, -ux, -uy, head, _colour(tie)))
    return svg.element("g", svg.title(_said(tie)), *parts)


def _stroke(found: Map, ux: float, uy: float, start: float, end: float, tie: Tie) -> str:
    count = max(2, int((end - start) / 7))
    points = []
    for at in range(count + 1):
        along = start + (end - start) * at / count
        aside = (5 if at % 2 else -5) if tie.stressful and 0 < at < count else 0
        points.append((found.x + ux * along - uy * aside, found.y + uy * along + ux * aside))
    strength = strength_of(tie)
    return svg.element(
        "path", d=svg.path_of(points if tie.stressful else (points[0], points[-1])), fill="none", stroke=_colour(tie),
        stroke_width=THICK[strength], stroke_dasharray=None if strength else "2 6", stroke_linejoin="round",
    )  # fmt: skip


def _head(x: float, y: float, ux: float, uy: float, size: float, colour: str) -> str:
    """An arrow head whose tip is at x, y."""
    back_x, back_y, half = x + ux * size, y + uy * size, size * 0.6
    points = ((x, y), (back_x - uy * half, back_y + ux * half), (back_x + uy * half, back_y - ux * half))
    return svg.element("path", d=svg.path_of(points, closed=True), fill=colour)


def _home(found: Map) -> str:
    ring = svg.element("circle", cx=found.x, cy=found.y, r=found.home, fill="#fffdf5", stroke=INK, stroke_width=2.5)
    title_y = min([y for _, _, y in found.members], default=found.y) - 32
    return svg.element(
        "g", ring, svg.words(found.x, title_y, "Home", size=14, anchor="middle", bold=True), *_members(found)
    )


def _members(found: Map) -> Iterator[str]:
    for member, x, y in found.members:
        person = Relative("", member.name, member.sex)
        parts = [
            svg.title(f"{member.name}, {member.age}" if member.age else member.name),
            outline(person, x, y - 6, 18, fill=MEMBER, stroke=INK, stroke_width=1.8),
        ]
        if member.index:
            parts.append(outline(person, x, y - 6, 14, fill="none", stroke=INK, stroke_width=1.5))
        if member.age:
            parts.append(svg.words(x, y - 1.5, measure.shorten(member.age, 12, 30), anchor="middle"))
        parts.append(svg.words(x, y + 25, measure.shorten(member.name, 12, 74, bold=True), anchor="middle", bold=True))
        yield svg.element("g", *parts)


def _circle(circle: Circle) -> str:
    paper = GROUPS[circle.group % len(GROUPS)]
    parts = [
        svg.title(_said(circle.tie)),
        svg.element("circle", cx=circle.x, cy=circle.y, r=RADIUS, fill=paper, stroke=INK, stroke_width=1.4),
    ]
    first = circle.y - LINE * len(circle.lines) / 2 + LINE * 0.76
    for row, (text, is_name) in enumerate(circle.lines):
        parts.append(
            svg.words(
                circle.x,
                first + row * LINE,
                text,
                size=SIZE,
                anchor="middle",
                bold=is_name,
                fill=INK if is_name else QUIET,
            )
        )
    return svg.element("g", *parts)


def key(ties: Sequence[Tie] = ()) -> list[tuple[str, str]]:
    """What lines and colours mean; with ties also the groups."""

    def stroke(strength: int, *, stressful: bool = False) -> str:
        if stressful:
            points = [(1 + 3 * at, 9 + (0 if at in (0, 8) else 4 if at % 2 else -4)) for at in range(9)]
            return svg.sample(svg.element("path", d=svg.path_of(points), fill="none", stroke=CONFLICT, stroke_width=2))
        dash, colour = (None, TIE) if strength else ("2 6", NO_TIE)
        return svg.sample(svg.line(1, 9, 25, 9, stroke=colour, stroke_width=THICK[strength], stroke_dasharray=dash))

    groups = dict.fromkeys(tie.group for tie in ties)
    colours = [
        (svg.sample(svg.element("circle", cx=13, cy=9, r=8, fill=GROUPS[at % len(GROUPS)], stroke=INK)), group)
        for at, group in enumerate(groups)
    ]
    arrow = svg.sample(svg.element("rect", width=26, height=18, fill=PAPER), _head(4, 9, 1, 0, 16, TIE))
    arrows = [(arrow, "Who is given to")] if any(tie.direction != "not said" for tie in ties) or not ties else []
    return [
        *colours, (stroke(3), "Strong, near"), (stroke(2), "Fair"), (stroke(1), "Weak"),
        (stroke(0), "No tie at present"),
        (stroke(1, stressful=True), "Stressful"), *arrows,
    ]  # fmt: skip
