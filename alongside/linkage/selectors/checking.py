"""Drawn links that wait for somebody to say, blindly, whether they are of one person."""

from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from alongside.kernel.caller import Caller
from alongside.kernel.capability import capability
from alongside.kernel.ids import AgencyId, SourceId
from alongside.kernel.scope import for_partnership


@dataclass(frozen=True, slots=True)
class OpenCheck:
    """A drawn link that waits for this caller. It says what a question says, and nothing of how sure the link is."""

    place: float
    """From 0 to 1, by lot: where among questions it stands."""
    id: UUID
    source_a: SourceId
    source_b: SourceId
    agency_a: AgencyId
    agency_b: AgencyId
    sentence: str
    unsure: bool
    """Somebody has looked and was not sure."""

    def item_ids(self) -> tuple[UUID, ...]:
        """Both records, for the ledger."""
        return (self.source_a, self.source_b)


_CHECKS = """
    SELECT c.place, c.id, c.source_a, c.source_b, c.agency_a, c.agency_b, p.sentence,
           EXISTS (SELECT 1 FROM linkage_checkanswer a WHERE a.drawn_id = c.id)
    FROM linkage_check c JOIN linkage_pair p ON p.source_a = c.source_a AND p.source_b = c.source_b
    WHERE p.outcome = 'linked'
      AND ARRAY[c.agency_a, c.agency_b] <@ ARRAY(SELECT trust_agencies(ARRAY['matcher', 'steward']))
      AND NOT EXISTS (SELECT 1 FROM linkage_checkanswer a
                      WHERE a.drawn_id = c.id AND (a.said <> 'unsure' OR a.answered_by = (SELECT trust_actor())))
      AND NOT EXISTS (SELECT 1 FROM linkage_decision d WHERE d.source_a = c.source_a AND d.source_b = c.source_b
                      AND d.decided_by = (SELECT trust_actor()))
      AND coalesce((SELECT d.said FROM linkage_decision d WHERE d.source_a = c.source_a AND d.source_b = c.source_b
                    ORDER BY d.id DESC LIMIT 1), '') NOT IN ('same', 'different')
      AND NOT EXISTS (SELECT 1 FROM linkage_split s WHERE s.source_a = c.source_a AND s.source_b = c.source_b
                      AND NOT EXISTS (SELECT 1 FROM linkage_decision d WHERE d.split = s.split))
    ORDER BY c.id LIMIT %s
"""
"""Not what the caller has decided about, nor what somebody knows already. Ids are by lot, and so is their order."""


@capability("linkage.my_checks", scope=for_partnership("matcher", "steward"))
def my_checks(caller: Caller, *, limit: int = 50) -> tuple[OpenCheck, ...]:
    """Drawn links of agencies for both of which the caller matches, that nobody has known about yet."""
    with connection.cursor() as cursor:
        cursor.execute(_CHECKS, (limit,))
        return tuple(OpenCheck(*row) for row in cursor.fetchall())
