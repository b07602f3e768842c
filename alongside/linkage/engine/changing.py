"""Whom a change concerns, and what comes of it: a small world taken out of the index, decided as a whole one is.

Numbers are those of the index. In the small world records are numbered in the order of their sources, so that nothing
depends on who came first.
"""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from alongside.linkage.contracts import Decision, Model, Outcome, Rule, Said, Thresholds
from alongside.linkage.engine.deciding import add_pairs, decide_pairs, judge, verdict_table
from alongside.linkage.engine.grouping import group, settle_questions
from alongside.linkage.engine.index import Index
from alongside.linkage.engine.linking import LinkResult, read_pairs, read_partition, report
from alongside.linkage.engine.repeating import close_repeating

NUMBERED = """
    select least(l.number, r.number) as a, greatest(l.number, r.number) as b, weight, probability, code
    from {pairs} join here l on l.record = {pairs}.a join here r on r.record = {pairs}.b
"""
"""Pairs of the small world with the numbers of the index."""
HERE_WEIGHED = """
    create or replace table weighed as
    select least(l.record, r.record) as a, greatest(l.record, r.record) as b, weight, probability, code
    from {pairs} p join here l on l.number = p.a join here r on r.number = p.b
"""


def bring_here(con: duckdb.DuckDBPyConnection, numbers: str) -> None:
    """Make `here` (number, record) and `prepared` for the numbers of a query, in the order of their sources."""
    con.execute(
        "create or replace table here as select number, (row_number() over (order by source) - 1)::integer as record"
        f" from everyone where number in ({numbers})"
    )
    con.execute(
        "create or replace table prepared as select h.record, e.* exclude (number, version)"
        " from everyone e join here h using (number) order by h.record"
    )
    close_repeating(con)


def weigh_arrived(index: Index, model: Model, thresholds: Thresholds) -> None:
    """Make `pair_new`, the pairs with a new record in them, and `pair_now`, all pairs that there are now."""
    con = index.con
    con.execute("create or replace table arrived_key as select distinct unnest(keys) as key from arrived")
    con.execute(
        "create or replace table near as select number from arrived union select distinct number from kept.key"
        " semi join arrived_key using (key) anti join removed using (number)"
    )
    bring_here(con, "select number from near")
    index.engine.find_new_pairs(model, thresholds)
    con.execute(f"create or replace table pair_new as {NUMBERED.format(pairs='weighed')}")
    con.execute(
        "create or replace table pair_now as from kept.pair where a not in (select number from removed)"
        " and b not in (select number from removed) union all from pair_new"
    )


def settle_concerned(index: Index, decisions: Sequence[Decision], model: Model, thresholds: Thresholds) -> LinkResult:
    """Decide anew for everybody concerned; `inner_circle` are their numbers."""
    con = index.con
    _find_concerned(con)
    bring_here(con, "select number from outer_circle")
    con.execute(HERE_WEIGHED.format(pairs="pair_concerned"))
    con.execute("create or replace table inner_record as select record from here semi join inner_circle using (number)")
    _decide(con, _concerning(con, decisions), model, thresholds)
    settle_questions(con)
    note_members(con)
    inner = "(select source from prepared semi join inner_record using (record))"
    return LinkResult(
        read_pairs(con, f"source_a in {inner} or source_b in {inner}"),
        read_partition(con, f"p.source in {inner}"),
        model,
        report(con, model),
        whole=False,
    )


_TIES = f"""
create or replace table tie as
with linked as (
    select a, b from pair_now join judged using (code) where outcome = '{Outcome.LINKED}'
    union all select a, b from said_number where said = {Said.SAME:d}
    union all select person as a, number as b from kept.member where number <> person
), both_ways as (select a as x, b as y from linked union all select b, a from linked)
from both_ways where x not in (select number from removed) and y not in (select number from removed)
"""
"""Who hangs together: by links that the rule would make, by a person's word, and by having been one person."""
_SEEDS = """
create or replace table reached as
select number from arrived
union select case when a in (select number from removed) then b else a end from kept.pair
    where a in (select number from removed) or b in (select number from removed)
union select number from kept.member where person in (select person from dissolved)
union select unnest([a, b]) from said_number join changed_word using (source_a, source_b)
"""
_DISSOLVED = """
create or replace table dissolved as
select person from kept.member semi join removed using (number)
union select person from kept.member join (
    select unnest([a, b]) as number from said_number join changed_word using (source_a, source_b)) using (number)
"""
"""Persons of the last run that are put together anew: a record of theirs changed, or somebody spoke."""


