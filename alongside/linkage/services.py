"""Records become people; people settle what is uncertain; every link can be taken back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.db import connection
from django.db.models.expressions import RawSQL

from alongside.anchor.models import Identity, Person
from alongside.anchor.staging import staged
from alongside.kernel.answers import NotPossible
from alongside.kernel.caller import Caller
from alongside.kernel.capability import capability
from alongside.kernel.duties import REGISTRY
from alongside.kernel.ids import PersonId, SourceId
from alongside.kernel.scope import for_partnership, for_system
from alongside.linkage.models import Decision, Pair
from alongside.linkage.rules.assign import Assignment, assign
from alongside.trust import api as trust


@dataclass(frozen=True, slots=True)
class Judged:
    """A pair as the engine judged it."""

    source_a: str
    source_b: str
    outcome: str
    rule: str
    weight: float
    probability: float
    sentence: str


@capability("linkage.adopt", scope=for_system("linker"), writes=True)
def adopt(caller: Caller, *, partition: Mapping[str, str], pairs: Iterable[Judged]) -> int:
    """The result of linking is taken over: identities move, pairs are renewed, grants follow. Gives how many moved."""
    now = _current()
    assignment = assign({UUID(s): c for s, c in partition.items()}, now, uuid4)
    _move(caller, assignment)
    _renew_pairs(pairs)
    REGISTRY.settle(trust.settler(caller), [PersonId(p) for p in assignment.touched])
    return len(assignment.moves)


def _current() -> dict[UUID, tuple[UUID, int]]:
    """Source -> the person it belongs to now, and the place of that identity in history."""
    rows = Identity.objects.filter(until=None).values_list("source", "person_id", "id")
    return {source: (person, place) for source, person, place in rows.iterator(chunk_size=20_000)}


_CLOSE = "UPDATE anchor_identity i SET until = %s FROM moved m WHERE i.source = m.source AND i.until IS NULL"
_OPEN = "INSERT INTO anchor_identity (source, person_id, since) SELECT source, person, %s FROM moved ORDER BY source"


def _move(caller: Caller, assignment: Assignment) -> None:
    Person.objects.bulk_create((Person(id=p) for p in assignment.new_people), batch_size=5_000)
    moves = sorted(assignment.moves.items())
    with staged("moved", (("source", "uuid"), ("person", "uuid")), moves), connection.cursor() as cursor:
        cursor.execute(_CLOSE, (caller.now,))
        cursor.execute(_OPEN, (caller.now,))


_PAIR = (
    ("source_a", "uuid"), ("source_b", "uuid"), ("outcome", "text"), ("rule", "text"), ("weight", "float8"),
    ("probability", "float8"), ("sentence", "text"),
)  # fmt: skip
_RENEW = """
    INSERT INTO linkage_pair (id, source_a, source_b, agency_a, agency_b, outcome, rule, weight, probability, sentence)
    SELECT gen_random_uuid(), j.source_a, j.source_b, a.agency, b.agency, j.outcome, j.rule, j.weight, j.probability,
           j.sentence
    FROM judged j
    JOIN LATERAL (SELECT agency FROM families_description d WHERE d.source = j.source_a LIMIT 1) a ON true
    JOIN LATERAL (SELECT agency FROM families_description d WHERE d.source = j.source_b LIMIT 1) b ON true
"""


def _renew_pairs(pairs: Iterable[Judged]) -> None:
    rows = (
        (*sorted((UUID(p.source_a), UUID(p.source_b))), p.outcome, p.rule, p.weight, p.probability, p.sentence)
        for p in pairs
    )
    with staged("judged", _PAIR, rows), connection.cursor() as cursor:
        cursor.execute("DELETE FROM linkage_pair")
        cursor.execute(_RENEW)


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
    Decision(source_a=row.source_a, source_b=row.source_b, said=said, why=why.strip(), decided_by=caller.actor).save(
        force_insert=True
    )


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
def undo(caller: Caller, *, source_a: SourceId, source_b: SourceId, why: str) -> None:
    """Two records that were taken for one person are different people after all; every fact goes back."""
    if not why.strip():
        raise NotPossible("Say in a few words why.")
    if not _mine_and_one_person(source_a, source_b):
        raise NotPossible("These two records are not one person, or not both of agencies that you match for.")
    first, second = sorted((source_a, source_b))
    Decision(source_a=first, source_b=second, said="different", why=why.strip(), decided_by=caller.actor).save(
        force_insert=True
    )
