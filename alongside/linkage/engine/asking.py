"""Questions that need not be asked are taken out of the decided pairs, by the pure rule."""

from __future__ import annotations

import duckdb
import pyarrow as pa

from alongside.linkage.contracts import Candidate, Outcome, Rule, Verdict
from alongside.linkage.rules.asking import Standing, ask_once
from alongside.linkage.rules.clusters import VETOES
from alongside.linkage.rules.one_to_one import settle_question

_VETOES = ", ".join(sorted(f"'{rule.value}'" for rule in VETOES))
SEVERAL = f"""
with standing as (
    select d.a, d.b, coalesce(l.person, d.a) as person_a, coalesce(r.person, d.b) as person_b, d.outcome, d.rule,
        d.weight, d.identified, d.both_hold_open
    from decided d left join persons l on l.record = d.a left join persons r on r.record = d.b
    where not d.one_group
        and (d.outcome = '{Outcome.ASK}' or (d.outcome = '{Outcome.APART}' and d.rule in ({_VETOES})))
)
select * from standing
qualify count(*) over (partition by least(person_a, person_b), greatest(person_a, person_b)) > 1
    and bool_or(outcome = '{Outcome.ASK}') over (partition by least(person_a, person_b), greatest(person_a, person_b))
order by a, b
"""
"""Pairs between two people between whom there are several, at least one of them a question."""


def spare_questions(con: duckdb.DuckDBPyConnection) -> None:
    """Set the outcome of questions in `decided` that are answered, or asked through another pair of the same two."""
    spared = ask_once(_standing(row) for row in con.execute(SEVERAL).fetchall())
    con.register(
        "given",
        pa.table(
            [
                pa.array([a for a, _ in spared], pa.int64()),
                pa.array([b for _, b in spared], pa.int64()),
                pa.array([v.outcome.value for v in spared.values()], pa.string()),
                pa.array([v.rule.value for v in spared.values()], pa.string()),
            ],
            names=["a", "b", "outcome", "rule"],
        ),
    )
    con.execute(
        "update decided set outcome = given.outcome, rule = given.rule from given"
        " where decided.a = given.a and decided.b = given.b"
    )
    con.unregister("given")


def _standing(row: tuple[int, int, int, int, str, str, float, bool, bool]) -> Standing:
    a, b, person_a, person_b, outcome, rule, weight, identified, both = row
    pair = Candidate(a, b, Verdict(Outcome(outcome), Rule(rule)), weight, identified)
    verdict = settle_question(pair, one_group=False, both_hold_open=both)
    return Standing(a, b, person_a, person_b, verdict, weight, identified)
