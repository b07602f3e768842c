"""The family tree (genogram): who belongs to whom, who lives together, and, when asked for, how they get on."""

from collections.abc import Iterator, Sequence

from alongside.layout.pictures import genogram_home, genogram_ties, measure, svg
from alongside.layout.pictures.genogram_facts import UNION_WORDS, Relative, Tie, Union
from alongside.layout.pictures.genogram_kin import sorted_kin
from alongside.layout.pictures.genogram_layout import NAME_SIZE, Joined, Place, Tree, place
from alongside.layout.pictures.genogram_shapes import DASHES, key, sign, slashes, tie_line
from alongside.layout.pictures.genogram_ways import RADIUS, SMALL
from alongside.layout.pictures.genogram_words import words
from alongside.layout.pictures.palette import HOUSEHOLD, HOUSEHOLD_EDGE, INK, PAPER, QUIET

__all__ = ["Relative", "Tie", "Union", "draw", "key", "words"]


def draw(
    relatives: Sequence[Relative], unions: Sequence[Union], *, year: int, ties: Sequence[Tie] = (),
    ident: str = "genogram", name: str = "Family tree",
) -> str:  # fmt: skip
    """The picture at its own width; `year` is this year, from which ages are counted."""
    tree = place(sorted_kin(relatives, unions))
    corners = genogram_home.outline(tree)
    body = []
    if corners:
        body.append(svg.element(
            "path", d=svg.path_of(corners, closed=True), fill=HOUSEHOLD, stroke=HOUSEHOLD_EDGE, stroke_width=2,
            stroke_dasharray="7 5", stroke_linejoin="round",
        ))  # fmt: skip
    known = [tie for tie in ties if tie.a in tree.places and tie.b in tree.places and tie.a != tie.b]
    body += [_tie(tie, tree) for tie in known]
    body += [_union(joined) for joined in tree.joined]
    body += [_person(one, year, corners, tied=bool(known)) for one in tree.places.values()]
    body += [_text(joined) for joined in tree.joined if joined.union.text and joined.union.b]
    about = " ".join(words(relatives, unions, ties))
    return svg.picture(max(320, tree.width), tree.height, *body, name=name, about=about, links=False, ident=ident)


def _tie(tie: Tie, tree: Tree) -> str:
    points = genogram_ties.way(tree.places[tie.a], tree.places[tie.b], tree)
    return tie_line(tie.kind, points)


def _union(joined: Joined) -> str:
    parts = [svg.element(
        "path", d=svg.path_of(joined.line), fill="none", stroke=INK, stroke_width=2,
        stroke_dasharray=DASHES.get(joined.union.kind) if joined.union.b else None,
    ), *_down(joined)]  # fmt: skip
    if joined.union.b:
        parts.insert(0, svg.title(f"{UNION_WORDS[joined.union.kind]} {joined.union.text}".strip()))
        parts.append(slashes(joined.union.kind, _slash_x(joined), joined.down_y))
    return svg.element("g", *parts)


def _slash_x(joined: Joined) -> float:
    """Beside the line that goes down to the children, on its wider side."""
    line = joined.line if len(joined.line) == 2 else joined.line[1:3]
    left, right = line[0][0], line[1][0]
    if joined.bar is None:
        return (left + right) / 2
    wider_left = joined.down_x - left > right - joined.down_x
    return (left + joined.down_x) / 2 if wider_left else (right + joined.down_x) / 2


def _down(joined: Joined) -> Iterator[str]:
    if joined.bar is None:
        return
    left, right, height = joined.bar
    d = svg.path_of(((joined.down_x, joined.down_y), (joined.down_x, height)))
    d += svg.path_of(((left, height), (right, height))) if right > left else ""
    d += "".join(svg.path_of(((x, height), (x, top))) for x, top in joined.drops)
    yield svg.element("path", d=d, fill="none", stroke=INK, stroke_width=2)


def _age(person: Relative, year: int) -> str:
    if person.age is not None:
        return str(person.age)
    if person.born is None:
        return ""
    return str(max(0, (person.died if person.died is not None else year) - person.born))


def _person(one: Place, year: int, corners: list[tuple[float, float]] | None, *, tied: bool) -> str:
    person = one.person
    age = _age(person, year)
    parts = [svg.title(_said(person)), sign(person, one.x, one.y, RADIUS, "" if person.pregnancy else age)]
    bottom = one.y + RADIUS + 17
    if tied:  # a line of a tie must not run through a name
        paper = HOUSEHOLD if corners and person.household else PAPER
        parts.append(svg.element(
            "rect", x=one.x - one.half, y=one.y + RADIUS + 4, width=2 * one.half, height=15 * len(one.lines),
            fill=paper,
        ))  # fmt: skip
    years = len(one.lines) - (1 if person.born is not None or person.died is not None else 0)
    for row, line in enumerate(one.lines):
        is_name = row < years
        parts.append(svg.words(
            one.x, bottom + 15 * row, line, size=NAME_SIZE if is_name else SMALL, anchor="middle", bold=is_name,
            fill=INK if is_name else QUIET,
        ))  # fmt: skip
    return svg.element("g", *parts)


def _said(person: Relative) -> str:
    facts = [person.called]
    if person.born is not None:
        facts.append(f"born {person.born}")
    if person.died is not None:
        facts.append(f"died {person.died}")
    if person.household:
        facts.append("in the household")
    return ", ".join(facts)


def _text(joined: Joined) -> str:
    """Words of a union come last and on paper, so that no line of a tie runs through them."""
    x, y = joined.text_at
    wide = measure.width(joined.union.text, SMALL) + 4
    ground = svg.element("rect", x=x - wide / 2, y=y - 11, width=wide, height=14, fill=PAPER, fill_opacity=0.9)
    return ground + svg.words(x, y, joined.union.text, anchor="middle", fill=QUIET)
