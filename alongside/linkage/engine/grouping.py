"""From decided pairs to persons: clear groups at once, the others one to one, best first, by the pure rule."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import duckdb
import pyarrow as pa

from alongside.linkage.contracts import Candidate, Member, Outcome, Rule, Thresholds, Verdict
from alongside.linkage.engine.asking import spare_questions
from alongside.linkage.rules.clusters import HOLDS, VETOES
from alongside.linkage.rules.one_to_one import Settled, settle, settle_question


def group(con: duckdb.DuckDBPyConnection, thresholds: Thresholds) -> None:
    """Make `persons` (record, person) for every joined record and `settled` (linked pairs that became a question).

    `known_pairs` holds records that were one person in an earlier run.
    """
    hang_together(con)
    con.execute(_unclear(thresholds))
    result = _settle_unclear(con, thresholds)
    con.execute(
        "create or replace table persons as select record, component as person from together"
        " anti join unclear using (component)"
    )
    _fill(con, "joined", {"record": result.group_of.keys(), "person": result.group_of.values()})
    con.execute("insert into persons select * from joined")
    _fill(
        con,
        "settled",
        {"a": [k[0] for k in result.verdicts], "b": [k[1] for k in result.verdicts]},
        {
            "outcome": [v.outcome.value for v in result.verdicts.values()],
            "rule": [v.rule.value for v in result.verdicts.values()],
        },
    )


def hang_together(con: duckdb.DuckDBPyConnection) -> None:
    """Make `together` (record, component): records hanging together by links, named by the first of them.

    Each record takes the first name among its neighbours until nothing changes: persons are small, so a few rounds.
    """
    con.execute(
        f"create or replace table ties as with pairs as (select a, b from ({LINKS}) union select a, b from known_pairs)"
        " select a as x, b as y from pairs union all select b, a from pairs"
    )
    con.execute(
        "create or replace table together as select x as record, least(x, min(y)) as component from ties group by x"
    )
    while True:
        con.execute(
            "create or replace table lower as select t.x as record, min(n.component) as component"
            " from ties t join together n on n.record = t.y join together own on own.record = t.x"
            " where n.component < own.component group by t.x"
        )
        if not con.execute("select 1 from lower limit 1").fetchall():
            return
        con.execute(
            "create or replace table together as"
            " select record, coalesce(lower.component, together.component) as component"
            " from together left join lower using (record)"
        )


def _fill(
    con: duckdb.DuckDBPyConnection,
    table: str,
    numbers: Mapping[str, Iterable[int]],
    texts: Mapping[str, Iterable[str]] | None = None,
) -> None:
    arrays: list[pa.Array[Any]] = [pa.array(list(values), pa.int64()) for values in numbers.values()]
    arrays += [pa.array(list(values), pa.string()) for values in (texts or {}).values()]
    con.register("filling", pa.table(arrays, names=[*numbers, *(texts or {})]))
    con.execute(f"create or replace table {table} as select * from filling")
    con.unregister("filling")


def _quoted(rules: Iterable[Rule]) -> str:
    return ", ".join(sorted(f"'{rule.value}'" for rule in rules))


LINKS = f"select a, b, weight from weighed join verdicts using (code) where outcome = '{Outcome.LINKED}'"
QUESTIONS = f"select a, b, weight from weighed join verdicts using (code) where outcome = '{Outcome.ASK}'"


def _unclear(thresholds: Thresholds) -> str:
    """SQL for `unclear`: components in which the order of joining could matter.

    Clear is a component with one record an agency, no veto, hold or person's word inside, no two identifiers of a
    kind, no close rival outside and no earlier person. There every pair may be joined, in any order.
    """
    both_ways = "select a as x, b as y, weight from ({0}) union all select b, a, weight from ({0})"
    inside = _quoted(VETOES | HOLDS | {Rule.PERSON_SAID_SAME})
    return f"""
    create or replace table unclear as
    select component from together join prepared using (record) group by component
        having count(*) > count(distinct agency) or count(*) > {thresholds.largest_person}
    union select l.component from weighed w join verdicts using (code)
        join together l on l.record = w.a join together r on r.record = w.b
        where l.component = r.component and rule in ({inside})
    union select component from (
        select component, unnest(identifiers) as identifier
        from together join prepared using (record) where identifiers is not null
    ) group by component, split_part(identifier, ':', 1) having count(distinct identifier) > 1
    union select component from ({both_ways.format(QUESTIONS)}) q
        join ({both_ways.format(LINKS)}) k on k.x = q.x and k.y <> q.y
        join prepared rival on rival.record = q.y join prepared chosen on chosen.record = k.y
        join together on together.record = q.x
        where rival.agency = chosen.agency and q.weight > k.weight - {thresholds.rival_bits!r}
    union select component from known_pairs join together on together.record = known_pairs.a
    """


def _settle_unclear(con: duckdb.DuckDBPyConnection, thresholds: Thresholds) -> Settled:
    con.execute(
        "create or replace table unclear_records as select record from together semi join unclear using (component)"
    )
    touched = con.execute(
        "select a, b, outcome, rule, weight, identified from weighed join verdicts using (code)"
        " where (a in (from unclear_records) or b in (from unclear_records))"
        f" and (outcome <> '{Outcome.APART}' or rule in ({_quoted(VETOES | HOLDS)})) order by a, b"
    ).fetchall()
    candidates = [
        Candidate(a, b, Verdict(Outcome(outcome), Rule(rule)), weight, identified)
        for a, b, outcome, rule, weight, identified in touched
    ]
    known = con.execute("select a, b from known_pairs order by a, b").fetchall()
    _fill(con, "looked_at", {"record": {r for c in candidates for r in (c.a, c.b)} | {r for k in known for r in k}})
    rows = con.execute(
        "select record, agency, open, identifiers from prepared semi join looked_at using (record)"
    ).fetchall()
    members = {r: Member(r, agency, is_open, frozenset(held or ())) for r, agency, is_open, held in rows}
    return settle(members, candidates, thresholds, known)


DECIDED = """
create or replace table decided as
with first as (
    select w.a, w.b, w.weight, w.probability, w.code, v.identified,
        coalesce(s.outcome, v.outcome) as outcome, coalesce(s.rule, v.rule) as rule
    from weighed w join verdicts v using (code) left join settled s on s.a = w.a and s.b = w.b
), grouped as (
    select f.*, coalesce(l.person, f.a) as person_a, coalesce(r.person, f.b) as person_b
    from first f left join persons l on l.record = f.a left join persons r on r.record = f.b
), holding as (
    select coalesce(n.person, p.record) as person, list_distinct(list(p.agency) filter (p.open)) as agencies
    from prepared p left join persons n using (record)
    where coalesce(n.person, p.record) in (
        select person_a from grouped where outcome = 'ask' union all select person_b from grouped where outcome = 'ask'
    ) group by 1
)
select g.a, g.b, g.weight, g.probability, g.code, g.identified, g.outcome, g.rule,
    g.person_a = g.person_b as one_group, coalesce(list_has_any(x.agencies, y.agencies), false) as both_hold_open
