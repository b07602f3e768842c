"""Arrow tables put into PostgreSQL for one statement."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pyarrow
from django.db import connection
from pyarrow import csv

_ROWS_AT_ONCE = 50_000


@contextmanager
def staged(name: str, columns: Sequence[tuple[str, str]], table: pyarrow.Table) -> Iterator[None]:
    """An Arrow table as a temporary table, as `anchor.staging` does with rows, but none is touched one by one."""
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
