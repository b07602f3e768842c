"""Records become people; people settle what is uncertain; every link can be taken back."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

import pyarrow
from django.db import connection
from django.db.models.expressions import RawSQL
from pyarrow import compute

from alongside.anchor.staging import staged_table
from alongside.kernel.answers import NotPossible
from alongside.kernel.caller import Caller
from alongside.kernel.capability import capability
from alongside.kernel.duties import REGISTRY
from alongside.kernel.ids import PersonId, SourceId
from alongside.kernel.scope import for_partnership, for_system
from alongside.linkage.contracts import Outcome, RunNoted
from alongside.linkage.models import Decision, KeptModel, Pair, Run, Split
from alongside.linkage.rules.assign import assign
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
        _renew_pairs(pairs, whole=whole, gone=gone)
    REGISTRY.settle(trust.settler(caller), touched)
    if run is not None:
        _note_run(caller, run, moved)
    if len(touched) >= max(_MANY, run.records // _SHARE if run else 0):
        _count_again()
    return moved


def _note_run(caller: Caller, run: RunNoted, moved: int) -> None:
    KeptModel.objects.bulk_create(
        [KeptModel(digest=run.model, name=run.model_name, report=run.report, at=caller.now)], ignore_conflicts=True
    )
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
    DELETE FROM linkage_pair p WHERE {which} AND NOT EXISTS (
        SELECT 1 FROM judged j WHERE j.source_a = p.source_a AND j.source_b = p.source_b AND j.outcome = p.outcome
        AND j.rule = p.rule AND j.weight = p.weight AND j.probability = p.probability AND j.sentence = p.sentence)
"""
_CONCERNED = """
    CREATE TEMPORARY TABLE concerned ON COMMIT DROP AS
    WITH whose AS MATERIALIZED (SELECT source FROM linked UNION SELECT unnest(%(gone)s::uuid[]))
    SELECT id FROM linkage_pair JOIN whose ON source_a = source
    UNION SELECT id FROM linkage_pair JOIN whose ON source_b = source
"""
_RENEW = (
    """
    WITH spoken_of AS (SELECT source_a AS source FROM judged UNION SELECT source_b FROM judged), agencies AS (
        SELECT DISTINCT source, agency FROM families_description JOIN spoken_of USING (source)
        WHERE source NOT IN (SELECT source FROM families_sealed))
    INSERT INTO linkage_pair (id, source_a, source_b, agency_a, agency_b, outcome, rule, weight, probability, sentence)
    SELECT gen_random_uuid(), j.source_a, j.source_b, a.agency, b.agency, j.outcome, j.rule, j.weight, j.probability,
           j.sentence
    FROM judged j JOIN agencies a ON a.source = j.source_a JOIN agencies b ON b.source = j.source_b
    WHERE NOT EXISTS (SELECT 1 FROM linkage_pair p WHERE p.source_a = j.source_a AND p.source_b = j.source_b)
    """,
)
"""A pair of which nothing changed stays, with its id: somebody may have it before them."""


def _renew_pairs(pairs: pyarrow.Table, *, whole: bool, gone: Sequence[str]) -> None:
    kept = pairs.filter(compute.not_equal(pairs["outcome"], pyarrow.scalar(Outcome.APART.value))).select(_JUDGED)
    with staged_table("judged", _PAIR, kept), connection.cursor() as cursor:
        if whole:
            cursor.execute(_DIFFERENT.format(which="true"))
        else:
            cursor.execute(_CONCERNED, {"gone": list(gone)})
            cursor.execute(_DIFFERENT.format(which="p.id IN (SELECT id FROM concerned)"))
            cursor.execute("DROP TABLE concerned")
        for statement in _RENEW:
            cursor.execute(statement)


@capability("linkage.decide", scope=for_partnership("matcher", "steward"), writes=True)
def decide(caller: Caller, *, pair: UUID, said: str, why: str) -> None:
    """Somebody settles whether two records are of one person, and says why."""
    matched = RawSQL("SELECT trust_agencies(ARRAY['matcher', 'steward'])", ())  # seeing a pair of one's child is less
    row = Pair.objects.filter(id=pair, agency_a__in=matched, agency_b__in=matched).first()
    if row is None or _settled(row):
        raise NotPossible("This pair is not waiting for you any more.")
    if said not in ("same", "different", "unsure"):
        raise NotPossible("Say whether they are the same person, different people, or that you are unsure.")
    if not why.strip():
        raise NotPossible("Say in a few words why.")
    if said == "different" and _needs_two(row.source_a, row.source_b):
        _ask_a_second(caller, row.source_a, row.source_b, why)
        return
    _note(caller, row.source_a, row.source_b, said, why)


