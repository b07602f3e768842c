"""One row as it stands in a file."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from alongside.kernel.answers import NotPossible
from alongside.records.rules.values import tidy

Oddity = tuple[str, str, str]
"""The column, what was found there, what was expected: the row is taken in all the same."""


class Unreadable(NotPossible):
    """A file cannot be read at all; the sentence names it and says why. Nothing of its delivery is taken in."""

    def __init__(self, sentence: str) -> None:
        super().__init__(f"{sentence} Nothing was taken in.")


class RawRow(NamedTuple):
    """Column names with their values as text, and where the row stands; `fault` says why it is no proper row."""

    file: str
    table: str
    line: int
    values: Mapping[str, str]
    fault: str = ""
    odd: tuple[Oddity, ...] = ()


class ColumnNames(NamedTuple):
    """The names of a table's columns, each once, and what was odd about them."""

    names: list[str]
    odd: tuple[Oddity, ...]


def column_names(cells: Sequence[str]) -> ColumnNames:
    """Names as they stand; one without a name is called by its place, and so is one whose name is there already."""
    names: list[str] = []
    odd: list[Oddity] = []
    known: set[str] = set()
    for place, cell in enumerate(cells, start=1):
        name = readable(cell).strip() or f"(column {place})"
        if (tidy(name) or name) in known:
            odd.append((name, name, f"each column's name once; the first is read, column {place} is only kept"))
            name = f"{name} (column {place})"
        known.add(tidy(name) or name)
        names.append(name)
    return ColumnNames(names, tuple(odd))


_NOT_KEPT = re.compile("[\x00\ud800-\udfff]")
_MARK = "\ufffd"
_UNREADABLE = "letters that can be read: � stands for each that cannot"


def readable(text: str) -> str:
    """The text with a mark for each zero byte and each half of a character: the database can keep neither."""
    return _NOT_KEPT.sub(_MARK, text)


def with_marks(row: RawRow) -> RawRow:
    """The row with marks where characters could not be read, and told where they are."""
    values = {readable(column): readable(value) for column, value in row.values.items()}
    odd = tuple((column, value, _UNREADABLE) for column, value in values.items() if _MARK in value)
    return row._replace(values=values, odd=(*row.odd, *odd))


_TOLD = 50


class OnlyTheFirst:
    """What is odd in row after row of a file is told of the first fifty, with a word that there are more."""

    def __init__(self) -> None:
        self._told: Counter[str] = Counter()

    def of(self, odd: Iterable[Oddity]) -> tuple[Oddity, ...]:
        """Those that are still told."""
        return tuple(self._words(one) for one in odd if self._is_told(one))

    def _is_told(self, odd: Oddity) -> bool:
        self._told[odd[0]] += 1
        return self._told[odd[0]] <= _TOLD

    def _words(self, odd: Oddity) -> Oddity:
        column, found, expected = odd
        last = self._told[column] == _TOLD
        return (column, found, f"{expected} (told of the first {_TOLD} rows; there may be more)") if last else odd


def ends_here(why: str) -> str:
    """What is expected where a file breaks off."""
    return f"the rest of the file, but {why}; what stands before is taken in: correct this and send the file again"
