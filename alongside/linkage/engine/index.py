"""What linking keeps between two runs: records as compared, their keys, pairs as weighed, and who was one person.

One DuckDB file, attached as `kept`. All of it can be made again from the records: a file of another format, or one
that cannot be read, is thrown away. Records have numbers here, given in the order in which they came.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from alongside.linkage.contracts import Decision
from alongside.linkage.engine.on_duckdb import OnDuckDB

FORMAT = "2"
NOBODY = pa.table({"source": pa.array([], pa.string()), "agency": pa.array([], pa.string())})
TABLES = (
    "create table kept.record as select 0::bigint as number, ''::varchar as version, * exclude (record)"
    " from prepared where false",
    "create table kept.received as from received where false",
    "create table kept.key (key ubigint, number bigint)",
    "create table kept.pair (a bigint, b bigint, weight double, probability double, code bigint)",
    "create table kept.member (number bigint, person bigint)",
    "create table kept.decision (source_a varchar, source_b varchar, said integer)",
    "create table kept.state (name varchar primary key, value varchar)",
    f"insert into kept.state values ('format', '{FORMAT}')",
)

_RECORDS = (
    "delete from kept.record where number in (select number from removed)",
    "delete from kept.received where source in (select source from removed)",
    "delete from kept.key where number in (select number from removed)",
    "delete from kept.member where number in (select number from removed)",
    "insert into kept.record by name from arrived",
    "insert into kept.received by name from arrived_received",
    "insert into kept.key select unnest(keys), number from arrived",
)


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed since the last run: source and version of what is to be read, and who is gone.

    `most`: it is more than half of all there is, and quicker read with the rest.
    """

    changed: pa.Table
    gone: tuple[str, ...]
    most: bool


class Index:
    """The file, and in memory beside it what is new: `arrived` (records), `removed` (numbers), `said` (decisions)."""

    def __init__(self, engine: OnDuckDB, file: Path) -> None:
        self.engine, self.con, self.file = engine, engine.con, file
        try:
            self._open()
        except (duckdb.Error, ValueError):
            self._start_again()

    def _open(self) -> None:
        fresh = not self.file.exists()
        self.con.execute("attach '{}' as kept".format(str(self.file).replace("'", "''")))
        if fresh:
            self.engine.take_in(NOBODY)
            for table in TABLES:
                self.con.execute(table)
        if self.state("format") != FORMAT:
            raise ValueError("an index of another format")

    def _start_again(self) -> None:
        self.con.execute("detach database if exists kept")
        for file in (self.file, self.file.with_name(self.file.name + ".wal")):
            file.unlink(missing_ok=True)
        self._open()

    def state(self, name: str) -> str | None:
        """What was noted under this name."""
        rows = self.con.execute("select value from kept.state where name = ?", [name]).fetchall()
        return str(rows[0][0]) if rows else None

    def note(self, name: str, value: str | None) -> None:
        """Note something, or forget it."""
        if value is None:
            self.con.execute("delete from kept.state where name = ?", [name])
        else:
            self.con.execute("insert or replace into kept.state values (?, ?)", [name, value])

    def changes(self, newest: pa.Table) -> Changes:
        """Which of all records (source, version) are new or changed, and which kept ones are not there any more."""
        self.con.register("newest", newest)
        changed: pa.Table = self.con.sql(
            "select source, version from newest anti join kept.record using (source, version)"
        ).to_arrow_table()
        gone = self.con.execute("select source from kept.record anti join newest using (source) order by source")
        told = Changes(changed, tuple(str(source) for (source,) in gone.fetchall()), 2 * len(changed) > len(newest))
        self.con.unregister("newest")
        return told

    def take_in(self, records: pa.Table, gone: Iterable[str], decisions: Iterable[Decision]) -> None:
        """Read what is new and forget nothing yet: `arrived`, `arrived_received`, `removed` and `said`."""
        self.engine.take_in(records.drop_columns("version"))
        self.con.register("versions", records.select(["source", "version"]))
        self.con.execute(
            "create or replace table arrived as"
            " with taken as (select coalesce(max(number) + 1, 0) as next from kept.record)"
            " select p.record + next as number, v.version, p.* exclude (record)"
            " from prepared p join versions v using (source), taken"
        )
        self.con.unregister("versions")
        self.con.execute("create or replace table arrived_received as from received")
        self.con.register("gone", pa.table({"source": pa.array(list(gone), pa.string())}))
        self.con.execute(
            "create or replace table removed as select number, source from kept.record"
            " semi join (select source from arrived union select source from gone) using (source)"
        )
        self.con.unregister("gone")
        self._take_in_decisions(decisions)
        self._everything()

    def _take_in_decisions(self, decisions: Iterable[Decision]) -> None:
        rows = sorted({(*sorted((d.source_a, d.source_b)), int(d.said)) for d in decisions})
        columns = [pa.array([row[n] for row in rows], kind) for n, kind in enumerate((*[pa.string()] * 2, pa.int32()))]
        self.con.register("given", pa.table(columns, names=["source_a", "source_b", "said"]))
        self.con.execute("create or replace table said as from given")
        self.con.unregister("given")

    def _everything(self) -> None:
        """`everyone` and `received`: what is kept and what is new together."""
        self.con.execute(
            "create or replace view everyone as from kept.record anti join removed using (number)"
            " union all by name from arrived"
        )
        self.con.execute("drop table if exists received")
        self.con.execute(
            "create or replace view received as from kept.received anti join removed using (source)"
            " union all by name from arrived_received"
        )

    def keep_records(self) -> None:
        """Keep what is new, before anything is known of its pairs; then nothing is new any more."""
        self._at_once(*_RECORDS)
        for table in ("arrived", "arrived_received", "removed"):
            self.con.execute(f"delete from {table}")

    def keep_pairs(self, pairs: str, state: str) -> None:
        """Keep the pairs of a query in place of all others, and how far the run has come."""
        self._at_once("delete from kept.pair", f"insert into kept.pair {pairs}")
        self.note("unfinished", state)

    def keep_all(self) -> None:
        """Keep what is new: records, `pair_new`, and for the numbers in `inner_circle` who is one person."""
        self._at_once(
            "delete from kept.pair where a in (select number from removed) or b in (select number from removed)",
            "delete from kept.member where number in (select number from inner_circle)",
            *_RECORDS,
            "insert into kept.pair from pair_new",
            "insert into kept.member from member_now",
            "delete from kept.decision",
            "insert into kept.decision from said",
        )

    def _at_once(self, *statements: str) -> None:
        self.con.execute("begin")
        try:
            for statement in statements:
                self.con.execute(statement)
            self.con.execute("commit")
        except BaseException:
            self.con.execute("rollback")
            raise
