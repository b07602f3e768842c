"""What a mapping makes of single rows and values, to the last branch."""

from collections.abc import Mapping

import pytest

from alongside.kernel.dates import Precision
from alongside.records.api import BadMapping, MappingFile, Problem, meanings, read_mapping
from alongside.records.rules.telling import Told, fitted, tell
from alongside.records.rules.values import parse_date, read_postcode

CLUB = """
[[table]]
name = "members"
files = ["*members*"]
requires = ["No"]
[table.person]
reference = "No"
full_name = "Name"
[[table.event]]
when = { Seen = [] }
person = "No"
on = "Seen"
[[table.relation]]
person = "No"
relative = "Mum"
kind = { value = "mother" }
from = "Since"
to = "Until"
"""


def the_club() -> MappingFile:
    """A youth club's list: members, when they were seen, and who their mother is."""
    return read_mapping(CLUB, name="club")


def told_by(**row: str) -> tuple[Told, tuple[Problem, ...]]:
    """What one row of the club's list tells, and its problems."""
    (table,) = the_club().tables
    told = Told()
    return told, tell(fitted(table, tuple(row)), row, told, file="members.csv", line=2, trace="t")


def test_a_part_whose_condition_does_not_hold_is_not_told_and_is_no_problem() -> None:
    told, problems = told_by(No="7", Name="Ava Pearce", Seen=" n/a ", Mum="8")
    assert (len(told.people), told.events, len(told.relations), problems) == (1, [], 1, ())
    told, problems = told_by(No="7", Name="Ava Pearce", Seen="2026-03-02", Mum="8")
    assert (len(told.events), problems) == (1, ())


def test_a_tie_to_nobody_is_no_tie() -> None:
    told, problems = told_by(No="7", Name="Ava Pearce", Seen="", Mum="")
    assert (told.relations, len(told.people), problems) == ([], 1, ())


def test_a_period_that_ends_before_it_begins_is_refused_with_both_days() -> None:
    told, (problem,) = told_by(No="7", Name="Ava Pearce", Seen="", Mum="8", Since="2026-03-02", Until="2026-03-01")
    assert (problem.column, problem.value, problem.refused) == ("Until", "2026-03-01", False)
    assert "not before 2026-03-02" in problem.expected
    assert len(told.people) == 1 and told.relations == [], "the rest of the row is taken"


def test_a_period_may_end_in_the_month_in_which_it_begins() -> None:
    told, problems = told_by(No="7", Name="Ava Pearce", Seen="", Mum="8", Since="2026-03-20", Until="2026-03")
    assert problems == () and str(told.relations[0].to_on) == "2026-03-31"


@pytest.mark.parametrize("text", ["1899-12-31", "2101-01-01", "1899", "9999", "0000", "31/12/9999", "9999-12"])
def test_a_year_in_which_nobody_here_lived_is_no_date(text: str) -> None:
    with pytest.raises(ValueError, match=r"between 1900 and 2100|no date|out of range"):
        parse_date(text)


@pytest.mark.parametrize(
    ("text", "day", "precision"),
    [("1900-01-01", "1900-01-01", Precision.DAY), ("2100", "2100", Precision.YEAR), ("12/2026", "2026-12", "month")],
)
def test_the_years_at_the_edge_are_dates(text: str, day: str, precision: str) -> None:
    when = parse_date(text)
    assert (str(when), when.precision) == (day, precision)


@pytest.mark.parametrize("value", ["7", "[]", "true", "2026-01-01"])
def test_a_value_that_is_neither_a_column_nor_a_table_is_answered_with_its_place(value: str) -> None:
    with pytest.raises(BadMapping, match=r"club, table members, person\.reference: expected a column name or a table"):
        read_mapping(CLUB.replace('reference = "No"', f"reference = {value}"), name="club")


@pytest.mark.parametrize(
    "text",
    ["table = 7", "table = ['x']", "[[table]]\nperson = 'x'", "[[table]]\nfiles = 7\nperson = {reference = 'No'}",
     "delivery = 7\n" + CLUB, "[[table]]\nchecks = 7\ntells_nothing = true",
     "[[table]]\nevent = [7]", "[[table]]\n[table.person]\nreference = {column = 'No', words = 'x'}"],
)  # fmt: skip
def test_a_mapping_that_is_built_otherwise_is_answered_with_a_sentence(text: str) -> None:
    with pytest.raises(BadMapping, match="club"):
        read_mapping(text, name="club")