def _note(caller: Caller, source_a: UUID, source_b: UUID, said: str, why: str, split: UUID | None = None) -> None:
    first, second = sorted((source_a, source_b))
    Decision(source_a=first, source_b=second, said=said, why=why.strip(), decided_by=caller.actor, split=split).save(
        force_insert=True
    )


def _needs_two(source_a: UUID, source_b: UUID) -> bool:
    """They are one child with an open reason: taking them apart changes what people work with tonight."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT linkage_needs_two(%s, %s)", (source_a, source_b))
        return bool(cursor.fetchone()[0])


def _ask_a_second(caller: Caller, source_a: UUID, source_b: UUID, why: str) -> None:
    first, second = sorted((source_a, source_b))
    Split(source_a=first, source_b=second, why=why.strip(), asked_by=caller.actor, at=caller.now).save(
        force_insert=True
    )


@capability("linkage.answer_split", scope=for_partnership("matcher", "steward"), writes=True)
def answer_split(caller: Caller, *, split: UUID, apart: bool, why: str) -> None:
    """A second person says whether two records of one child are taken apart, and why. Not who asked for it."""
    if not why.strip():
        raise NotPossible("Say in a few words why.")
    asked = Split.objects.filter(split=split).first()
    if asked is None or Decision.objects.filter(split=split).exists():
        raise NotPossible("Nobody waits for this answer any more.")
    if asked.asked_by == caller.actor:
        raise NotPossible("You asked for it yourself: somebody else who matches for both agencies must look, too.")
    if not _mine_and_one_person(SourceId(asked.source_a), SourceId(asked.source_b)):
        raise NotPossible("These two records are not one person, or not both of agencies that you match for.")
    _note(caller, asked.source_a, asked.source_b, "different" if apart else "same", why, split)


def _settled(pair: Pair) -> bool:
    """Somebody has said same or different; it takes effect when everything is compared again."""
    said = Decision.objects.filter(source_a=pair.source_a, source_b=pair.source_b)
    return said.exclude(said="unsure").exists()


_ONE_PERSON = """
    SELECT count(*) = 2 FROM (
        SELECT i.source FROM anchor_identity i
        JOIN LATERAL (SELECT agency FROM families_description d WHERE d.source = i.source LIMIT 1) d
          ON d.agency IN (SELECT trust_agencies(ARRAY['matcher', 'steward']))
        WHERE i.source IN (%(a)s, %(b)s) AND i.until IS NULL
          AND i.person_id = (SELECT person_id FROM anchor_identity WHERE source = %(a)s AND until IS NULL)) x
"""


def _mine_and_one_person(source_a: SourceId, source_b: SourceId) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(_ONE_PERSON, {"a": source_a, "b": source_b})
        return bool(cursor.fetchone()[0])


@capability("linkage.undo", scope=for_partnership("matcher", "steward"), writes=True)
def undo(caller: Caller, *, source_a: SourceId, source_b: SourceId, why: str) -> bool:
    """Two records that were taken for one person are different people after all; every fact goes back.

    A child with an open reason is taken apart by two people: then this only asks for the second, and gives False.
    """
    if not why.strip():
        raise NotPossible("Say in a few words why.")
    if not _mine_and_one_person(source_a, source_b):
        raise NotPossible("These two records are not one person, or not both of agencies that you match for.")
    if _needs_two(source_a, source_b):
        _ask_a_second(caller, source_a, source_b, why)
        return False
    _note(caller, source_a, source_b, "different", why)
    return True


_NEWEST_WORD = """
    SELECT d.said FROM linkage_decision d WHERE d.source_a = %(a)s AND d.source_b = %(b)s ORDER BY d.id DESC LIMIT 1
"""
_BOTH_MINE = """
    SELECT bool_and(EXISTS (SELECT 1 FROM families_description d WHERE d.source = s AND d.agency IN
        (SELECT trust_agencies(ARRAY['matcher', 'steward'])))) FROM unnest(ARRAY[%(a)s, %(b)s]::uuid[]) s
"""


@capability("linkage.take_back", scope=for_partnership("matcher", "steward"), writes=True)
def take_back(caller: Caller, *, source_a: SourceId, source_b: SourceId, why: str) -> None:
    """What was said about two records does not count any more; the records decide again as if nobody had spoken."""
    if not why.strip():
        raise NotPossible("Say in a few words why.")
    first, second = sorted((source_a, source_b))
    with connection.cursor() as cursor:
        cursor.execute(_BOTH_MINE, {"a": first, "b": second})
        mine = cursor.fetchone()[0]
        cursor.execute(_NEWEST_WORD, {"a": first, "b": second})
        said = cursor.fetchone()
    if not mine or said is None or said[0] == "undone":
        raise NotPossible("Nobody has said anything about these two records, or they are not both yours to match.")
    _note(caller, first, second, "undone", why)
