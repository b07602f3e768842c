"""CSV, NDJSON and Parquet, row by row."""

import csv
import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import chain
from pathlib import Path
from typing import Any, TextIO

import pyarrow
import pyarrow.parquet

from alongside.layout.spreadsheet import cell
from alongside.records.contracts import PLEASE_CORRECT
from alongside.records.reading.raw import RawRow, Unreadable, column_names, ends_here, with_marks

_SNIFFED = 65_536  # bytes
_ROWS_AT_ONCE = 5_000
_LONGEST = 10_000_000  # characters of one value, or of one line of NDJSON
csv.field_size_limit(_LONGEST)


def encoding_of(path: Path) -> tuple[str, bool]:
    """How a text is written, and whether letters of it may be unreadable.

    UTF-16 with a mark, or known by its zero bytes; else UTF-8, unless most of it is none; else Western European.
    """
    with path.open("rb") as file:
        head = file.read(_SNIFFED)
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16", True
    if head.count(0) > len(head) // 4:
        return ("utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be"), True
    try:
        with path.open(encoding="utf-8-sig") as text:
            pieces = iter(lambda: text.read(_SNIFFED), "")
            return "utf-8-sig", sum("\x00" in piece for piece in pieces) > 0  # to its end: all of it is UTF-8
    except UnicodeDecodeError:
        return ("utf-8-sig" if _is_rather_utf_8(path) else "cp1252"), True


def _is_rather_utf_8(path: Path) -> bool:
    """Whether more letters beyond ASCII can be read as UTF-8 than cannot: then a few are broken, not all others."""
    good = bad = 0
    with path.open(encoding="utf-8-sig", errors="replace") as text:
        for piece in iter(lambda: text.read(_SNIFFED), ""):
            bad += piece.count("\ufffd")
            good += sum(not letter.isascii() for letter in piece)
    return good > 2 * bad


def _delimiter_of(file: TextIO) -> str:
    head = file.readline()
    while head and not head.strip():
        head = file.readline()
    file.seek(0)
    return max(",;\t|", key=head.count)


_END = "\ue000the end\ue000"
"""A line behind the last: where it lands inside a value, that value's quotation mark was never closed."""


def read_csv(path: Path, name: str) -> Iterator[RawRow]:
    """Rows of a text table; the first line names the columns. A value may run over several lines."""
    encoding, doubtful = encoding_of(path)
    rows = _csv_rows(path, name, encoding)
    return map(with_marks, rows) if doubtful else rows


def _csv_rows(path: Path, name: str, encoding: str) -> Iterator[RawRow]:
    table = Path(name).stem
    with path.open(encoding=encoding, newline="", errors="replace") as file:
        reader = csv.reader(chain(file, (_END,)), delimiter=_delimiter_of(file))
        head = _first_line(reader, name)
        rows = _numbered(reader)
        if head[-1].strip() == PLEASE_CORRECT:
            head, rows = head[:-1], _as_they_came(rows, len(head) - 1)
        columns, odd = column_names(head)
        line = 0
        before: list[str] = []
        try:
            for here, values in rows:
                if before:
                    yield _row(name, table, line, columns, before, odd)
                    odd = ()
                line, before = here, values
        except csv.Error as error:
            if before:
                yield _row(name, table, line, columns, before, odd)
            raise ValueError(f"line {reader.line_num}: {error}") from error
        if before != [_END]:
            yield _never_closed(name, table, line, columns, before)


def _numbered(reader: Any) -> Iterator[tuple[int, list[str]]]:
    """Each row with the line on which it begins."""
    line = reader.line_num + 1
    for values in reader:
        yield line, values
        line = reader.line_num + 1


def _as_they_came(rows: Iterator[tuple[int, list[str]]], told: int) -> Iterator[tuple[int, list[str]]]:
    """The rows of a sheet of refused rows, without what was told in its column and what made its cells safe."""
    for line, values in rows:
        yield line, [_as_it_came(value) for place, value in enumerate(values) if place != told or values == [_END]]