def test_one_name_may_stand_where_several_can() -> None:
    said = read_mapping(CLUB.replace('["*members*"]', '"*members*"').replace('["No"]', '"No"'), name="club")
    assert said.tables == the_club().tables


@pytest.mark.parametrize(
    ("values", "column", "most"),
    [({"Name": "x" * 501}, "Name", "at most 500 characters, not 501"), ({"Mum": "8" * 501}, "Mum", "at most 500")],
)
def test_a_value_that_is_no_name_but_a_book_is_refused_and_shown_in_part(
    values: dict[str, str], column: str, most: str
) -> None:
    _, (problem,) = told_by(**{"No": "7", "Name": "Ava", "Seen": "", "Mum": "", **values})
    assert problem.column == column and most in problem.expected
    assert len(problem.value) == 201 and problem.value.endswith("…")


def test_a_text_may_be_long_but_not_without_end() -> None:
    parts = '[[table]]\n[table.event]\nperson = "No"\non = "On"\ntext = {columns = ["A", "B"], join = ""}\n'
    (table,) = read_mapping(parts, name="x").tables
    finder = fitted(table, ("No", "On", "A", "B"))
    for length, problems in ((50_000, 0), (50_001, 1)):
        told, row = Told(), {"No": "7", "On": "2026-01-01", "A": "a" * length, "B": "b" * 50_000}
        found = tell(finder, row, told, file="x", line=2, trace="t")
        assert (len(found), len(told.events)) == (problems, 1 - problems)


def test_each_column_is_told_with_what_it_is_taken_for() -> None:
    row: Mapping[str, str] = {"no": "7", "Name": "Ava Pearce", "Seen": "2026-03-02", "Shoe": "9"}
    found = {m.column: m.meanings for m in meanings(the_club(), "members.csv", row)}
    assert found == {
        "no": (
            "The agency's own number of the person",
            "The number of the person something happened to",
            "The family tie's person",
        ),
        "Name": ("The person's full name",),
        "Seen": ("The day it happened", "Decides how the row is read"),
        "Shoe": (),
    }
    assert [m.meanings for m in meanings(the_club(), "shoes.csv", {"No": "7"})] == [()], "not a table of this mapping"


@pytest.mark.parametrize(
    ("full", "forename", "surname"),
    [("Pearce, Ava", "Ava", "Pearce"), ("Ava Mae Pearce", "Ava Mae", "Pearce"), ("Ava", "Ava", "")],
)
def test_a_full_name_is_read_in_either_order(full: str, forename: str, surname: str) -> None:
    told, _ = told_by(No="7", Name=full, Seen="", Mum="")
    assert (told.people[0].forename, told.people[0].surname) == (forename, surname)


@pytest.mark.parametrize(
    ("said", "until", "is_open"),
    [("Yes", "2026-01-31", True), ("closed", "", False), ("1", "", True), ("", "", False)],
)
def test_an_involvement_is_open_as_its_own_column_says(said: str, until: str, is_open: bool) -> None:
    parts = '[[table]]\n[table.involvement]\nperson = "No"\nworker = "Who"\nto = "Until"\nopen = "Open"\n'
    (table,) = read_mapping(parts, name="x").tables
    told, row = Told(), {"No": "7", "Who": "Lee", "Until": until, "Open": said}
    assert tell(fitted(table, tuple(row)), row, told, file="x", line=2, trace="t") == ()
    assert [i.open for i in told.involvements] == [is_open]


@pytest.mark.parametrize(
    ("told", "address", "kept"),
    [
        ("lx1 1aa", "2 Hill, QY9 9ZZ", "LX1 1AA"),
        ("", "2 Hill, QY9 9ZZ", "QY9 9ZZ"),
        ("12", "2 Hill, QY9 9ZZ", "QY9 9ZZ"),
        (" 4178 ", "40 Candlebark Close", "4178"),
        ("D02  X285", "", "D02 X285"),
        ("not known", "40 Candlebark Close", ""),
    ],
)
def test_a_postcode_is_british_if_it_can_be_and_that_of_another_country_is_kept(
    told: str, address: str, kept: str
) -> None:
    assert read_postcode(told, address) == kept
