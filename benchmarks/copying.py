"""The limit for everything that writes: COPY of the same bytes into a table of the same shape and indexes."""

import time
from typing import Any


class Copy:
    """Copies what was written to some tables into empty twins of them, which grow as they do."""

    def __init__(self, admin: Any, tables: tuple[str, ...]) -> None:
        self.admin, self.tables = admin, tables
        for table in tables:
            admin.execute(f"CREATE TABLE bench_{table} (LIKE {table} INCLUDING ALL)")

    def seconds(self, which: str = "true") -> float:
        """Seconds for those rows of all tables."""
        return sum(self._one(table, which) for table in self.tables)

    def _one(self, table: str, which: str) -> float:
        columns = self.admin.execute(
            "SELECT string_agg(quote_ident(column_name), ', ' ORDER BY ordinal_position) "
            "FROM information_schema.columns WHERE table_name = %s AND is_identity = 'NO'",
            (table,),
        ).fetchone()[0]
        with self.admin.cursor().copy(f"COPY (SELECT {columns} FROM {table} WHERE {which}) TO STDOUT") as out:
            content = b"".join(bytes(piece) for piece in out)
        began = time.perf_counter()
        with self.admin.cursor().copy(f"COPY bench_{table} ({columns}) FROM STDIN") as into:
            into.write(content)
        return time.perf_counter() - began
