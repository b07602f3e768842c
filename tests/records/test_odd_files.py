"""Whatever an agency's file is like, the answer is a sentence: what stands where, what was expected, what to do."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest import mock

import openpyxl
import psycopg
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from alongside.records.api import DeliveredFile, RawRow, Report, Unreadable, read_files
from alongside.records.tasks import receive
from tests.builders import NOW, an_agency, mapping_called, operator

HEAD = b"record,surname,date_of_birth\n"
ZOE = "P1,Zoë,2017-05-04\n"
LOCKED = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)
Make = Callable[[Path], object]


def read(path: Path) -> list[RawRow]:
    """Every row of this file."""
    return list(read_files((DeliveredFile(path, path.name),)))


def taken_in(path: Path, mapping: str = "plain-people") -> Report:
    """What comes of a delivery of this file."""
    agency, files = an_agency().id, (DeliveredFile(path, path.name),)
    return receive(agency, files, mapping_called(mapping), by=operator(), clock=lambda: NOW)


def a_file(folder: Path, name: str, content: bytes | Make) -> Path:
    """A file of this name, with these bytes or made by this function."""
    path = folder / name
    if callable(content):
        content(path)
    else:
        path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("comma.csv", HEAD + ZOE.encode()),
        ("semicolon.csv", (HEAD.decode() + ZOE).replace(",", ";").encode()),
        ("tab.tsv", (HEAD.decode() + ZOE).replace(",", "\t").encode()),
        ("marked.csv", b"\xef\xbb\xbf" + HEAD + ZOE.encode()),
        ("utf-16.csv", (HEAD.decode() + ZOE).encode("utf-16")),
        ("utf-16-le.csv", (HEAD.decode() + ZOE).encode("utf-16-le")),
        ("utf-16-be.csv", (HEAD.decode() + ZOE).encode("utf-16-be")),
        ("windows.csv", HEAD + ZOE.encode("cp1252")),
        ("old-mac.csv", (HEAD.decode() + ZOE).replace("\n", "\r").encode()),
        ("blanks-first.csv", b"\n\n" + HEAD + ZOE.encode()),
        ("windows.ndjson", '{"record":"P1","surname":"Zoë","date_of_birth":"2017-05-04"}\n\n'.encode("cp1252")),
    ],
)
def test_a_text_is_read_however_it_is_written(name: str, content: bytes, tmp_path: Path) -> None:
    (row,) = read(a_file(tmp_path, name, content))
    assert row.values == {"record": "P1", "surname": "Zoë", "date_of_birth": "2017-05-04"}
    assert (row.odd, row.fault) == ((), "")


def _broken_zip(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("word/document.xml", "<a/>")


ENTITIES = (
    b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><Message><Child><LAchildID>&b;</LAchildID></Child></Message>'
)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.csv", b"", "is empty"),
        ("blank.csv", b"\n\n\n", "expected a first line"),
        ("commas.csv", b",,\nP1,Pearce,\n", "line 1: expected the names of the columns, found only blanks"),
        ("quote.csv", b'record,"surname\nP1,Pearce\n', "each quotation mark closed"),
        ("one-cell.csv", HEAD + b"P1," + b"x" * 10_000_001, "line 2: field larger than"),
        ("list.doc", b"words", "expected a file ending in .csv"),
        ("text.xlsx", b"words", "Save it as .xlsx again"),
        ("word.xlsx", _broken_zip, "Save it as .xlsx again"),
        ("locked.xlsx", LOCKED, "under a password"),
        ("text.parquet", b"words and more words", "no Parquet file"),
        ("empty.xml", b"", "is empty"),
        ("broken.xml", b"<Message><Child>", "not well-formed"),
        ("other.xml", b"<a><b>1</b></a>", "elements of a Children in Need census"),
        ("entities.xml", ENTITIES, "declares entities"),
        ("outside.xml", ENTITIES.replace(b'"aaaa"', b'SYSTEM "file:///etc/passwd"'), "declares entities"),
        ("folder.csv", Path.mkdir, "cannot be opened"),
        ("missing.csv", lambda path: None, "no such file"),
    ],
)
@pytest.mark.usefixtures("clean")
def test_what_cannot_be_read_at_all_is_refused_whole_before_anything_is_taken_in(
    name: str, content: bytes | Make, words: str, tmp_path: Path, admin: psycopg.Connection
) -> None:
    good = a_file(tmp_path, "people.csv", HEAD + ZOE.encode())
    bad = a_file(tmp_path, name, content)
    files = tuple(DeliveredFile(path, path.name) for path in (good, bad))
    with pytest.raises(Unreadable, match=words) as refused:
        receive(an_agency().id, files, mapping_called("plain-people"), by=operator(), clock=lambda: NOW)
    assert str(refused.value).startswith(name) and str(refused.value).endswith("Nothing was taken in.")
    assert admin.execute("SELECT count(*) FROM records_delivery").fetchone() == (0,)


def test_a_file_that_may_not_be_read_is_answered_with_a_sentence(tmp_path: Path) -> None:
    path = a_file(tmp_path, "people.csv", HEAD)
    said = pytest.raises(Unreadable, match=r"people\.csv: this cannot be opened \(Permission denied\)")
    with mock.patch.object(Path, "open", side_effect=PermissionError(13, "Permission denied")), said:
        read(path)


def test_only_a_header_is_an_empty_list_and_no_fault(tmp_path: Path) -> None:
    assert read(a_file(tmp_path, "people.csv", HEAD)) == read(a_file(tmp_path, "more.csv", HEAD.strip())) == []


def test_a_quotation_mark_that_is_never_closed_does_not_swallow_the_rest(tmp_path: Path) -> None:
    rows = HEAD + b'P1,Pearce,2017-05-04\nP2,"Reid,2017-05-04\nP3,Hall,2017-05-04\n'
    good, bad = read(a_file(tmp_path, "people.csv", rows))
    assert (good.line, good.fault) == (2, "")
    assert bad.line == 3 and "never closed" in bad.fault and "what stands before is taken in" in bad.fault
    assert bad.values["surname"] == "Reid,2017-05-04\nP3,Hall,2017-05-04\n", "and is kept as it came"


def test_a_value_over_several_lines_and_a_last_line_without_an_end_are_read(tmp_path: Path) -> None:
    rows = HEAD + b'P1,"Pearce\nof\nRiverside",2017-05-04\n\nP2,Reid,"2017-05-04"'
    assert [(row.line, row.values["surname"]) for row in read(a_file(tmp_path, "people.csv", rows))] == [
        (2, "Pearce\nof\nRiverside"), (6, "Reid"),
    ]  # fmt: skip


def test_a_cell_that_is_too_large_ends_the_file_there_and_keeps_what_stands_before(tmp_path: Path) -> None:
    rows = HEAD + b"P1,Pearce,2017-05-04\nP2," + b"x" * 10_000_001 + b",\nP3,Hall,\n"
    good, bad = read(a_file(tmp_path, "people.csv", rows))
    assert good.values["surname"] == "Pearce"
    assert bad.line == 3 and "line 3: field larger than" in bad.fault


def test_a_shorter_row_is_told_and_a_longer_one_refused(tmp_path: Path) -> None:
    short, long = read(a_file(tmp_path, "people.csv", HEAD + b"P1,Pearce\nP2,Reid,2017-05-04,x\n"))
    assert short.odd == (("date_of_birth", "", "3 values, as many as the first line has columns, not 2"),)
    assert (short.fault, long.odd) == ("", ()) and "not 4" in long.fault
    assert long.values["(column 4)"] == "x"


def test_what_is_odd_in_every_row_is_told_of_the_first_fifty(tmp_path: Path) -> None:
    rows = read(a_file(tmp_path, "people.csv", HEAD + b"P1,Pearce\n" * 70))
    assert [bool(row.odd) for row in rows] == [True] * 50 + [False] * 20
    assert "there may be more" in rows[49].odd[0][2] and "there may be more" not in rows[48].odd[0][2]


def test_columns_of_one_name_are_both_kept_and_told_once(tmp_path: Path) -> None:
    path = a_file(tmp_path, "people.csv", b"record,surname,,Surname\nP1,Pearce,x,Reid\nP2,Hall,y,Hill\n")
    first, second = read(path)
    assert first.values == {"record": "P1", "surname": "Pearce", "(column 3)": "x", "Surname (column 4)": "Reid"}
    ((column, _, expected),) = first.odd
    assert column == "Surname" and "column 4 is only kept" in expected and second.odd == ()


@pytest.mark.parametrize(
    ("name", "content", "found"),
    [
        ("zero.csv", HEAD + b"P1,Pea\x00rce,2017-05-04\n", "Pea�rce"),
        ("windows.csv", HEAD + b"P1,Pea\x81rce\xe9,2017-05-04\n", "Pea�rceé"),
        ("rather-utf-8.csv", HEAD + b"P1,Pea\xe9" + "rce Zoë Žofie Åse,2017-05-04\n".encode(), None),
        ("zero.ndjson", b'{"record":"P1","surname":"Pea\\u0000rce"}\n', "Pea�rce"),
        ("half.ndjson", b'{"record":"P1","surname":"Pea\\ud800rce"}\n', "Pea�rce"),
        ("bytes.parquet", lambda p: pq.write_table(pa.table({"record": ["P1"], "surname": [b"Pea\xffrce"]}), p), None),
    ],
)
@pytest.mark.usefixtures("clean")
def test_a_letter_that_cannot_be_read_is_marked_and_told_and_the_row_is_taken(
    name: str, content: bytes | Make, found: str | None, tmp_path: Path, admin: psycopg.Connection
) -> None:
    report = taken_in(a_file(tmp_path, name, content))
    (problem,) = report.problems
    assert (report.accepted, problem.column, problem.refused) == (1, "surname", False)
    assert "�" in problem.value and found in (None, problem.value)
    assert admin.execute("SELECT surname FROM families_description").fetchone() == (problem.value,)


@pytest.mark.parametrize("line", ['{"record": "P2", ', "[1]", "[" * 100_000, '{"record":' + "9" * 5_000 + "}",
                                  '{"record":"P1","record":"P2"}'])  # fmt: skip
def test_a_broken_line_of_json_is_refused_and_the_others_are_read(line: str, tmp_path: Path) -> None:
    good = json.dumps({"record": "P1", "surname": "Pearce"})
    one, bad, other = read(a_file(tmp_path, "people.ndjson", f"{good}\n{line}\n{good}\n".encode()))
    assert (one.fault, bad.line, other.fault) == ("", 2, "") and "one JSON object" in bad.fault


@pytest.mark.parametrize("value", [{"first": "Ava"}, [{"first": "Ava"}]])
def test_a_group_of_values_is_kept_as_it_came_and_told(value: object, tmp_path: Path) -> None:
    said = json.dumps({"record": "P1", "surname": value, "upn": ["a", "b"]}).encode()
    table = pa.table({"record": ["P1"], "surname": [value], "upn": [["a", "b"]]})
    for path in (
        a_file(tmp_path, "people.ndjson", said),
        a_file(tmp_path, "people.parquet", lambda path: pq.write_table(table, path)),
    ):
        (row,) = read(path)
        assert row.values == {"record": "P1", "surname": '{"first": "Ava"}', "upn": "a; b"}
        assert [column for column, _, _ in row.odd] == ["surname"]


def test_a_parquet_file_that_breaks_off_keeps_what_stands_before(tmp_path: Path) -> None:
    path = tmp_path / "people.parquet"
    names = pa.table({"record": [f"P{n}" for n in range(12_000)], "surname": [f"S{n * 7919}" for n in range(12_000)]})
    pq.write_table(names, path, row_group_size=6_000, compression="gzip", use_dictionary=False)
    raw = bytearray(path.read_bytes())
    place = pq.ParquetFile(path).metadata.row_group(1).column(1).data_page_offset
    raw[place + 60 : place + 2_000] = bytes(1_940)
    path.write_bytes(raw)
    *good, bad = read(path)
    assert len(good) >= 5_000 and not any(row.fault for row in good)
    assert bad.line == len(good) + 1 and "cannot be read" in bad.fault


def test_a_census_that_breaks_off_keeps_the_children_before(tmp_path: Path) -> None:
    child = "<Child><LAchildID>{}</LAchildID></Child>"
    text = "<Message>" + child.format("C1") + "\n" + child.format("C2") + "\n<Child><LAch"
    *good, bad = read(a_file(tmp_path, "census.xml", text.encode()))
    assert [row.values["LAchildID"] for row in good] == ["C1", "C2"]
    assert bad.line == 3 and "line 3 is not well-formed XML" in bad.fault


def _workbook(path: Path, *rows: tuple[Any, ...]) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    book.save(path)


@pytest.mark.usefixtures("clean")
def test_a_formula_without_a_stored_value_is_told_with_its_sheet_line_and_column(
    tmp_path: Path, admin: psycopg.Connection
) -> None:
    path = tmp_path / "people.xlsx"
    born = "=DATE(2017,5,4)"
    head = ("record", "surname", "date_of_birth")
    _workbook(path, head, ("P1", "Pearce", born), ('=CONCAT("P",2)', "Reid", ""), ("P3", "Hall", "2016-01-01"))
    report = taken_in(path)
    assert (report.rows, report.accepted, report.refused) == (3, 2, 1)
    first, number, second = report.problems
    assert (first.file, first.line, first.column) == ("people.xlsx, sheet Sheet", 2, "date_of_birth")
    assert "save it, send it again" in str(first) and not first.refused, "the row is kept where the rest suffices"
    assert (number.line, number.column, number.refused) == (3, "record", True)
    assert (second.line, second.column) == (3, "record")
    assert admin.execute("SELECT surname FROM families_description ORDER BY 1").fetchall() == [("Hall",), ("Pearce",)]


def test_a_formula_with_a_stored_value_even_an_empty_one_is_a_value(tmp_path: Path) -> None:
    path = tmp_path / "people.xlsx"
    _workbook(path, ("record", "surname", "upn"), ("=A", "Pearce", "=B"))
    raw = {}
    with zipfile.ZipFile(path) as packed:
        raw = {name: packed.read(name) for name in packed.namelist()}
    sheet = raw["xl/worksheets/sheet1.xml"].decode()
    for formula, told in (("A", "<v>P1</v>"), ("B", "<v></v>")):
        at = sheet.index(f"<f>{formula}</f>")
        begin, end = sheet.rindex("<c ", 0, at), sheet.index("</c>", at)
        cell = sheet[begin:end]
        sheet = sheet.replace(cell, f'{cell[: cell.index(">")]} t="str"><f>{formula}</f>{told}')
    raw["xl/worksheets/sheet1.xml"] = sheet.encode()
    with zipfile.ZipFile(path, "w") as packed:
        for name, content in raw.items():
            packed.writestr(name, content)
    (row,) = read(path)
    assert (row.values, row.odd) == ({"record": "P1", "surname": "Pearce", "upn": ""}, ())


def test_a_spreadsheet_s_error_and_words_beside_the_columns_are_told(tmp_path: Path) -> None:
    path = tmp_path / "people.xlsx"
    _workbook(path, ("People",), ("record", "surname"), ("P1", "#REF!"), ("P2", "Reid", None, "see file"), (), ("P3",))
    error, beside, short = read(path)
    assert [(c, v) for c, v, _ in error.odd] == [("surname", "#REF!")]
    assert [(c, v) for c, v, _ in beside.odd] == [("(column 4)", "see file")]
    assert (short.line, short.values, short.odd) == (6, {"record": "P3", "surname": ""}, ())


def test_rows_beyond_the_size_that_a_sheet_says_it_has_are_read(tmp_path: Path) -> None:
    path, other = tmp_path / "people.xlsx", tmp_path / "smaller.xlsx"
    _workbook(path, ("record", "surname"), ("P1", "Pearce"), ("P2", "Reid"))
    with zipfile.ZipFile(path) as packed, zipfile.ZipFile(other, "w") as written:
        for name in packed.namelist():
            written.writestr(name, packed.read(name).replace(b'ref="A1:B3"', b'ref="A1:A2"'))
    assert [row.values["surname"] for row in read(other)] == ["Pearce", "Reid"]


def test_a_workbook_that_breaks_off_keeps_what_stands_before(tmp_path: Path) -> None:
    path, other = tmp_path / "people.xlsx", tmp_path / "broken.xlsx"
    _workbook(path, ("record", "surname"), *((f"P{n}", f"S{n}") for n in range(3_000)))
    with zipfile.ZipFile(path) as packed, zipfile.ZipFile(other, "w") as written:
        for name in packed.namelist():
            whole = packed.read(name)
            written.writestr(name, whole[: len(whole) // 2] if name.endswith("sheet1.xml") else whole)
    *good, bad = read(other)
    assert len(good) > 1_000 and "cannot be read" in bad.fault and bad.line == len(good) + 2


@pytest.mark.usefixtures("clean")
def test_a_row_that_is_odd_in_its_file_is_taken_in_with_its_problem(tmp_path: Path) -> None:
    report = taken_in(a_file(tmp_path, "people.csv", HEAD + b"P1,Pearce\nP2,Reid,9999-12-31\n"))
    assert (report.accepted, report.refused) == (1, 1)
    assert [(p.line, p.refused) for p in report.problems] == [(2, False), (3, True)]


@pytest.mark.usefixtures("clean")
def test_columns_that_nobody_knows_are_told_with_those_that_are_needed(tmp_path: Path) -> None:
    (problem,) = taken_in(a_file(tmp_path, "shoes.csv", b"size,colour\n9,red\n")).problems
    assert problem.value == "size, colour" and problem.expected.endswith("plain-people knows: record and surname")
    (problem,) = taken_in(a_file(tmp_path, "hats.csv", b"size,colour\n9,red\n"), "annex-a").problems
    assert problem.expected == "columns that the mapping annex-a knows"


@pytest.mark.usefixtures("clean")
def test_a_very_long_value_is_refused_where_a_name_is_meant_and_shown_in_part(tmp_path: Path) -> None:
    report = taken_in(a_file(tmp_path, "people.csv", HEAD + b"P1," + b"x" * 9_000_000 + b",\nP2,Reid,\n"))
    (problem,) = report.problems
    assert (report.accepted, report.refused, problem.line) == (1, 1, 2)
    assert "at most 500 characters, not 9,000,000" in problem.expected and len(str(problem)) < 500
