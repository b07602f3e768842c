"""What waits for a second person, what was taken apart, and who saw what while two people were taken for one."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from alongside.kernel.caller import Caller
from alongside.kernel.capability import capability
from alongside.kernel.ids import ActorId, AgencyId, SourceId, source_of
from alongside.kernel.scope import for_agency, for_partnership


@dataclass(frozen=True, slots=True)
class OpenSplit:
    """Somebody wants two records taken apart that are one child with an open reason; a second person decides."""

    id: UUID
    source_a: SourceId
    source_b: SourceId
    agency_a: AgencyId
    agency_b: AgencyId
    why: str
    asked_by: ActorId
    at: datetime
    mine: bool
    """The caller asked, so somebody else must answer."""

    def item_ids(self) -> tuple[UUID, ...]:
        """Both records, for the ledger."""
        return (self.source_a, self.source_b)


_OPEN_SPLITS = """
    SELECT s.split, s.source_a, s.source_b, a.agency, b.agency, s.why, s.asked_by, s.at,
           s.asked_by = (SELECT trust_actor())
    FROM linkage_split s
    JOIN LATERAL (SELECT agency FROM families_description WHERE source = s.source_a LIMIT 1) a ON true
    JOIN LATERAL (SELECT agency FROM families_description WHERE source = s.source_b LIMIT 1) b ON true
    WHERE ARRAY[a.agency, b.agency] <@ ARRAY(SELECT trust_agencies(ARRAY['matcher', 'steward']))
      AND NOT EXISTS (SELECT 1 FROM linkage_decision d WHERE d.split = s.split)
      AND (SELECT person_id FROM anchor_identity WHERE source = s.source_a AND until IS NULL)
        = (SELECT person_id FROM anchor_identity WHERE source = s.source_b AND until IS NULL)
    ORDER BY s.id
"""


@capability("linkage.open_splits", scope=for_partnership("matcher", "steward"))
def open_splits(caller: Caller) -> tuple[OpenSplit, ...]:
    """What waits for a second person, of records for both of whose agencies the caller matches; oldest first."""
    with connection.cursor() as cursor:
        cursor.execute(_OPEN_SPLITS)
        return tuple(OpenSplit(*row) for row in cursor.fetchall())


@dataclass(frozen=True, slots=True)
class TakenApart:
    """A record that was one person with the agency's own and is not any more: when, by whose word, and why."""

    source: SourceId
    agency: AgencyId
    reference: str
    since: datetime
    until: datetime
    why: str

    def item_ids(self) -> tuple[UUID, ...]:
        """The record, for the ledger."""
        return (self.source,)


_TAKEN_APART = """
    WITH mine AS (SELECT * FROM anchor_identity WHERE source = %(source)s)
    SELECT DISTINCT ON (o.source) o.source, d.agency, d.reference, greatest(m.since, o.since),
           least(coalesce(m.until, 'infinity'), coalesce(o.until, 'infinity')),
           coalesce((SELECT w.why FROM linkage_decision w WHERE w.source_a = least(m.source, o.source)
               AND w.source_b = greatest(m.source, o.source) AND w.said = 'different' ORDER BY w.id DESC LIMIT 1), '')
    FROM mine m JOIN anchor_identity o ON o.person_id = m.person_id AND o.source <> m.source
    JOIN LATERAL (SELECT agency, reference FROM families_description WHERE source = o.source
                  ORDER BY id DESC LIMIT 1) d ON d.agency IN (SELECT trust_agencies(ARRAY['matcher', 'steward']))
    WHERE greatest(m.since, o.since) < least(coalesce(m.until, 'infinity'), coalesce(o.until, 'infinity'))
      AND least(m.until, o.until) IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM anchor_identity x JOIN anchor_identity y ON y.person_id = x.person_id
                      WHERE x.source = m.source AND y.source = o.source AND x.until IS NULL AND y.until IS NULL)
    ORDER BY o.source, 5 DESC
"""


@capability("linkage.taken_apart", scope=for_agency("agency", offices=("steward", "matcher")))
def taken_apart(caller: Caller, *, agency: AgencyId, number: str) -> tuple[TakenApart, ...]:
    """Records that were one person with the agency's own record with this number, as far as the caller matches."""
    with connection.cursor() as cursor:
        cursor.execute(_TAKEN_APART, {"source": source_of(agency, number)})
        return tuple(TakenApart(*row) for row in cursor.fetchall())


@dataclass(frozen=True, slots=True)
class Visit:
    """One look at somebody who was two people: what was shown of the one, of the other, and in all."""

    at: datetime
    actor: ActorId
    purpose: str
    capability: str
    of_a: int
    of_b: int
    items: int


_BOTH_SEEN = "SELECT count(DISTINCT source) = 2 FROM families_description WHERE source = ANY(%s)"
"""As the caller sees it: of a record that is sealed to them there is no report."""


@capability("linkage.exposure", scope=for_partnership("matcher", "steward"))
def exposure(caller: Caller, *, source_a: SourceId, source_b: SourceId) -> tuple[Visit, ...]:
    """Who looked while these two records were one person, oldest first. Only for who matches for both agencies.

    From the ledger: every visit that was allowed and showed something; visits of the system's own jobs are left out.
    Entries of all records that went with the one or the other count.
    """
    with connection.cursor() as cursor:
        cursor.execute(_BOTH_SEEN, ([source_a, source_b],))
        if not cursor.fetchone()[0]:
            return ()
        cursor.execute("SELECT * FROM linkage_exposed(%s, %s)", (source_a, source_b))
        return tuple(Visit(*row) for row in cursor.fetchall())
