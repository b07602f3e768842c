"""A tie or living together is said not to be right, and that is taken back. Agencies' own words stay as they are."""

from uuid import UUID, uuid4

from django.db import connection

from alongside.families.models import Dispute, TakenBack
from alongside.families.rules.disputed import TOGETHER
from alongside.families.selectors.disputing import disputes
from alongside.families.selectors.households import households
from alongside.families.selectors.people import family
from alongside.kernel.answers import NotPossible
from alongside.kernel.caller import Caller
from alongside.kernel.capability import capability
from alongside.kernel.ids import ChildId, PersonId, SourceId
from alongside.kernel.scope import for_child
from alongside.trust import api as trust


@capability("families.dispute", scope=for_child(), writes=True)
def dispute(
    caller: Caller, *, child: ChildId, relative: PersonId, tie: str, why: str, address: str = "", postcode: str = ""
) -> UUID:
    """Somebody who works with the child says that a tie or living together is not right, and why.

    It is left out from now on for everybody, and stays to be read with the reason. `tie` is one that the family page
    tells; "household" with an address is living together there, without one anywhere.
    """
    if not why.strip():
        raise NotPossible("Say in a few words how you know.")
    if not _is_told(caller, child, relative, tie, (address, postcode)):
        raise NotPossible("Nobody says this any more, or somebody has said already that it is not right.")
    made = uuid4()
    Dispute(
        id=made, subject=trust.subjects(caller, children=(child,))[child], relative=_a_record_of(relative), tie=tie,
        address=address, postcode=postcode, why=why.strip(), said_by=caller.actor, at=caller.now,
    ).save(force_insert=True)  # fmt: skip
    return made


def _is_told(caller: Caller, child: ChildId, relative: PersonId, tie: str, where: tuple[str, str]) -> bool:
    if any(r.identity.person == relative and r.tie == tie for r in family(caller, child=child)) and not any(where):
        return True
    if tie != TOGETHER:
        return False
    homes = households(caller, child=child).homes
    return any(
        one.person == relative for home in homes for one in home.companions
        if not any(where) or (home.address, home.postcode) == where
    )  # fmt: skip


_RECORD = """
    SELECT min(i.source::text)::uuid FROM anchor_identity i WHERE i.person_id = %s AND i.until IS NULL
      AND EXISTS (SELECT 1 FROM families_description d WHERE d.source = i.source)
"""


def _a_record_of(person: PersonId) -> SourceId:
    """One of the records that are this person now: what is said goes with it, should they turn out to be two."""
    with connection.cursor() as cursor:
        cursor.execute(_RECORD, (person,))
        return SourceId(cursor.fetchone()[0])


@capability("families.take_back_dispute", scope=for_child(), writes=True)
def take_back_dispute(caller: Caller, *, child: ChildId, dispute: UUID, why: str) -> None:
    """What was said not to be right is right after all, or was said in error: it is shown again as before."""
    if not why.strip():
        raise NotPossible("Say in a few words why.")
    if dispute not in {d.id for d in disputes(caller, child=child)}:
        raise NotPossible("This was taken back already, or is not about this child.")
    TakenBack(dispute_id=dispute, why=why.strip(), said_by=caller.actor, at=caller.now).save(force_insert=True)
