"""Two people are asked about once; what other records say, or a person has said, answers for the rest."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from alongside.linkage import engine
from alongside.linkage.contracts import Candidate, Member, Outcome, Rule, Verdict
from alongside.linkage.rules.asking import Standing, ask_once
from alongside.linkage.rules.clusters import VETOES
from alongside.linkage.rules.one_to_one import RAISED, settle

T = engine.thresholds()
LINK = Verdict(Outcome.LINKED, Rule.ALL_AGREE)
LIKELY = Verdict(Outcome.ASK, Rule.LIKELY)
UNSURE = Verdict(Outcome.ASK, Rule.PERSON_UNSURE)
RIVAL = Verdict(Outcome.ASK, Rule.RIVAL)
DIFFER = Verdict(Outcome.ASK, Rule.FORENAMES_DIFFER)
UNLIKELY = Verdict(Outcome.APART, Rule.UNLIKELY)
NUMBERS_DIFFER = Verdict(Outcome.APART, Rule.IDENTIFIERS_DIFFER)
SAID_DIFFERENT = Verdict(Outcome.APART, Rule.PERSON_SAID_DIFFERENT)
FAR = Verdict(Outcome.APART, Rule.A_GENERATION_APART)


def pair(a: int, b: int, verdict: Verdict, weight: float = 5.0, *, identified: bool = False) -> Standing:
    """Records below ten are one person, the others another."""
    return Standing(a, b, a // 10, b // 10, verdict, weight, identified)


def test_of_several_questions_about_two_people_the_heaviest_is_asked() -> None:
    found = ask_once([pair(1, 11, LIKELY, 5), pair(2, 11, LIKELY, 7), pair(2, 12, DIFFER, 6), pair(1, 21, LIKELY, 1)])
    assert found == dict.fromkeys([(1, 11), (2, 12)], Verdict(Outcome.APART, Rule.ASKED_WITH_ANOTHER))


def test_what_a_person_is_unsure_of_is_asked_before_anything_heavier() -> None:
    found = ask_once([pair(1, 11, LIKELY, 9), pair(2, 11, UNSURE, 1)])
    assert list(found) == [(1, 11)]


def test_numbers_that_differ_between_other_records_answer_the_question() -> None:
    found = ask_once([pair(1, 11, LIKELY, 9), pair(2, 12, NUMBERS_DIFFER)])
    assert found == {(1, 11): Verdict(Outcome.APART, Rule.ANSWERED_BY_OTHERS)}


def test_a_question_that_a_number_or_a_rival_raised_stands_against_other_records_but_not_against_a_persons_word() -> (
    None
):
    raised = [pair(1, 11, RIVAL), pair(3, 13, LIKELY, identified=True)]
    assert list(ask_once([raised[0], pair(2, 12, NUMBERS_DIFFER)])) == []
    assert list(ask_once([raised[1], pair(2, 12, NUMBERS_DIFFER)])) == []
    assert list(ask_once([raised[0], pair(2, 12, SAID_DIFFERENT)])) == [(1, 11)]
    assert list(ask_once([pair(1, 11, UNSURE), pair(2, 12, SAID_DIFFERENT)])) == []


def test_two_single_records_a_generation_apart_may_be_one_with_a_wrong_date() -> None:
    slip = Verdict(Outcome.APART, Rule.A_GENERATION_OR_A_SLIP)
    assert ask_once([replace(pair(1, 11, slip), alone=True)]) == {(1, 11): replace(slip, outcome=Outcome.ASK)}
    assert ask_once([pair(1, 11, slip)]) == {}
    assert ask_once([replace(pair(1, 11, FAR), alone=True)]) == {}


VERDICTS = [LIKELY, UNSURE, RIVAL, DIFFER, UNLIKELY, NUMBERS_DIFFER, SAID_DIFFERENT, FAR]
worlds = st.lists(
    st.builds(
        pair,
        st.integers(0, 19),
        st.integers(20, 39),
        st.sampled_from(VERDICTS),
        st.integers(0, 9),
        identified=st.booleans(),
    ),
    max_size=14,
    unique_by=lambda standing: (standing.a, standing.b),
)


@given(worlds)
def test_one_question_at_most_is_left_between_two_people_and_none_only_where_it_is_answered(
    standing: list[Standing],
) -> None:
    spared = ask_once(standing)
    for people in {(p.person_a, p.person_b) for p in standing}:
        between = [p for p in standing if (p.person_a, p.person_b) == people]
        asked = [p for p in between if p.verdict.outcome is Outcome.ASK]
        left = [p for p in asked if (p.a, p.b) not in spared]
        vetoed = any(p.verdict.rule in VETOES for p in between)
        raised = any(p.identified or p.verdict.rule in RAISED for p in asked)
        assert len(left) <= 1
        assert left or not asked or vetoed
        assert left or not raised or any(p.verdict == SAID_DIFFERENT for p in between)
    assert all(p.verdict.outcome is Outcome.ASK for p in standing if (p.a, p.b) in spared)


@given(worlds, st.randoms(use_true_random=False))
def test_what_is_asked_does_not_depend_on_the_order(standing: list[Standing], chance: object) -> None:
    mixed = standing[:]
    getattr(chance, "shuffle")(mixed)  # noqa: B009 - hypothesis gives an untyped Random
    assert ask_once(mixed) == ask_once(standing)


def three(
    first: Verdict, second: Verdict, between: Verdict, *, identified: bool = False
) -> dict[tuple[int, int], Verdict]:
    """A record that fits two others of two more agencies, and what is said of those two."""
    people = {n: Member(n, agency) for n, agency in enumerate("abc")}
    pairs = [Candidate(0, 1, first, 20, identified), Candidate(0, 2, second, 19), Candidate(1, 2, between, 3)]
    return dict(settle(people, pairs, T).verdicts)


def test_a_record_that_fits_parent_and_child_of_one_name_is_a_question_about_both() -> None:
    assert three(LINK, LINK, FAR) == dict.fromkeys([(0, 1), (0, 2)], RIVAL)


def test_a_short_name_that_two_twins_could_have_is_a_question_about_both() -> None:
    assert three(LINK, LINK, DIFFER) == dict.fromkeys([(0, 1), (0, 2)], RIVAL)


def test_a_number_settles_which_of_the_two_it_is() -> None:
    number = Verdict(Outcome.LINKED, Rule.IDENTIFIER_EQUAL)
    assert three(number, LINK, FAR, identified=True) == {(0, 1): number, (0, 2): RIVAL}


def test_a_date_that_differs_between_two_others_makes_no_question() -> None:
    assert three(LINK, LINK, Verdict(Outcome.ASK, Rule.DATES_CLOSE))[0, 1] == LINK
