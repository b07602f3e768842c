"""Records become persons: one to one, best first, never against a veto, whatever order they arrive in."""

from __future__ import annotations

import random
from collections.abc import Mapping
from pathlib import Path

import duckdb
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from alongside.linkage import engine
from alongside.linkage.contracts import Candidate, Member, Outcome, Rule, Verdict
from alongside.linkage.engine.grouping import hang_together
from alongside.linkage.rules.clusters import VETOES, Groups, identifiers_conflict
from alongside.linkage.rules.one_to_one import Settled, settle, settle_question
from tests.oracle import linkage_twin

T = engine.thresholds()
LINK = Verdict(Outcome.LINKED, Rule.ALL_AGREE)
SAME = Verdict(Outcome.LINKED, Rule.PERSON_SAID_SAME)
NUMBER = Verdict(Outcome.LINKED, Rule.IDENTIFIER_EQUAL)
DIFFER = Verdict(Outcome.ASK, Rule.FORENAMES_DIFFER)
LIKELY = Verdict(Outcome.ASK, Rule.LIKELY)
NEVER = Verdict(Outcome.APART, Rule.IDENTIFIERS_DIFFER)
SAID_DIFFERENT = Verdict(Outcome.APART, Rule.PERSON_SAID_DIFFERENT)


def members(agencies: str, *, closed: str = "", numbers: Mapping[int, str] | None = None) -> dict[int, Member]:
    """A record for each letter, the letter being its agency; `closed` lists the places of closed records."""
    return {
        n: Member(n, agency, str(n) not in closed, frozenset((numbers or {}).get(n, "").split()))
        for n, agency in enumerate(agencies)
    }


def person_of(settled: Settled, record: int) -> int:
    return settled.group_of.get(record, record)


def test_the_best_pair_wins_and_the_other_becomes_a_question() -> None:
    pairs = [Candidate(0, 1, LINK, 20), Candidate(0, 2, LINK, 12)]
    found = settle(members("abb"), pairs, T)
    assert found.verdicts[0, 1] == LINK
    assert found.verdicts[0, 2] == Verdict(Outcome.ASK, Rule.RIVAL)


def test_a_rival_within_three_bits_makes_both_a_question() -> None:
    pairs = [Candidate(0, 1, LINK, 20), Candidate(0, 2, LINK, 17.5)]
    found = settle(members("abb"), pairs, T)
    assert {v.rule for v in found.verdicts.values()} == {Rule.RIVAL}


def test_a_rival_that_is_the_same_person_is_none() -> None:
    pairs = [Candidate(0, 1, LINK, 20), Candidate(0, 2, LINK, 20), Candidate(1, 2, LINK, 9)]
    found = settle(members("abb", closed="2"), pairs, T)
    assert {person_of(found, n) for n in range(3)} == {0}


def test_a_rival_is_nothing_to_a_persons_word() -> None:
    pairs = [Candidate(0, 1, SAME, 5), Candidate(0, 2, LINK, 20)]
    found = settle(members("abb"), pairs, T)
    assert person_of(found, 1) == 0
    assert found.verdicts[0, 2].outcome is Outcome.ASK


def test_numbers_come_before_weight() -> None:
    pairs = [Candidate(0, 1, NUMBER, 15, identified=True), Candidate(0, 2, LINK, 30)]
    found = settle(members("abc"), [pairs[0], Candidate(1, 2, LINK, 17), Candidate(0, 2, NEVER, 1)], T)
    assert found.verdicts == {(0, 1): NUMBER, (1, 2): Verdict(Outcome.ASK, Rule.RIVAL)}
    assert settle(members("abb"), pairs, T).verdicts[0, 1] == Verdict(Outcome.ASK, Rule.RIVAL)


def test_two_records_of_one_agency_join_only_when_linked_themselves() -> None:
    through = [Candidate(0, 1, LINK, 20), Candidate(1, 2, LINK, 10)]
    assert person_of(settle(members("aba", closed="2"), through, T), 2) == 2
    linked = [*through, Candidate(0, 2, LINK, 9)]
    assert person_of(settle(members("aba", closed="2"), linked, T), 2) == 0


def test_a_hold_keeps_others_from_joining_through_a_third_but_not_a_person() -> None:
    through = [Candidate(0, 1, LINK, 20), Candidate(1, 2, LINK, 15), Candidate(0, 2, DIFFER, 5)]
    assert person_of(settle(members("abc"), through, T), 2) == 2
    said = [Candidate(0, 1, LINK, 20), Candidate(1, 2, SAME, 15), Candidate(0, 2, DIFFER, 5)]
    assert settle(members("abc"), said, T).verdicts[0, 1] == Verdict(Outcome.ASK, Rule.RECORDS_BETWEEN_CONFLICT)
    both_said = [Candidate(1, 2, SAME, 15), Candidate(0, 1, SAME, 2), said[2]]
    assert person_of(settle(members("abc"), both_said, T), 2) == 0


def test_differing_numbers_never_meet_through_a_third_record() -> None:
    through = [Candidate(0, 1, LINK, 20), Candidate(1, 2, LINK, 15)]
    found = settle(members("abc", numbers={0: "nhs:1 upn:7", 2: "nhs:2"}), through, T)
    assert person_of(found, 2) == 2
    assert identifiers_conflict(Member(0, "a", True, frozenset({"nhs:1"})), Member(1, "a", True, frozenset({"nhs:2"})))
    assert not identifiers_conflict(Member(0, "a", True, frozenset({"nhs:1"})), Member(1, "a"))


