"""CSV, NDJSON, XLSX and Parquet, row by row."""

import csv
import json
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, TextIO
from zipfile import BadZipFile

import openpyxl
import pyarrow
import pyarrow.parquet

from alongside.records.reading.raw import RawRow, Unreadable

_SNIFFED = 65_536  # bytes
_ROWS_AT_ONCE = 5_000
csv.field_size_limit(10_000_000)


def _encoding_of(path: Path) -> str:
    """UTF-8 (with or without a mark), else UTF-16 with a mark, else Windows' Western European."""
    with path.open("rb") as file:
        if file.read(2) in (b"\xff\xfe", b"\xfe\xff"):
            return "utf-16"
    try:
        with path.open(encoding="utf-8-sig") as text:
            for _ in iter(lambda: text.read(_SNIFFED), ""):
                pass
        return "utf-8-sig"
    except UnicodeDecodeError:
        return "cp1252"


def _delimiter_of(file: TextIO) -> str:
    head = file.readline()
    file.seek(0)
    return max(",;\t|", key=head.count)


def read_csv(path: Path, name: str) -> Iterator[RawRow]:
    """Rows of a text table; the first line names the columns. A value may run over several lines."""
    with path.open(encoding=_encoding_of(path), newline="", errors="replace") as file:
        reader = csv.reader(file, delimiter=_delimiter_of(file))
        columns, table = [c.strip() for c in next(reader, [])], Path(name).stem
        if not columns:
            raise Unreadable(f"{name}: the file is empty; expected a first line with the names of the columns.")
        line = reader.line_num + 1
        try:
            for values in reader:
                if values:
                    yield _row(name, table, line, columns, values)
                line = reader.line_num + 1
        except csv.Error as error:
            raise Unreadable(f"{name}, line {line}: {error}.") from error


def _row(name: str, table: str, line: int, columns: list[str], values: list[str]) -> RawRow:
    fault = ""
    if len(values) > len(columns):
        fault = f"{len(columns)} values, as many as the first line has columns, not {len(values)}"
        columns = [*columns, *(f"(column {i})" for i in range(len(columns) + 1, len(values) + 1))]
    return RawRow(name, table, line, dict(zip(columns, values)), fault)


def read_ndjson(path: Path, name: str) -> Iterator[RawRow]:
    """One JSON object a line."""
    table = Path(name).stem
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        for line, text in enumerate(file, start=1):
            if not text.strip():
                continue
            try:
                said = json.loads(text)
            except json.JSONDecodeError:
                said = None
            if isinstance(said, dict):
                values = {str(k): _text(v) for k, v in said.items()}
                yield RawRow(name, table, line, values)
            else:
                yield RawRow(name, table, line, {"line": text.strip()}, "one JSON object on the line")


def _text(value: Any) -> str:
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
        return "; ".join(_text(v) for v in value)
    return str(value)


def read_workbook(path: Path, name: str) -> Iterator[RawRow]:
    """Rows of every sheet; the first row with at least two values names the columns."""
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except (BadZipFile, KeyError, ValueError) as error:
        raise Unreadable(f"{name}: this is no workbook that can be read ({error}).") from error
    for sheet in book.worksheets:
        columns: list[str] = []
        for line, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
            values = [_text(v) for v in cells]
            if not any(values):
                continue
            if not columns:
                columns = [c.strip() or f"(column {i})" for i, c in enumerate(values, 1)] if _heads(values) else []
                continue
            yield RawRow(f"{name}, sheet {sheet.title}", sheet.title, line, dict(zip(columns, values)))
    book.close()


def _heads(values: list[str]) -> bool:
    return sum(bool(v) for v in values) >= 2


def read_parquet(path: Path, name: str) -> Iterator[RawRow]:
    """Rows of a Parquet file; its line is the number of the row."""
    try:
        file = pyarrow.parquet.ParquetFile(path)
    except pyarrow.ArrowInvalid as error:
        raise Unreadable(f"{name}: this is no Parquet file that can be read ({error}).") from error
    line, table = 0, Path(name).stem
    for batch in file.iter_batches(batch_size=_ROWS_AT_ONCE):
        for said in batch.to_pylist():
            line += 1
            yield RawRow(name, table, line, {str(k): _text(v) for k, v in said.items()})
