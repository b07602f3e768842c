"""A child needs somebody now: opening a record for four hours, and looking at it afterwards."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from alongside.agencies import api as agencies
from alongside.desk.frame import framed, page
from alongside.kernel.answers import NotPossible
from alongside.kernel.caller import Caller, Purpose
from alongside.kernel.ids import ChildId
from alongside.trust import api as trust


class UrgentNeedForm(forms.Form):
    """Why it cannot wait."""

    why = forms.CharField(
        label="What does the child need now, and why can it not wait?", widget=forms.Textarea({"rows": 4}),
        help_text="Your supervisor and the family can see this. The record opens for four hours.",
    )  # fmt: skip


@page(Purpose.URGENT_NEED)
def urgent_need(request: HttpRequest, caller: Caller, child: UUID) -> HttpResponse:
    """A child needs somebody now: say why, and the record opens for four hours."""
    form = UrgentNeedForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            trust.claim_urgent_need(caller, child=ChildId(child), why=form.cleaned_data["why"])
            return HttpResponseRedirect(reverse("child", args=[str(child)]))
        except NotPossible as error:
            form.add_error("why", str(error))
    return framed(request, caller, "desk/urgent_need.html", {"form": form}, status=422 if form.is_bound else 200)


@page(Purpose.SUPERVISION)
def urgent_needs(request: HttpRequest, caller: Caller) -> HttpResponse:
    """For supervisors: who opened a record in urgent need, and why."""
    if request.method == "POST":
        trust.review_urgent_need(caller, need=UUID(request.POST["need"]), words=request.POST.get("words", ""))
        return HttpResponseRedirect(reverse("urgent-needs"))
    needs = trust.urgent_needs(caller)
    people = agencies.practitioners(caller, actors=tuple(n.actor for n in needs))
    told = {"needs": needs, "people": people, "me": caller.actor}
    return framed(request, caller, "desk/urgent_needs.html", told, here="urgent-needs")
