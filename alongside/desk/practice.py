"""Local practice: by when things are done, where that comes from, and how an administrator changes it."""

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from alongside.agencies import api as agencies
from alongside.desk.frame import framed, page
from alongside.kernel.answers import NotFound, NotPossible
from alongside.kernel.caller import Caller, Purpose
from alongside.kernel.ids import ActorId
from alongside.language import api as language
from alongside.language.api import Kind, Practice, Unit
from alongside.layout.form_fields import DatePartsField
from alongside.trust import api as trust

UNITS = {
    Unit.WORKING_DAY: "working days", Unit.CALENDAR_DAY: "days", Unit.CALENDAR_MONTH: "months",
}  # fmt: skip
DUTY = {"yes": "A duty in law or statutory guidance", "no": "A local agreement"}


class TimescaleForm(forms.Form):
    """One timescale; the trigger cannot change, because other parts of Alongside start its clock."""

    label_size = "s"
    read = forms.IntegerField(widget=forms.HiddenInput)
    words = forms.CharField(label="What is to be done?")
    offset = forms.IntegerField(label="Within how many?", min_value=0, max_value=2000)
    unit = forms.ChoiceField(label="Counted in", choices=list(UNITS.items()), widget=forms.RadioSelect)
    statutory = forms.ChoiceField(
        label="What kind of rule is it?", choices=list(DUTY.items()), widget=forms.RadioSelect
    )
    source = forms.CharField(label="Where does it come from?", help_text="A law, guidance, or your own procedures")
    on = forms.BooleanField(label="It counts", required=False)
    valid_from = DatePartsField(label="From which day? (if you know)", required=False)
    valid_to = DatePartsField(label="Up to which day? (if it ends)", required=False)
    why = forms.CharField(label="Why does this change?", help_text="For example, agreed by the partnership in March.")

    def body(self) -> dict[str, object]:
        """The fields as an agreement holds them."""
        typed = {k: v for k, v in self.cleaned_data.items() if k not in ("why", "read")}
        return {**typed, "statutory": typed["statutory"] == "yes"}


def _may_change(caller: Caller) -> bool:
    return any(office is trust.Office.ADMINISTRATOR for office, _ in trust.my_offices(caller))


@page(Purpose.ADMINISTRATION)
def practice(request: HttpRequest, caller: Caller) -> HttpResponse:
    """Every timescale, with where it comes from."""
    told = {
        "timescales": language.practices(caller, kind=Kind.TIMESCALE), "units": dict(UNITS),
        "changes": _may_change(caller),
    }  # fmt: skip
    return framed(request, caller, "desk/practice.html", told, here="practice")


@page(Purpose.ADMINISTRATION)
def timescale(request: HttpRequest, caller: Caller, code: str) -> HttpResponse:
    """One timescale: how it stands, how it stood, and for an administrator a form to change it."""
    versions = language.history(caller, kind=Kind.TIMESCALE, code=code)
    if not versions:
        raise NotFound("There is no such timescale.")
    newest = versions[0]
    form = TimescaleForm(request.POST or None, initial=_initial(newest)) if _may_change(caller) else None
    if request.method == "POST" and form and form.is_valid() and _changed(caller, newest, form):
        return HttpResponseRedirect(reverse("practice"))
    people = agencies.practitioners(caller, actors=tuple({ActorId(v.by) for v in versions if v.by}))
    told = {"versions": versions, "form": form, "units": dict(UNITS), "people": people, "code": code}
    status = 422 if form and form.is_bound else 200
    return framed(request, caller, "desk/timescale.html", told, here="practice", status=status)


def _initial(newest: Practice) -> dict[str, object]:
    known = {**newest.body, "on": newest.body.get("on", True), "read": newest.version}
    return {**known, "statutory": "yes" if newest.body["statutory"] else "no"}


def _changed(caller: Caller, newest: Practice, form: TimescaleForm) -> bool:
    body = {**form.body(), "trigger": newest.body["trigger"]}
    try:
        language.change(
            caller, kind=Kind.TIMESCALE, code=newest.code, body=body, why=form.cleaned_data["why"],
            read=form.cleaned_data["read"],
        )  # fmt: skip
    except NotPossible as error:
        form.add_error(None, str(error))
        return False
    return True
