"""The family tree never makes strangers look like kin, whatever was recorded."""

import time
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as some

from alongside.layout.pictures import genogram, genogram_home
from alongside.layout.pictures.genogram_facts import Relative, Union
from alongside.layout.pictures.genogram_kin import sorted_kin
from alongside.layout.pictures.genogram_layout import Joined, Place, Tree, place
from alongside.layout.pictures.genogram_ways import RADIUS
from tests.layout import made_up

KINDS = ("married", "living", "separated", "divorced", "partners")


@some.composite
def families(draw: some.DrawFn) -> tuple[list[Relative], list[Union]]:
    """Any people and any relations between them, also impossible ones."""
    count = draw(some.integers(1, 14))
    keys = [f"p{number}" for number in range(count)]
    people = [
        Relative(
            key,
            draw(some.sampled_from(("Al", "Maryam Al-Hassan", "Bilal Mohammed Rahman", ""))),
            draw(some.sampled_from("fmu")),
            born=draw(some.none() | some.integers(1930, 2026)),
            household=draw(some.booleans()),
        )
        for key in keys
    ]
    key = some.sampled_from(keys)
    unions = draw(
        some.lists(
            some.builds(
                Union,
                key,
                some.none() | key,
                some.sampled_from(KINDS),
                some.sampled_from(("", "since 2014")),
                some.lists(key, max_size=4).map(tuple),
            ),
            max_size=9,
        )
    )
    return people, unions


def drawn(family: tuple[list[Relative], list[Union]]) -> Tree:
    return place(sorted_kin(*family))


def segments(joined: Joined) -> list[tuple[float, float, float, float]]:
    """Every straight piece of a union's lines, as left, top, right, bottom."""
    found = list(zip(joined.line, joined.line[1:], strict=False))
    if joined.bar:
        left, right, height = joined.bar
        found += [((joined.down_x, joined.down_y), (joined.down_x, height)), ((left, height), (right, height))]
        found += [((x, height), (x, top)) for x, top in joined.drops]
    return [(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])) for a, b in found]


def crosses(segment: tuple[float, float, float, float], box: tuple[float, float, float, float]) -> bool:
    return (
        segment[0] < box[2] - 0.5
        and segment[2] > box[0] + 0.5
        and segment[1] < box[3] - 0.5
        and segment[3] > box[1] + 0.5
    )


def members(union: Union) -> set[str]:
    return {key for key in (union.a, union.b, *union.children) if key}


@settings(max_examples=250, deadline=None)
@given(families())
def test_no_two_people_or_names_overlap(family: tuple[list[Relative], list[Union]]) -> None:
    for one, other in combinations(drawn(family).places.values(), 2):
        assert not crosses(one.box, other.box)


@settings(max_examples=250, deadline=None)
@given(families())
def test_sibling_bars_of_different_parents_never_touch(family: tuple[list[Relative], list[Union]]) -> None:
    bars = [joined.bar for joined in drawn(family).joined if joined.bar]
    for one, other in combinations(bars, 2):
        assert abs(one[2] - other[2]) > 5 or one[1] < other[0] or other[1] < one[0]


@settings(max_examples=250, deadline=None)
@given(families())
def test_no_line_of_a_union_passes_through_someone_who_is_not_in_it(family: tuple[list[Relative], list[Union]]) -> None:
    tree = drawn(family)
    for joined in tree.joined:
        for key, stranger in tree.places.items():
            if key not in members(joined.union):
                assert not any(crosses(segment, stranger.box) for segment in segments(joined))


@settings(max_examples=150, deadline=None)
@given(families())
def test_partners_stand_on_one_row_and_children_one_row_below(family: tuple[list[Relative], list[Union]]) -> None:
    tree = drawn(family)
    for joined in tree.joined:
        rows = {tree.places[key].row for key in (joined.union.a, joined.union.b) if key}
        assert len(rows) == 1
        assert all(tree.places[child].row == rows.copy().pop() + 1 for child in joined.union.children)