def test_no_person_grows_beyond_the_largest() -> None:
    many = T.largest_person + 1
    people = {n: Member(n, f"agency {n}") for n in range(many)}
    found = settle(people, [Candidate(n, n + 1, LINK, 20) for n in range(many - 1)], T)
    assert sum(person_of(found, n) == 0 for n in people) == T.largest_person


def test_earlier_persons_are_kept_and_grow() -> None:
    found = settle(members("aba"), [Candidate(1, 2, LINK, 20)], T, known=[(0, 1), (0, 1)])
    assert person_of(found, 1) == 0
    assert person_of(found, 2) == 2, "an open record of the same agency does not join an earlier person"


def test_a_pair_already_together_stays_linked() -> None:
    pairs = [Candidate(0, 1, LINK, 20), Candidate(1, 2, LINK, 19), Candidate(0, 2, LINK, 8)]
    assert set(settle(members("abc"), pairs, T).verdicts.values()) == {LINK}


def test_open_questions_are_answered_by_the_persons_found() -> None:
    question = Candidate(0, 1, LIKELY, 3)
    assert settle_question(question, one_group=True, both_hold_open=False).rule is Rule.LINKED_THROUGH_OTHERS
    assert settle_question(question, one_group=False, both_hold_open=True).rule is Rule.MATCHED_ELSEWHERE
    assert settle_question(question, one_group=False, both_hold_open=False) == LIKELY
    raised = Candidate(0, 1, LIKELY, 3, identified=True)
    assert settle_question(raised, one_group=False, both_hold_open=True) == LIKELY
    assert settle_question(Candidate(0, 1, NEVER, 3), one_group=False, both_hold_open=True) == NEVER


VERDICTS = [LINK, LINK, LINK, NUMBER, SAME, DIFFER, LIKELY, NEVER, SAID_DIFFERENT]


@st.composite
def worlds(draw: st.DrawFn) -> tuple[dict[int, Member], list[Candidate]]:
    """Up to nine records of three agencies and any verdicts between them."""
    many = draw(st.integers(2, 9))
    people = {
        n: Member(n, draw(st.sampled_from("abc")), draw(st.booleans()), draw(st.sampled_from(NUMBERS)))
        for n in range(many)
    }
    pairs = []
    for a in range(many):
        for b in range(a + 1, many):
            if draw(st.booleans()):
                verdict = draw(st.sampled_from(VERDICTS))
                if identifiers_conflict(people[a], people[b]) and verdict not in (SAME, SAID_DIFFERENT):
                    verdict = NEVER
                elif people[a].agency == people[b].agency and people[a].open and people[b].open and verdict != SAME:
                    verdict = Verdict(Outcome.APART, Rule.TWO_OPEN_RECORDS)
                pairs.append(Candidate(a, b, verdict, draw(st.integers(0, 40)), verdict is NUMBER))
    return people, pairs


NUMBERS = [frozenset[str](), frozenset({"nhs:1"}), frozenset({"nhs:2"}), frozenset({"upn:1", "nhs:1"})]


@given(worlds())
def test_no_person_holds_a_vetoed_pair_two_numbers_or_two_open_records(
    world: tuple[dict[int, Member], list[Candidate]],
) -> None:
    people, pairs = world
    found = settle(people, pairs, T)
    by_people = {(p.a, p.b) for p in pairs if p.verdict == SAME}
    vetoed = {(p.a, p.b) for p in pairs if p.verdict.rule in VETOES}
    for a in people:
        for b in range(a + 1, len(people)):
            if person_of(found, a) == person_of(found, b) and (a, b) not in by_people:
                assert (a, b) not in vetoed
                assert not identifiers_conflict(people[a], people[b])
                assert not (people[a].agency == people[b].agency and people[a].open and people[b].open)


@given(worlds(), st.randoms(use_true_random=False))
def test_persons_do_not_depend_on_the_order_of_pairs(
    world: tuple[dict[int, Member], list[Candidate]], chance: random.Random
) -> None:
    people, pairs = world
    mixed = pairs[:]
    chance.shuffle(mixed)
    first, second = settle(people, pairs, T), settle(people, mixed, T)
    assert first.verdicts == second.verdicts
    assert [person_of(first, n) for n in people] == [person_of(second, n) for n in people]


@given(worlds())
def test_linked_pairs_are_one_person_and_persons_are_named_by_their_first_record(
    world: tuple[dict[int, Member], list[Candidate]],
) -> None:
    people, pairs = world
    found = settle(people, pairs, T)
    for (a, b), verdict in found.verdicts.items():
        if verdict.outcome is Outcome.LINKED:
            assert person_of(found, a) == person_of(found, b)
    for record in people:
        assert person_of(found, record) == min(n for n in people if person_of(found, n) == person_of(found, record))


def test_joining_twice_changes_nothing() -> None:
    groups = Groups(members("abc"))
    groups.join(2, 1)
    groups.join(1, 2)
    groups.join(0, 2)
    assert [groups.of(n) for n in range(3)] == [0, 0, 0]
    assert sorted(groups.records(0)) == [0, 1, 2]


def test_records_hang_together_as_the_plain_walk_says(tmp_path: Path) -> None:
    chance = random.Random(7)
    pairs = [tuple(sorted(chance.sample(range(60), 2))) for _ in range(45)] + [(n, n + 1) for n in range(100, 130)]
    con = duckdb.connect()
    con.register("given", pa.table({"a": [a for a, _ in pairs], "b": [b for _, b in pairs]}))
    con.execute("create table weighed as select a, b, 9.0 as weight, 1 as code from given")
    con.execute("create table verdicts as select 1 as code, 'linked' as outcome")
    con.execute("create table known_pairs as select a, b from weighed limit 3")

    hang_together(con)

    assert dict(con.execute("from together").fetchall()) == linkage_twin.hang_together((a, b) for a, b in pairs)
