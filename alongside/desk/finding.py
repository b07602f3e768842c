"""Finding a child who needs somebody now, by exact words only."""

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from alongside.desk.frame import framed, page
from alongside.families import api as families
from alongside.kernel.caller import Caller, Purpose
from alongside.layout.form_fields import DatePartsField
from alongside.trust import api as trust

NOBODY = (
    "No one child fits these words exactly. Check the spelling and the date. If the child is not here, "
    "nothing has been shared about them yet: ring your local children's social care, or 999 in an emergency."
)


class FindForm(forms.Form):
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
def find(request: HttpRequest, caller: Caller) -> HttpResponse:
    """Exact words lead to the child's page, which then asks why it cannot wait; anything else leads nowhere."""
    form = FindForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        found = families.find_child(caller, **form.cleaned_data)
        if found.child:
            mine = any(grant.child == found.child for grant in trust.my_grants(caller))
            return HttpResponseRedirect(reverse("child" if mine else "urgent-need", args=[str(found.child)]))
        form.add_error(None, NOBODY)
    return framed(request, caller, "desk/find.html", {"form": form}, status=422 if form.is_bound else 200)
