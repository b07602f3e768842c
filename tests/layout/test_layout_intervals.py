"""Estimates with their intervals, drawn."""

import re
from xml.etree import ElementTree

from defusedxml.ElementTree import fromstring
from hypothesis import given
from hypothesis import strategies as st

from alongside.layout.pictures.intervals import Estimate, draw, percent, told

WORSE, BETTER = Estimate("Twins <&>", 0.9, 0.82, 0.95), Estimate("All links", 0.995, 0.98, 0.999)


def drawn(*estimates: Estimate, width: float = 640) -> ElementTree.Element:
    """The picture, read."""
    found: ElementTree.Element = fromstring(draw(estimates, name="Right", ident="right", width=width))
    return found


def test_nothing_is_drawn_of_nothing() -> None:
    assert draw([], name="Right", ident="right") == ""


def test_the_picture_says_every_estimate_in_words() -> None:
    about = drawn(BETTER, WORSE).find("{*}desc")
    assert about is not None
    assert about.text == ("All links: 99.5% (between 98% and 99.9%); Twins <&>: 90% (between 82% and 95%).")


@given(
    st.lists(
        st.tuples(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1)).map(
            lambda three: Estimate(
                "Some links with a long name that does not fit", *(sorted(three)[n] for n in (1, 0, 2))
            )
        ),
        min_size=1,
        max_size=7,
    ),
    st.sampled_from([340.0, 640.0]),
)
def test_every_mark_stands_within_the_picture_and_each_dot_within_its_interval(
    estimates: list[Estimate], width: float
) -> None:
    picture = drawn(*estimates, width=width)
    groups = picture.findall("{*}g")
    assert len(groups) == len(estimates)
    for group in groups:
        dot = group.find("{*}circle")
        line = group.find("{*}line")
        assert dot is not None and line is not None
        x1, x, x2 = (float(v or "nan") for v in (line.get("x1"), dot.get("cx"), line.get("x2")))
        assert 0 <= x1 <= x <= x2 <= width


def test_the_scale_begins_below_the_lowest_end_and_ends_at_all() -> None:
    words = [t.text for t in drawn(BETTER, WORSE).findall("{*}text")]
    assert words[:2] == ["80%", "100%"]
    assert [t.text for t in drawn(BETTER).findall("{*}text")][:2] == ["98%", "100%"]


def test_what_is_not_all_is_never_rounded_up_to_all() -> None:
    assert percent(1) == "100%" and percent(0.99999) == "99.9%" and percent(0.5) == "50%"
    assert re.fullmatch(r"98\.7% \(between 95\.2% and 99\.6%\)", told(Estimate("", 0.9871, 0.9519, 0.9961)))
