"""Workbooks (XLSX), sheet by sheet and row by row."""

from collections.abc import Iterator, Sequence
from itertools import repeat
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

import openpyxl

from alongside.records.reading.raw import Oddity, RawRow, Unreadable, column_names, with_marks
from alongside.records.reading.tables import as_text

_LOCKED = bytes.fromhex("d0cf11e0a1b11ae1")
"""How a workbook under a password begins, and one of the kind before 2007."""
_PIECE = 1 << 20
_NO_VALUE = "a formula's value, but none is stored: open the workbook in a spreadsheet program, save it, send it again"
_ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"})
_IS_ERROR = "a value, not an error of the spreadsheet"

Cells = tuple[Any, ...]


def read_workbook(path: Path, name: str) -> Iterator[RawRow]:
    """Rows of every sheet; the first row with at least two values names the columns."""
    with path.open("rb") as file:
        if file.read(len(_LOCKED)) == _LOCKED:
            raise Unreadable(
                f"{name}: this workbook is under a password, or older than 2007. "
                "Open it, take the password away or save it as .xlsx, and send it again."
            )
    try:
        values = openpyxl.load_workbook(path, read_only=True, data_only=True)
        formulas = openpyxl.load_workbook(path, read_only=True) if _has_formulas(path) else None
    except (BadZipFile, KeyError, ValueError) as error:
        raise Unreadable(f"{name}: this is no workbook that can be read ({error}). Save it as .xlsx again.") from error
    try:
        for place, sheet in enumerate(values.worksheets):
            beside = formulas.worksheets[place] if formulas else None
            yield from _rows(f"{name}, sheet {sheet.title}", sheet, beside)
    finally:
        values.close()
        if formulas:
            formulas.close()


def _has_formulas(path: Path) -> bool:
    with ZipFile(path) as packed:
        sheets = [x for x in packed.namelist() if x.startswith("xl/worksheets/") and x.endswith(".xml")]
        return any(_holds_a_formula(packed, sheet) for sheet in sheets)


def _holds_a_formula(packed: ZipFile, sheet: str) -> bool:
    before = b""
    with packed.open(sheet) as file:
        while piece := file.read(_PIECE):
            if b"<f>" in before + piece or b"<f " in before + piece or b"<f/" in before + piece:
                return True
            before = piece[-2:]
    return False


def _rows(file: str, sheet: Any, formulas: Any) -> Iterator[RawRow]:
    columns: list[str] = []
    odd: tuple[Oddity, ...] = ()
    for line, (cells, missing) in enumerate(_cells(sheet, formulas), start=1):
        values = [as_text(v) for v in cells]
        while values and not values[-1] and len(values) not in missing:
            values.pop()
        if not values:
            continue
        if not columns:
            if sum(bool(v) for v in values) >= 2:
                columns, odd = column_names(values)
            continue
        yield with_marks(_row(file, sheet.title, line, columns, values, missing, odd))
        odd = ()


def _row(
    file: str, table: str, line: int, columns: Sequence[str], values: list[str], missing: Sequence[int],
    odd: tuple[Oddity, ...],
) -> RawRow:  # fmt: skip
    values += [""] * (len(columns) - len(values))
    names = [*columns, *(f"(column {i})" for i in range(len(columns) + 1, len(values) + 1))]
    found = [(names[place - 1], "", _NO_VALUE) for place in missing]
    found += [(c, v, _IS_ERROR) for c, v in zip(names, values) if v[:1] == "#" and v in _ERRORS]
    found += [
        (c, v, "nothing beside the named columns") for c, v in zip(names[len(columns) :], values[len(columns) :]) if v
    ]
    return RawRow(file, table, line, dict(zip(names, values)), odd=(*odd, *found))


def _cells(sheet: Any, formulas: Any) -> Iterator[tuple[Cells, Sequence[int]]]:
    """The values of each row, and the places of those that a formula should have given and did not."""
    sheet.reset_dimensions()  # what a sheet says of its own size may be wrong, and rows would be missing
    if formulas is None:
        yield from zip(sheet.iter_rows(values_only=True), repeat(()))
        return
    formulas.reset_dimensions()
    for row, asked in zip(sheet.iter_rows(), formulas.iter_rows()):
        pairs = enumerate(zip(row, asked), start=1)
        # "str" without words is a formula that gave empty words: that is a value
        missing = [n for n, (v, f) in pairs if f.data_type == "f" and v.value is None and v.data_type != "str"]
        yield tuple(cell.value for cell in row), missing
