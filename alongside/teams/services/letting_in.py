"""Somebody of the family gets a way in of their own: to read what is shared with them, and to write."""

from collections.abc import Sequence
from uuid import UUID, uuid4

from alongside.accounts import api as accounts
from alongside.anchor.models import Actor, Identity
from alongside.kernel.answers import NotPossible
from alongside.kernel.caller import Caller
from alongside.kernel.capability import capability
from alongside.kernel.ids import ActorId, ChildId, PersonId
from alongside.kernel.scope import for_child
from alongside.teams import models
from alongside.teams.contracts import MemberKind
from alongside.teams.services import finding
from alongside.teams.services.access import settle
from alongside.trust import api as trust


@capability("teams.let_in", scope=for_child("children"), writes=True)
def let_in(caller: Caller, *, children: Sequence[ChildId], member: UUID, email: str) -> accounts.Invitation:
    """A family member of the team may sign in, for what is shared with them about these children.

    Name only the children that are theirs to know about: two fathers of half-siblings never read each other's part.
    """
    team = finding.team(children[0])
    row = finding.member(team, member, "This person is not in the team any more.")
    if row.kind != MemberKind.FAMILY.value:
        raise NotPossible("People who work for an agency are invited by its administrator.")
    if models.WayIn.objects.filter(member=row).exists():
        raise NotPossible(f"{row.name} has a way in already.")
    actor = ActorId(uuid4())
    invitation = accounts.let_in(caller, children=children, email=email, name=row.name, actor=actor)
    Actor.objects.create(id=actor)
    for source in _sources(team, children):
        models.WayIn(
            team_id=team, member=row, actor=actor, source=source, at=caller.now, by=caller.actor
        ).save(force_insert=True)  # fmt: skip
    settle(trust.settler(caller), people=[PersonId(c) for c in children])
    return invitation


def _sources(team: UUID, children: Sequence[ChildId]) -> list[UUID]:
    """The records of these children by which the team is around them."""
    around = models.TeamChild.now_in(team).values_list("source", flat=True)
    known = Identity.objects.filter(source__in=around, person__in=list(children), until=None)
    found = dict(known.values_list("person", "source"))
    if len(found) < len(set(children)):
        raise NotPossible("The team is not around one of these children.")
    return list(found.values())
