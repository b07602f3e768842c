"""Grants follow involvements."""

from collections.abc import Sequence

from alongside.agencies import api as agencies
from alongside.kernel.caller import Caller
from alongside.kernel.capability import capability
from alongside.kernel.ids import ActorId, ChildId, PersonId
from alongside.kernel.scope import for_system
from alongside.records import api as records
from alongside.teams import rules
from alongside.trust import api as trust


@capability("teams.settle", scope=for_system("settler"), writes=True)
def settle(caller: Caller, *, people: Sequence[PersonId]) -> None:
    """Whoever an agency names as its own worker with a child may see the record while both last."""
    children = tuple(ChildId(p) for p in people)
    here = trust.settled_children(caller, people=tuple(people))
    names = {a.id: a.name for a in agencies.all_agencies(caller)}
    entitled = [
        trust.Entitlement(
            actor=ActorId(actor), subject=line.source, child=ChildId(line.person), basis_row=line.id,
            why=rules.why(line.role, names.get(line.agency, "")), until=rules.ends_at(line.period.to_on),
        )
        for line, actor in records.open_involvements(caller, children=children)
        if line.person in here
    ]  # fmt: skip
    trust.follow_involvements(caller, children=children, entitled=entitled)
