"""The figures that are told of linking, against a world counted by hand; and the county they are measured on."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pytest

from alongside.kernel.numbers import nhs_number_is_valid, upn_is_valid
from alongside.linkage.contracts import Said
from benchmarks.linkage import alongside_way, targets
from benchmarks.linkage.county import County
from benchmarks.linkage.data import Data, american_date, pairs_within
from benchmarks.linkage.figures import Answer, figures
from benchmarks.linkage.peers import three_of_four
from benchmarks.linkage.writing import SCHEMA

WORLD = Data(
    "by hand",
    pa.table({"source": ["a1", "a2", "b1", "b2", "c1", "c3", "c4"], "agency": ["a", "a", "b", "b", "c", "c", "c"]}),
    {"a1": "one", "b1": "one", "c1": "one", "a2": "two", "b2": "two", "c3": "three", "c4": "one"},
    one_each=True,
    twins=frozenset({("one", "two")}),
)
"""Persons one (a1, b1, c1, and once more c4), two (a2, b2) and three (c3); one and two are twins."""
LINKED = frozenset({("a1", "b1"), ("a1", "b2"), ("b1", "b2"), ("a2", "c3")})
ASKED = frozenset({("a1", "c1"), ("b1", "c1")})


def test_true_pairs_are_those_between_sources_where_each_holds_a_person_once() -> None:
    between = {("a1", "b1"), ("a1", "c1"), ("b1", "c1"), ("a2", "b2"), ("a1", "c4"), ("b1", "c4")}
    assert WORLD.true_pairs() == between
    assert replace(WORLD, one_each=False).true_pairs() == between | {("c1", "c4")}


def test_precision_recall_and_the_queue_are_those_counted_by_hand() -> None:
    found = figures(WORLD, Answer(LINKED, ASKED, LINKED | ASKED, all_asked=2, rounds=1))
    assert (found["records"], found["true_pairs"], found["links"], found["false_links"]) == (7, 6, 4, 3)
    assert found["precision"] == pytest.approx(1 / 4)
    assert found["recall"] == pytest.approx(1 / 6)
    assert found["f1"] == pytest.approx(2 / (4 + 6))
    assert found["records_asked"] == pytest.approx(3 / 7)
    assert found["questions_per_1000"] == pytest.approx(1000 * 2 / 7)
    assert found["f1_answered"] == pytest.approx(2 * 3 / (6 + 6))
    assert found["twins_linked"] == 2


def test_who_links_nothing_is_never_wrong_and_finds_nothing() -> None:
    found = figures(WORLD, Answer(frozenset()))
    assert (found["precision"], found["recall"], found["f1"], found["f1_answered"]) == (1.0, 0.0, 0.0, None)


def test_pairs_of_a_group_are_in_order() -> None:
    assert pairs_within({"b": "x", "a": "x", "c": "y", "d": "x"}) == {("a", "b"), ("a", "d"), ("b", "d")}


def test_people_answer_with_the_truth() -> None:
    assert alongside_way.truly(("a1", "b1"), WORLD.truth) is Said.SAME
    assert alongside_way.truly(("a1", "b2"), WORLD.truth) is Said.DIFFERENT


ROWS = [
    {"source": "a", "agency": "x", "forename": "Zora", "surname": "Quill", "date_of_birth": "2011-03-14"},
    {"source": "b", "agency": "y", "forename": "Zora", "surname": "Quill", "date_of_birth": "2011-03-14"},
    {"source": "c", "agency": "z", "forename": "Zora", "surname": "Quill", "postcode": "LX1 1AA"},
    {"source": "d", "agency": "x", "forename": "Zora", "surname": "Reed", "postcode": "lx11aa"},
    {"source": "e", "agency": "y", "forename": "ZORA ", "surname": "Quill", "postcode": "LX11AA"},
    {"source": "f", "agency": "x", "surname": "Other", "nhs_number": "9434765919"},
    {"source": "g", "agency": "z", "surname": "Another", "nhs_number": "9434765919"},
    {"source": "h", "agency": "y", "forename": "Zora", "surname": "Quill", "date_of_birth": "2011-03-14"},
]


def test_the_rule_of_three_in_four_counts_exact_fields_and_numbers_stand_above_them() -> None:
    def linked(rows: list[dict[str, str]]) -> set[tuple[str, str]]:
        data = Data("rule", pa.Table.from_pylist(rows, SCHEMA), {row["source"]: row["source"] for row in rows}, True)
        return set(three_of_four(data).linked)

    assert linked(ROWS) == {("a", "b"), ("a", "h"), ("c", "e"), ("f", "g")}
    numbered = [*ROWS[2:3], {**ROWS[4], "nhs_number": "4010232137"}]
    assert linked(numbered) == {("c", "e")}
    assert linked([{**numbered[0], "nhs_number": "9434765919"}, numbered[1]]) == set()


def test_people_answer_until_no_question_is_left(tmp_path: Path) -> None:
    rows = [
        {**ROWS[0], "address": "1 Mill Lane", "postcode": "LX1 1AA", "open": True},
        {**ROWS[1], "forename": "Tom", "address": "1 Mill Lane", "postcode": "LX1 1AA", "open": True},
        {**ROWS[2], "surname": "Field", "date_of_birth": "1990-05-06", "open": True},
    ]
    data = Data("three", pa.Table.from_pylist(rows, SCHEMA), {"a": "one", "b": "one", "c": "two"}, one_each=True)
    first = alongside_way.link(data.table, tmp_path)
    before = alongside_way.read(first)
    after = alongside_way.with_people(data, before, first.model, tmp_path)
    assert before.linked == frozenset()
    assert before.asked == {("a", "b")}
    assert after.answered == frozenset({("a", "b")})
    assert (after.rounds, after.all_asked) == (1, 1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("05/06/1994", "1994-05-06"), ("12042018", "2018-12-04"), ("0S/12/1994", None), ("", None), (None, None)],
)
def test_american_dates_are_read_and_what_is_none_is_nothing(text: str | None, expected: str | None) -> None:
    assert american_date(text) == expected


def test_a_county_is_the_same_for_the_same_seed_and_each_agency_holds_a_person_once() -> None:
    (first, truth), (second, again) = County(5).children(200), County(5).children(200)
    assert first.equals(second)
    assert truth == again
    held = Counter(zip(first["agency"].to_pylist(), (truth[str(s)] for s in first["source"].to_pylist()), strict=True))
    assert set(held.values()) == {1}


def test_a_county_has_what_makes_linking_hard() -> None:
    county = County(11)
    people = county.people(3000, children_only=True)
    children = [person for person in people if person.child]
    by_entity = {person.entity: person for person in people}
    assert len(children) >= 3000
    assert len(county.twins) > 20
    for one, other in county.twins.items():
        assert by_entity[one].born == by_entity[other].born
        assert by_entity[one].forename != by_entity[other].forename
    assert any(child.forename in {p.forename for p in people if not p.child} for child in children)
    assert all(nhs_number_is_valid(person.nhs) for person in people)
    assert all(upn_is_valid(child.upn) for child in children)
    table, _ = County(11).children(3000)
    rows = table.to_pylist()
    assert any((row["forename"] or "").startswith(("Twin", "Baby")) for row in rows)
    assert any("-" in (row["surname"] or "") for row in rows)
    assert any(row["date_precision"] == "estimated" for row in rows)
    assert {row["agency"] for row in rows if row["upn"]} == {"health", "school", "social_care"}
    for column in ("forename", "surname", "date_of_birth", "postcode", "sex", "nhs_number"):
        assert any(row[column] is None for row in rows), column


FINE = {"precision": 0.9995, "recall": 0.9, "records_asked": 0.02, "f1_answered": 0.995, "twins_linked": 0}


@pytest.mark.parametrize(
    ("name", "changed", "missed"),
    [
        ("county 1", {}, []),
        ("county 1", {"precision": 0.998}, ["precision below 0.999"]),
        ("county 1", {"recall": 0.8}, ["recall not above 0.8000"]),
        ("county 1", {"records_asked": 0.04, "twins_linked": 1}, ["asked above 3 %", "twins linked"]),
        ("FEBRL4", {"recall": 0.781}, []),
        ("FEBRL4", {"recall": 0.779}, ["recall below 0.7800"]),
        ("FEBRL4", {"f1_answered": 0.992}, ["F1 with people below 0.993"]),
        ("WIC", {"precision": 0.991}, []),
        ("FEBRL3", {"f1_answered": 0.5, "records_asked": 0.5}, []),
    ],
)
def test_targets_are_hit_or_told_as_missed(name: str, changed: dict[str, float], missed: list[str]) -> None:
    ours = FINE | changed
    assert targets.missed(name, ours, {"recall": 0.8}) == missed
    assert targets.told(name, ours, {"recall": 0.8}) == (f"missed: {'; '.join(missed)}" if missed else "hit")
