"""Finding a child: is she already known? And in an emergency, by exact words only."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from alongside.agencies.api import AgencyKind
from alongside.desk.children import born
from alongside.desk.frame import framed, page
from alongside.families import api as families
from alongside.kernel.caller import Caller, Purpose
from alongside.layout.form_fields import DatePartsField
from alongside.linkage import api as linkage
from alongside.linkage.api import Asked, Known
from alongside.trust import api as trust

NOBODY = (
    "No one child fits these words exactly. Check the spelling and the date. If the child is not here, "
    "nothing has been shared about them yet: ring your local children's social care, or 999 in an emergency."
)

_SPOKEN = {
    AgencyKind.SOCIAL_CARE: "social care", AgencyKind.EARLY_HELP: "early help",
    AgencyKind.CHILD_HEALTH: "child health", AgencyKind.SCHOOL: "a school", AgencyKind.GP_HOSPITAL: "a GP or hospital",
    AgencyKind.POLICE: "the police", AgencyKind.HOUSING: "housing", AgencyKind.VOLUNTARY: "a voluntary organisation",
    AgencyKind.OTHER: "another agency",
}  # fmt: skip
BEFORE = "Those it may be appear here while you type."


class UrgentForm(forms.Form):
    """The NHS number, or name and date of birth together."""

    label_size = "s"
    forename = forms.CharField(label="First name", required=False)
    surname = forms.CharField(label="Family name", required=False)
    born = DatePartsField(label="Date of birth", required=False)
    nhs_number = forms.CharField(label="Or the NHS number", required=False)

    def clean(self) -> None:
        """One of the two ways, complete."""
        said = self.cleaned_data
        named = said.get("forename") and said.get("surname") and said.get("born")
        if not self.errors and not named and not said.get("nhs_number"):
            self.add_error("forename", "Give first name, family name and date of birth, or the NHS number.")


@page(Purpose.URGENT_NEED)
def find_urgent(request: HttpRequest, caller: Caller) -> HttpResponse:
    """Exact words lead to the child's page, which then asks why it cannot wait; anything else leads nowhere."""
    form = UrgentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        found = families.find_child(caller, **form.cleaned_data)
        if found.child:
            mine = any(grant.child == found.child for grant in trust.my_grants(caller))
            return HttpResponseRedirect(reverse("child" if mine else "urgent-need", args=[str(found.child)]))
        form.add_error(None, NOBODY)
    return framed(request, caller, "desk/find_urgent.html", {"form": form}, status=422 if form.is_bound else 200)


def _said(label: str, width: str = "") -> forms.CharField:
    box = forms.TextInput({"autocomplete": "off", "spellcheck": "false", **({"class": width} if width else {})})
    return forms.CharField(label=label, required=False, max_length=200, widget=box)


class FindForm(forms.Form):
    """Whatever somebody knows of a child; any two things, or a number."""

    label_size = "s"
    forename = _said("First name or what they are called")
    surname = _said("Family name")
    born = DatePartsField(label="Date of birth", required=False)
    age = forms.IntegerField(
        label="Or about how old they are", required=False, min_value=0, max_value=linkage.OLDEST,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "class": "govuk-input--width-2"}),
        error_messages={
            "invalid": "Enter the age as a number of years",
            "min_value": "Enter an age between 0 and 25", "max_value": "Enter an age between 0 and 25",
        },
    )  # fmt: skip
    address = _said("An address, now or before")
    postcode = _said("Postcode", "govuk-input--width-10")
    lives_with = _said("Somebody they live with")
    number = _said("NHS number or unique pupil number", "govuk-input--width-20")

    def asked(self) -> Asked:
        """What is said so far; a box that is not finished yet is not said."""
        said = {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}
        return Asked(**said)

    def clean(self) -> None:
        """Enough to look for one child, and not to look people over."""
        if not self.errors and not linkage.is_enough(self.asked()):
            self.add_error("forename", linkage.NOT_ENOUGH)


@page()
def find(request: HttpRequest, caller: Caller) -> HttpResponse:
    """Looks while somebody types, and when they send the form.

    It is sent by POST though nothing changes: names must not stand in addresses, which browsers and logs remember.
    """
    form = FindForm(request.POST or None)
    typing = "HX-Request" in request.headers
    told: dict[str, Any] = {
        "form": form,
        "found": None,
        "typing": typing,
        "before": linkage.NOT_ENOUGH if form.is_bound else BEFORE,
    }
    sound = form.is_bound and form.is_valid()
    if form.is_bound and linkage.is_enough(form.asked()):
        told |= _found(caller, form.asked())
    if typing:
        return render(request, "desk/found.html", told)
    return framed(
        request, caller, "desk/find.html", told, here="find", status=422 if form.is_bound and not sound else 200
    )


def _found(caller: Caller, asked: Asked) -> dict[str, Any]:
    found = linkage.find(caller, asked=asked)
    seen = families.identities(caller, people=tuple(k.person for k in found.known if k.granted or not k.settled))
    named = {identity.person: identity for identity in seen}
    return {"found": found, "named": named, "born": born, "kinds_of": _kinds}


def _kinds(known: Known) -> str:
    return ", ".join(_SPOKEN[AgencyKind(kind)] for kind in known.kinds)
