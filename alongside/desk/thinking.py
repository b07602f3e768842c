"""Answering a question about a child: what was considered, and when to ask again."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from alongside.chronology import api as chronology
from alongside.chronology.api import PromptKind
from alongside.desk.children import about_child
from alongside.desk.evidence import Asked, asked_about, asked_of_plan
from alongside.desk.frame import framed, page
from alongside.kernel.answers import NotFound, NotPossible
from alongside.kernel.caller import Caller
from alongside.kernel.ids import ChildId
from alongside.layout.form_fields import DatePartsField
from alongside.prompts import api as prompts


class ConsiderForm(forms.Form):
    """What was considered; `read` are the entries that stood on the page."""

    label_size = "s"
    read = forms.CharField(widget=forms.HiddenInput, required=False)
    words = forms.CharField(
        label="We have considered this, because…", widget=forms.Textarea({"rows": 5}), required=False,
        help_text="What you know, what you weighed up, and what follows. Everybody who works with the child reads it.",
    )  # fmt: skip
    look_again_on = DatePartsField(
        label="From which day do you want to be asked again? (if you like)", required=False,
        help_text="New entries open the question again in any case.",
    )  # fmt: skip

    def shows(self, evidence: Iterable[UUID]) -> None:
        """These entries stand on the page now: an answer is for them."""
        read = " ".join(map(str, evidence))
        self.initial["read"] = read
        if self.is_bound:
            self.data = {**self.data.dict(), "read": read}  # type: ignore[attr-defined]

    def evidence(self) -> tuple[UUID, ...]:
        """The entries that were read; none where the page was tampered with."""
        with suppress(ValueError):
            return tuple(UUID(said) for said in self.cleaned_data["read"].split())
        return ()

    def add_faults(self, today: date) -> bool:
        """Say what the answer lacks; gives whether it can be recorded."""
        if self.is_valid():
            said = self.cleaned_data
            for field, sentence in prompts.faults(said["words"], said["look_again_on"], today):
                self.add_error(field, sentence)
        return self.is_valid()


@page()
def consider(request: HttpRequest, caller: Caller, child: UUID, kind: str, entry: UUID) -> HttpResponse:
    """One question with its entries, and what somebody has considered about it."""
    about = about_child(caller, child, "")
    form = ConsiderForm(request.POST or None)
    if request.method == "POST" and form.add_faults(caller.now.date()) and _recorded(caller, child, _kind(kind), form):
        where = "plan" if _kind(kind) is PromptKind.DRIFT else "child"
        return HttpResponseRedirect(f"{reverse(where, args=[str(child)])}?considered=yes")
    asked = _asked(caller, child, _kind(kind), entry)
    form.shows(asked.question.asked.evidence)
    status = 422 if form.is_bound else 200
    return framed(request, caller, "desk/consider.html", {**about, "form": form, "asked": asked}, status=status)


def _recorded(caller: Caller, child: UUID, kind: PromptKind, form: ConsiderForm) -> bool:
    """Whether it is recorded; if not, the form says why and keeps the words."""
    said = form.cleaned_data
    try:
        prompts.consider(
            caller, child=ChildId(child), kind=kind, evidence=form.evidence(), words=said["words"],
            look_again_on=said["look_again_on"],
        )  # fmt: skip
    except NotPossible as error:
        form.add_error("words", str(error))
        return False
    return True


def _kind(said: str) -> PromptKind:
    try:
        return PromptKind(said)
    except ValueError:
        raise NotFound("There is no such question.") from None


def _asked(caller: Caller, child: UUID, kind: PromptKind, entry: UUID) -> Asked:
    for asked in _raised(caller, child, kind):
        if asked.question.asked.kind == kind and entry in asked.question.asked.evidence:
            return asked
    raise NotFound("This question does not arise any more: what is recorded has changed since.")


def _raised(caller: Caller, child: UUID, kind: PromptKind) -> tuple[Asked, ...]:
    if kind is PromptKind.DRIFT:
        return asked_of_plan(caller, child)
    return asked_about(caller, chronology.story(caller, child=ChildId(child)))