from grouped g left join holding x on x.person = g.person_a left join holding y on y.person = g.person_b
"""


ANSWERS = (
    ("outcome", pa.string()),
    ("rule", pa.string()),
    ("identified", pa.bool_()),
    ("one_group", pa.bool_()),
    ("both_hold_open", pa.bool_()),
    ("final_outcome", pa.string()),
    ("final_rule", pa.string()),
)


def settle_questions(con: duckdb.DuckDBPyConnection) -> None:
    """Make `decided`, and `answers_second`: what becomes of each kind of open question once persons are known."""
    con.execute(DECIDED)
    spare_questions(con)
    rows = con.execute(
        "select distinct outcome, rule, identified, one_group, both_hold_open from decided where outcome <> 'linked'"
        " order by all"
    ).fetchall()
    answers = []
    for outcome, rule, identified, one_group, both in rows:
        pair = Candidate(0, 1, Verdict(Outcome(outcome), Rule(rule)), 0.0, identified)
        verdict = settle_question(pair, one_group=one_group, both_hold_open=both)
        answers.append((outcome, rule, identified, one_group, both, verdict.outcome.value, verdict.rule.value))
    columns = list(zip(*answers, strict=True)) if answers else [()] * len(ANSWERS)
    arrays = [pa.array(column, kind) for column, (_, kind) in zip(columns, ANSWERS, strict=True)]
    con.register("filling", pa.table(arrays, names=[name for name, _ in ANSWERS]))
    con.execute("create or replace table answers_second as select * from filling")
    con.unregister("filling")
