"""Teams for the made-up county, begun by its own practitioners through the same door as anybody's."""

from collections.abc import Sequence
from itertools import cycle
from uuid import UUID

from alongside.agencies import api as agencies
from alongside.agencies.api import Practitioner
from alongside.cli.caller import operator, speaking_as
from alongside.families import api as families
from alongside.kernel.caller import Caller
from alongside.kernel.ids import ActorId, ChildId
from alongside.language import api as language
from alongside.language.api import Kind
from alongside.teams import api as teams
from alongside.teams.api import MemberKind, Model

_WHY = {
    Model.AROUND: "Several services help this family, and the family wants one person to ring.",
    Model.CO_WORKING: "Two agencies know the family well and share the lead.",
    Model.UNIT: "The unit knows the whole family.",
    Model.SINGLE: "One worker comes often, for as long as it takes.",
}


def begin_teams(emails: Sequence[str], *, most: int) -> int:
    """These practitioners bring teams together around the families they work with, `most` at most; gives how many."""
    ways, begun = cycle(Model), 0
    for email in emails:
        me = speaking_as(email)
        by_name = [ChildId(c.child) for c in teams.my_children(me)]
        mine = set(by_name)
        for child in by_name:
            if begun < most and teams.team_of(me, child=child) is None:
                _begin(me, child, next(ways), mine)
                begun += 1
    return begun


def _begin(me: Caller, child: ChildId, model: Model, mine: set[ChildId]) -> None:
    siblings = {ChildId(r.identity.person) for r in families.family(me, child=child) if r.tie == "sibling"}
    around = (child, *(s for s in sorted(siblings & mine) if teams.team_of(me, child=s) is None))
    teams.begin(me, children=around, model=model, why=_WHY[model])
    members = [_join(me, child, who) for who in _involved(me, around)]
    for seat, member in zip(teams.seats(model), members):
        teams.lead(me, child=child, seat=seat, member=member)
    for relative in families.family(me, child=child):
        if relative.tie == "mother":
            teams.join(
                me, child=child, kind=MemberKind.FAMILY, name=relative.identity.name, role="parent",
                why="It is the family's plan too.",
            )  # fmt: skip
            break


def _involved(me: Caller, children: Sequence[ChildId]) -> list[Practitioner]:
    """The caller first, then one practitioner of each other agency that is involved now, as far as they are known."""
    found = {me.actor: agencies.practitioners(me, actors=(me.actor,))[me.actor]}
    for line in (line for child in children for line in teams.who_is_involved(me, child=child)):
        named = agencies.found_by_address(me, email=line.contact) if line.open and "@" in line.contact else ()
        for who in named:
            if who.agency not in {p.agency for p in found.values()}:
                found[who.actor] = who
    return list(found.values())


def _join(me: Caller, child: ChildId, who: Practitioner) -> UUID:
    return teams.join(
        me, child=child, kind=MemberKind.PRACTITIONER, actor=ActorId(who.actor), role=_role(who.role),
        why="Works with the family already.",
    )  # fmt: skip


def _role(said: str) -> str:
    """The partnership's code for what the agency calls this role, or the agency's own words."""
    me = operator()
    known = {str(p.body["words"]).casefold(): p.code for p in language.practices(me, kind=Kind.ROLE)}
    fitting = [code for words, code in known.items() if said.casefold() and said.casefold() in words]
    return known.get(said.casefold()) or (fitting[0] if fitting else said or "practitioner")
