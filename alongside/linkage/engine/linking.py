"""The whole way: records in, decided pairs and persons out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from alongside.linkage.contracts import Decision, Model, Thresholds
from alongside.linkage.engine.deciding import decide_pairs, levels_sql
from alongside.linkage.engine.executor import Progress, nothing_to_say
from alongside.linkage.engine.grouping import group, settle_questions
from alongside.linkage.engine.on_duckdb import OnDuckDB


@dataclass(frozen=True, slots=True)
class LinkResult:
    """What a run decided.

    `pairs`: source_a, source_b, outcome, rule, match_weight (bits), match_probability, a level for each field
    (numbers of the enums in contracts), reasons. Sorted by source_a, source_b; source_a sorts before source_b.
    `partition`: source, person; person is the first source of the person in sorted order.
    """

    pairs: pa.Table
    partition: pa.Table
    model: Model
    report: Mapping[str, object]


def link(
    records: pa.Table,
    *,
    decisions: Iterable[Decision] = (),
    model: Model | None,
    thresholds: Thresholds,
    folder: Path,
    known: pa.Table | None = None,
    memberships: pa.Table | None = None,
    memory_limit: str = "4GB",
    threads: int | None = None,
    progress: Progress = nothing_to_say,
) -> LinkResult:
    """Link the records of several agencies, each pair decided with its reasons.

    `model` None trains one, or takes the shipped one where there is too little to learn from. For an incremental run
    `known` holds the records of earlier runs and `memberships` (source, person) who they were; then only pairs with a
    new record are looked at. The result does not depend on the order of rows.
    """
    engine = OnDuckDB(folder, memory_limit=memory_limit, threads=threads)
    try:
        progress("reading", 0.0)
        engine.take_in(records, known)
        progress("learning", 0.15)
        used = model or engine.train(thresholds)
        progress("comparing", 0.4)
        engine.find_pairs(used, thresholds)
        progress("deciding", 0.8)
        decide(engine.con, decisions, used, thresholds, memberships)
        progress("writing", 0.95)
        result = LinkResult(read_pairs(engine.con), read_partition(engine.con), used, report(engine.con, used))
        progress("done", 1.0)
        return result
    finally:
        engine.con.close()


def decide(
    con: duckdb.DuckDBPyConnection,
    decisions: Iterable[Decision],
    model: Model,
    thresholds: Thresholds,
    memberships: pa.Table | None,
) -> None:
    """From weighed pairs to decided pairs and persons."""
    _take_in_memberships(con, memberships)
    decide_pairs(con, decisions, model, thresholds)
    group(con, thresholds)
    settle_questions(con)


def _take_in_memberships(con: duckdb.DuckDBPyConnection, memberships: pa.Table | None) -> None:
    """`known_pairs`: each record of an earlier person with the person's first record."""
    nobody = pa.table({"source": pa.array([], pa.string()), "person": pa.array([], pa.string())})
    con.register("given", nobody if memberships is None else memberships)
    con.execute(
        "create or replace table known_pairs as with held as ("
        " select person, record, min(record) over (partition by person) as first"
        " from given join prepared using (source)"
        ") select first as a, record as b from held where first <> record"
    )
    con.unregister("given")


def read_pairs(con: duckdb.DuckDBPyConnection) -> pa.Table:
    """The decided pairs with sources in place of numbers."""
    table: pa.Table = con.sql(
        f"""select l.source as source_a, r.source as source_b, coalesce(n.final_outcome, d.outcome) as outcome,
            coalesce(n.final_rule, d.rule) as rule, d.weight as match_weight, d.probability as match_probability,
            {levels_sql("d.code")}, v.reasons
        from decided d join verdicts v using (code) join prepared l on l.record = d.a join prepared r on r.record = d.b
        left join answers_second n on n.outcome = d.outcome and n.rule = d.rule and n.identified = d.identified
            and n.one_group = d.one_group and n.both_hold_open = d.both_hold_open
        order by d.a, d.b"""
    ).to_arrow_table()
    return table


def read_partition(con: duckdb.DuckDBPyConnection) -> pa.Table:
    """Every record's source and the source that stands for its person."""
    table: pa.Table = con.sql(
        "select p.source, coalesce(f.source, p.source) as person from prepared p"
        " left join persons n on n.record = p.record left join prepared f on f.record = n.person order by p.record"
    ).to_arrow_table()
    return table


def report(con: duckdb.DuckDBPyConnection, model: Model) -> Mapping[str, object]:
    """How many records, persons and pairs, and what the model says of itself."""
    records, joined, groups = (
        int(con.execute(query).fetchall()[0][0])
        for query in (
            "select count(*) from prepared",
            "select count(*) from persons",
            "select count(distinct person) from persons",
        )
    )
    return {
        "records": records,
        "persons": records - joined + groups,
        "model": model.name,
        "training": dict(model.report),
    }
