"""Agencies' files come in whole, once, and nothing is dropped in silence."""

import json
from pathlib import Path

import openpyxl
import psycopg
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from alongside.records import api as records
from alongside.records.api import DeliveredFile
from alongside.records.tasks import receive
from tests.builders import AVA, NOW, an_agency, delivered, mapping_called, operator, written

pytestmark = pytest.mark.usefixtures("clean")


def _rows(admin: psycopg.Connection, table: str) -> int:
    row = admin.execute(f"SELECT count(*) FROM {table}").fetchone()
    assert row is not None
    return int(row[0])


def test_the_same_file_twice_changes_nothing(admin: psycopg.Connection) -> None:
    school = an_agency()
    first = delivered(school, "plain-people", [AVA])
    again = delivered(school, "plain-people", [AVA])
    assert (first.accepted, first.already_known) == (1, 0)
    assert (again.rows, again.accepted, again.already_known) == (1, 0, 1)
    assert _rows(admin, "records_row") == _rows(admin, "families_description") == _rows(admin, "records_delivery") == 1


def test_a_later_extract_that_holds_known_rows_adds_only_what_is_new(admin: psycopg.Connection) -> None:
    school = an_agency()
    events = [{"record": str(n), "person": "P1", "date": "2026-01-01", "text": f"no {n}"} for n in range(3)]
    delivered(school, "plain-events", events[:2])
    report = delivered(school, "plain-events", events)
    assert (report.accepted, report.already_known) == (1, 2)
    assert _rows(admin, "records_event") == 3


def test_a_corrected_row_becomes_the_newest_version_and_the_old_one_stays(admin: psycopg.Connection) -> None:
    school = an_agency()
    delivered(school, "plain-people", [AVA])
    delivered(school, "plain-people", [{**AVA, "surname": "Reid"}])
    names = admin.execute("SELECT surname FROM families_description ORDER BY id").fetchall()
    assert names == [("Pearce",), ("Reid",)]


def test_a_bad_row_is_refused_with_its_place_and_the_good_rows_are_kept(admin: psycopg.Connection) -> None:
    report = delivered(
        an_agency(),
        "plain-people",
        [AVA, {**AVA, "record": "P2", "date_of_birth": "31/02/2017"}, {**AVA, "record": ""}],
    )
    assert (report.accepted, report.refused) == (1, 2)
    date, number = report.problems
    assert (date.line, date.column, date.value) == (3, "date_of_birth", "31/02/2017")
    assert "a date such as" in date.expected and "line 3" in str(date)
    assert (number.line, number.column) == (4, "record")
    assert _rows(admin, "records_row") == 3, "refused rows are kept too, as received"


def test_a_row_with_too_many_values_is_refused_not_shifted(tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    path.write_text("record,person,date\n1,P1,2026-01-01\n2,P1,2026-01-02,what,is,this\n")
    report = receive(
        an_agency().id,
        (DeliveredFile(path, path.name),),
        mapping_called("plain-events"),
        by=operator(),
        clock=lambda: NOW,
    )
    assert (report.accepted, report.refused) == (1, 1)
    assert "3 values" in report.problems[0].expected


def test_partial_dates_keep_their_precision(admin: psycopg.Connection) -> None:
    school = an_agency()
    delivered(
        school, "plain-people",
        [{"record": "1", "surname": "A", "date_of_birth": "2017-05"},
         {"record": "2", "surname": "B", "date_of_birth": "2016"}],
    )  # fmt: skip
    rows = admin.execute(
        "SELECT date_of_birth::text, date_precision FROM families_description ORDER BY reference"
    ).fetchall()
    assert rows == [("2017-05-01", "month"), ("2016-01-01", "year")]


def _workbook(path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["record", "surname", "forename", "date_of_birth"])
    sheet.append(["P1", "Pearce", "Ava", "2017-05-04"])
    book.save(path)


def _ndjson(path: Path) -> None:
    path.write_text(
        json.dumps({"record": "P1", "surname": "Pearce", "forename": "Ava", "date_of_birth": "2017-05-04"}) + "\n"
    )


def _parquet(path: Path) -> None:
    columns = {"record": ["P1"], "surname": ["Pearce"], "forename": ["Ava"], "date_of_birth": ["2017-05-04"]}
    pq.write_table(pa.table(columns), path)


@pytest.mark.parametrize("make", [_workbook, _ndjson, _parquet], ids=["xlsx", "ndjson", "parquet"])
def test_every_format_says_the_same(make: object, tmp_path: Path, admin: psycopg.Connection) -> None:
    suffix = {_workbook: "xlsx", _ndjson: "ndjson", _parquet: "parquet"}[make]  # type: ignore[index]
    path = tmp_path / f"people.{suffix}"
    make(path)  # type: ignore[operator]
    report = receive(
        an_agency().id,
        (DeliveredFile(path, path.name),),
        mapping_called("plain-people"),
        by=operator(),
        clock=lambda: NOW,
    )
    assert report.accepted == 1
    told = admin.execute("SELECT forename, surname, date_of_birth::text FROM families_description").fetchall()
    assert told == [("Ava", "Pearce", "2017-05-04")]


@pytest.mark.parametrize("name", ["people.doc", "people.xlsx", "people.parquet", "empty.csv"])
def test_what_cannot_be_read_is_refused_whole_with_a_sentence(
    name: str, tmp_path: Path, admin: psycopg.Connection
) -> None:
    path = tmp_path / name
    path.write_text("" if name == "empty.csv" else "this is no such file")
    with pytest.raises(records.Unreadable, match=name):
        receive(
            an_agency().id,
            (DeliveredFile(path, name),),
            mapping_called("plain-people"),
            by=operator(),
            clock=lambda: NOW,
        )
    assert _rows(admin, "records_row") == 0


def test_a_mapping_is_guessed_from_the_columns() -> None:
    known = records.shipped_mappings()
    guessed = records.guess_mapping((written("x.csv", [AVA]),), known)
    assert guessed is not None and guessed.name == "plain-people"
    assert records.guess_mapping((written("x.csv", [{"nothing": "1", "known": "2"}]),), known) is None


@pytest.mark.parametrize("mapping", records.shipped_mappings(), ids=lambda m: m.name)
def test_every_shipped_mapping_reads(mapping: records.MappingFile) -> None:
    assert mapping.title and mapping.tables


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("not toml [", "not TOML"),
        ("name = 'x'", "no \\[\\[table\\]\\]"),
        ("[[table]]\nname='a'", "tells nothing"),
        ("[[table]]\n[table.person]\nforename='a'", "needs reference"),
        ("[[table]]\n[table.person]\nreference='a'\nshoe='b'", "shoe is not known"),
    ],
)
def test_a_bad_mapping_is_refused_with_its_place(text: str, expected: str) -> None:
    with pytest.raises(records.BadMapping, match=expected):
        records.read_mapping(text, name="x")