@settings(max_examples=150, deadline=None)
@given(families())
def test_the_line_around_a_household_holds_all_of_it_and_nobody_else(
    family: tuple[list[Relative], list[Union]],
) -> None:
    tree = drawn(family)
    corners = genogram_home.outline(tree)
    if corners:
        for one in tree.places.values():
            assert inside(corners, one) == one.person.household


def inside(corners: list[tuple[float, float]], one: Place) -> bool:
    crossed = 0
    for (x0, y0), (x1, y1) in zip(corners, corners[1:] + corners[:1], strict=True):
        if (y0 > one.y) != (y1 > one.y) and one.x < x0 + (one.y - y0) * (x1 - x0) / (y1 - y0):
            crossed += 1
    return crossed % 2 == 1


@settings(max_examples=100, deadline=None)
@given(families())
def test_nothing_that_was_recorded_is_silently_lost(family: tuple[list[Relative], list[Union]]) -> None:
    people, unions = family
    kin = sorted_kin(people, unions)
    assert set(kin.people) == {one.key for one in people}
    told = sum(len(set(union.children)) for union in unions if not (union.a == union.b and union.b is None))
    shown = sum(len(union.children) for union in kin.unions)
    assert shown <= told
    genogram.draw(people, unions, year=2026)
    genogram.words(people, unions)


def test_everyone_in_the_picture_fits_on_the_paper() -> None:
    for people, unions in ((made_up.FAMILY, made_up.UNIONS), (made_up.MESSY_FAMILY, made_up.MESSY_UNIONS)):
        tree = place(sorted_kin(people, unions))
        assert all(
            one.box[0] >= 0 and one.box[2] <= tree.width and one.box[3] <= tree.height for one in tree.places.values()
        )


def test_a_plain_couple_stands_side_by_side() -> None:
    tree = place(sorted_kin([Relative("a", "Ann", "f"), Relative("b", "Bob", "m")], [Union("a", "b", "married")]))
    (joined,) = tree.joined
    assert joined.line[0][1] == joined.line[1][1] == tree.places["a"].y
    assert joined.line[1][0] - joined.line[0][0] >= RADIUS


def test_someone_recorded_as_their_own_grandparent_is_said_in_words() -> None:
    people = [Relative("a", "Ann"), Relative("b", "Bob")]
    said = genogram.words(people, [Union("a", None, children=("b",)), Union("b", None, children=("a",))])
    assert "Ann is recorded as a child of Bob, which contradicts another relation (not drawn)." in said


def test_partners_of_different_generations_are_said_in_words() -> None:
    people = [Relative(key, key.title()) for key in ("mum", "kid", "gran")]
    said = genogram.words(
        people, [Union("gran", None, children=("mum",)), Union("mum", None, children=("kid",)), Union("gran", "kid")]
    )
    assert "Gran and Kid are recorded as partners but belong to different generations (not drawn as a line)." in said


def test_the_age_of_someone_who_died_stays_readable() -> None:
    picture = genogram.draw([Relative("a", "Sandra", "f", 1962, 2019)], [], year=2026)
    assert ">57<" in picture
    assert "Sandra died in 2019." in genogram.words([Relative("a", "Sandra", "f", 1962, 2019)], [])


def test_thirty_people_are_drawn_at_once() -> None:
    people = [Relative(f"p{number}", f"Person {number}", born=1940 + number) for number in range(30)]
    unions = [
        Union(f"p{n}", f"p{n + 1}", children=tuple(f"p{8 + n * 2 + k}" for k in range(4) if 8 + n * 2 + k < 30))
        for n in range(0, 16, 2)
    ]
    began = time.perf_counter()
    genogram.draw(people, unions, year=2026)
    assert time.perf_counter() - began < 1  # typically a tenth of it; the rest is for slow machines
