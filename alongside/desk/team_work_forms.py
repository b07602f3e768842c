"""The questions on the page of a team's work, and before something is done with several things at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms

from alongside.desk.plan_forms import TWO_LINES
from alongside.kernel.ids import ActorId, ChildId
from alongside.layout.form_fields import ComingDayField
from alongside.waiting.api import DeedKind, Line


@dataclass(frozen=True, slots=True)
class Deed:
    """How a deed is called on the pages."""

    button: str
    title: str
    will: str
    confirm: str
    was: str


DEEDS = {
    DeedKind.MOVE: Deed(
        "Move the day", "Move these to another day?", "These move to the day that you choose", "Yes, move them",
        "moved",
    ),
    DeedKind.REMIND: Deed(
        "Ask how they stand", "Ask how these stand?",
        "Whoever answers for each gets a letter without names, and it stands under their letters here",
        "Yes, ask them", "asked about",
    ),
    DeedKind.DONE: Deed(
        "Record mine as done", "Are these done?", "These are recorded as done", "Yes, record them as done",
        "recorded as done",
    ),
}  # fmt: skip


class NarrowForm(forms.Form):
    """Which child, which person, overdue ones only; nothing that is asked narrows when it is left empty."""

    label_size = "s"
    child = forms.ChoiceField(label="Child", required=False)
    person = forms.ChoiceField(label="Who it waits for", required=False)
    late = forms.BooleanField(label="Overdue only", required=False)

    def __init__(self, *given: Any, names: Mapping[UUID, str], lines: Sequence[Line]) -> None:
        """`names` of the children, `lines` of the whole list."""
        super().__init__(*given)
        people = {str(p.actor): p.name for x in lines for p in x.people if p.actor}
        self._offer("child", {str(c): name for c, name in names.items()}, "All children")
        self._offer("person", people, "Everybody")

    def _offer(self, name: str, choices: Mapping[str, str], every: str) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", every), *sorted(choices.items(), key=lambda x: x[1].casefold())]

    def wanted(self) -> dict[str, Any]:
        """What narrows the list; what is not on offer does not."""
        self.is_valid()
        said = self.cleaned_data
        child, person = said.get("child"), said.get("person")
        return {
            "child": ChildId(UUID(child)) if child else None, "person": ActorId(UUID(person)) if person else None,
            "late": bool(said.get("late")),
        }  # fmt: skip


class SentForm(forms.Form):
    """The deed has an id from the moment its page is shown, so that it is done once however often it is sent."""

    label_size = "s"
    sent = forms.UUIDField(widget=forms.HiddenInput())


class MoveForm(SentForm):
    """To which day, and why."""

    on = ComingDayField(label="To which day?")
    words = forms.CharField(
        label="Why do the days move?", help_text="Stands with each of them; the earlier days stay on record."
    )


class DoneTogetherForm(SentForm):
    """Who saw it."""

    words = forms.CharField(
        label="Who saw that they were done, and what did they see?", widget=TWO_LINES,
        help_text="Recorded with each of them.",
    )  # fmt: skip


def deed_form(kind: DeedKind) -> type[SentForm]:
    """What is asked before the deed."""
    return {DeedKind.MOVE: MoveForm, DeedKind.DONE: DoneTogetherForm, DeedKind.REMIND: SentForm}[kind]
