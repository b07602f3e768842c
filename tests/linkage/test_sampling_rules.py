"""Which links are drawn for a blind check, where they stand, and what their answers come to."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.linkage.rules.estimating import (
    FEWEST,
    Interval,
    Questions,
    Tally,
    last_word,
    recall,
    shown,
    tally,
    wilson,
)
from alongside.linkage.rules.sampling import QUESTIONS_BEFORE, SHARE, draw, lot, mixed
from alongside.linkage.rules.subgroups import WORDS, Group, RecordFacts, groups_of

RUN, ANOTHER = UUID(int=1, version=4), UUID(int=2, version=4)
PAIRS = [(f"{n:04}", f"{n + 1:04}") for n in range(20_000)]


def test_a_repeated_run_draws_the_same_and_another_run_draws_others() -> None:
    first = draw(PAIRS, RUN, SHARE)
    assert first == draw(PAIRS, RUN, SHARE)
    assert {pair[:2] for pair in first} == {pair[:2] for pair in draw(list(reversed(PAIRS)), RUN, SHARE)}
    both = {pair[:2] for pair in first} & {pair[:2] for pair in draw(PAIRS, ANOTHER, SHARE)}
    assert len(both) < 40, "two runs draw independently: eight in twenty thousand are expected in both"


def test_one_in_fifty_is_drawn_and_places_are_spread_evenly() -> None:
    drawn = draw(PAIRS, RUN, SHARE)
    assert 300 < len(drawn) < 500, "400 are expected, with a standard deviation of 20"
    places = [place for *_, place in drawn]
    assert all(0 <= place < 1 for place in places)
    assert 0.4 < sum(places) / len(places) < 0.6


@given(st.text(max_size=40), st.text(max_size=40), st.uuids(version=4))
def test_the_lot_of_a_pair_does_not_hang_on_which_record_is_named_first(a: str, b: str, run: UUID) -> None:
    assert lot(a, b, run) == lot(b, a, run)
    assert 0 <= lot(a, b, run) < 1


def test_all_are_drawn_or_none() -> None:
    assert len(draw(PAIRS[:50], RUN, 1.0)) == 50
    assert draw(PAIRS[:50], RUN, 0.0) == []


@given(
    st.lists(st.integers(0, 999), unique=True, max_size=40), st.lists(st.floats(0, 1, exclude_max=True), max_size=20)
)
def test_questions_keep_their_order_and_one_in_five_is_a_check(questions: list[int], places: list[float]) -> None:
    checks = [(place, f"check {n}") for n, place in enumerate(places)]
    told = mixed(questions, checks)
    assert [t for t in told if isinstance(t, int)] == questions
    assert [t for t in told if isinstance(t, str)] == [name for _, name in checks]
    size = QUESTIONS_BEFORE + 1
    for start in range(0, min(len(questions) // QUESTIONS_BEFORE, len(checks)) * size, size):
        assert sum(isinstance(t, str) for t in told[start : start + size]) == 1


# Newcombe, Statistics in Medicine 17 (1998), table I: intervals by method 3 for his four examples.
PUBLISHED = [
    (81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0000, 0.1611), (1, 29, 0.0061, 0.1718),
]  # fmt: skip


@pytest.mark.parametrize(("good", "of", "low", "high"), PUBLISHED)
def test_the_interval_is_the_published_one(good: int, of: int, low: float, high: float) -> None:
    found = wilson(good, of)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)
    assert found.share == good / of


@given(st.integers(1, 5000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_an_interval_holds_its_share_stays_between_nought_and_one_and_mirrors(counted: tuple[int, int]) -> None:
    good, of = counted
    found, other = wilson(good, of), wilson(of - good, of)
    assert 0 <= found.low <= found.share <= found.high <= 1
    assert found.low == pytest.approx(1 - other.high) and found.high == pytest.approx(1 - other.low)
    more = wilson(10 * good, 10 * of)
    assert more.high - more.low < found.high - found.low, "ten times the answers say more"


@given(st.integers(1, 400).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_the_ends_of_an_interval_are_where_the_score_is_the_point_of_the_normal_distribution(
    counted: tuple[int, int],
) -> None:
    good, of = counted
    found = wilson(good, of)
    for end in (found.low, found.high):
        if 0 < end < 1:
            assert (good / of - end) ** 2 / (end * (1 - end) / of) == pytest.approx(1.959963984540054**2, rel=1e-6)


@pytest.mark.parametrize(("good", "of"), [(1, 0), (0, 0), (3, 2), (-1, 2)])
def test_no_share_is_taken_of_nothing(good: int, of: int) -> None:
    with pytest.raises(ValueError, match="at least one"):
        wilson(good, of)


def test_nothing_is_estimated_from_fewer_than_ten_answers() -> None:
    assert Tally(same=FEWEST - 1, unsure=50, waiting=50).precision is None
    assert Tally(same=FEWEST - 1, different=1).precision == wilson(FEWEST - 1, FEWEST)


@pytest.mark.parametrize(
    ("decisions", "answers", "word"),
    [
        ([], [], ""),
        ([], ["unsure"], "unsure"),
        ([], ["unsure", "same"], "same"),
        ([], ["different", "unsure"], "different"),
        (["different"], ["same"], "different"),
        (["same"], ["different"], "same"),
        (["different", "undone"], ["same"], "same"),
        (["different", "undone"], [], ""),
        (["unsure"], [], ""),
    ],
)
def test_the_last_word_about_a_drawn_link(decisions: list[str], answers: list[str], word: str) -> None:
    assert last_word(decisions, answers) == word


def test_words_are_counted() -> None:
    assert tally(["same", "same", "different", "unsure", "", ""]) == Tally(2, 1, 1, 2)


def test_recall_is_what_was_linked_rightly_of_all_that_people_would_call_the_same() -> None:
    found = recall(1000, Interval(0.9, 0.8, 1.0), Questions(same=100, different=100, waiting=20))
    assert found is not None
    assert (found.share, found.low, found.high) == pytest.approx((900 / 1010, 800 / 920, 1000 / 1100))


def test_recall_is_not_told_without_ten_answers_of_either_kind_or_without_links() -> None:
    known, asked = Interval(0.9, 0.8, 1.0), Questions(5, 5, 0)
    assert recall(1000, known, asked) is not None
    assert recall(1000, None, asked) is None and recall(0, known, asked) is None
    assert recall(1000, known, Questions(5, 4, 90)) is None
    assert recall(10, Interval(0.0, 0.0, 0.3), Questions(0, 10, 0)) == Interval(0.0, 0.0, 1.0)


asked_of = st.builds(Questions, st.integers(0, 10**5), st.integers(10, 10**5), st.integers(0, 10**5))


@given(
    st.integers(1, 10**6), st.integers(10, 500).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))), asked_of
)  # fmt: skip
def test_recall_lies_in_its_interval_and_falls_with_every_question_that_people_answer_with_same(
    automatic: int, counted: tuple[int, int], asked: Questions
) -> None:
    precision = wilson(*counted)
    found, fewer = (recall(automatic, precision, replace(asked, same=asked.same + n)) for n in (0, 1))
    assert found is not None and fewer is not None
    assert 0 <= found.low <= found.share <= found.high <= 1
    assert fewer.share <= found.share and fewer.low <= found.low


def test_counts_of_one_to_nine_people_are_not_told() -> None:
    assert [shown(n) for n in (0, 1, 9, 10, 300)] == [0, None, None, 10, 300]


def facts(**given: object) -> RecordFacts:
    """A record about which nothing is special, but for what is given."""
    start: dict[str, object] = {
        "forename": "Ava", "surname": "Pearce", "born": date(2017, 5, 4), "exact": True, "postcodes": ("RD1 4QT",),
        "addresses_ever": (), "nearest_days": None,
    }  # fmt: skip
    return RecordFacts(**{**start, **given})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "groups"),
    [
        ({}, {Group.REST}),
        ({"nearest_days": 0}, {Group.TWINS}),
        ({"nearest_days": 2}, {Group.TWINS}),
        ({"nearest_days": 3}, {Group.SIBLINGS}),
        ({"nearest_days": 12 * 365}, {Group.REST}),
        ({"born": None}, {Group.NO_DATE}),
        ({"exact": False}, {Group.NO_DATE}),
        ({"postcodes": ("RD1 4QT", "RD2 4QT", "RD3 4QT", "rd34qt")}, {Group.REST}),
        ({"postcodes": ("RD1 4QT", "RD2 4QT", "ZZ99 3VZ", ""), "addresses_ever": ("1 Low Row, RD3 4QT", "x")},
         {Group.REST}),
        ({"postcodes": ("RD1 4QT", "RD2 4QT"), "addresses_ever": ("1 Low Row, RD3 4QT", "RD4 4QT")}, {Group.MOVES}),
        ({"forename": "Zoë"}, {Group.NAMES}),
        ({"surname": "Pearce Okafor"}, {Group.NAMES}),
        ({"surname": "Pearce-Okafor"}, {Group.REST}),
        ({"forename": "Pearce", "surname": "Ava"}, {Group.NAMES}),
        ({"forename": "", "surname": ""}, {Group.REST}),
        ({"forename": "Zoë", "nearest_days": 1, "born": None}, {Group.NAMES, Group.TWINS, Group.NO_DATE}),
    ],
)  # fmt: skip
def test_the_groups_that_two_records_show_by_themselves(given: dict[str, object], groups: set[Group]) -> None:
    assert groups_of(facts(), facts(**given), 12) == groups
    assert groups_of(facts(**given), facts(), 12) == groups


def test_a_name_that_reads_the_same_both_ways_is_not_crosswise() -> None:
    both = facts(forename="James", surname="James")
    assert groups_of(both, both, 12) == {Group.REST}


def test_every_group_has_words() -> None:
    assert set(WORDS) == set(Group)
