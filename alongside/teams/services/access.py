"""Grants follow involvements and memberships."""

from collections.abc import Mapping, Sequence

from django.db import connection

from alongside.agencies import api as agencies
from alongside.kernel.caller import Caller
from alongside.kernel.capability import capability
from alongside.kernel.ids import ActorId, AgencyId, ChildId, PersonId
from alongside.kernel.scope import for_system
from alongside.records import api as records
from alongside.teams.rules import access
from alongside.trust import api as trust


@capability("teams.settle", scope=for_system("settler"), writes=True)
def settle(caller: Caller, *, people: Sequence[PersonId]) -> None:
    """An agency's worker with a child, and a member of the child's team, may see the record while that lasts."""
    children = tuple(ChildId(p) for p in people)
    here = trust.settled_children(caller, people=tuple(people))
    names = {a.id: a.name for a in agencies.all_agencies(caller)}
    entitled = [
        trust.Entitlement(
            actor=ActorId(actor), subject=line.source, child=ChildId(line.person), basis_row=line.id,
            why=access.why(line.role, names.get(line.agency, "")), until=access.ends_at(line.period.to_on),
        )
        for line, actor in records.open_involvements(caller, children=children)
        if line.person in here
    ]  # fmt: skip
    entitled += [e for e in (*_members_of(children, names), *_family_of(children)) if e.child in here]
    trust.follow_involvements(caller, children=children, entitled=entitled)


_MEMBERS = """
    SELECT m.actor, c.source, i.person_id, m.id, m.role, m.agency FROM teams_member m
    JOIN teams_teamchild c ON c.team_id = m.team_id AND upper_inf(c.during)
    JOIN anchor_identity i ON i.source = c.source AND i.until IS NULL
    WHERE i.person_id = ANY(%s) AND upper_inf(m.during) AND m.actor IS NOT NULL AND m.kind = 'practitioner'
"""


def _members_of(children: Sequence[ChildId], names: Mapping[AgencyId, str]) -> list[trust.Entitlement]:
    with connection.cursor() as cursor:
        cursor.execute(_MEMBERS, (list(children),))
        return [
            trust.Entitlement(actor, source, child, member, access.why(role, names.get(agency, "")), None)
            for actor, source, child, member, role, agency in cursor.fetchall()
        ]


_FAMILY = """
    SELECT w.actor, w.source, i.person_id, m.id, m.role FROM teams_wayin w
    JOIN teams_member m ON m.id = w.member_id AND upper_inf(m.during)
    JOIN teams_teamchild c ON c.team_id = m.team_id AND c.source = w.source AND upper_inf(c.during)
    JOIN anchor_identity i ON i.source = w.source AND i.until IS NULL
    WHERE i.person_id = ANY(%s)
"""


def _family_of(children: Sequence[ChildId]) -> list[trust.Entitlement]:
    """A family member with a way in of their own sees what is shared with them, while they are in the team."""
    with connection.cursor() as cursor:
        cursor.execute(_FAMILY, (list(children),))
        return [
            trust.Entitlement(
                actor, source, child, member, f"{role.replace('-', ' ')} in the team", None, trust.Level.SHARED
            )
            for actor, source, child, member, role in cursor.fetchall()
        ]
