"""What the engine found is taken over: records become people, pairs are renewed, some links are drawn for a check."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

import pyarrow
from django.db import connection
from pyarrow import compute

from alongside.anchor.staging import staged_table
from alongside.kernel.caller import Caller
from alongside.kernel.capability import capability
from alongside.kernel.duties import REGISTRY
from alongside.kernel.ids import PersonId
from alongside.kernel.scope import for_system
from alongside.linkage.contracts import Outcome, RunNoted
from alongside.linkage.models import KeptModel, Run
from alongside.linkage.rules.assign import assign
from alongside.linkage.services.checking import draw_checks
from alongside.trust import api as trust


@capability("linkage.adopt", scope=for_system("linker"), writes=True)
def adopt(
    caller: Caller,
    *,
    partition: pyarrow.Table,
    pairs: pyarrow.Table,
    whole: bool = True,
    gone: Sequence[str] = (),
    run: RunNoted | None = None,
) -> int:
    """The result of linking is taken over: identities move, pairs are renewed, grants follow. Gives how many moved.

    `partition` holds each record's `source` and the `person` it stands for; `pairs` what the engine says of each pair.
    Unless it is the `whole`, pairs between records that are neither in the partition nor `gone` stay as they are.
    """
    with staged_table("linked", _LINKED, partition.select(["source", "person"])), connection.cursor() as cursor:
        cursor.execute(_NEVER_SEALED)
        for statement in _PLACE:
            cursor.execute(statement)
        _place_contested(cursor)
        touched = _move(caller, cursor)
        cursor.execute("SELECT count(*) FROM moved")
        moved: int = cursor.fetchone()[0]
        cursor.execute("DROP TABLE placed, moved")
        _renew_pairs(caller, pairs, whole=whole, gone=gone)
        if run is not None:
            draw_checks(caller, pairs=pairs, run=run.id)
    REGISTRY.settle(trust.settler(caller), touched)
    if run is not None:
        _note_run(caller, run, moved)
    if len(touched) >= max(_MANY, run.records // _SHARE if run else 0):
        _count_again()
    return moved


def _note_run(caller: Caller, run: RunNoted, moved: int) -> None:
    kept = KeptModel(digest=run.model, name=run.model_name, report=run.report, weights=run.weights, at=caller.now)
    KeptModel.objects.bulk_create([kept], ignore_conflicts=True)
    Run(
        run=run.id, at=caller.now, whole=run.whole, model=run.model, records=run.records, people=run.people, moved=moved
    ).save(force_insert=True)


_MANY, _SHARE = 1_000, 10
"""From so many people whose records moved, and one in so many of all, statistics are worth taking again at once."""


def _count_again() -> None:
    """Without it, plans are made blind until autovacuum comes by: first deeds took 100 ms instead of 16."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT linkage_count_again()")


_LINKED = (("source", "uuid"), ("cluster", "uuid"))
_NEVER_SEALED = "DELETE FROM linked WHERE source IN (SELECT source FROM families_sealed)"
"""A record that was sealed while a run was under way stays where it is."""
_PLACE = (
    """
    CREATE TEMPORARY TABLE placed ON COMMIT DROP AS
    SELECT l.source, l.cluster, i.person_id AS person, i.id AS place
    FROM linked l LEFT JOIN anchor_identity i ON i.source = l.source AND i.until IS NULL
    """,
    "ANALYZE placed",
    "CREATE TEMPORARY TABLE moved (source uuid, person uuid) ON COMMIT DROP",
    """
    WITH newcomers AS MATERIALIZED (
        SELECT cluster, gen_random_uuid() AS person FROM placed GROUP BY cluster HAVING count(person) = 0
    ), known AS (INSERT INTO anchor_person (id) SELECT person FROM newcomers)
    INSERT INTO moved SELECT p.source, n.person FROM placed p JOIN newcomers n USING (cluster)
    """,
)
"""Who holds each record now; and records that nobody holds, none of them: each cluster of them is a new person."""
_CONTESTED = """
    WITH held AS (SELECT DISTINCT cluster, person FROM placed), contested AS (
        SELECT cluster FROM held GROUP BY cluster HAVING count(person) > 0 AND count(*) > 1
        UNION SELECT cluster FROM held WHERE person IN (
            SELECT person FROM held WHERE person IS NOT NULL GROUP BY person HAVING count(*) > 1)
    )
    SELECT source, cluster::text, person, place FROM placed WHERE cluster IN (SELECT cluster FROM contested)
"""


