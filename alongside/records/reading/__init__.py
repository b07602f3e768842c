"""Reads agencies' files row by row, each row with its place, without ever holding a whole file in memory."""

from collections.abc import Iterator
from pathlib import Path

from alongside.records.contracts import DeliveredFile
from alongside.records.reading.census import read_census
from alongside.records.reading.raw import RawRow, Unreadable
from alongside.records.reading.tables import read_csv, read_ndjson, read_parquet, read_workbook

__all__ = ["ENDINGS", "RawRow", "Unreadable", "read_files"]

_READERS = {
    ".csv": read_csv,
    ".tsv": read_csv,
    ".txt": read_csv,
    ".ndjson": read_ndjson,
    ".jsonl": read_ndjson,
    ".xlsx": read_workbook,
    ".parquet": read_parquet,
    ".xml": read_census,
}
ENDINGS = tuple(sorted(_READERS))
"""The endings of files that can be read."""


def read_files(files: tuple[DeliveredFile, ...]) -> Iterator[RawRow]:
    """Every row of these files, one file after the other. Raises Unreadable with the file's name and why."""
    for file in files:
        reader = _READERS.get(Path(file.name).suffix.casefold())
        if reader is None:
            raise Unreadable(f"{file.name}: expected a file ending in {', '.join(sorted(_READERS))}.")
        if not file.path.exists():
            raise Unreadable(f"{file.name}: there is no such file.")
        yield from reader(file.path, file.name)
