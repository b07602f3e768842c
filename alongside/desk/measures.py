"""Scores of licensed questionnaires and scales: what was recorded, and recording more under a licence."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from alongside.agencies import api as agencies
from alongside.desk.children import about_child
from alongside.desk.frame import framed, page
from alongside.desk.plan import done
from alongside.desk.plan_forms import offer
from alongside.instruments import api as instruments
from alongside.instruments.api import Instrument, Question, Scored
from alongside.kernel.answers import NotFound, NotPossible
from alongside.kernel.caller import Caller
from alongside.kernel.ids import ChildId
from alongside.layout.form_fields import DatePartsField


class CompletedForm(forms.Form):
    """Who completed it, and when."""

    label_size = "s"
    completed_by = forms.CharField(label="Who completed it?", help_text="Like her mother, her teacher, or Ava herself.")
    completed_on = DatePartsField(label="On which day?")

    def values(self) -> dict[str, str]:
        """What was typed besides, by code."""
        fixed = ("completed_by", "completed_on")
        return {k: str(v) for k, v in self.cleaned_data.items() if k not in fixed and v not in (None, "")}


class ScoresForm(CompletedForm):
    """The scores, as the owner's own form gave them."""

    def __init__(self, *given: Any, instrument: Instrument, **more: Any) -> None:
        """A box for each score; those that were not taken stay empty."""
        super().__init__(*given, **more)
        for scale in instrument.scales:
            self.fields[scale.code] = forms.IntegerField(
                label=f"{scale.words} (if it was taken)", required=False, help_text=f"{scale.least} to {scale.most}"
            )
        self.order_fields([s.code for s in instrument.scales])


class QuestionsForm(CompletedForm):
    """The questions of a plug-in, in its owner's words."""

    def __init__(self, *given: Any, questions: Sequence[Question], **more: Any) -> None:
        """A choice for each question."""
        super().__init__(*given, **more)
        for question in questions:
            self.fields[question.code] = forms.ChoiceField(label=question.words, widget=forms.RadioSelect)
            offer(self, question.code, dict(question.answers))
        self.order_fields([q.code for q in questions])


@page()
def measures(request: HttpRequest, caller: Caller, child: UUID) -> HttpResponse:
    """Every instrument with its scores, the oldest first, and how each differs from the one before."""
    scored = instruments.scored(caller, child=ChildId(child))
    known, today = instruments.instruments(caller), caller.now.date()
    told = {
        **about_child(caller, child, "assessments"), "today": today,
        "shown": [(i, instruments.not_allowed(i, today), _rows(i, scored)) for i in known],
        "people": agencies.practitioners(caller, actors=tuple({s.by for s in scored})),
    }  # fmt: skip
    return framed(request, caller, "desk/measures.html", told)


def _rows(instrument: Instrument, scored: Sequence[Scored]) -> list[tuple[Scored, list[tuple[str, int, str]]]]:
    """Each record with its scores: name, value, and the change since the record before."""
    mine = [s for s in scored if s.instrument == instrument.code]
    changed = {scale.code: instruments.changes(scale, mine) for scale in instrument.scales}
    return [
        (s, [(x.words, s.scores[x.code], changed[x.code][n]) for x in instrument.scales if x.code in s.scores])
        for n, s in enumerate(mine)
    ]


@page(one_visit=False)
def measure(request: HttpRequest, caller: Caller, child: UUID, instrument: str) -> HttpResponse:
    """Scores are recorded; with a plug-in of the owner's the questions are asked here."""
    found = next((i for i in instruments.instruments(caller) if i.code == instrument), None)
    if found is None:
        raise NotFound("There is no instrument of this name.")
    if why := instruments.not_allowed(found, caller.now.date()):
        raise NotPossible(why)
    form = _form(request, caller, child, found)
    if request.method == "POST" and form.is_valid() and done(form, lambda: _keep(caller, child, found, form)):
        return HttpResponseRedirect(reverse("measures", args=[str(child)]))
    told = {
        **about_child(caller, child, "assessments"), "form": form, "title": found.words, "button": "Record",
        "lines": (found.plain, f"It belongs to {found.owner}. Licence {found.licence_ref}, {found.licence_holder}."),
        "back": (reverse("measures", args=[str(child)]), "Scores"),
    }  # fmt: skip
    return framed(request, caller, "desk/plan_form.html", told, status=422 if form.is_bound else 200)


def _form(request: HttpRequest, caller: Caller, child: UUID, found: Instrument) -> CompletedForm:
    initial: Mapping[str, date] = {"completed_on": caller.now.date()}
    if not found.has_questions:
        return ScoresForm(request.POST or None, instrument=found, initial=initial)
    asked = instruments.questions(caller, child=ChildId(child), instrument=found.code)
    return QuestionsForm(request.POST or None, questions=asked, initial=initial)


def _keep(caller: Caller, child: UUID, found: Instrument, form: CompletedForm) -> None:
    said, values = form.cleaned_data, form.values()
    who, on = said["completed_by"], said["completed_on"]
    if found.has_questions:
        instruments.complete(
            caller, child=ChildId(child), instrument=found.code, answers=values, completed_by=who, completed_on=on
        )
        return
    scores = {code: int(value) for code, value in values.items()}
    instruments.record(
        caller, child=ChildId(child), instrument=found.code, scores=scores, completed_by=who, completed_on=on
    )