def _place_contested(cursor: Any) -> None:
    """Clusters in which something changed: the rule says who keeps an id. All others are as they were, or new."""
    cursor.execute(_CONTESTED)
    rows = cursor.fetchall()
    now = {source: (person, place) for source, _, person, place in rows if person}
    assignment = assign({source: cluster for source, cluster, _, _ in rows}, now, uuid4)
    cursor.execute("INSERT INTO anchor_person (id) SELECT unnest(%s::uuid[])", (list(assignment.new_people),))
    moves = [list(column) for column in zip(*assignment.moves.items(), strict=True)] or [[], []]
    cursor.execute("INSERT INTO moved SELECT * FROM unnest(%s::uuid[], %s::uuid[])", moves)


_CLOSE = "UPDATE anchor_identity i SET until = %s FROM moved m WHERE i.source = m.source AND i.until IS NULL"
_OPEN = "INSERT INTO anchor_identity (source, person_id, since) SELECT source, person, %s FROM moved ORDER BY source"
_TOUCHED = """
    SELECT person FROM moved UNION SELECT p.person FROM placed p JOIN moved m USING (source) WHERE p.person IS NOT NULL
    ORDER BY 1
"""


def _move(caller: Caller, cursor: Any) -> list[PersonId]:
    """Close the identities that end, open those that begin; gives everybody whose records changed."""
    cursor.execute("ANALYZE moved")
    cursor.execute(_CLOSE, (caller.now,))
    cursor.execute(_OPEN, (caller.now,))
    cursor.execute(_TOUCHED)
    return [PersonId(person) for (person,) in cursor.fetchall()]


_PAIR = (
    ("source_a", "uuid"), ("source_b", "uuid"), ("outcome", "text"), ("rule", "text"), ("weight", "float8"),
    ("probability", "float8"), ("sentence", "text"),
)  # fmt: skip
_JUDGED = ["source_a", "source_b", "outcome", "rule", "match_weight", "match_probability", "reasons"]
_DIFFERENT = """
    WITH went AS (
        DELETE FROM linkage_pair p WHERE {which} AND NOT EXISTS (
            SELECT 1 FROM judged j WHERE j.source_a = p.source_a AND j.source_b = p.source_b AND j.outcome = p.outcome
            AND j.rule = p.rule AND j.weight = p.weight AND j.probability = p.probability AND j.sentence = p.sentence)
        RETURNING p.source_a, p.source_b, p.outcome, p.since)
    INSERT INTO replaced SELECT source_a, source_b, outcome, since FROM went
"""
_CONCERNED = """
    CREATE TEMPORARY TABLE concerned ON COMMIT DROP AS
    WITH whose AS MATERIALIZED (SELECT source FROM linked UNION SELECT unnest(%(gone)s::uuid[]))
    SELECT id FROM linkage_pair JOIN whose ON source_a = source
    UNION SELECT id FROM linkage_pair JOIN whose ON source_b = source
"""
_REPLACED = """
    CREATE TEMPORARY TABLE replaced (source_a uuid, source_b uuid, outcome text, since timestamptz) ON COMMIT DROP
"""
_RENEW = """
    WITH spoken_of AS (SELECT source_a AS source FROM judged UNION SELECT source_b FROM judged), agencies AS (
        SELECT DISTINCT source, agency FROM families_description JOIN spoken_of USING (source)
        WHERE source NOT IN (SELECT source FROM families_sealed))
    INSERT INTO linkage_pair (id, source_a, source_b, agency_a, agency_b, outcome, rule, weight, probability, sentence,
                              since)
    SELECT gen_random_uuid(), j.source_a, j.source_b, a.agency, b.agency, j.outcome, j.rule, j.weight, j.probability,
           j.sentence, coalesce(r.since, %s)
    FROM judged j JOIN agencies a ON a.source = j.source_a JOIN agencies b ON b.source = j.source_b
    LEFT JOIN replaced r ON r.source_a = j.source_a AND r.source_b = j.source_b AND r.outcome = j.outcome
    WHERE NOT EXISTS (SELECT 1 FROM linkage_pair p WHERE p.source_a = j.source_a AND p.source_b = j.source_b)
"""
"""A pair of which nothing changed stays, with its id: somebody may have it before them. What only weighs otherwise now
has been linked, or has been asked, since it first was."""


def _renew_pairs(caller: Caller, pairs: pyarrow.Table, *, whole: bool, gone: Sequence[str]) -> None:
    kept = pairs.filter(compute.not_equal(pairs["outcome"], pyarrow.scalar(Outcome.APART.value))).select(_JUDGED)
    with staged_table("judged", _PAIR, kept), connection.cursor() as cursor:
        cursor.execute(_REPLACED)
        if whole:
            cursor.execute(_DIFFERENT.format(which="true"))
        else:
            cursor.execute(_CONCERNED, {"gone": list(gone)})
            cursor.execute(_DIFFERENT.format(which="p.id IN (SELECT id FROM concerned)"))
            cursor.execute("DROP TABLE concerned")
        cursor.execute("ANALYZE replaced")
        cursor.execute(_RENEW, (caller.now,))
        cursor.execute("DROP TABLE replaced")
