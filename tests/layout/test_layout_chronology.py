"""The chronology picture tells the truth about silence, and nothing in it lies on top of something else."""

from datetime import date, timedelta
from itertools import combinations, pairwise
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as some

from alongside.layout.pictures import time_heat, time_lanes, time_silences, time_stacks
from alongside.layout.pictures.time_facts import Bar, Lane, Mark
from alongside.layout.pictures.time_plan import plans_of
from alongside.layout.pictures.time_scale import Scale

FROM, TO, TODAY = date(2020, 1, 1), date(2023, 12, 31), date(2023, 10, 1)
DAYS = some.dates(date(2019, 6, 1), date(2024, 6, 1))
MARKS = some.builds(
    Mark,
    DAYS,
    some.sampled_from(("day", "day", "day", "month", "year")),
    some.sampled_from(("contact", "concern", "missed", "decision", "strength", "other")),
    some.just("Seen"),
    some.just("#x"),
    some.integers(1, 3),
)
BARS = some.builds(
    lambda begin, days, text, kind: Bar(begin, begin + timedelta(days=days) if days else None, text, kind),
    DAYS,
    some.integers(0, 900),
    some.sampled_from(("Plan", "A long name of a plan for a child in need")),
    some.sampled_from(("plan", "involvement")),
)
PERIODS = some.lists(
    some.tuples(DAYS, some.integers(0, 700)).map(lambda of: (of[0], of[0] + timedelta(days=of[1]))), max_size=3
)
LANES = some.builds(
    Lane,
    some.just("a"),
    some.sampled_from(("Police", "Early help and family support")),
    some.lists(MARKS, max_size=60).map(tuple),
    some.lists(BARS, max_size=6).map(tuple),
    PERIODS.map(tuple),
)
SPANS = some.sampled_from((30, 90, 365, 1460))
WIDTHS = some.sampled_from((1140.0, 360.0))


def a_scale(days: int = 1460, width: float = 1140) -> Scale:
    return Scale(FROM, FROM + timedelta(days=days), 6 if width < 600 else 172, width - 8)


