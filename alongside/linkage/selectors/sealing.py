"""What waits for a second person about an adoption, and what I sealed myself; nobody else reads of it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from alongside.kernel.caller import Caller
from alongside.kernel.capability import capability
from alongside.kernel.ids import ActorId, AgencyId, SourceId
from alongside.kernel.scope import for_partnership


@dataclass(frozen=True, slots=True)
class OpenSeal:
    """Somebody asks that the record of before an adoption is sealed, or, where it `opens`, opened again."""

    id: UUID
    earlier: SourceId
    later: SourceId
    agency_earlier: AgencyId
    agency_later: AgencyId
    opens: bool
    why: str
    asked_by: ActorId
    at: datetime
    mine: bool
    """The caller asked, so somebody else must answer."""

    def item_ids(self) -> tuple[UUID, ...]:
        """Both records, for the ledger."""
        return (self.earlier, self.later)


_SEALS = """
    SELECT s.id, s.earlier, s.later, s.agency_earlier, s.agency_later, s.opens, s.why, s.asked_by, s.at,
           s.asked_by = (SELECT trust_actor())
    FROM linkage_seal s LEFT JOIN linkage_sealanswer a ON a.seal_id = s.id WHERE {which} ORDER BY s.at, s.id
"""
_WAITING = _SEALS.format(which="NOT linkage_seal_is_answered(s.id)")
_MINE = _SEALS.format(
    which="a.agreed AND NOT s.opens AND EXISTS (SELECT 1 FROM families_sealed f WHERE f.source = s.earlier)"
)


@capability("linkage.open_seals", scope=for_partnership("matcher", "steward"))
def open_seals(caller: Caller) -> tuple[OpenSeal, ...]:
    """What waits for a second person, of records for both of whose agencies the caller matches; oldest first."""
    with connection.cursor() as cursor:
        cursor.execute(_WAITING)
        return tuple(OpenSeal(*row) for row in cursor.fetchall())


@capability("linkage.sealed_by_me", scope=for_partnership("matcher", "steward"))
def sealed_by_me(caller: Caller) -> tuple[OpenSeal, ...]:
    """What the caller has sealed, as the first or the second person, and is sealed still."""
    with connection.cursor() as cursor:
        cursor.execute(_MINE)
        return tuple(OpenSeal(*row) for row in cursor.fetchall())
