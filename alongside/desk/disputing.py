"""Saying that a tie or living together is not right, and putting it back."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from alongside.desk.children import about_child
from alongside.desk.frame import framed, page
from alongside.desk.households import called, home_id
from alongside.families import api as families
from alongside.families.api import Home
from alongside.kernel.answers import NotFound
from alongside.kernel.caller import Caller
from alongside.kernel.ids import ChildId, PersonId

KEPT = "It is left out from now on, for everybody who works with the child. It stays to be read below, with your " \
    "reason, and can be put back. What agencies have recorded does not change: ask them to correct it."  # fmt: skip
AGAIN = "It is shown again as it was before. What was said in between stays on record."


class WhyForm(forms.Form):
    """Why it is not right, or why it is right after all."""

    label_size = "s"
    why = forms.CharField(
        label="How do you know?", widget=forms.Textarea({"rows": 3}), max_length=1000,
        help_text="A few words for those who ask later. For example, the mother told me on Monday.",
    )  # fmt: skip


@page()
def not_right(request: HttpRequest, caller: Caller, child: UUID, person: UUID, tie: str) -> HttpResponse:
    """A tie of somebody to the child, or their living together, is said not to be right."""
    about = about_child(caller, child, "family")
    home = _home(caller, child, person, request.GET.get("home", "")) if tie == "household" else None
    title = _title(caller, child, PersonId(person), tie, home)
    form = WhyForm(request.POST or None)
    if form.is_valid():
        families.dispute(
            caller, child=ChildId(child), relative=PersonId(person), tie=tie, why=form.cleaned_data["why"],
            address=home.address if home else "", postcode=home.postcode if home else "",
        )  # fmt: skip
        return HttpResponseRedirect(f"{reverse('family', args=[str(child)])}?noted=left-out")
    told = {**about, "form": form, "title": title, "line": KEPT, "button": "Leave it out"}
    return framed(request, caller, "desk/not_right.html", told, status=422 if form.is_bound else 200)


def _home(caller: Caller, child: UUID, person: UUID, asked: str) -> Home | None:
    """The time at a home that this page is about; none where it is about the household as such."""
    if not asked:
        return None
    for home in families.households(caller, child=ChildId(child)).homes:
        if str(home_id(child, home)) == asked and any(one.person == person for one in home.companions):
            return home
    raise NotFound("Nobody says any more that the two lived together there.")


def _title(caller: Caller, child: UUID, person: PersonId, tie: str, home: Home | None) -> str:
    name = _name(caller, person)
    if home:
        return f"{name} did not live with this child at {called(home)}"
    if not any(r.identity.person == person and r.tie == tie for r in families.family(caller, child=ChildId(child))):
        raise NotFound("Nobody says this any more about this child.")
    return f"{name} does not live in the household" if tie == "household" else f"{name} is not the {tie}"


def _name(caller: Caller, person: PersonId) -> str:
    found = families.identities(caller, people=(person,))
    if not found:
        raise NotFound("There is nobody here by this address.")
    return found[0].name


@page()
def put_back(request: HttpRequest, caller: Caller, child: UUID, dispute: UUID) -> HttpResponse:
    """What was left out is shown again."""
    about = about_child(caller, child, "family")
    found = next((d for d in families.disputes(caller, child=ChildId(child)) if d.id == dispute), None)
    if found is None:
        raise NotFound("This was put back already, or is not about this child.")
    form = WhyForm(request.POST or None)
    if form.is_valid():
        families.take_back_dispute(caller, child=ChildId(child), dispute=dispute, why=form.cleaned_data["why"])
        return HttpResponseRedirect(f"{reverse('family', args=[str(child)])}?noted=put-back")
    told = {**about, "form": form, "title": "Put it back", "line": AGAIN, "said": found, "button": "Put it back"}
    return framed(request, caller, "desk/not_right.html", told, status=422 if form.is_bound else 200)
