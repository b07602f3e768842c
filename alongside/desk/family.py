"""The page about a child's family: the tree, who belongs to it, and who stands around it."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from alongside.agencies import api as agencies
from alongside.chronology import api as chronology
from alongside.desk.around import what_is_around
from alongside.desk.children import about_child, born
from alongside.desk.family_tree import family_tree
from alongside.desk.frame import framed, page
from alongside.families import api as families
from alongside.families.api import Relative
from alongside.kernel.caller import Caller
from alongside.kernel.ids import AgencyId, ChildId, PersonId
from alongside.layout.dates import day
from alongside.layout.pictures import genogram


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
        **about, "relatives": by_person(relatives), "born": born, "tree": tree, "tree_key": genogram.key(),
        "around": around, "agencies": {a.id: a.name for a in agencies.all_agencies(caller)},
    }  # fmt: skip
    return framed(request, caller, "desk/family.html", told)


def by_person(relatives: Sequence[Relative]) -> tuple[tuple[Relative, str, tuple[AgencyId, ...]], ...]:
    """Each relative once: with all their ties in words, and every agency that says so."""
    ties: dict[PersonId, list[Relative]] = defaultdict(list)
    for relative in relatives:
        ties[relative.identity.person].append(relative)
    return tuple(
        (own[0], ", ".join(_tie_in_words(r) for r in own), tuple(dict.fromkeys(a for r in own for a in r.said_by)))
        for own in (sorted(group, key=lambda r: r.tie == "household") for group in ties.values())
    )


def _tie_in_words(relative: Relative) -> str:
    since = f" from {day(relative.from_on)}" if relative.from_on else ""
    until = f" to {day(relative.to_on)}" if relative.to_on else ""
    return f"{'lives in the household' if relative.tie == 'household' else relative.tie}{since}{until}"
