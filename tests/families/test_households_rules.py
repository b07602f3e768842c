"""With whom a child lived, when and where: what is computed of agencies' words, held against a twin day by day."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.families.contracts import Dispute, Home, How, Lived, LivesWith
from alongside.families.rules.disputed import (
    speaks_of,
    turned,
    without_disputed,
    wrong_household,
    wrong_tie,
)
from alongside.families.rules.homes import Named, joined, names_of, overlap, rest_of, span_of
from alongside.families.rules.households import differences, homes_of
from alongside.kernel.ids import ActorId, AgencyId, PersonId, SourceId
from tests.oracle import households_twin as twin

FIRST = date(2026, 3, 1)
CHILD, MOTHER, LODGER = (PersonId(UUID(int=n)) for n in (1, 2, 3))
SCHOOL, HOMES = (AgencyId(UUID(int=n)) for n in (11, 12))
MILL, MILL_LANE, HILL = ("12 Mill Lane", "RD1 4QT"), ("12 Mill Ln", ""), ("9 Hill Road", "RD2 2AA")
WRITTEN = [MILL, MILL_LANE, HILL, ("12 Mill Lane, RD1 4QT", ""), ("", "RD1 4QT"), ("No fixed abode", ""), ("", "")]


def lived(person: PersonId, day: int, where: tuple[str, str], household: str = "", *, number: int = 0) -> Lived:
    """What the school's, or with another number another agency's, record of somebody says from a day on."""
    agency = HOMES if number else SCHOOL
    source = SourceId(UUID(int=person.int * 100 + number))
    return Lived(person, source, agency, FIRST + timedelta(days=day), day, where[0], where[1], household)


def _said(person: PersonId, day: int, turn: int, where: tuple[str, str], household: str, number: int) -> Lived:
    source = SourceId(UUID(int=person.int * 100 + number))
    agency = HOMES if number else SCHOOL
    return Lived(person, source, agency, FIRST + timedelta(days=day), turn, where[0], where[1], household)


def _tie(pair: tuple[PersonId, PersonId], day: int, length: int | None, number: int) -> LivesWith:
    until = None if length is None else FIRST + timedelta(days=day + length)
    return LivesWith(SourceId(UUID(int=900 + number)), HOMES, pair[0], pair[1], FIRST + timedelta(days=day), until)


PAIRS = [(CHILD, LODGER), (MOTHER, CHILD), (MOTHER, LODGER), (CHILD, CHILD)]
people, places = st.sampled_from([CHILD, CHILD, MOTHER, LODGER]), st.sampled_from(WRITTEN)
households = st.sampled_from(["", "", "H1", "H2"])
descriptions = st.lists(
    st.builds(_said, people, st.integers(0, 12), st.integers(0, 9), places, households, st.integers(0, 1)),
    max_size=9, unique_by=lambda one: (one.source, one.turn),
)  # fmt: skip
ties = st.lists(
    st.builds(_tie, st.sampled_from(PAIRS), st.integers(0, 12), st.none() | st.integers(0, 6), st.integers(0, 2)),
    max_size=3,
)


def named(told: list[Lived]) -> dict[tuple[str, str], Named]:
    """The names of every address."""
    return names_of((one.address, one.postcode) for one in told)


@given(descriptions, ties)
def test_the_plain_twin_agrees_on_every_day(told: list[Lived], together: list[LivesWith]) -> None:
    homes = homes_of(CHILD, told, together)
    for day in twin.days(FIRST - timedelta(days=1), 24):
        assert twin.read_off(homes, day) == twin.on(day, CHILD, told, together, named(told))


@given(descriptions, ties, st.randoms())
def test_the_order_in_which_descriptions_arrive_does_not_matter(
    told: list[Lived],
    together: list[LivesWith],
    dice: "st.random.Random",  # type: ignore[name-defined]
) -> None:
    shuffled, others = told[:], together[:]
    dice.shuffle(shuffled)
    dice.shuffle(others)
    assert homes_of(CHILD, shuffled, others) == homes_of(CHILD, told, together)


@given(descriptions, ties)
def test_every_time_has_a_source_and_nobody_is_in_one_without_a_word_that_says_so(
    told: list[Lived], together: list[LivesWith]
) -> None:
    sources = {one.source: one.person for one in told}
    for home in homes_of(CHILD, told, together):
        assert (home.witnesses and home.to_on is None) or home.to_on >= home.from_on  # type: ignore[operator]
        for one in home.companions:
            assert one.witnesses
            for witness in one.witnesses:
                assert home.from_on <= witness.from_on
                assert home.to_on is None or (witness.to_on is not None and witness.to_on <= home.to_on)
                assert witness.how is How.RELATION or sources[witness.source] == one.person


@given(descriptions)
def test_days_on_which_addresses_differ_are_those_on_which_two_homes_are_said(told: list[Lived]) -> None:
    homes = homes_of(CHILD, told)
    found = differences(homes)
    for day in twin.days(FIRST, 24):
        said = tuple(
            n for n, h in enumerate(homes) if (h.address or h.postcode) and h.from_on <= day <= (h.to_on or day)
        )
        told_then = [d.homes for d in found if d.from_on <= day <= (d.to_on or day)]
        assert told_then == ([said] if len(said) > 1 else [])


def test_housing_and_school_may_say_different_addresses_and_neither_is_preferred() -> None:
    homes = homes_of(CHILD, [lived(CHILD, 0, HILL), lived(CHILD, 5, MILL, number=1), lived(MOTHER, 5, MILL, number=1)])
    assert [(h.address, h.from_on, h.to_on) for h in homes] == [
        ("9 Hill Road", FIRST, None), ("12 Mill Lane", FIRST + timedelta(days=5), None)
    ]  # fmt: skip
    assert [c.person for c in homes[0].companions] == [] and [c.person for c in homes[1].companions] == [MOTHER]
    (difference,) = differences(homes)
    assert (difference.from_on, difference.to_on, difference.homes) == (FIRST + timedelta(days=5), None, (0, 1))


def test_who_goes_and_comes_back_lived_there_twice() -> None:
    homes = homes_of(CHILD, [lived(CHILD, 0, MILL), lived(CHILD, 3, HILL), lived(CHILD, 6, MILL_LANE)])
    assert [(h.address, h.from_on.day, h.to_on and h.to_on.day) for h in homes] == [
        ("12 Mill Lane", 1, 3), ("9 Hill Road", 4, 6), ("12 Mill Ln", 7, None)
    ]  # fmt: skip


def test_a_tie_older_than_any_address_is_told_without_one() -> None:
    long_ago = LivesWith(SourceId(UUID(int=900)), HOMES, CHILD, LODGER, date(2024, 1, 1), None)
    nowhere, mill = homes_of(CHILD, [lived(CHILD, 0, MILL)], [long_ago])
    assert (nowhere.address, nowhere.from_on, nowhere.to_on) == ("", date(2024, 1, 1), FIRST - timedelta(days=1))
    assert [c.person for c in (*nowhere.companions, *mill.companions)] == [LODGER, LODGER]


def test_one_line_under_two_postcodes_is_two_homes_and_without_one_nobody_knows_which() -> None:
    other = ("12 Mill Lane", "RD9 9ZZ")
    names = names_of([MILL, other, MILL_LANE])
    assert len({names[place].home for place in (MILL, other, MILL_LANE)}) == 3
    assert names_of([MILL, MILL_LANE])[MILL_LANE] == names_of([MILL])[MILL]


def test_a_postcode_alone_puts_nobody_together() -> None:
    (home,) = homes_of(CHILD, [lived(CHILD, 0, ("", "RD1 4QT")), lived(MOTHER, 0, ("", "RD1 4QT"))])
    assert home.companions == ()


def a_dispute(
    number: int, tie: str = "household", relative: PersonId = LODGER, where: tuple[str, str] = ("", "")
) -> Dispute:
    """Somebody said so."""
    at = datetime(2026, 3, 9, 12, tzinfo=UTC) + timedelta(minutes=number)
    return Dispute(UUID(int=5000 + number), CHILD, relative, tie, *where, "I asked.", ActorId(UUID(int=7)), at)


disputes = st.lists(
    st.builds(
        a_dispute, st.integers(0, 20), st.sampled_from(["household", "father"]), st.sampled_from([MOTHER, LODGER]),
        st.sampled_from(WRITTEN),
    ),
    max_size=4, unique_by=lambda d: d.id,
)  # fmt: skip


@given(descriptions, ties, disputes)
def test_what_is_left_out_is_kept_beside_and_nobody_is_lost(
    told: list[Lived], together: list[LivesWith], said: list[Dispute]
) -> None:
    names = names_of(WRITTEN)
    homes = homes_of(CHILD, told, together, names)
    shown = without_disputed(CHILD, homes, said, names)
    for before, after in zip(homes, shown, strict=True):
        assert {c.person for c in before.companions} == {c.person for c in (*after.companions, *after.left_out)}
        for one in after.left_out:
            assert one.dispute and one.dispute.relative == one.person and one.dispute.tie == "household"
    assert _undone(shown) == homes
    assert without_disputed(CHILD, homes, (), names) == homes


def _undone(shown: tuple[Home, ...]) -> tuple[Home, ...]:
    """Everybody who was left out back in their places."""
    from dataclasses import replace

    return tuple(
        replace(
            home, left_out=(),
            companions=tuple(sorted(
                (replace(c, dispute=None) for c in (*home.companions, *home.left_out)),
                key=lambda one: (one.from_on, one.person),
            )),
        )
        for home in shown
    )  # fmt: skip


def test_never_at_this_address_leaves_the_time_at_another_as_it_is() -> None:
    told = [lived(p, day, where) for p in (CHILD, LODGER) for day, where in ((0, MILL), (5, HILL))]
    names = named(told)
    shown = without_disputed(CHILD, homes_of(CHILD, told), [a_dispute(1, where=MILL)], names)
    assert [[c.person for c in h.companions] for h in shown] == [[], [LODGER]]
    assert shown[0].left_out[0].dispute == a_dispute(1, where=MILL)


@pytest.mark.parametrize(("tie", "other"), [("mother", "child"), ("sibling", "sibling"), ("carer", "child")])
def test_a_tie_is_disputed_from_both_sides(tie: str, other: str) -> None:
    said = a_dispute(1, tie)
    assert turned(tie) == other
    assert speaks_of(said, CHILD, LODGER, tie) and speaks_of(said, LODGER, CHILD, other)
    assert not speaks_of(said, CHILD, MOTHER, tie) and not speaks_of(said, CHILD, LODGER, "partner")
    assert wrong_tie([said], CHILD, LODGER, tie) and not wrong_tie([], CHILD, LODGER, tie)


@pytest.mark.parametrize(
    ("where", "homes", "wrong"),
    [
        (("", ""), (frozenset(), frozenset()), True),
        (MILL, (frozenset({"mill"}), frozenset({"mill"})), True),
        (MILL, (frozenset({"mill", "hill"}), frozenset({"mill"})), True),
        (MILL, (frozenset({"mill", "hill"}), frozenset({"mill", "hill"})), False),
        (MILL, (frozenset({"mill"}), frozenset()), True),
        (MILL, (frozenset(), frozenset()), False),
    ],
)
def test_the_household_is_wrong_where_every_home_of_both_is_wrong(
    where: tuple[str, str], homes: tuple[frozenset[str], frozenset[str]], wrong: bool
) -> None:
    names = {MILL: Named("mill", exact=True), ("", ""): Named("", exact=False)}
    assert wrong_household([a_dispute(1, where=where)], CHILD, LODGER, homes, names) is wrong
    assert not wrong_household([], CHILD, LODGER, homes, names)
    assert not wrong_tie([a_dispute(1)], CHILD, LODGER, "household")


days = st.integers(0, 9)
spans = st.builds(
    lambda start, length: (
        FIRST + timedelta(days=start), None if length is None else FIRST + timedelta(days=start + length)
    ),
    days, st.none() | days,
)  # fmt: skip


def _days(span: tuple[date, date | None] | None) -> set[date]:
    return {d for d in twin.days(FIRST, 25) if span and span[0] <= d <= (span[1] or d)}


@given(st.lists(spans, min_size=1, max_size=5), spans)
def test_spans_are_sets_of_days(many: list[tuple[date, date | None]], one: tuple[date, date | None]) -> None:
    united = set().union(*map(_days, many))
    assert _days(overlap(many[0], one)) == _days(many[0]) & _days(one)
    assert set().union(*map(_days, joined(many))) == united
    assert set().union(*map(_days, rest_of(one, joined(many)))) == _days(one) - united
    assert span_of(many) == (
        min(s for s, _ in many),
        None if any(e is None for _, e in many) else max(e for _, e in many if e),
    )
    assert all(a[1] is not None and a[1] + timedelta(days=1) < b[0] for a, b in zip(joined(many), joined(many)[1:]))
