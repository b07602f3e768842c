"""Who reads a page that practitioners and family share: each gets the frame that is theirs."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse

from alongside.agencies import api as agencies
from alongside.desk.children import Bar, about_child
from alongside.families import api as families
from alongside.kernel.caller import Caller
from alongside.kernel.ids import ActorId, ChildId
from alongside.teams import api as teams
from alongside.trust import api as trust


@dataclass(frozen=True, slots=True)
class Called:
    """A child as their own family reads it: the name, and nothing of what agencies hold."""

    person: ChildId
    name: str


def is_family(caller: Caller, child: UUID) -> bool:
    """Whether the caller's own way in is that of the family."""
    levels = [g.level for g in trust.my_grants(caller) if g.child == child]
    return bool(levels) and max(levels) < trust.Level.PROFESSIONAL


def about(caller: Caller, child: UUID, here: str) -> dict[str, Any]:
    """What the frame of the page needs about the child, as far as the reader may know it."""
    if not is_family(caller, child):
        return {**about_child(caller, child, here), "family": False}
    name = families.called(caller, children=(ChildId(child),)).get(ChildId(child), "your child")
    called = Called(ChildId(child), name)
    return {"identity": called, "bar": Bar(name, (), reverse("ours")), "pages": (), "family": True}


def names_of(caller: Caller, child: UUID, actors: set[ActorId]) -> dict[ActorId, str]:
    """Each of these people by name, with their agency or what they are to the child."""
    known = agencies.practitioners(caller, actors=tuple(actors))
    of = {a.id: a.name for a in agencies.all_agencies(caller)}
    kin = teams.family_called(caller, child=ChildId(child), actors=tuple(actors - set(known)))
    worded = {a: f"{p.name}, {of.get(p.agency, '')}" for a, p in known.items()}
    return {**worded, **{a: f"{name}, {role.replace('-', ' ')}" for a, (name, role) in kin.items()}}
