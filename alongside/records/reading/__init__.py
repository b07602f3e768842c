"""Reads agencies' files row by row, each row with its place, without ever holding a whole file in memory."""

from collections.abc import Callable, Iterator
from pathlib import Path

from alongside.records.contracts import DeliveredFile
from alongside.records.reading.census import read_census
from alongside.records.reading.preparing import Batch, Problems, prepared, tell_all
from alongside.records.reading.raw import OnlyTheFirst, RawRow, Unreadable, ends_here
from alongside.records.reading.tables import read_csv, read_ndjson, read_parquet
from alongside.records.reading.workbooks import read_workbook

__all__ = ["ENDINGS", "Batch", "Problems", "RawRow", "Unreadable", "prepared", "read_files", "tell_all"]

Reader = Callable[[Path, str], Iterator[RawRow]]
_READERS: dict[str, Reader] = {
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
    """Every row of these files, one file after the other.

    Raises Unreadable with the file's name and why, before the first of its rows. A file that breaks off later ends with
    a row whose fault says so: what stands before it is good.
    """
    for file in files:
        reader = _READERS.get(Path(file.name).suffix.casefold())
        if reader is None:
            raise Unreadable(f"{file.name}: expected a file ending in {', '.join(sorted(_READERS))}.")
        _can_be_opened(file)
        yield from _to_its_end(reader, file)


def _can_be_opened(file: DeliveredFile) -> None:
    try:
        with file.path.open("rb") as opened:
            is_empty = not opened.read(1)
    except FileNotFoundError:
        raise Unreadable(f"{file.name}: there is no such file.") from None
    except OSError as error:
        raise Unreadable(
            f"{file.name}: this cannot be opened ({error.strerror}). Choose a file you may read."
        ) from error
    if is_empty:
        raise Unreadable(f"{file.name}: the file is empty.")


def _to_its_end(reader: Reader, file: DeliveredFile) -> Iterator[RawRow]:
    last, few = None, OnlyTheFirst()
    try:
        for last in reader(file.path, file.name):
            yield last._replace(odd=few.of(last.odd)) if last.odd else last
    except Unreadable:
        raise
    except Exception as error:  # whatever a parser meets in a broken file
        why = " ".join(str(error).split())[:200] or type(error).__name__
        if last is None:
            raise Unreadable(f"{file.name}: this cannot be read ({why}).") from error
        yield RawRow(
            last.file, last.table, last.line + 1, {"(rest of the file)": ""}, ends_here(f"it cannot be read ({why})")
        )
