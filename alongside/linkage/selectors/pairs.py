"""Pairs to be settled, and why records are one person."""

from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from alongside.kernel.caller import Caller
from alongside.kernel.capability import capability
from alongside.kernel.ids import AgencyId, PersonId, SourceId, source_of
from alongside.kernel.scope import for_agency, for_partnership, for_system


@dataclass(frozen=True, slots=True)
class ReferencePair:
    """Two records by their agencies' own numbers, and why a person is asked about them."""

    agency_a: str
    reference_a: str
    agency_b: str
    reference_b: str
    reason: str


@dataclass(frozen=True, slots=True)
class WhyOne:
    """Why two of a person's records are taken for one person, or not settled yet."""

    left: str
    right: str
    outcome: str
    sentence: str
    probability: float


_LINKS = """
    SELECT DISTINCT ON (n.name, d.reference) n.name, d.reference, i.person_id FROM families_description d
    JOIN agencies_agencyname n ON n.agency = d.agency
    JOIN anchor_identity i ON i.source = d.source AND i.until IS NULL
    ORDER BY n.name, d.reference
"""
_QUEUE = """
    SELECT na.name, a.reference, nb.name, b.reference, p.sentence FROM linkage_pair p
    JOIN agencies_agencyname na ON na.agency = p.agency_a JOIN agencies_agencyname nb ON nb.agency = p.agency_b
    JOIN LATERAL (SELECT reference FROM families_description d WHERE d.source = p.source_a LIMIT 1) a ON true
    JOIN LATERAL (SELECT reference FROM families_description d WHERE d.source = p.source_b LIMIT 1) b ON true
    WHERE p.outcome = 'ask' ORDER BY p.weight DESC, 1, 2, 3, 4
"""


@capability("linkage.link_list", scope=for_system("linker"))
def link_list(caller: Caller) -> tuple[tuple[str, str, PersonId], ...]:
    """Agency, the agency's own number, and the person it belongs to now."""
    with connection.cursor() as cursor:
        cursor.execute(_LINKS)
        return tuple(cursor.fetchall())


@capability("linkage.open_pairs", scope=for_system("linker"))
def open_pairs(caller: Caller) -> tuple[ReferencePair, ...]:
    """Every pair that waits for a person, likeliest first."""
    with connection.cursor() as cursor:
        cursor.execute(_QUEUE)
        return tuple(ReferencePair(*row) for row in cursor.fetchall())


def _as_linker(caller: Caller) -> Caller:
    return Caller.system("linker", purpose=caller.purpose, now=caller.now)


@capability("linkage.links", scope=for_partnership("operator"))
def links(caller: Caller) -> tuple[tuple[str, str, PersonId], ...]:
    """For the operator: which person each agency's record belongs to. Logged."""
    return link_list(_as_linker(caller))


@capability("linkage.queue", scope=for_partnership("operator"))
def queue(caller: Caller) -> tuple[ReferencePair, ...]:
    """For the operator: the pairs that wait for a person. Logged."""
    return open_pairs(_as_linker(caller))


_WHY = """
    SELECT na.name || ' ' || a.reference, nb.name || ' ' || b.reference, p.outcome, p.sentence, p.probability
    FROM linkage_pair p
    JOIN agencies_agencyname na ON na.agency = p.agency_a JOIN agencies_agencyname nb ON nb.agency = p.agency_b
    JOIN LATERAL (SELECT reference FROM families_description d WHERE d.source = p.source_a LIMIT 1) a ON true
    JOIN LATERAL (SELECT reference FROM families_description d WHERE d.source = p.source_b LIMIT 1) b ON true
    WHERE p.source_a IN (SELECT source FROM anchor_identity WHERE person_id = %(person)s AND until IS NULL)
       OR p.source_b IN (SELECT source FROM anchor_identity WHERE person_id = %(person)s AND until IS NULL)
    ORDER BY p.outcome DESC, p.weight DESC, 1, 2
"""


@capability("linkage.explain", scope=for_partnership("operator", "matcher", "steward"))
def explain(caller: Caller, *, person: PersonId) -> tuple[WhyOne, ...]:
    """Why records are one person, in words, and which other records were considered."""
    return reasons_for(_as_linker(caller), person=person)


@capability("linkage.reasons_for", scope=for_system("linker"))
def reasons_for(caller: Caller, *, person: PersonId) -> tuple[WhyOne, ...]:
    """Every comparison that a record of this person was part of."""
    with connection.cursor() as cursor:
        cursor.execute(_WHY, {"person": person})
        return tuple(WhyOne(*row) for row in cursor.fetchall())


