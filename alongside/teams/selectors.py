"""My children, and who is involved."""

from alongside.agencies import api as agencies
from alongside.families import api as families
from alongside.kernel.caller import Caller
from alongside.kernel.capability import capability
from alongside.kernel.ids import ChildId
from alongside.kernel.scope import for_child, for_self
from alongside.records import api as records
from alongside.teams.contracts import Involved, MyChild
from alongside.trust import api as trust


@capability("teams.my_children", scope=for_self())
def my_children(caller: Caller) -> tuple[MyChild, ...]:
    """The children the caller is involved with, and why; nobody else."""
    grants = {g.child: g for g in reversed(trust.my_grants(caller))}
    known = families.identities(caller, people=tuple(grants))
    found = [MyChild(i.person, i, grants[ChildId(i.person)].why, grants[ChildId(i.person)].until) for i in known]
    return tuple(sorted(found, key=lambda c: (c.identity.name.split()[-1].casefold(), c.identity.name, str(c.child))))


@capability("teams.who_is_involved", scope=for_child())
def who_is_involved(caller: Caller, *, child: ChildId) -> tuple[Involved, ...]:
    """Everybody who is or was involved with the child, one line each."""
    names = {a.id: a.name for a in agencies.all_agencies(caller)}
    return tuple(
        Involved(v.id, names.get(v.agency, ""), v.worker, v.role, v.contact, v.period, v.open)
        for v in records.involvements_of(caller, child=child)
    )
