"""The chronology as a picture: a lane for each agency along time; each entry, each silence, each plan."""

from collections.abc import Iterator, Sequence
from datetime import date
from html import escape

from alongside.layout.dates import day, partial
from alongside.layout.pictures import measure, svg
from alongside.layout.pictures.palette import HATCH, LANE, NOT_COVERED, PAPER, QUIET, TODAY
from alongside.layout.pictures.time_facts import KIND_WORDS, Bar, Lane, Mark, Stretch, within
from alongside.layout.pictures.time_heat import draw_cells
from alongside.layout.pictures.time_plan import BAR_ROW, BRACKET_ROW, Plan, plans_of
from alongside.layout.pictures.time_scale import AXIS_HEIGHT, STRIP_HEIGHT, Scale, axis, grid, strip
from alongside.layout.pictures.time_shapes import bar_shape, bracket, hatch, key, ring, shape
from alongside.layout.pictures.time_silences import not_covered, silences
from alongside.layout.pictures.time_stacks import widest_free
from alongside.layout.pictures.time_words import counted, sentences, weeks

__all__ = ["Bar", "Lane", "Mark", "draw", "is_heat", "key", "sentences"]

HEAT_FROM = 1000
NARROW = 600


def is_heat(lanes: Sequence[Lane], *, from_on: date, to_on: date) -> bool:
    """Whether there are so many entries that the picture counts them instead of showing each."""
    return sum(len(within(lane, from_on, to_on)) for lane in lanes) >= HEAT_FROM


def draw(
    lanes: Sequence[Lane], *, from_on: date, to_on: date, today: date, silence_days: int = 60, width: float = 1140,
    ident: str = "chronology", name: str = "Chronology", about: Sequence[str] = (),
) -> str:  # fmt: skip
    """The whole picture. Below 600 pixels the agencies' names stand above their lanes.

    Give every entry of a lane, also those before `from_on`, so that silences that began earlier have their full number.
    `about` are the picture's `sentences` where they are known already.
    """
    if to_on <= from_on:
        raise ValueError("The picture needs more than one day.")
    narrow = width < NARROW
    scale = Scale(from_on, to_on, left=6 if narrow else 172, right=width - 8)
    heat = is_heat(lanes, from_on=from_on, to_on=to_on)
    top = 20.0 if narrow else 6.0
    plans = tuple(plans_of(lanes, scale, top + STRIP_HEIGHT + AXIS_HEIGHT + 4, today, heat=heat, narrow=narrow))
    bottom = plans[-1].bottom + 8 if plans else top + STRIP_HEIGHT + AXIS_HEIGHT + 8
    body = [svg.element("defs", hatch(f"{ident}-hatch")), *_head(lanes, scale, top, today, narrow=narrow)]
    most = max((cell.count for plan in plans for cell in plan.cells), default=0)
    for plan in plans:
        body.append(svg.element("g", *_lane(plan, scale, today, silence_days, ident, most, narrow=narrow)))
    if from_on <= today <= to_on and plans:
        x = scale.x(today) + scale.per_day / 2
        body.append(
            svg.line(x, plans[0].top - 6, x, bottom - 6, stroke=TODAY, stroke_width=1.5, stroke_dasharray="2 4")
        )
    told = about or sentences(lanes, from_on=from_on, to_on=to_on, today=today, silence_days=silence_days)
    links = any(one.href for plan in plans for one in plan.shown)
    return svg.picture(width, bottom, *body, name=name, about=" ".join(told), links=links, ident=ident, walk=links)


def _head(lanes: Sequence[Lane], scale: Scale, top: float, today: date, *, narrow: bool) -> Iterator[str]:
    all_weeks, concerns = weeks(lanes, scale.from_on, scale.to_on)
    if narrow:
        yield svg.words(scale.left, 12, "Entries a week", fill=QUIET)
    else:
        yield svg.words(0, top + 12, "Entries a week,", fill=QUIET)
        yield svg.words(0, top + 27, "all agencies", fill=QUIET)
    yield from strip(scale, top, all_weeks, concerns)
    yield from axis(scale, top + STRIP_HEIGHT, today)


def _lane(
    plan: Plan, scale: Scale, today: date, silence_days: int, ident: str, most: int, *, narrow: bool
) -> Iterator[str]:
    yield svg.element(
        "rect", x=scale.left, y=plan.top, width=scale.right - scale.left, height=plan.bottom - plan.top, fill=LANE
    )
    yield from _name(plan, scale, narrow=narrow)
    yield from _not_covered(plan, scale, today)
    yield from grid(scale, plan.top, plan.bottom)
    yield from _silences(plan, scale, today, silence_days, ident)
    yield from _bars(plan, today)
    yield from draw_cells(plan.cells, plan.ground_top + 2, most, plan.lane.name)
    yield from _marks(plan, scale)
    yield from _more(plan)


def _name(plan: Plan, scale: Scale, *, narrow: bool) -> Iterator[str]:
    count = counted(len(plan.marks), "entry", "entries")
    if narrow:
        room = scale.right - scale.left - measure.width(count, 12) - 10
        yield svg.words(
            scale.left, plan.top - 6, measure.shorten(plan.lane.name, 13, room, bold=True), size=13, bold=True
        )
        yield svg.words(scale.right, plan.top - 6, count, anchor="end", fill=QUIET)
        return
    for row, words in enumerate(plan.label):
        yield svg.words(0, plan.top + 14 + 16 * row, words, size=13, bold=True)
    yield svg.words(0, plan.top + 14 + 16 * len(plan.label), count, fill=QUIET)


