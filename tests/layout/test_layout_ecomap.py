"""Circles around the family never touch, and the words fit into them."""

from itertools import combinations
from math import hypot

from hypothesis import given, settings
from hypothesis import strategies as some

from alongside.layout.pictures import ecomap, measure
from alongside.layout.pictures.ecomap_layout import APART, RADIUS, SIZE, Member, Tie, place

NAMES = some.sampled_from(
    ("GP", "Housing association", "Nursery (2-year place)", "Donaudampfschifffahrtsgesellschaft", "")
)
TIES = some.lists(
    some.builds(
        Tie,
        NAMES,
        some.sampled_from(("Family", "Services", "Money")),
        some.integers(-1, 5),
        some.booleans(),
        some.sampled_from(("in", "out", "both")),
        some.sampled_from(("", "3 days ago")),
        some.sampled_from(("", "Mrs Okafor")),
    ),
    max_size=45,
)
MEMBERS = some.lists(some.builds(Member, some.sampled_from(("Ava", "Muhammad-Abdullah"))), max_size=14)


@settings(max_examples=150, deadline=None)
@given(TIES, MEMBERS)
def test_circles_never_touch_each_other_or_home(ties: list[Tie], members: list[Member]) -> None:
    found = place(ties, members)
    for one, other in combinations(found.circles, 2):
        assert hypot(one.x - other.x, one.y - other.y) >= 2 * RADIUS + APART / 2
    for one in found.circles:
        assert hypot(one.x - found.x, one.y - found.y) >= found.home + RADIUS + 20
        assert RADIUS <= one.x <= found.width - RADIUS
        assert RADIUS <= one.y <= found.height - RADIUS


@settings(max_examples=100, deadline=None)
@given(TIES, MEMBERS)
def test_everyone_at_home_is_inside_and_apart(ties: list[Tie], members: list[Member]) -> None:
    found = place(ties, members)
    assert len(found.members) == len(members)
    assert all(hypot(x - found.x, y - found.y) + 18 <= found.home for _, x, y in found.members)
    for (_, x, y), (_, other_x, other_y) in combinations(found.members, 2):
        assert abs(x - other_x) >= 70 or abs(y - other_y) >= 60


@settings(max_examples=100, deadline=None)
@given(TIES)
def test_words_fit_into_their_circle(ties: list[Tie]) -> None:
    for circle in place(ties, []).circles:
        count = len(circle.lines)
        for row, (text, bold) in enumerate(circle.lines):
            away = max(abs(row - count / 2), abs(row + 1 - count / 2)) * 13.5
            assert (measure.width(text, SIZE, bold=bold) / 2) ** 2 + away**2 <= RADIUS**2 + 1


def test_a_stronger_tie_is_nearer() -> None:
    near, far = place([Tie("School", "A", 3), Tie("Church", "A", 0)], []).circles
    middle = place([Tie("School", "A", 3), Tie("Church", "A", 0)], [])
    assert hypot(near.x - middle.x, near.y - middle.y) < hypot(far.x - middle.x, far.y - middle.y)


def test_the_full_words_are_in_the_sentences() -> None:
    said = ecomap.words([Tie("Housing association", "Home", 2, True, "out", "9 weeks ago", "Ms Ali")], [Member("Ava")])
    assert said == (
        "At home: Ava.",
        "Housing association, Ms Ali (Home): fair tie, stressful, the family gives; last recorded: 9 weeks ago.",
    )
