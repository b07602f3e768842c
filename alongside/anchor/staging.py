"""Many rows at once: COPY into a temporary table, because PostgreSQL refuses COPY where row-level security holds."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pyarrow
from django.db import connection
from pyarrow import csv


@contextmanager
def staged(
    name: str, columns: Sequence[tuple[str, str]], rows: Iterable[Sequence[Any]], *, as_text: bool = False
) -> Iterator[str]:
    """The rows in a temporary table of this name, gone when the block ends; `columns` are (name, type) pairs.

    `as_text` says that every value is text as PostgreSQL reads it (or `None`) already, which takes half the time.
    """
    told = ", ".join(f"{column} {kind}" for column, kind in columns)
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE {name} ({told}) ON COMMIT DROP")
        with cursor.copy(f"COPY {name} FROM STDIN") as copy:
            copy.set_types(["text" if as_text else kind for _, kind in columns])
            for row in rows:
                copy.write_row(row)
        yield name
        cursor.execute(f"DROP TABLE {name}")


_ROWS_AT_ONCE = 50_000


@contextmanager
def staged_table(name: str, columns: Sequence[tuple[str, str]], table: pyarrow.Table) -> Iterator[None]:
    """An Arrow table as a temporary table, as `staged` does with rows, but none is touched one by one."""
    told = ", ".join(f"{column} {kind}" for column, kind in columns)
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE {name} ({told}) ON COMMIT DROP")
        with cursor.copy(f"COPY {name} FROM STDIN (FORMAT csv)") as copy:
            for batch in table.to_batches(max_chunksize=_ROWS_AT_ONCE):
                text = pyarrow.BufferOutputStream()
                csv.write_csv(batch, text, csv.WriteOptions(include_header=False))
                copy.write(text.getvalue())
        cursor.execute(f"ANALYZE {name}")
        yield
        cursor.execute(f"DROP TABLE {name}")
