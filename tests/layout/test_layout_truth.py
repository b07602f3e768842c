"""Pictures do not mislead: no line strikes out words, no silence is cut short, everything drawn is explained."""

import re
from datetime import date, timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from alongside.layout.pictures import genogram, genogram_home, genogram_ties, measure, palette, time_lanes
from alongside.layout.pictures.genogram_facts import Relative, Union
from alongside.layout.pictures.genogram_kin import sorted_kin
from alongside.layout.pictures.genogram_layout import place
from alongside.layout.pictures.genogram_shapes import sign
from alongside.layout.pictures.genogram_ways import RADIUS
from alongside.layout.pictures.time_facts import Bar, Lane, Mark
from tests.layout import made_up
from tests.layout.test_layout_genogram import crosses, drawn, families

TODAY = date(2026, 11, 20)
WINDOW: dict[str, Any] = {"from_on": date(2026, 1, 1), "to_on": date(2026, 11, 30), "today": TODAY}
SVG = "{http://www.w3.org/2000/svg}"


def visits(*days: date) -> tuple[Mark, ...]:
    """Visits on these days."""
    return tuple(Mark(on, "day", "contact", "Visit", "#v") for on in days)


def titles(picture: str) -> list[str]:
    """Everything that a pointer or a screen reader is told."""
    return [str(one.text) for one in ElementTree.fromstring(picture).iter(f"{SVG}title")]


def hatched(picture: str) -> list[ElementTree.Element]:
    """The silences as drawn."""
    return [one for one in ElementTree.fromstring(picture).iter(f"{SVG}rect") if "hatch" in one.attrib.get("fill", "")]


def test_every_silence_says_its_days_and_shows_them_where_there_is_room() -> None:
    lanes = made_up.life(300)
    picture = time_lanes.draw(lanes, **WINDOW)
    shown = re.findall(r">(\d+)(?: days)?</text>", picture)
    assert len(hatched(picture)) > 3
    for gap in hatched(picture):
        found = re.search(r"nothing recorded for (\d+) days", str(gap[0].text))
        assert found
        if float(gap.attrib["width"]) > measure.width(found[1], 12) + 14:
            assert found[1] in shown


@settings(max_examples=60, deadline=None)
@given(some.integers(1, 900))
def test_a_silence_that_began_before_the_window_has_its_full_number(before: int) -> None:
    last = WINDOW["from_on"] - timedelta(days=before)
    lane = Lane("a", "Police", visits(last, date(2026, 9, 1)), (), ((last, TODAY),))
    days = (date(2026, 9, 1) - last).days
    assert f"Police: nothing recorded for {days} days" in " ".join(titles(time_lanes.draw([lane], **WINDOW)))
    assert f"nothing recorded {days} days" in time_lanes.sentences([lane], **WINDOW)[-1]


def test_silence_is_never_called_a_gap_or_no_contact() -> None:
    lanes = [*made_up.life(60), Lane("x", "GP", (), (), ((date(2026, 1, 1), TODAY),))]
    said = [*titles(time_lanes.draw(lanes, **WINDOW)), *time_lanes.sentences(lanes, **WINDOW)]
    said += [words for _, words in time_lanes.key()]
    assert any("nothing recorded" in words for words in said)
    assert not any(re.search(r"no contact|\bgap\b", words, re.I) for words in said)


def test_today_is_marked_when_it_is_in_the_window_and_only_then() -> None:
    lane = Lane("a", "GP", visits(date(2026, 3, 1)))
    assert "Today" in titles(time_lanes.draw([lane], **WINDOW))
    assert "Today" not in titles(time_lanes.draw([lane], **{**WINDOW, "today": date(2027, 3, 1)}))


@settings(max_examples=60, deadline=None)
@given(some.integers(0, 320), some.integers(1, 320), some.sampled_from((1140.0, 360.0)))
def test_the_name_of_a_plan_is_never_lost(begins: int, lasts: int, width: float) -> None:
    begin = WINDOW["from_on"] + timedelta(days=begins)
    bar = Bar(begin, begin + timedelta(days=lasts), "Child protection plan", "plan")
    picture = time_lanes.draw([Lane("a", "Social care", (), (bar,))], **WINDOW, width=width)
    assert any("Child protection plan" in words for words in titles(picture))
    texts = [str(one.text) for one in ElementTree.fromstring(picture).iter(f"{SVG}text")]
    assert "Child protection plan" in texts or width < 600