def touch(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return one[0] < other[1] - 0.01 and other[0] < one[1] - 0.01


@settings(max_examples=150, deadline=None)
@given(some.lists(MARKS, max_size=150), SPANS, WIDTHS)
def test_marks_never_overlap_and_never_leave_the_frame(marks: list[Mark], days: int, width: float) -> None:
    scale = a_scale(days, width)
    inside = [mark for mark in marks if mark.precision == "day" and scale.from_on <= mark.on <= scale.to_on]
    stacked, more = time_stacks.stack(inside, scale)
    reach = scale.size + 2.4  # with the ring of two sources
    assert len({(round(one.x, 3), one.level) for one in stacked}) == len(stacked)
    xs = sorted({one.x for one in stacked})
    assert all(right - left >= 2 * reach for left, right in pairwise(xs))
    assert all(scale.left <= one.x - reach and one.x + reach <= scale.right for one in stacked)
    assert len(stacked) + sum(label.count for label in more) == len(inside)


@settings(max_examples=150, deadline=None)
@given(some.lists(some.tuples(some.integers(0, 60), some.integers(1, 400)), max_size=40), WIDTHS)
def test_labels_of_what_does_not_fit_never_touch(found: list[tuple[int, int]], width: float) -> None:
    scale = a_scale(width=width)
    columns = dict(found)
    labels = [
        time_stacks.More(x, x - scale.column / 2, x + scale.column / 2, count)
        for column, count in sorted(columns.items())
        if (x := scale.middle_of(column)) < scale.right
    ]
    joined = time_stacks.joined(labels, scale)
    assert sum(label.count for label in joined) == sum(label.count for label in labels)
    for one, other in combinations(joined, 2):
        assert not touch((one.x - one.half, one.x + one.half), (other.x - other.half, other.x + other.half))
    assert all(scale.left - 0.01 <= one.x - one.half and one.x + one.half <= scale.right + 0.01 for one in joined)


@settings(max_examples=150, deadline=None)
@given(some.lists(BARS, max_size=12), some.lists(MARKS, max_size=30), SPANS, WIDTHS)
@example([Bar(FROM + timedelta(days=1460 - 1), None, "Plan", "plan")], [], 1460, 1140.0)
@example([Bar(FROM + timedelta(days=1460), None, "Plan", "plan")], [], 1460, 1140.0)
def test_bars_and_brackets_of_one_row_never_touch(bars: list[Bar], marks: list[Mark], days: int, width: float) -> None:
    scale = a_scale(days, width)
    vague = [
        mark for mark in marks if mark.precision != "day" and mark.first <= scale.to_on and mark.last >= scale.from_on
    ]
    for packed in (time_stacks.bars(bars, scale, TODAY), time_stacks.brackets(vague, scale)):
        assert all(scale.left - 0.01 <= one.left and one.right <= scale.right + 0.01 for one in packed)
        for one, other in combinations(packed, 2):
            assert one.row != other.row or not touch((one.left, one.right), (other.left, other.right))


@settings(max_examples=200, deadline=None)
@given(LANES)
def test_a_silence_has_no_entry_inside_and_lies_where_records_were_looked_at(lane: Lane) -> None:
    for gap in time_silences.silences(lane, from_on=FROM, to_on=TO, today=TODAY, silence_days=60):
        assert gap.days >= 60
        assert gap.to_on <= TODAY
        assert not any(mark.first < gap.to_on and mark.last > gap.from_on for mark in lane.marks)
        assert any(part.from_on <= gap.from_on and gap.to_on <= part.to_on for part in time_silences.coverage(lane))


@settings(max_examples=200, deadline=None)
@given(LANES)
def test_a_lane_cut_to_the_window_never_claims_a_longer_silence(lane: Lane) -> None:
    cut = Lane(lane.key, lane.name, tuple(mark for mark in lane.marks if mark.last >= FROM), (), lane.covered)
    longest = [
        max(
            (gap.days for gap in time_silences.gaps(of, from_on=FROM, to_on=TO, today=TODAY) if gap.to_on > FROM),
            default=0,
        )
        for of in (lane, cut)
    ]
    assert longest[1] <= longest[0]


@settings(max_examples=150, deadline=None)
@given(LANES)
def test_each_day_up_to_today_is_either_looked_at_or_marked_as_not(lane: Lane) -> None:
    missing = time_silences.not_covered(lane, from_on=FROM, to_on=TO, today=TODAY)
    for day in (FROM + timedelta(days=step) for step in range(0, (TODAY - FROM).days, 9)):
        looked_at = any(part.from_on <= day <= part.to_on for part in time_silences.coverage(lane))
        marked = any(part.from_on <= day < part.to_on for part in missing)
        assert not (looked_at and marked)


@settings(max_examples=80, deadline=None)
@given(LANES, SPANS, WIDTHS)
def test_silence_is_hatched_only_where_nothing_stands(lane: Lane, days: int, width: float) -> None:
    scale = a_scale(days, width)
    plan = next(plans_of([lane], scale, 90, TODAY, heat=False, narrow=width < 600))
    for gap in time_silences.silences(lane, from_on=scale.from_on, to_on=scale.to_on, today=TODAY, silence_days=20):
        free = time_stacks.widest_free(scale.x(gap.from_on), scale.x(gap.to_on), plan.blocks(scale))
        assert not any(touch(free, block) for block in plan.blocks(scale)) or free[1] <= free[0]


@settings(max_examples=80, deadline=None)
@given(some.lists(MARKS, max_size=80), SPANS, WIDTHS)
def test_cells_of_counts_stand_side_by_side_and_count_everything(marks: list[Mark], days: int, width: float) -> None:
    scale = a_scale(days, width)
    inside = [mark for mark in marks if mark.precision == "day" and scale.from_on <= mark.on <= scale.to_on]
    cells = time_heat.cells(inside, scale)
    assert sum(cell.count for cell in cells) == len(inside)
    assert all(left.x1 <= right.x0 + 0.01 for left, right in pairwise(cells))
    assert all(scale.left - 0.01 <= cell.x0 and cell.x1 <= scale.right + 0.01 for cell in cells)


@settings(max_examples=40, deadline=None)
@given(some.lists(LANES, max_size=4), SPANS, WIDTHS)
def test_any_life_can_be_drawn_and_nothing_leaves_the_paper(lanes: list[Lane], days: int, width: float) -> None:
    window: dict[str, Any] = {"from_on": FROM, "to_on": FROM + timedelta(days=days), "today": TODAY}
    root = ElementTree.fromstring(time_lanes.draw(lanes, **window, width=width))
    for one in root.iter():
        for edge in ("x", "cx", "x1", "x2"):
            assert -0.1 <= float(one.attrib.get(edge, 0)) <= width + 0.1
    assert len(time_lanes.sentences(lanes, **window)) >= 1 + len(lanes)


def test_a_known_silence_is_counted_in_days() -> None:
    marks = tuple(Mark(on, "day", "contact", "Visit") for on in (date(2021, 1, 10), date(2021, 6, 10)))
    lane = Lane("a", "Police", marks, covered=((date(2021, 1, 10), date(2021, 6, 10)),))
    found = time_silences.silences(lane, from_on=date(2021, 1, 1), to_on=date(2021, 7, 1), today=TODAY, silence_days=60)
    assert [gap.days for gap in found] == [151]
    assert "longest time with nothing recorded 151 days" in time_lanes.sentences(
        [lane], from_on=date(2021, 1, 1), to_on=date(2021, 7, 1), today=TODAY
    )[-1]  # fmt: skip


def test_an_entry_known_only_by_month_breaks_a_silence() -> None:
    marks = (Mark(date(2021, 3, 1), "month", "contact", "Visit"),)
    lane = Lane("a", "Police", marks, covered=((date(2021, 1, 1), date(2021, 6, 1)),))
    found = time_silences.gaps(lane, from_on=date(2021, 1, 1), to_on=date(2021, 6, 1), today=TODAY)
    assert [(gap.from_on, gap.to_on) for gap in found] == [
        (date(2021, 1, 1), date(2021, 3, 1)),
        (date(2021, 3, 31), date(2021, 6, 1)),
    ]


def test_a_lane_nobody_looked_at_has_no_silence() -> None:
    lane = Lane("a", "GP")
    assert time_silences.silences(lane, from_on=FROM, to_on=TO, today=TODAY, silence_days=1) == ()
    assert "not covered" in time_lanes.draw([lane], from_on=FROM, to_on=TO, today=TODAY)


def test_an_entry_of_two_sources_has_a_ring_and_every_entry_is_a_link() -> None:
    lane = Lane("a", "GP", (Mark(date(2021, 1, 1), "day", "concern", "Seen", "/e/1", 2),))
    drawn = time_lanes.draw([lane], from_on=FROM, to_on=TO, today=TODAY)
    assert 'href="/e/1" data-lane="0" data-index="0"' in drawn
    assert "2 sources say so" in drawn


def test_a_picture_of_one_day_is_refused() -> None:
    with pytest.raises(ValueError, match="more than one day"):
        time_lanes.draw([], from_on=FROM, to_on=FROM, today=TODAY)


def test_every_kind_has_its_own_shape_in_the_key() -> None:
    shapes = [drawn for drawn, _ in time_lanes.key()]
    assert len(set(shapes)) == len(shapes)
