"""Which records are one person, and taking them apart again."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from alongside.agencies import api as agencies
from alongside.desk.agencies import agency_called
from alongside.desk.errands import ask_to_link
from alongside.desk.frame import framed, page
from alongside.families import api as families
from alongside.families.api import Described
from alongside.kernel.answers import NotFound, NotPossible
from alongside.kernel.caller import Caller, Purpose
from alongside.kernel.ids import AgencyId, SourceId
from alongside.linkage import api as linkage

NOTED = {
    "yes": "Noted. The records come apart within moments, and every entry goes back to the record it came with.",
    "second": "Noted. Help for this child is open, so somebody else who matches for both agencies must look, too. "
    "Until then nothing changes.",
}


class ApartForm(forms.Form):
    """Which record is of somebody else, and how one knows."""

    other = forms.UUIDField(widget=forms.HiddenInput)
    why = forms.CharField(
        label="How do you know that they are different people?", widget=forms.Textarea({"rows": 2}),
        help_text="A few words for those who ask later. For example, I rang the school.",
    )  # fmt: skip


def own_record(caller: Caller, agency: UUID, source: UUID) -> Described:
    """The agency's own record in this page's address."""
    own = families.side_by_side(caller, agencies=(AgencyId(agency),), sources=(SourceId(source),))
    if not own:
        raise NotFound("This agency has no such record.")
    return own[0]


@page(Purpose.MATCHING)
def joined(request: HttpRequest, caller: Caller, agency: UUID, source: UUID) -> HttpResponse:
    """The records that are taken for one person with this one, why, and a way to take each apart."""
    own = own_record(caller, agency, source)
    found = linkage.joined_with(caller, agency=AgencyId(agency), number=own.words.reference)
    form = ApartForm(request.POST or None)
    if request.method == "POST" and request.POST.get("other") not in {str(j.source) for j in found.seen}:
        raise NotPossible("These two records are not one person any more, or not of agencies that you match for.")
    if request.method == "POST" and form.is_valid():
        other = SourceId(form.cleaned_data["other"])
        done = linkage.undo(caller, source_a=own.source, source_b=other, why=form.cleaned_data["why"])
        if done:
            ask_to_link(caller)
        noted = "yes" if done else "second"
        return HttpResponseRedirect(f"{reverse('joined', args=[str(agency), str(source)])}?apart={noted}")
    told = {
        "agency": agency_called(caller, agency), "name": families.full_name(own), "own": own, "joined": found,
        "names": {a.id: a.name for a in agencies.all_agencies(caller)}, "form": form,
        "noted": NOTED.get(request.GET.get("apart", ""), ""),
        "apart": linkage.taken_apart(caller, agency=AgencyId(agency), number=own.words.reference),
    }  # fmt: skip
    return framed(request, caller, "desk/joined.html", told, here="agencies", status=422 if form.is_bound else 200)