def test_a_concern_is_shown_before_a_contact_where_not_all_fit() -> None:
    day = date(2026, 5, 5)
    marks = (*visits(*[day] * 9), Mark(day, "day", "concern", "No coat", "#c"))
    picture = time_lanes.draw([Lane("a", "School", marks)], **WINDOW)
    assert any("No coat" in words for words in titles(picture)) and "5 more entries here" in " ".join(titles(picture))


def test_everything_that_has_a_colour_and_shape_of_its_own_is_in_the_key() -> None:
    assert {"Plan", "Involvement", "Today", "Records not looked at"} <= {words for _, words in time_lanes.key()}
    kinship = {words for _, words in genogram.key(ties=True)}
    assert {"Has died", "Pregnancy", "Not known", "Separated", "Divorced", "Close", "Conflict", "Distant"} <= kinship
    assert len(kinship) == len(genogram.key(ties=True))


@settings(max_examples=200, deadline=None)
@given(families())
def test_the_line_around_a_household_runs_through_no_sign_and_no_name(
    family: tuple[list[Relative], list[Union]],
) -> None:
    tree = drawn(family)
    corners = genogram_home.outline(tree) or []
    for (x0, y0), (x1, y1) in zip(corners, corners[1:] + corners[:1], strict=True):
        edge = (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
        assert not any(crosses(edge, one.box) for one in tree.places.values())


@settings(max_examples=200, deadline=None)
@given(families())
def test_each_child_hangs_straight_below_the_bar_of_its_parents(family: tuple[list[Relative], list[Union]]) -> None:
    tree = drawn(family)
    for joined in tree.joined:
        if joined.bar:
            left, right, height = joined.bar
            assert {x for x, _ in joined.drops} == {tree.places[child].x for child in joined.union.children}
            assert left - 0.1 <= joined.down_x <= right + 0.1 and all(
                left - 0.1 <= x <= right + 0.1 for x, _ in joined.drops
            )
            assert all(top >= height for _, top in joined.drops)


def test_the_cross_of_someone_who_died_leaves_the_age_free() -> None:
    drawn_sign = sign(Relative("a", "Sandra", "f", 1962, 2019), 0, 0, RADIUS, "57")
    (cross,) = re.findall(r'<path d="([^"]+)"', drawn_sign)
    ends = [float(number) for number in re.findall(r"-?[\d.]+", cross)]
    age = measure.width("57", 14) / 2
    assert len(ends) == 16
    assert all(abs(x) > age or abs(y) > 7 for x, y in zip(ends[::2], ends[1::2]))


def test_lines_of_ties_lie_below_names_and_below_the_words_of_unions() -> None:
    picture = genogram.draw(made_up.FAMILY, made_up.UNIONS, year=2026, ties=made_up.TIES)
    ties = [picture.rindex(f'stroke="{colour}"') for colour in (palette.CLOSE, palette.CONFLICT, palette.DISTANT)]
    for words in ("Ray", "Kelly", "sep. 2021", "div. 2001"):
        here = picture.rindex(f">{words}</text>")
        assert max(ties) < here, f"{words} is drawn before a line"
        assert "<rect" in picture[max(ties) : here], f"{words} has no paper of its own"


@pytest.mark.parametrize("tie", made_up.TIES, ids=lambda tie: f"{tie.a}-{tie.b}")
def test_no_line_of_a_tie_runs_through_a_third_person(tie: genogram.Tie) -> None:
    tree = place(sorted_kin(made_up.FAMILY, made_up.UNIONS))
    points = genogram_ties.way(tree.places[tie.a], tree.places[tie.b], tree)
    for key, one in tree.places.items():
        if key not in (tie.a, tie.b):
            left, _, right, _ = one.box
            signs = (left, one.y - RADIUS, right, one.y + RADIUS)
            assert not any(signs[0] < x < signs[2] and signs[1] < y < signs[3] for x, y in points), key