def _not_covered(plan: Plan, scale: Scale, today: date) -> Iterator[str]:
    blocks = plan.blocks(scale)
    for part in not_covered(plan.lane, from_on=scale.from_on, to_on=scale.to_on, today=today):
        x0, x1 = scale.x(part.from_on), scale.x(part.to_on)
        said = svg.title(f"{plan.lane.name}: records not looked at from {day(part.from_on)} to {day(part.to_on)}")
        yield svg.element(
            "rect", said, x=x0, y=plan.top, width=x1 - x0, height=plan.bottom - plan.top, fill=NOT_COVERED
        )
        yield from _label("not covered", widest_free(x0, x1, blocks), plan, paper="")


def _silences(plan: Plan, scale: Scale, today: date, silence_days: int, ident: str) -> Iterator[str]:
    found = silences(plan.lane, from_on=scale.from_on, to_on=scale.to_on, today=today, silence_days=silence_days)
    blocks = plan.blocks(scale)
    for gap in found:
        x0, x1 = widest_free(scale.x(gap.from_on), scale.x(gap.to_on), blocks)
        if x1 - x0 < 3:
            continue
        yield svg.element(
            "rect", svg.title(f"{plan.lane.name}: {_silence(gap)}"), x=x0 + 1, y=plan.ground_top + 1,
            width=x1 - x0 - 2, height=plan.bottom - plan.ground_top - 2, fill=f"url(#{ident}-hatch)", stroke=HATCH,
        )  # fmt: skip
        for words in (f"{gap.days} days", str(gap.days)):
            if measure.width(words, 12) + 10 <= x1 - x0:
                yield from _label(words, (x0, x1), plan, paper=PAPER)
                break


def _silence(gap: Stretch) -> str:
    return f"nothing recorded for {gap.days} days, {day(gap.from_on)} to {day(gap.to_on)}"


def _label(words: str, free: tuple[float, float], plan: Plan, *, paper: str) -> Iterator[str]:
    """Words in the middle of free ground, or not at all."""
    wide = measure.width(words, 12) + 8
    if wide > free[1] - free[0]:
        return
    x, y = (free[0] + free[1]) / 2, (plan.ground_top + plan.bottom) / 2
    if paper:
        yield svg.element("rect", x=x - wide / 2, y=y - 9, width=wide, height=18, fill=paper)
    yield svg.words(x, y + 4.5, words, anchor="middle", fill=QUIET)


def _bars(plan: Plan, today: date) -> Iterator[str]:
    for packed in plan.bars:
        bar = packed.what
        assert isinstance(bar, Bar)
        y = plan.top + 3 + packed.row * BAR_ROW
        until = day(bar.to_on) if bar.to_on else f"going on, {day(today)}"
        said = svg.title(f"{plan.lane.name}: {bar.text}, {day(bar.from_on)} to {until}")
        drawn = bar_shape(bar.kind, packed.x0, packed.x1, y, BAR_ROW - 4, goes_on=bar.to_on is None)
        yield svg.element("g", said, drawn, svg.words(packed.text_x, y + 12.5, packed.text))


def _marks(plan: Plan, scale: Scale) -> Iterator[str]:
    places = {id(mark): place for place, mark in enumerate(plan.marks)}
    for packed in plan.brackets:
        mark = packed.what
        assert isinstance(mark, Mark)
        y = plan.brackets_top + packed.row * BRACKET_ROW + BRACKET_ROW / 2
        drawn = bracket(
            packed.x0 + 1, packed.x1 - 1, y, open_left=mark.first < scale.from_on, open_right=mark.last > scale.to_on
        )
        yield _mark(plan, mark, (packed.x0 + packed.x1) / 2, y, scale, places[id(mark)], before=drawn)
    for one in plan.stacked:
        y = plan.bottom - 3 - plan.step / 2 - one.level * plan.step
        yield _mark(plan, one.mark, one.x, y, scale, places[id(one.mark)])


_EASIER_TO_POINT_AT = svg.stamp("rect", "x", "y", "width", "height", fill=PAPER, fill_opacity=0)


def _mark(plan: Plan, mark: Mark, x: float, y: float, scale: Scale, place: int, *, before: str = "") -> str:
    sources = f" ({mark.witnesses} sources say so)" if mark.witnesses > 1 else ""
    said = (
        f"{partial(mark.on, mark.precision)}, {plan.lane.name}: {mark.text} ({KIND_WORDS[mark.kind].lower()}){sources}"
    )
    inside = (
        svg.title(said),
        before,
        shape(mark.kind, x, y, scale.size),
        ring(x, y, scale.size) if mark.witnesses > 1 else "",
    )
    if not mark.href:
        return svg.element("g", *inside)
    half = scale.size + 2
    target = _EASIER_TO_POINT_AT(x - half, y - half, 2 * half, 2 * half)
    where = f'data-lane="{plan.number}" data-index="{place}" data-time="{mark.first.toordinal()}"'
    return f'<a href="{escape(mark.href)}" {where}>{"".join(inside)}{target}</a>'


def _more(plan: Plan) -> Iterator[str]:
    for label in plan.more:
        y = plan.ground_top - 3
        count = counted(label.count, "more entry", "more entries")
        said = svg.title(f"{plan.lane.name}: {count} here; choose a shorter time to see each")
        under = svg.line(label.left + 1, y + 2, label.right - 1, y + 2, stroke=QUIET, stroke_width=1)
        yield svg.element(
            "g", said, svg.words(label.x, y - 1, label.text, anchor="middle", bold=True, fill=QUIET), under
        )
