"""One shape and one colour for each kind of entry, so that none is told apart by colour alone; and the key."""

from alongside.layout.pictures import svg
from alongside.layout.pictures.palette import (
    CONCERN,
    CONTACT,
    DECISION,
    HATCH,
    HEAT,
    INK,
    INVOLVEMENT,
    INVOLVEMENT_EDGE,
    LANE,
    MISSED,
    NOT_COVERED,
    OTHER,
    PAPER,
    PLAN,
    PLAN_EDGE,
    STRENGTH,
    TODAY,
)  # fmt: skip
from alongside.layout.pictures.time_facts import KIND_WORDS, Kind

_CONTACT = svg.stamp("circle", "cx", "cy", "r", fill=CONTACT)
_CONCERN = svg.stamped(svg.element("path", d="M%.1f %.1fL%.1f %.1fL%.1f %.1fz", fill=CONCERN))
_DECISION = svg.stamp("rect", "x", "y", "width", "height", fill=PAPER, stroke=DECISION, stroke_width=1.8)
_STRENGTH = svg.stamped(svg.element("path", d="M%.1f %.1fL%.1f %.1fL%.1f %.1fL%.1f %.1fz", fill=STRENGTH))
_OTHER = svg.stamp("circle", "cx", "cy", "r", fill=PAPER, stroke=OTHER, stroke_width=1.8)


def shape(kind: Kind, x: float, y: float, size: float) -> str:
    """Circle, triangle, cross, square, diamond or hollow circle around this point, within `size` on each side."""
    s = size
    if kind == "contact":
        return _CONTACT(x, y, s * 0.85)
    if kind == "concern":
        return _CONCERN(x, y - s, x + s, y + s * 0.8, x - s, y + s * 0.8)
    if kind == "missed":
        d = svg.path_of(((x - s * 0.75, y - s * 0.75), (x + s * 0.75, y + s * 0.75)))
        d += svg.path_of(((x + s * 0.75, y - s * 0.75), (x - s * 0.75, y + s * 0.75)))
        return svg.element("path", d=d, fill="none", stroke=MISSED, stroke_width=s * 0.45)
    if kind == "decision":
        w = s * 0.75
        return _DECISION(x - w, y - w, 2 * w, 2 * w)
    if kind == "strength":
        return _STRENGTH(x, y - s, x + s, y, x, y + s, x - s, y)
    return _OTHER(x, y, s * 0.65)


def ring(x: float, y: float, size: float) -> str:
    """Two or more sources say it."""
    return svg.element("circle", cx=x, cy=y, r=size + 1.8, fill="none", stroke=INK, stroke_width=1.2)


def bracket(x0: float, x1: float, y: float, *, open_left: bool = False, open_right: bool = False) -> str:
    """A span in which something happened on a day nobody knows; an open end goes on outside the window."""
    ends = [(x, shut) for x, shut in ((x0, not open_left), (x1, not open_right)) if shut]
    d = svg.path_of(((x0, y), (x1, y))) + "".join(svg.path_of(((x, y - 5), (x, y + 5))) for x, _ in ends)
    return svg.element("path", d=d, fill="none", stroke=INK, stroke_width=1.4)


def hatch(ident: str) -> str:
    """The pattern of silence."""
    return svg.element(
        "pattern", svg.element("rect", width=7, height=7, fill=PAPER),
        svg.line(0, 0, 0, 7, stroke=HATCH, stroke_width=2),
        id=ident, width=7, height=7, patternUnits="userSpaceOnUse", patternTransform="rotate(45)",
    )  # fmt: skip


def bar_shape(kind: str, x0: float, x1: float, y: float, height: float, *, goes_on: bool) -> str:
    """An involvement has square ends, a plan round ones; what goes on is drawn as an arrow."""
    fill, edge = (PLAN, PLAN_EDGE) if kind == "plan" else (INVOLVEMENT, INVOLVEMENT_EDGE)
    if goes_on and x1 - x0 > 12:
        points = ((x0, y), (x1 - 6, y), (x1, y + height / 2), (x1 - 6, y + height), (x0, y + height))
        return svg.element("path", d=svg.path_of(points, closed=True), fill=fill, stroke=edge, stroke_width=1.2)
    return svg.element(
        "rect", x=x0, y=y, width=max(2, x1 - x0), height=height, rx=height / 2 if kind == "plan" else None,
        fill=fill, stroke=edge, stroke_width=1.2,
    )  # fmt: skip


def key(*, silence_days: int = 60, heat: bool = False, ident: str = "key") -> list[tuple[str, str]]:
    """What each shape means: pairs of a small picture and words. `heat` is the key of the picture of counts.

    Two keys on one page need two idents, because ids in pictures are ids of the page.
    """
    inside = svg.element("rect", x=1, y=1, width=24, height=16, fill=f"url(#{ident}-hatch)", stroke=HATCH)
    rest = [
        (svg.sample(hatch(f"{ident}-hatch"), inside), f"{silence_days} days or more with nothing recorded"),
        (svg.sample(svg.element("rect", x=1, y=1, width=24, height=16, fill=NOT_COVERED)), "Records not looked at"),
        (svg.sample(bar_shape("involvement", 1, 25, 3, 12, goes_on=False)), "Involvement"),
        (svg.sample(bar_shape("plan", 1, 25, 3, 12, goes_on=False)), "Plan"),
        (svg.sample(svg.element("path", d="M8 5h10l-5 7z", fill=TODAY)), "Today"),
    ]
    if heat:
        steps = [
            svg.element("rect", x=1 + 5 * place, y=1, width=5, height=16, fill=colour)
            for place, colour in enumerate(HEAT)
        ]
        small = svg.sample(shape("concern", 13, 9, 5))
        return [(svg.sample(*steps), "Number of entries"), (small, "of which concerns"), *rest]
    ground = svg.element("rect", width=26, height=18, fill=LANE)
    kinds = [(svg.sample(ground, shape(kind, 13, 9, 6)), text) for kind, text in KIND_WORDS.items()]
    partial = svg.sample(ground, bracket(2, 24, 9), shape("concern", 13, 9, 5))
    return [
        *kinds,
        (partial, "Only the month or year is known"),
        (svg.sample(ground, shape("contact", 13, 9, 5), ring(13, 9, 5)), "Two or more sources"),
        *rest,
    ]
