"""People settle what is uncertain, take records apart, and take back what they said."""

from uuid import UUID

from django.db import connection
from django.db.models.expressions import RawSQL

from alongside.kernel.answers import NotPossible
from alongside.kernel.caller import Caller
from alongside.kernel.capability import capability
from alongside.kernel.ids import SourceId
from alongside.kernel.scope import for_partnership
from alongside.linkage.models import Decision, Pair, Split


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
        ask_a_second(caller, row.source_a, row.source_b, why)
        return
    _note(caller, row.source_a, row.source_b, said, why)


def _note(caller: Caller, source_a: UUID, source_b: UUID, said: str, why: str, split: UUID | None = None) -> None:
    first, second = sorted((source_a, source_b))
    Decision(
        source_a=first, source_b=second, said=said, why=why.strip(), decided_by=caller.actor, split=split, at=caller.now
    ).save(force_insert=True)


def _needs_two(source_a: UUID, source_b: UUID) -> bool:
    """They are one child with an open reason: taking them apart changes what people work with tonight."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT linkage_needs_two(%s, %s)", (source_a, source_b))
        return bool(cursor.fetchone()[0])


def ask_a_second(caller: Caller, source_a: UUID, source_b: UUID, why: str) -> None:
    """Somebody wants two records taken apart; a second person is to say so, too."""
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
        ask_a_second(caller, source_a, source_b, why)
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
