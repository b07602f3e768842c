"""Which of the decided pairs are asked about once everybody is known, by the pure rule."""

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
        d.weight, d.identified, d.both_hold_open, l.person is null and r.person is null as alone
    from decided d left join persons l on l.record = d.a left join persons r on r.record = d.b
    where not d.one_group
        and (d.outcome = '{Outcome.ASK}' or (d.outcome = '{Outcome.APART}' and d.rule in ({_VETOES})))
)
select * from standing
qualify count(*) over (partition by least(person_a, person_b), greatest(person_a, person_b)) > 1
    and bool_or(outcome = '{Outcome.ASK}') over (partition by least(person_a, person_b), greatest(person_a, person_b))
    or (alone and rule = '{Rule.A_GENERATION_OR_A_SLIP}')
order by a, b
"""
"""Pairs between two people between whom there are several, at least one of them a question; and what may be a slip."""


def spare_questions(con: duckdb.DuckDBPyConnection) -> None:
    """Set in `decided` what is no question, or only now one, by the pure rule."""
    changed = ask_once(_standing(row) for row in con.execute(SEVERAL).fetchall())
    con.register(
        "given",
        pa.table(
            [
                pa.array([a for a, _ in changed], pa.int64()),
                pa.array([b for _, b in changed], pa.int64()),
                pa.array([v.outcome.value for v in changed.values()], pa.string()),
                pa.array([v.rule.value for v in changed.values()], pa.string()),
            ],
            names=["a", "b", "outcome", "rule"],
        ),
    )
    con.execute(
        "update decided set outcome = given.outcome, rule = given.rule from given"
        " where decided.a = given.a and decided.b = given.b"
    )
    con.unregister("given")


def _standing(row: tuple[int, int, int, int, str, str, float, bool, bool, bool]) -> Standing:
    a, b, person_a, person_b, outcome, rule, weight, identified, both, alone = row
    pair = Candidate(a, b, Verdict(Outcome(outcome), Rule(rule)), weight, identified)
    verdict = settle_question(pair, one_group=False, both_hold_open=both)
    return Standing(a, b, person_a, person_b, verdict, weight, identified, alone)
