"""Whom a kept row names, by the agency's own numbers: enough to know whose it is without telling all of it. Pure."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import PurePath

from alongside.records.rules.finding import Bad, Say, finder_for
from alongside.records.rules.mapping import MappingFile, Part, Table
from alongside.records.rules.values import tidy

Row = Mapping[str, str]
Names = Callable[[Row], frozenset[str]]

_NAMING: Mapping[str, tuple[str, ...]] = {
    "person": ("reference", "mother"), "event": ("person",), "involvement": ("person",), "reason": ("person",),
    "relation": ("person", "relative"),
}  # fmt: skip
"""The fields of each part that hold an agency's number of somebody."""


def naming(mapping: MappingFile, file: str, columns: tuple[str, ...]) -> Names:
    """Finds everybody whom rows of this file with these columns name, in parts that could not be taken as well.

    It finds at least those of whom the row tells; it may find more, and then the row is kept for longer.
    """
    parts = [part for table in _tables(mapping, file, columns) for part in table.parts]
    says = tuple(say for part in parts for say in _says(part, columns))
    return lambda row: frozenset(said for say in says if (said := _name(say, row)))


def _name(say: Say, row: Row) -> str:
    try:
        return say(row)
    except Bad:
        return ""


def _says(part: Part, columns: tuple[str, ...]) -> Iterable[Say]:
    finder = finder_for(part, columns)
    return (finder.says[field] for field in _NAMING[part.tells])


def _tables(mapping: MappingFile, file: str, columns: tuple[str, ...]) -> list[Table]:
    """The tables that this file or sheet fits; where its table is not known any more, all that know its columns."""
    called = (file, PurePath(file).stem, file.rpartition(", sheet ")[2])
    fitting = [t for t in mapping.tables if any(t.fits(name, columns) for name in called)]
    there = {tidy(c) for c in columns}
    return fitting or [t for t in mapping.tables if {tidy(c) for c in t.requires} <= there]


def named_in(mapping: MappingFile, rows: Iterable[tuple[int, str, str]]) -> Iterator[tuple[int, frozenset[str]]]:
    """Whom each kept row names; `rows` are the place of a row, its file, and its text as it is kept."""
    known: dict[tuple[str, ...], Names] = {}
    for place, file, text in rows:
        row: dict[str, str] = json.loads(text)
        kind = (file, *row)
        names = known.get(kind)
        if names is None:
            names = known[kind] = naming(mapping, file, tuple(row))
        yield place, names(row)
