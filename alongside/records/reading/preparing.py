"""A batch before anything is written: how each row is kept, and what all of them tell. It touches no database."""

from collections.abc import Sequence
from dataclasses import dataclass

from alongside.records.contracts import Problem, shown
from alongside.records.reading.raw import RawRow
from alongside.records.rules.keeping import trace_of, writer_for
from alongside.records.rules.mapping import MappingFile
from alongside.records.rules.telling import TableFinder, Told, fitted, tell

Problems = list[tuple[Problem, RawRow]]
_NAMED_AT_ONCE = 3


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows that are taken together; `by_trace` holds each once, `kept` its file, line, text and trace as text."""

    rows: Sequence[RawRow]
    by_trace: dict[str, RawRow]
    kept: list[tuple[str, str, str, str]]
    told: Told
    problems: Problems


def prepared(mapping: MappingFile, rows: Sequence[RawRow]) -> Batch:
    """These rows as a batch, told as if none of them were known yet."""
    by_trace: dict[str, RawRow] = {}
    kept = []
    for row in rows:
        text = writer_for(tuple(row.values))(row.values)
        trace = trace_of(mapping, row.table, text)
        if trace not in by_trace:
            by_trace[trace] = row
            kept.append((row.file, str(row.line), text, f"\\x{trace}"))
    return Batch(rows, by_trace, kept, *tell_all(mapping, by_trace))


def tell_all(mapping: MappingFile, by_trace: dict[str, RawRow]) -> tuple[Told, Problems]:
    """What these rows tell, and each problem with its row. A kind of row is fitted to the mapping once."""
    told = Told()
    problems: Problems = []
    kinds: dict[tuple[str, ...], tuple[TableFinder, ...]] = {}
    for trace, row in by_trace.items():
        kind = (row.file, row.table, *row.values)
        tables = kinds.get(kind)
        if tables is None:
            tables = kinds[kind] = _fitted(mapping, row)
        if found := _tell(mapping, tables, row, told, trace):
            problems.extend((problem, row) for problem in found)
        for column, value, expected in row.odd:
            problems.append((Problem(row.file, row.line, column, shown(value), expected, refused=False), row))
    return told, problems


def _fitted(mapping: MappingFile, row: RawRow) -> tuple[TableFinder, ...]:
    columns = tuple(row.values)
    found = [t for t in mapping.tables if t.fits(row.table, columns) or t.fits(row.file, columns)]
    return tuple(fitted(table, columns) for table in found)


def _tell(
    mapping: MappingFile, tables: tuple[TableFinder, ...], row: RawRow, told: Told, trace: str
) -> tuple[Problem, ...]:
    if row.fault:
        column, value = list(row.values.items())[-1]
        return (Problem(row.file, row.line, column, shown(value), row.fault),)
    if not tables:
        return (Problem(row.file, row.line, row.table, shown(", ".join(row.values)), _known_columns(mapping)),)
    if len(tables) == 1:
        return tell(tables[0], row.values, told, file=row.file, line=row.line, trace=trace)
    each = [tell(t, row.values, told, file=row.file, line=row.line, trace=trace) for t in tables]
    return tuple(problem for problems in each for problem in problems)


def _known_columns(mapping: MappingFile) -> str:
    needed = [" and ".join(table.requires) for table in mapping.tables if table.requires]
    named = f": {', or '.join(needed)}" if 0 < len(needed) <= _NAMED_AT_ONCE else ""
    return f"columns that the mapping {mapping.name} knows{named}"
