"""Oddities are told and nothing is dropped: check digits, order of dates, code lists, old names of elements."""

from collections.abc import Mapping

import pytest

from alongside.records.api import read_mapping
from alongside.records.rules.checks import Check, looks_for, oddities, read_check
from alongside.records.rules.mapping import BadMapping
from alongside.records.rules.telling import Told, fitted, tell
from tests.builders import mapping_called

CHECKS: Mapping[str, Check] = {
    "order": read_check({"order": ["Begun", "Ended"]}),
    "codes": read_check({"codes": "Need", "known": "N0 N1"}),
    "worded": read_check({"codes": "Need", "known": "N0", "expected": "a need code"}),
    "upn": read_check({"upn": "UPN"}),
    "nhs": read_check({"nhs_number": "NHS"}),
    "either": read_check({"either": ["Born", "Due"]}),
    "instead": read_check({"instead": ["Gender", "Sex"]}),
}


def odd(check: str, **row: str) -> list[tuple[str, str, str]]:
    """What this check finds odd about a row."""
    return list(oddities(looks_for((CHECKS[check],), tuple(row)), row))


@pytest.mark.parametrize(
    ("check", "row", "found"),
    [
        (
            "order",
            {"Begun": "2021-03-02", "Ended": "2021-03-01"},
            ("Ended", "2021-03-01", "not before Begun"),
        ),
        ("codes", {"Need": "N9"}, ("Need", "N9", "one of N0, N1")),
        ("codes", {"Need": "n1; X"}, ("Need", "X", "one of N0, N1")),
        ("worded", {"Need": "N9"}, ("Need", "N9", "a need code")),
        ("upn", {"UPN": "R247962919251"}, ("UPN", "R247962919251", "first letter")),
        ("nhs", {"NHS": "943 476 5918"}, ("NHS", "943 476 5918", "last figure")),
        ("either", {"Born": " ", "Due": ""}, ("Born", "", "Born or Due")),
        ("either", {"Shoe": "9"}, ("Born", "", "Born or Due")),
        ("instead", {"Gender": "1", "Sex": ""}, ("Gender", "1", "Sex instead")),
    ],
)
def test_what_can_hardly_be_right_is_told(check: str, row: dict[str, str], found: tuple[str, str, str]) -> None:
    ((column, value, expected),) = odd(check, **row)
    assert (column, value) == found[:2] and found[2] in expected


@pytest.mark.parametrize(
    ("check", "row"),
    [
        ("order", {"Begun": "2021-03-01", "Ended": "2021-03-01"}),
        ("order", {"Begun": "2021-03", "Ended": "2021-03-02"}),
        ("order", {"Begun": "2021-03-09", "Ended": "2021-03"}),
        ("order", {"Begun": "some day", "Ended": "2021-03-01"}),
        ("order", {"Ended": "2021-03-01"}),
        ("codes", {"Need": ""}),
        ("codes", {"Shoe": "9"}),
        ("upn", {"UPN": "A950000178301"}),
        ("upn", {"UPN": ""}),
        ("nhs", {"NHS": "943 476 5919"}),
        ("either", {"Born": "", "Due": "2021-04-01"}),
        ("instead", {"Gender": "", "Sex": "M"}),
    ],
)
def test_what_may_be_right_is_left_alone(check: str, row: dict[str, str]) -> None:
    assert odd(check, **row) == []


@pytest.mark.parametrize(
    ("checks", "words"),
    [
        ('[{shoe = "Size"}]', "expected one of order, codes"),
        ('[{codes = "Need"}]', "expected known codes"),
        ('[{upn = "UPN", size = 9}]', "expected one of"),
        ('[{order = ["Begun"]}]', "expected two columns"),
        ('[{instead = "Gender"}]', "expected two columns"),
        ('[{upn = ["UPN", "Former"]}]', "expected one column"),
    ],
)
def test_a_check_that_cannot_be_read_is_answered_with_a_sentence(checks: str, words: str) -> None:
    table = f'[[table]]\nname = "x"\ntells_nothing = true\nchecks = {checks}\n'
    with pytest.raises(BadMapping, match=words):
        read_mapping(table, name="ours")


def test_an_odd_row_is_taken_in_and_told_and_a_refused_one_is_told_once() -> None:
    table = next(t for t in mapping_called("cin-census").tables if t.name == "children")
    row = {
        "LAchildID": "C1", "UPN": "R247962919251", "PersonBirthDate": "2019-02-03", "PersonDeathDate": "2019-02-01",
        "GenderCurrent": "1", "Ethnicity": "XXXX",
    }  # fmt: skip
    told = Told()
    found = tell(fitted(table, tuple(row)), row, told, file="c.xml", line=7, trace="t")
    assert [p.column for p in found] == ["PersonDeathDate", "GenderCurrent", "Ethnicity", "UPN"]
    assert len(told.people) == 1 and not any(p.refused for p in found)
    found = tell(fitted(table, tuple(row)), {**row, "LAchildID": ""}, told, file="c.xml", line=8, trace="t")
    assert [p.column for p in found] == ["LAchildID"] and len(told.people) == 1
