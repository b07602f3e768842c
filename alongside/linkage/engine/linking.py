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
from alongside.linkage.engine.repeating import close_repeating, find_repeating


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
    whole: bool = True
    """Everybody is in it; else only those whom the changes concern, and every pair of theirs."""


def link(
    records: pa.Table,
    *,
    decisions: Iterable[Decision] = (),
    model: Model | None,
    thresholds: Thresholds,
    folder: Path,
    memory_limit: str = "4GB",
    threads: int | None = None,
    progress: Progress = nothing_to_say,
) -> LinkResult:
    """Link the records of several agencies at one go, each pair decided with its reasons.

    `model` None trains one, or takes the shipped one where there is too little to learn from. The result does not
    depend on the order of rows. `living.Living` does the same and keeps what it found for the next time.
    """
    engine = OnDuckDB(folder, memory_limit=memory_limit, threads=threads)
    try:
        progress("reading", 0.0)
        engine.take_in(records)
        find_repeating(engine.con, "prepared", thresholds)
        close_repeating(engine.con)
        progress("learning", 0.15)
        used = model or engine.train(thresholds)
        progress("comparing", 0.4)
        engine.find_pairs(used, thresholds)
        progress("deciding", 0.8)
        decide(engine.con, decisions, used, thresholds)
        progress("writing", 0.95)
        result = LinkResult(read_pairs(engine.con), read_partition(engine.con), used, report(engine.con, used))
        progress("done", 1.0)
        return result
    finally:
        engine.con.close()


def decide(con: duckdb.DuckDBPyConnection, decisions: Iterable[Decision], model: Model, thresholds: Thresholds) -> None:
    """From weighed pairs to decided pairs and persons."""
    decide_pairs(con, decisions, model, thresholds)
    con.execute("create or replace table known_pairs (a integer, b integer)")
    group(con, thresholds)
    settle_questions(con)


def read_pairs(con: duckdb.DuckDBPyConnection, which: str = "true") -> pa.Table:
    """The decided pairs with sources in place of numbers, all or those of an SQL condition."""
    table: pa.Table = con.sql(
        f"""select l.source as source_a, r.source as source_b, coalesce(n.final_outcome, d.outcome) as outcome,
            coalesce(n.final_rule, d.rule) as rule, d.weight as match_weight, d.probability as match_probability,
            {levels_sql("d.code")}, v.reasons
        from decided d join verdicts v using (code) join prepared l on l.record = d.a join prepared r on r.record = d.b
        left join answers_second n on n.outcome = d.outcome and n.rule = d.rule and n.identified = d.identified
            and n.one_group = d.one_group and n.both_hold_open = d.both_hold_open
        where {which} order by d.a, d.b"""
    ).to_arrow_table()
    return table


def read_partition(con: duckdb.DuckDBPyConnection, which: str = "true") -> pa.Table:
    """Every record's source and the source that stands for its person; all or those of an SQL condition."""
    table: pa.Table = con.sql(
        "select p.source, coalesce(f.source, p.source) as person from prepared p"
        " left join persons n on n.record = p.record left join prepared f on f.record = n.person"
        f" where {which} order by p.record"
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