def _as_it_came(value: str) -> str:
    return value[1:] if value.startswith("'") and cell(value[1:]) == value else value


def _first_line(reader: Iterator[list[str]], name: str) -> list[str]:
    for cells in reader:
        if _END in "".join(cells[-1:]):
            break
        if any(cell.strip() for cell in cells):
            return cells
        if cells:
            raise Unreadable(f"{name}, line 1: expected the names of the columns, found only blanks.")
    raise Unreadable(f"{name}: expected a first line with the names of the columns, each quotation mark closed.")


def _row(
    name: str, table: str, line: int, columns: Sequence[str], values: Sequence[str], odd: tuple[Any, ...]
) -> RawRow:
    there, meant, fault = len(values), len(columns), ""
    if there != meant:
        said = f"{meant} values, as many as the first line has columns, not {there}"
        if there > meant:
            fault = said
            columns = [*columns, *(f"(column {i})" for i in range(meant + 1, there + 1))]
        else:
            odd = (*odd, (columns[there], "", said))
    return RawRow(name, table, line, dict(zip(columns, values)), fault, odd)


def _never_closed(name: str, table: str, line: int, columns: Sequence[str], values: Sequence[str]) -> RawRow:
    row = _row(name, table, line, columns, [value.removesuffix(_END) for value in values], ())
    return row._replace(fault=ends_here("a quotation mark that is opened here is never closed"))


def read_ndjson(path: Path, name: str) -> Iterator[RawRow]:
    """One JSON object a line."""
    table = Path(name).stem
    encoding, _ = encoding_of(path)
    with path.open(encoding=encoding, errors="replace") as file:
        for line, text in enumerate(iter(lambda: file.readline(_LONGEST), ""), start=1):
            if text.strip():
                yield with_marks(_said(name, table, line, text))


def _said(name: str, table: str, line: int, text: str) -> RawRow:
    try:
        said = json.loads(text, object_pairs_hook=_each_once)
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict):
        return RawRow(name, table, line, {"line": text.strip()}, "one JSON object on the line, each name in it once")
    return RawRow(name, table, line, {k: as_text(v) for k, v in said.items()}, odd=_nested(said))


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    said = dict(pairs)
    if len(said) < len(pairs):
        raise ValueError("a name stands there twice")
    return said


def _nested(said: dict[str, Any]) -> tuple[tuple[str, str, str], ...]:
    groups = [(k, v) for k, v in said.items() if isinstance(v, dict) or (isinstance(v, list) and _holds_groups(v))]
    return tuple((k, as_text(v), "one value, or a list of values, not a group of named ones") for k, v in groups)


def _holds_groups(values: list[Any]) -> bool:
    return any(isinstance(value, (dict, list)) for value in values)


def as_text(value: Any) -> str:
    """A value of a typed file as an agency would write it; a group of named values as JSON."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return (
            value.isoformat(sep=" ", timespec="minutes") if value.time() != datetime.min.time() else str(value.date())
        )
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, (list, tuple)):
        return "; ".join(as_text(v) for v in value)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    return value.decode("utf-8", errors="replace") if isinstance(value, bytes) else str(value)


def read_parquet(path: Path, name: str) -> Iterator[RawRow]:
    """Rows of a Parquet file; its line is the number of the row."""
    try:
        file = pyarrow.parquet.ParquetFile(path)
    except (pyarrow.ArrowException, OSError) as error:
        raise Unreadable(f"{name}: this is no Parquet file that can be read ({error}).") from error
    columns, odd = column_names(file.schema_arrow.names)
    line, table = 0, Path(name).stem
    for batch in file.iter_batches(batch_size=_ROWS_AT_ONCE):
        for said in batch.rename_columns(columns).to_pylist():
            line += 1
            values = {k: as_text(v) for k, v in said.items()}
            yield with_marks(RawRow(name, table, line, values, odd=(*odd, *_nested(said))))
            odd = ()
