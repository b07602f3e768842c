"""An agency holds people several times if its own records say so, and the rule and the engine tell the same ones."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.linkage import engine
from alongside.linkage.contracts import Candidate, Member, Outcome, PersonRecord, Rule, Said, Verdict
from alongside.linkage.engine.explaining import read_record
from alongside.linkage.engine.on_duckdb import OnDuckDB
from alongside.linkage.engine.repeating import find_repeating
from alongside.linkage.rules.one_to_one import settle
from alongside.linkage.rules.repeating import repeating
from tests.linkage.worlds import a_record, another, as_table, some_records

T = engine.thresholds()
Row = dict[str, Any]


def register(agency: str, different: int, doubled: int) -> list[Row]:
    """So many people, the first of whom stand there twice."""
    numbers = [*range(different), *range(doubled)]
    return [
        {
            "source": f"{agency}{place}",
            "agency": agency,
            "forename": f"Amel{chr(97 + n % 26)}",
            "surname": f"Whit{chr(97 + n // 26 % 26)}{chr(97 + n // 676)}",
            "date_of_birth": "2014-03-05",
        }
        for place, n in enumerate(numbers)
    ]


def named(rows: list[Row]) -> frozenset[str]:
    return repeating([read_record(row) for row in rows], T)


def test_one_record_in_a_hundred_with_a_namesake_of_one_day_is_a_slip_and_more_are_a_habit() -> None:
    assert named(register("north", 1990, 10)) == frozenset()
    assert named(register("north", 1980, 11)) == {"north"}


def test_a_few_doubles_in_a_small_file_are_slips() -> None:
    assert named(register("north", 20, 4)) == frozenset()
    assert named(register("north", 20, 5)) == {"north"}


def test_records_without_a_whole_date_or_name_tell_nothing() -> None:
    for field, value in (("date_of_birth", None), ("forename", "Baby"), ("surname", ""), ("date_precision", "year")):
        assert named([row | {field: value} for row in register("north", 20, 10)]) == frozenset(), field


def test_one_agency_that_repeats_says_nothing_about_another() -> None:
    assert named(register("north", 20, 10) + register("south", 30, 0)) == {"north"}


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 500), st.integers(1, 6), st.sampled_from([0.0, 0.01, 0.2, 0.5]))
def test_the_engine_finds_the_agencies_that_the_rule_names(seed: int, least: int, share: float) -> None:
    rows = some_records(seed, 150)
    thresholds = replace(T, repeating_records=least, repeating_share=share)
    found = OnDuckDB(Path("/tmp"))
    found.take_in(as_table(rows))
    expected = repeating([read_record(row) for row in rows], thresholds)
    assert set(find_repeating(found.con, "prepared", thresholds)) == expected
    found.con.close()


def told(a: PersonRecord, b: PersonRecord, said: Said = Said.NOTHING) -> tuple[Outcome, Rule]:
    found = engine.explain_pair(a, b, engine.prior_model(), T, said=said)
    return found.outcome, found.rule


def test_two_open_records_of_one_agency_that_say_the_same_are_asked_about() -> None:
    twice = (Outcome.ASK, Rule.TWO_OPEN_ALIKE)
    moved = {"agency": "north", "postcode": "QY9 9ZZ", "address": "4 Hill"}
    assert told(a_record(), another(**moved)) == twice
    assert told(a_record(), another(**moved), said=Said.SAME) == (Outcome.LINKED, Rule.PERSON_SAID_SAME)
    assert told(a_record(), another(**moved, date_of_birth="2014-03-15"))[1] is Rule.TWO_OPEN_RECORDS
    numbered = a_record(nhs_number="9434765919")
    assert told(numbered, another(**moved, surname="Brown", nhs_number="9434765919")) == twice
    assert told(numbered, another(**moved, forename="Jacob", nhs_number="9434765919"))[1] is Rule.TWO_OPEN_RECORDS
    assert told(numbered, another(**moved, nhs_number="4010232137")) == (Outcome.APART, Rule.IDENTIFIERS_DIFFER)


def test_a_person_who_joins_both_alike_records_to_a_third_has_joined_them() -> None:
    people = {0: Member(0, "school", True, frozenset()), **{n: Member(n, "visits", True, frozenset()) for n in (1, 2)}}
    same, alike = Verdict(Outcome.LINKED, Rule.PERSON_SAID_SAME), Verdict(Outcome.ASK, Rule.TWO_OPEN_ALIKE)
    pairs = [Candidate(0, 1, same, 20), Candidate(0, 2, same, 20), Candidate(1, 2, alike, 20)]
    assert settle(people, pairs, T).group_of == {0: 0, 1: 0, 2: 0}
