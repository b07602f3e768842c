"""Who does what for an agency: giving offices to colleagues, and handing them over."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from alongside.agencies import api as agencies
from alongside.agencies.api import Practitioner
from alongside.desk.agencies import OFFICES, agency_called
from alongside.desk.frame import framed, page
from alongside.kernel.answers import NotPossible
from alongside.kernel.caller import Caller, Purpose
from alongside.kernel.ids import ActorId, AgencyId
from alongside.trust import api as trust

WORDS = {
    **OFFICES, trust.Office.PRACTITIONER: "Works with children", trust.Office.ADMINISTRATOR: "Administrator",
    trust.Office.OPERATOR: "Runs this installation",
}  # fmt: skip


class OfficeForm(forms.Form):
    """Which colleague takes which office."""

    actor = forms.ChoiceField(label="Who?")
    office = forms.ChoiceField(label="Which office?", choices=list(OFFICES.items()), widget=forms.RadioSelect)

    def __init__(self, *given: object, colleagues: tuple[Practitioner, ...]) -> None:
        """`colleagues`: everybody of the agency."""
        super().__init__(*given)  # type: ignore[arg-type]
        field = self.fields["actor"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Choose one"), *((str(c.actor), f"{c.name}, {c.email}") for c in colleagues)]


@page(Purpose.ADMINISTRATION)
def offices(request: HttpRequest, caller: Caller, agency: UUID) -> HttpResponse:
    """Who holds which office for the agency; an administrator gives one or ends one."""
    told: dict[str, object] = {"agency": agency_called(caller, agency)}
    held = trust.offices_of(caller, agency=AgencyId(agency))
    colleagues = agencies.colleagues(caller, agency=AgencyId(agency))
    ending = request.POST.get("end", "")
    if ending:
        trust.end_office(caller, agency=AgencyId(agency), office=_known(ending, held))
        return HttpResponseRedirect(reverse("offices", args=[str(agency)]))
    form = OfficeForm(request.POST or None, colleagues=colleagues)
    if request.method == "POST" and form.is_valid():
        actor, office = ActorId(UUID(form.cleaned_data["actor"])), trust.Office(form.cleaned_data["office"])
        trust.give_office(caller, actor=actor, office=office, agency=AgencyId(agency))
        return HttpResponseRedirect(reverse("offices", args=[str(agency)]))
    people = agencies.practitioners(caller, actors=tuple({h.actor for h in held}))
    told |= {"held": held, "people": people, "words": WORDS, "form": form, "me": caller.actor}
    return framed(request, caller, "desk/offices.html", told, here="agencies", status=422 if form.is_bound else 200)


def _known(ending: str, held: tuple[trust.Held, ...]) -> UUID:
    found = next((h.id for h in held if str(h.id) == ending), None)
    if found is None:
        raise NotPossible("Nobody holds this office for this agency any more.")
    return found