def _find_concerned(con: duckdb.DuckDBPyConnection) -> None:
    """Make `inner_circle`, whose persons may change, and `outer_circle`, who must be known to tell how."""
    codes = [int(row[0]) for row in con.execute("select distinct code from pair_now order by code").fetchall()]
    con.register("answers", verdict_table(codes))
    con.execute("create or replace table judged as select code, outcome from answers")
    con.unregister("answers")
    for statement in (
        "create or replace table changed_word as (from said except from kept.decision)"
        " union (from kept.decision except from said)",
        "create or replace table said_number as select l.number as a, r.number as b, s.* from ("
        " from said union from kept.decision) s join everyone l on l.source = s.source_a"
        " join everyone r on r.source = s.source_b where l.number <> r.number",
        _DISSOLVED,
        _TIES,
        _SEEDS,
        "delete from reached where number in (select number from removed)",
    ):
        con.execute(statement)
    _reach_partners(con)
    _reach_ties(con)
    con.execute("create or replace table inner_circle as from reached")
    con.execute(
        "create or replace table pair_concerned as from pair_now"
        " where a in (select number from inner_circle) or b in (select number from inner_circle)"
    )
    _reach_partners(con)
    con.execute(
        "create or replace table outer_circle as from reached union select number from kept.member where person in"
        " (select person from kept.member semi join reached using (number)) and number not in"
        " (select number from removed) union select unnest([a, b]) from said_number"
        " where a in (select number from inner_circle) or b in (select number from inner_circle)"
    )


def _reach_partners(con: duckdb.DuckDBPyConnection) -> None:
    """One step further, over every pair that was written down."""
    con.execute(
        "insert into reached select distinct other from (select b as other from pair_now semi join reached"
        " on reached.number = a union all select a from pair_now semi join reached on reached.number = b)"
        " where other not in (select number from reached)"
    )


def _reach_ties(con: duckdb.DuckDBPyConnection) -> None:
    """As far as ties go: persons are small, so a few steps."""
    con.execute("create or replace table last as from reached")
    while con.execute("select 1 from last limit 1").fetchall():
        con.execute(
            "create or replace table last as select distinct y as number from tie semi join last on last.number = x"
            " where y not in (select number from reached)"
        )
        con.execute("insert into reached from last")


def _concerning(con: duckdb.DuckDBPyConnection, decisions: Sequence[Decision]) -> list[Decision]:
    """The decisions about somebody in the inner circle."""
    found = (
        con.execute("select source from prepared semi join inner_record using (record)").fetchall() if decisions else []
    )
    inner = {str(source) for (source,) in found}
    return [d for d in decisions if d.source_a in inner or d.source_b in inner]


_KNOWN = """
create or replace table known_pairs as
with held as (
    select h.record, min(h.record) over (partition by m.person) as first
    from kept.member m join here h using (number) where {which}
) select first as a, record as b from held where first <> record
"""
_OUTSIDE = "m.number not in (select number from inner_circle)"
_AS_BEFORE = f"{_OUTSIDE} or m.person not in (select person from dissolved)"
_DIFFERING = """
create or replace table differing as
with each as (
    select i.record, coalesce(n.person, i.record) as anew, coalesce(k.person, i.record) as kept
    from inner_record i left join persons_anew n using (record) left join persons k using (record)
)
select l.record as a, r.record as b from each l join each r on l.anew = r.anew where l.record < r.record
    and l.kept <> r.kept
union select l.record, r.record from each l join each r on l.kept = r.kept where l.record < r.record
    and l.anew <> r.anew
"""


def _decide(
    con: duckdb.DuckDBPyConnection, decisions: Sequence[Decision], model: Model, thresholds: Thresholds
) -> None:
    """Group twice: as if all were new, and with persons kept as they were. Pairs that differ become questions."""
    decide_pairs(con, decisions, model, thresholds)
    con.execute(_KNOWN.format(which=_OUTSIDE))
    group(con, thresholds)
    con.execute("create or replace table persons_anew as from persons")
    con.execute(_KNOWN.format(which=_AS_BEFORE))
    group(con, thresholds)
    con.execute(_DIFFERING)
    unweighed = con.execute("select a, b, 0 from differing anti join weighed using (a, b)").fetchall()
    add_pairs(con, unweighed, model, thresholds)
    judge(con)
    con.execute("delete from settled where (a, b) in (select (a, b) from differing)")
    con.execute(f"insert into settled select a, b, '{Outcome.ASK}', '{Rule.NEWER_RECORD}' from differing")


def note_members(con: duckdb.DuckDBPyConnection) -> None:
    """Make `member_now` (number, person) for the inner circle, a person being named by one of its numbers."""
    con.execute(
        "create or replace table member_now as select number, min(number) over (partition by person) as person"
        " from persons join here using (record) semi join inner_circle using (number)"
    )
