"""The sheet of refused rows: their own columns as they came, and beside them what to correct."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from alongside.layout.spreadsheet import cell
from alongside.records.api import PLEASE_CORRECT, Problem

Refused = tuple[Problem, Mapping[str, str]]
MARK = "\ufeff"
"""What a file begins with, so that spreadsheets read its letters as UTF-8."""


def sheet_to_correct(refused: Sequence[Refused]) -> Iterator[tuple[str, ...]]:
    """The lines of the sheet, names of columns first; a row with several problems is one line that tells them all."""
    columns = tuple(dict.fromkeys(column for _, row in refused for column in row))
    yield (*map(cell, columns), PLEASE_CORRECT)
    for (_, _, row), problems in groupby(refused, key=lambda r: (r[0].file, r[0].line, r[1])):
        told = " ".join(str(problem) for problem, _ in problems)
        yield (*(cell(row.get(column, "")) for column in columns), cell(told))