@dataclass(frozen=True, slots=True)
class OpenPair:
    """A pair that waits for this caller's decision."""

    id: UUID
    source_a: SourceId
    source_b: SourceId
    agency_a: AgencyId
    agency_b: AgencyId
    sentence: str
    probability: float
    unsure: bool
    """Somebody has looked and was not sure."""

    def item_ids(self) -> tuple[UUID, ...]:
        """Both records, for the ledger."""
        return (self.source_a, self.source_b)


_WAITING = """
    SELECT id, source_a, source_b, agency_a, agency_b, sentence, probability, rule = 'person_unsure' FROM linkage_pair p
    WHERE outcome = 'ask' AND ARRAY[agency_a, agency_b] <@ ARRAY(SELECT trust_agencies(ARRAY['matcher', 'steward']))
      AND coalesce((SELECT d.said FROM linkage_decision d WHERE d.source_a = p.source_a AND d.source_b = p.source_b
                    ORDER BY d.id DESC LIMIT 1), '') NOT IN ('same', 'different')
      AND NOT EXISTS (SELECT 1 FROM linkage_split s WHERE s.source_a = p.source_a AND s.source_b = p.source_b
                      AND NOT EXISTS (SELECT 1 FROM linkage_decision d WHERE d.split = s.split))
    ORDER BY rule = 'person_unsure', linkage_harm(source_a, source_b, probability) DESC, source_a, source_b LIMIT %s
"""
"""Where a wrong answer, or none, does most harm comes first; what somebody was unsure of comes last."""


@capability("linkage.my_pairs", scope=for_partnership("matcher", "steward"))
def my_pairs(caller: Caller, *, limit: int = 50) -> tuple[OpenPair, ...]:
    """The pairs that the caller may settle: records of agencies for both of which they match, not settled yet."""
    with connection.cursor() as cursor:
        cursor.execute(_WAITING, (limit,))
        return tuple(OpenPair(*row) for row in cursor.fetchall())


@dataclass(frozen=True, slots=True)
class Joined:
    """Another record that is taken for the same person, and why in words, as far as the two were compared directly."""

    source: SourceId
    agency: AgencyId
    reference: str
    sentence: str

    def item_ids(self) -> tuple[UUID, ...]:
        """The record, for the ledger."""
        return (self.source,)


@dataclass(frozen=True, slots=True)
class JoinedRecords:
    """The records that are one person with a record, as far as the caller matches for them, and how many others."""

    person: PersonId | None
    seen: tuple[Joined, ...]
    others: int

    def item_ids(self) -> tuple[UUID, ...]:
        """Each record that is shown, for the ledger."""
        return tuple(j.source for j in self.seen)


_JOINED = """
    SELECT o.source, d.agency, d.reference, coalesce(p.sentence, '') FROM anchor_identity i
    JOIN anchor_identity o ON o.person_id = i.person_id AND o.until IS NULL AND o.source <> i.source
    JOIN LATERAL (SELECT agency, reference FROM families_description d WHERE d.source = o.source
                  ORDER BY d.id DESC LIMIT 1) d ON d.agency IN (SELECT trust_agencies(ARRAY['matcher', 'steward']))
    LEFT JOIN linkage_pair p ON p.source_a = least(i.source, o.source) AND p.source_b = greatest(i.source, o.source)
    WHERE i.source = %s AND i.until IS NULL ORDER BY d.agency, d.reference
"""
_HOW_MANY = """
    SELECT i.person_id, count(o.id) FROM anchor_identity i
    LEFT JOIN anchor_identity o ON o.person_id = i.person_id AND o.until IS NULL AND o.source <> i.source
    WHERE i.source = %s AND i.until IS NULL GROUP BY 1
"""


@capability("linkage.joined_with", scope=for_agency("agency", offices=("steward", "matcher")))
def joined_with(caller: Caller, *, agency: AgencyId, number: str) -> JoinedRecords:
    """Which records are taken for the same person as the agency's own record with this number, and why."""
    source = source_of(agency, number)
    with connection.cursor() as cursor:
        cursor.execute(_JOINED, (source,))
        seen = tuple(Joined(*row) for row in cursor.fetchall())
        cursor.execute(_HOW_MANY, (source,))
        person, count = cursor.fetchone() or (None, 0)
    return JoinedRecords(person, seen, count - len(seen))
