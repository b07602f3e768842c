"""The page about a child's family: the tree, who belongs to it, and who stands around it."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from alongside.agencies import api as agencies
from alongside.chronology import api as chronology
from alongside.desk.around import what_is_around
from alongside.desk.children import about_child, before_birth, born
from alongside.desk.family_tree import family_tree
from alongside.desk.frame import framed, page
from alongside.desk.households import (
    Names,
    differences_in_words,
    homes_in_words,
    left_out,
    other_of,
    picture_of,
    undated_in_words,
)
from alongside.families import api as families
from alongside.families.api import Relative
from alongside.kernel.caller import Caller
from alongside.kernel.ids import AgencyId, ChildId, PersonId
from alongside.layout.dates import day
from alongside.layout.pictures import genogram, homes

NOTED = {
    "left-out": "Noted. It is left out from now on, and can be put back.",
    "put-back": "Noted. It is shown again as before.",
}


@page()
def family(request: HttpRequest, caller: Caller, child: UUID) -> HttpResponse:
    """The child's family and household, each tie with the agencies that say so."""
    about = about_child(caller, child, "family")
    relatives = families.family(caller, child=ChildId(child))
    tree = family_tree(about["identity"], relatives, families.kin(caller, child=ChildId(child)), caller.now.date())
    around = what_is_around(
        about["identity"], relatives, chronology.story(caller, child=ChildId(child)),
        agencies.all_agencies(caller), caller.now.date(),
    )  # fmt: skip
    told = {
        **about, "relatives": by_person(relatives), "each_tie": each_tie(relatives),
        "born": born, "tree": tree, "tree_key": genogram.key(),
        "around": around, "agencies": {a.id: a.name for a in agencies.all_agencies(caller)},
        "before_birth": before_birth(caller, ChildId(child)),
        "noted": NOTED.get(request.GET.get("noted", ""), ""), **_lived(caller, ChildId(child)),
    }  # fmt: skip
    return framed(request, caller, "desk/family.html", told)


def _lived(caller: Caller, child: ChildId) -> dict[str, Any]:
    """The homes with who lived there, where agencies differ, and what is left out because somebody said so."""
    lived, disputed = families.households(caller, child=child), families.disputes(caller, child=child)
    names = Names(
        {a.id: a.name for a in agencies.all_agencies(caller)},
        agencies.practitioners(caller, actors=tuple(sorted({d.said_by for d in disputed}))),
    )
    in_place = {one.dispute.id for home in lived.homes for one in home.left_out if one.dispute}
    others = {d.id: PersonId(other_of(d, child)) for d in disputed}
    called = {i.person: i.name for i in families.identities(caller, people=tuple(sorted(set(others.values()))))}
    return {
        "homes": homes_in_words(lived, names), "differ": differences_in_words(lived, names),
        "undated": undated_in_words(lived, names), "lived_picture": picture_of(lived, names, caller.now.date()),
        "lived_key": homes.key(),
        "left_out": tuple(
            left_out(child, d, called.get(others[d.id], "Somebody"), names) for d in disputed if d.id not in in_place
        ),
    }  # fmt: skip


def by_person(relatives: Sequence[Relative]) -> tuple[tuple[Relative, str, tuple[AgencyId, ...]], ...]:
    """Each relative once: with all their ties in words, and every agency that says so."""
    ties: dict[PersonId, list[Relative]] = defaultdict(list)
    for relative in relatives:
        ties[relative.identity.person].append(relative)
    return tuple(
        (own[0], ", ".join(_tie_in_words(r) for r in own), tuple(dict.fromkeys(a for r in own for a in r.said_by)))
        for own in (sorted(group, key=lambda r: r.tie == "household") for group in ties.values())
    )


def each_tie(relatives: Sequence[Relative]) -> dict[PersonId, tuple[tuple[str, str], ...]]:
    """Every tie of everybody, in words and as it is recorded: each can be said not to be right by itself."""
    found: dict[PersonId, list[tuple[str, str]]] = defaultdict(list)
    for relative in relatives:
        found[relative.identity.person].append((_tie_in_words(relative), relative.tie))
    return {person: tuple(ties) for person, ties in found.items()}


def _tie_in_words(relative: Relative) -> str:
    since = f" from {day(relative.from_on)}" if relative.from_on else ""
    until = f" to {day(relative.to_on)}" if relative.to_on else ""
    if relative.tie != "household":
        return f"{relative.tie}{since}{until}"
    return f"lived in the household{since}{until}" if until else f"lives in the household{since}"
