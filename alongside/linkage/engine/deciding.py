"""From weighed pairs to decided pairs: the pure rule is asked once for each evidence that occurs, then joined."""

from __future__ import annotations

from collections.abc import Iterable

import duckdb
import pyarrow as pa

from alongside.linkage.contracts import Band, Decision, Field, Model, Said, Thresholds
from alongside.linkage.engine.explaining import read_record, weigh_pair
from alongside.linkage.rules.decide import decide
from alongside.linkage.rules.evidence import DIGIT_OF, LOWEST, decode, encode, levels_of, place_values
from alongside.linkage.rules.explain import reasons
from alongside.linkage.rules.weigh import PLACES, prior_bits, probability_of, total

IDENTIFIED = (1, 3)
STRONGER = {Said.DIFFERENT: 3, Said.UNSURE: 1, Said.SAME: 2}


def effective(decisions: Iterable[Decision]) -> dict[tuple[str, str], Said]:
    """What people said about each pair of sources; where they contradict each other, "different" stands first."""
    said: dict[tuple[str, str], Said] = {}
    for decision in decisions:
        pair = (min(decision.source_a, decision.source_b), max(decision.source_a, decision.source_b))
        if decision.said is not Said.NOTHING:
            said[pair] = max(said.get(pair, decision.said), decision.said, key=STRONGER.__getitem__)
    return said


def decide_pairs(
    con: duckdb.DuckDBPyConnection, decisions: Iterable[Decision], model: Model, thresholds: Thresholds
) -> None:
    """Add to `weighed` (pairs with their evidence code) what people said; make `verdicts` (a row for each code)."""
    _take_in_decisions(con, effective(decisions))
    con.execute(
        f"update weighed set code = code + said * {place_values()['said']} from decisions d"
        " where weighed.a = d.a and weighed.b = d.b"
    )
    _add_unmatched_decisions(con, model, thresholds)
    judge(con)


def judge(con: duckdb.DuckDBPyConnection) -> None:
    """Make `verdicts`: each evidence code that occurs in `weighed`, decided once by the rule."""
    codes = [int(row[0]) for row in con.execute("select distinct code from weighed order by code").fetchall()]
    con.register("answers", verdict_table(codes))
    con.execute("create or replace table verdicts as select * from answers")
    con.unregister("answers")


def verdict_table(codes: Iterable[int]) -> pa.Table:
    """For each evidence code its verdict and reasons in words."""
    rows = []
    for code in codes:
        evidence = decode(code)
        verdict = decide(evidence)
        told = reasons(levels_of(evidence))
        rows.append((code, verdict.outcome.value, verdict.rule.value, int(evidence.identifier) in IDENTIFIED, told))
    columns = list(zip(*rows, strict=True)) if rows else [()] * 5
    kinds = (pa.int64(), pa.string(), pa.string(), pa.bool_(), pa.string())
    names = ["code", "outcome", "rule", "identified", "reasons"]
    return pa.table([pa.array(c, k) for c, k in zip(columns, kinds, strict=True)], names=names)


def _take_in_decisions(con: duckdb.DuckDBPyConnection, said: dict[tuple[str, str], Said]) -> None:
    con.register(
        "given",
        pa.table(
            [
                pa.array([a for a, _ in said], pa.string()),
                pa.array([b for _, b in said], pa.string()),
                pa.array([int(s) for s in said.values()], pa.int64()),
            ],
            names=["source_a", "source_b", "said"],
        ),
    )
    con.execute(
        "create or replace table decisions as select least(l.record, r.record) as a, greatest(l.record, r.record) as b,"
        " g.said from given g join prepared l on l.source = g.source_a join prepared r on r.source = g.source_b"
        " where l.record <> r.record"
    )
    con.unregister("given")


def weighed_sql(pairs: str, thresholds: Thresholds) -> str:
    """SQL for `weighed`: the evidence of each pair as one number, digit by digit as in `rules.evidence`.

    Nobody has said anything yet: that digit is 0. `pairs` is SQL for what Splink found.
    """
    worth = place_values()
    certain, possible = prior_bits(thresholds.link_probability), prior_bits(thresholds.ask_probability)
    digits = [
        f"(l.agency = r.agency and l.open and r.open)::integer * {worth['two_open']}",
        f"(l.nameless or r.nameless)::integer * {worth['nameless']}",
        *(f"(p.gamma_{f.value} - ({LOWEST[digit]})) * {worth[digit]}" for f, digit in DIGIT_OF.items()),
        f"(case when weight >= {certain!r} then {Band.CERTAIN:d}"
        f" when weight >= {possible!r} then {Band.POSSIBLE:d} else {Band.UNLIKELY:d} end) * {worth['band']}",
    ]
    return (
        "create or replace table weighed as"
        " with p as (select least(record_l, record_r) as a, greatest(record_l, record_r) as b,"
        f" round(match_weight, {PLACES}) as weight, * from {pairs})"
        f" select p.a, p.b, p.weight, match_probability as probability, ({' + '.join(digits)})::bigint as code"
        " from p join prepared l on l.record = p.a join prepared r on r.record = p.b"
    )


def _add_unmatched_decisions(con: duckdb.DuckDBPyConnection, model: Model, thresholds: Thresholds) -> None:
    """Pairs people spoke about that share too little to be found."""
    missing = con.execute("select a, b, said from decisions anti join weighed using (a, b)").fetchall()
    add_pairs(con, missing, model, thresholds)


def add_pairs(
    con: duckdb.DuckDBPyConnection, pairs: Iterable[tuple[int, int, int]], model: Model, thresholds: Thresholds
) -> None:
    """Weigh pairs (a, b, what was said) one by one, and add them to `weighed`."""
    for a, b, said in pairs:
        one, other = (_row(con, record) for record in (a, b))
        evidence, weights = weigh_pair(read_record(one), read_record(other), model, thresholds, said=Said(said))
        weight = total(weights, model)
        con.execute(
            "insert into weighed values (?, ?, ?, ?, ?)", [a, b, weight, probability_of(weight), encode(evidence)]
        )


def _row(con: duckdb.DuckDBPyConnection, record: int) -> dict[str, object]:
    found = con.sql(
        "select s.* replace (p.open as open) from received s join prepared p using (source)"
        f" where p.record = {record:d}"
    ).to_arrow_table()
    row: dict[str, object] = found.to_pylist()[0]
    return row


def levels_sql(code: str) -> str:
    """SQL that takes the level of each field out of the evidence code again."""
    sizes = {"identifier": 5, "forename": 9, "surname": 5, "date": 8, "address": 5, "sex": 3}
    worth = place_values()
    return ", ".join(
        f"(({code} // {worth[digit]}) % {sizes[digit]} + ({LOWEST[digit]}))::tinyint as {field.value}"
        for field, digit in ((Field(f), d) for f, d in DIGIT_OF.items())
    )
