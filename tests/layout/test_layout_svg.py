"""Rules that every picture keeps."""

import re
from datetime import date
from typing import Any
from xml.etree import ElementTree

import pytest

from alongside.layout.pictures import ecomap, genogram, measure, svg, time_lanes
from tests.layout import made_up

WINDOW: dict[str, Any] = {"from_on": date(2019, 1, 1), "to_on": date(2026, 11, 30), "today": made_up.TODAY}
PICTURES = {
    "chronology": lambda: time_lanes.draw(made_up.life(300), **WINDOW),
    "chronology on a phone": lambda: time_lanes.draw(made_up.life(300), **WINDOW, width=360),
    "chronology of counts": lambda: time_lanes.draw(made_up.life(1500), **WINDOW),
    "chronology of nothing": lambda: time_lanes.draw([], **WINDOW),
    "genogram": lambda: genogram.draw(made_up.FAMILY, made_up.UNIONS, year=2026, ties=made_up.TIES),
    "genogram of nobody": lambda: genogram.draw([], [], year=2026),
    "messy genogram": lambda: genogram.draw(made_up.MESSY_FAMILY, made_up.MESSY_UNIONS, year=2026),
    "ecomap": lambda: ecomap.draw(made_up.AROUND, made_up.AT_HOME),
    "ecomap of nobody": lambda: ecomap.draw([], []),
}
NAMESPACE = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_keeps_the_rules_of_pictures(name: str) -> None:
    drawn = PICTURES[name]()
    root = ElementTree.fromstring(drawn)
    assert not re.search(r"\s(style|class)=|paint-order|<script|<style", drawn)
    assert [child.tag for child in root][:3] == [NAMESPACE + tag for tag in ("title", "desc", "rect")]
    assert root[2].attrib["fill"] == "#ffffff"
    assert root.attrib["role"] == ("group" if root.iter(NAMESPACE + "a") and "<a " in drawn else "img")


@pytest.mark.parametrize("name", PICTURES)
def test_the_same_facts_give_the_same_picture(name: str) -> None:
    assert PICTURES[name]() == PICTURES[name]()


@pytest.mark.parametrize("name", PICTURES)
def test_no_words_are_smaller_than_twelve_pixels(name: str) -> None:
    assert all(float(size) >= 12 for size in re.findall(r'font-size="([\d.]+)"', PICTURES[name]()))


def test_words_that_look_like_markup_stay_words() -> None:
    bad = "<script>\"&'"
    lane = time_lanes.Lane(
        "a",
        bad,
        (time_lanes.Mark(date(2020, 1, 1), "day", "concern", bad, bad),),
        (time_lanes.Bar(date(2019, 2, 1), None, bad),),
    )
    people = (genogram.Relative("a", bad), genogram.Relative("b", bad))
    pictures = (
        time_lanes.draw([lane], **WINDOW),
        genogram.draw(people, [genogram.Union("a", "b", text=bad)], year=2026),
        ecomap.draw([ecomap.Tie(bad, bad, last_contact=bad, person=bad)], [ecomap.Member(bad)]),
    )
    for drawn in pictures:
        assert "<script" not in drawn
        ElementTree.fromstring(drawn)


def test_an_element_refuses_styles() -> None:
    with pytest.raises(ValueError, match="presentation attributes"):
        svg.element("rect", style="fill:red")


def test_words_too_long_for_their_room_end_in_dots() -> None:
    assert measure.shorten("Housing association", 12, 60).endswith("…")
    assert measure.width(measure.shorten("Housing association", 12, 60), 12) <= 60
    assert measure.shorten("Housing", 12, 3) == ""


def test_wrapped_words_keep_every_word_when_there_is_room() -> None:
    assert " ".join(measure.wrap("Early help and family support", 13, 100, lines=4)) == "Early help and family support"
