"""A record of before an adoption: sealed by two people, and opened again by two."""

from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from alongside.agencies import api as agencies
from alongside.agencies.api import Agency
from alongside.desk.errands import ask_to_link
from alongside.desk.frame import framed, looked_after, page
from alongside.desk.pairs import ComparedRow, compared
from alongside.families import api as families
from alongside.kernel.answers import NotPossible
from alongside.kernel.caller import Caller, Purpose
from alongside.kernel.ids import AgencyId
from alongside.linkage import api as linkage
from alongside.linkage.api import OpenSeal
from alongside.trust import api as trust

ANSWERS = {"yes": "Yes, do it", "no": "No, leave it as it is"}
SAID = {
    "asked": "Noted. Somebody else who matches for both agencies must look, too. Until then nothing changes.",
    "yes": "Done. Who works with the child under the one name is told nothing of the other.",
    "no": "Noted. Nothing has changed.",
}
OPEN = "open"
"""What the form says that asks for opening again."""


@dataclass(frozen=True, slots=True)
class Compared:
    """Two records by their agencies' numbers, side by side."""

    earlier: str
    later: str
    rows: tuple[ComparedRow, ...]


class SealForm(forms.Form):
    """Both records by their agency and number, and how one knows."""

    label_size = "s"
    earlier_agency = forms.ChoiceField(label="Agency that keeps the record of before the adoption")
    earlier_number = forms.CharField(label="Its number of the child, before", max_length=100)
    later_agency = forms.ChoiceField(label="Agency that keeps the record of today")
    later_number = forms.CharField(label="Its number of the child, today", max_length=100)
    why = forms.CharField(
        label="How do you know that the child was adopted?", widget=forms.Textarea({"rows": 2}),
        help_text="A few words. Whoever may answer reads them; afterwards only the two of you do.",
    )  # fmt: skip

    def __init__(self, data: object = None, *, mine: tuple[Agency, ...]) -> None:
        """`mine` are the agencies for which the caller matches."""
        super().__init__(data)  # type: ignore[arg-type]
        for name in ("earlier_agency", "later_agency"):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", "Choose one"), *((str(a.id), a.name) for a in mine)]


class WhyForm(forms.Form):
    """Which request, and why."""

    seal = forms.UUIDField(widget=forms.HiddenInput)
    why = forms.CharField(label="How do you know?", widget=forms.Textarea({"rows": 2}))


@page(Purpose.MATCHING, one_visit=False)
def adoption(request: HttpRequest, caller: Caller) -> HttpResponse:
    """Asking that a record is sealed, and what waits for a second person."""
    mine = looked_after(caller, trust.Office.MATCHER, trust.Office.STEWARD)
    said = request.POST.get("said", "")
    asks = request.method == "POST" and not said
    form = SealForm(request.POST if asks else None, mine=mine)
    answer = WhyForm(request.POST if said else None, auto_id="answer_%s")
    if said and request.POST.get("seal") not in {str(s.id) for s in _known(caller)}:
        raise NotPossible("Nobody waits for this answer any more.")
    try:
        if asks and form.is_valid():
            return _asked(caller, form)
        if said and answer.is_valid():
            return _answered(caller, answer, said)
    except NotPossible as error:
        (answer if said else form).add_error(None if said else "earlier_number", str(error))
    return _shown(request, caller, form, answer)


def _known(caller: Caller) -> tuple[OpenSeal, ...]:
    return (*linkage.open_seals(caller), *linkage.sealed_by_me(caller))


def _asked(caller: Caller, form: SealForm) -> HttpResponse:
    told = form.cleaned_data
    linkage.ask_to_seal(
        caller, agencies=(AgencyId(UUID(told["earlier_agency"])), AgencyId(UUID(told["later_agency"]))),
        numbers=(told["earlier_number"], told["later_number"]), why=told["why"],
    )  # fmt: skip
    return _back("asked")


def _answered(caller: Caller, answer: WhyForm, said: str) -> HttpResponse:
    seal, why = answer.cleaned_data["seal"], answer.cleaned_data["why"]
    if said == OPEN:
        linkage.ask_to_open(caller, seal=seal, why=why)
        return _back("asked")
    if said not in ANSWERS:
        raise NotPossible("Choose one of the two answers.")
    linkage.answer_seal(caller, seal=seal, agreed=said == "yes", why=why)
    ask_to_link(caller)
    return _back(said)


def _back(said: str) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('adoption')}?said={said}")


def _compared(caller: Caller, waiting: tuple[OpenSeal, ...]) -> dict[UUID, Compared]:
    """Both records side by side, as long as they can be read: of one to be opened again nothing is shown."""
    if not waiting:
        return {}
    told = families.side_by_side(
        caller, agencies=tuple({a for s in waiting for a in (s.agency_earlier, s.agency_later)}),
        sources=tuple({x for s in waiting for x in (s.earlier, s.later)}),
    )  # fmt: skip
    words = {d.source: d.words for d in told}
    return {
        s.id: Compared(words[s.earlier].reference, words[s.later].reference, compared(words[s.earlier], words[s.later]))
        for s in waiting if s.earlier in words and s.later in words
    }  # fmt: skip


def _shown(request: HttpRequest, caller: Caller, form: SealForm, answer: WhyForm) -> HttpResponse:
    waiting, sealed = linkage.open_seals(caller), linkage.sealed_by_me(caller)
    people = agencies.practitioners(caller, actors=tuple({s.asked_by for s in (*waiting, *sealed)}))
    told = {
        "form": form, "answer": answer, "waiting": waiting, "sealed": sealed, "answers": ANSWERS, "open": OPEN,
        "said": SAID.get(request.GET.get("said", ""), ""), "people": people, "wrong": request.POST.get("seal", ""),
        "names": {a.id: a.name for a in agencies.all_agencies(caller)}, "compared": _compared(caller, waiting),
    }  # fmt: skip
    wrong = form.is_bound or answer.is_bound
    return framed(request, caller, "desk/adoption.html", told, here="pairs", status=422 if wrong else 200)
