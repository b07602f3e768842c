"""Where it is safe to write to somebody: said by those who work with the child, or by the person."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from alongside.desk.frame import framed, page
from alongside.desk.safe_addresses import AddressForm, in_words
from alongside.desk.team import asking, back_to_team, team_around
from alongside.kernel.answers import NotFound
from alongside.kernel.caller import Caller
from alongside.kernel.ids import ChildId
from alongside.post import api as post
from alongside.post.api import SaidAddress
from alongside.teams.api import MemberKind

NO_NAMES = (
    "Letters never name anybody: they say that something is waiting, on which day a meeting is, and where to look."
)


def _begins_with(said: SaidAddress | None) -> dict[str, Any]:
    if said is None:
        return {}
    return {"safe": "yes" if said.safe else "no", "address": said.address, "who_reads": said.who_reads}


@page()
def address(request: HttpRequest, caller: Caller, child: UUID, member: UUID) -> HttpResponse:
    """Where somebody of the family, or an advocate, can safely be written to."""
    found = team_around(caller, child)
    who = next((m for m in found.members if m.id == member and m.kind is not MemberKind.PRACTITIONER), None)
    if who is None:
        raise NotFound("Nobody of the family by this address is in the team. People at agencies say it themselves.")
    said = post.addresses_of(caller, child=ChildId(child), people=(member,)).get(member)
    form = AddressForm(request.POST or None, initial=_begins_with(said))
    if form.is_valid():
        post.say_address(
            caller, child=ChildId(child), person=member, safe=form.is_safe, address=form.cleaned_data["address"],
            who_reads=form.cleaned_data["who_reads"],
        )  # fmt: skip
        return back_to_team(child)
    lines = (NO_NAMES, in_words(said))
    return asking(request, caller, child, form, f"Where is it safe to write to {who.name}?", "Record this", lines=lines)


@page()
def own_address(request: HttpRequest, caller: Caller) -> HttpResponse:
    """Where I can safely be written to."""
    form = AddressForm(request.POST or None, initial=_begins_with(post.own_address(caller)))
    if form.is_valid():
        post.say_own_address(
            caller, safe=form.is_safe, address=form.cleaned_data["address"], who_reads=form.cleaned_data["who_reads"]
        )
        return HttpResponseRedirect(f"{reverse('letters')}?recorded=")
    told = {"form": form, "no_names": NO_NAMES}
    return framed(request, caller, "desk/own_address.html", told, status=422 if form.is_bound else 200)
