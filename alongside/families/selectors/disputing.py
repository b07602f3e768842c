"""What somebody has said not to be right about a child's family and household, and has not taken back."""

from django.db import connection

from alongside.families.contracts import Dispute
from alongside.kernel.caller import Caller
from alongside.kernel.capability import capability
from alongside.kernel.ids import ChildId
from alongside.kernel.scope import for_child

_STANDING = """
    SELECT d.id, a.person_id, b.person_id, d.tie, d.address, d.postcode, d.why, d.said_by, d.at
    FROM families_dispute d
    JOIN anchor_identity a ON a.source = d.subject AND a.until IS NULL
    JOIN anchor_identity b ON b.source = d.relative AND b.until IS NULL
    WHERE (a.person_id = %(child)s OR b.person_id = %(child)s) AND a.person_id <> b.person_id
      AND NOT EXISTS (SELECT 1 FROM families_takenback t WHERE t.dispute_id = d.id)
    ORDER BY d.at, d.id
"""


@capability("families.disputes", scope=for_child())
def disputes(caller: Caller, *, child: ChildId) -> tuple[Dispute, ...]:
    """What is said not to be right about this child's family and household, with who says so and why; oldest first."""
    with connection.cursor() as cursor:
        cursor.execute(_STANDING, {"child": child})
        return tuple(Dispute(*row) for row in cursor.fetchall())
