"""The questions about a task: who does it, by when, and how it stands."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms

from alongside.desk.plan_forms import TWO_LINES, offer
from alongside.layout.form_fields import ComingDayField
from alongside.layout.forms import RadiosWithHints
from alongside.plans.api import NewOwner, OwnerKind, Said, State, faults

OTHER = "other"
STATES = {
    State.OPEN: ("Not done yet", "blue", "It is under way, or has not begun."),
    State.DONE: ("Done", "green", "Somebody saw that it was done."),
    State.STUCK: ("Stuck", "red", "Something stands in the way."),
    State.NEEDS_HELP: ("Needs help", "orange", "It can be done if somebody helps."),
}
People = Mapping[str, tuple[str, NewOwner]]
"""Those who may own a task: how each is called on the page, by the value of the choice."""


class OwnerFields(forms.Form):
    """Somebody of the list, or somebody else of the family by name."""

    label_size = "s"

    def __init__(self, *given: Any, people: People) -> None:
        """`people`: those around the child."""
        super().__init__(*given)
        self.people = people
        names = {key: words for key, (words, _) in people.items()}
        offer(self, "owner", {**names, OTHER: "Somebody else of the family, or a friend"})
        if "others" in self.fields:
            offer(self, "others", names)

    def chosen(self, *, accountable: bool) -> NewOwner:
        """Whoever was chosen."""
        if self.cleaned_data["owner"] == OTHER:
            return NewOwner(OwnerKind.FAMILY, self.cleaned_data["name"], None, accountable)
        known = self.people[self.cleaned_data["owner"]][1]
        return NewOwner(known.kind, known.name, known.actor, accountable)

    def clean(self) -> dict[str, Any]:
        """Somebody else needs a name."""
        said = super().clean() or self.cleaned_data
        if said.get("owner") == OTHER and not said.get("name", "").strip():
            self.add_error("name", "Fill in: Their name")
        return said


class TaskForm(OwnerFields):
    """Something to be done, by when, by whom."""

    words = forms.CharField(label="What is to be done?")
    due_on = ComingDayField(label="By when?")
    owner = forms.ChoiceField(
        label="Who is accountable for it?", widget=forms.RadioSelect,
        help_text="One person, who makes sure that it is done. Somebody of the family can be.",
    )  # fmt: skip
    name = forms.CharField(label="Their name", required=False, help_text="For somebody else of the family, or a friend")
    others = forms.MultipleChoiceField(
        label="Who else does it with them? (if anybody)", widget=forms.CheckboxSelectMultiple, required=False
    )

    def owners(self) -> tuple[NewOwner, ...]:
        """Everybody who owns the task; whoever is accountable is named once."""
        others = [self.people[key][1] for key in self.cleaned_data["others"] if key != self.cleaned_data["owner"]]
        return (self.chosen(accountable=True), *others)


class TakeOnForm(OwnerFields):
    """Somebody else owns the task too."""

    owner = forms.ChoiceField(label="Who comes in?", widget=forms.RadioSelect)
    name = forms.CharField(label="Their name", required=False, help_text="For somebody else of the family, or a friend")
    accountable = forms.BooleanField(label="They are accountable for it from now on", required=False)
    why = forms.CharField(label="Why?", required=False, help_text="The family can read this.")


class OwnerForm(forms.Form):
    """An owner steps back, or is the one who is accountable."""

    label_size = "s"
    deed = forms.ChoiceField(
        label="What changes?", widget=forms.RadioSelect,
        choices=[("answer", "They are accountable from now on"), ("back", "They do not do it any more")],
    )  # fmt: skip
    why = forms.CharField(label="Why?", help_text="The family can read this.")


class DueForm(forms.Form):
    """Another day for a task."""

    label_size = "s"
    on = ComingDayField(label="By when is it due now?")
    why = forms.CharField(label="Why does the day move?", help_text="The earlier day stays on record.")


class ReportForm(forms.Form):
    """How a task stands; that it was done, and what it changed, are two questions."""

    label_size = "s"
    state = forms.ChoiceField(
        label="How does it stand?", choices=[(s.value, words) for s, (words, _, _) in STATES.items()],
        widget=RadiosWithHints(hints={s.value: hint for s, (_, _, hint) in STATES.items()}),
    )  # fmt: skip
    words = forms.CharField(
        label="In your words", widget=TWO_LINES, required=False, help_text="What stands in the way, or would help."
    )
    seen = forms.CharField(
        label="Who saw that it was done, and what did they see?", widget=TWO_LINES, required=False
    )  # fmt: skip
    seen_in = forms.ChoiceField(label="An entry of the chronology that shows it", required=False)
    difference = forms.CharField(
        label="What is different for the child?", widget=TWO_LINES, required=False,
        help_text="Not that it was done, but what it changed, if you can tell already.",
    )  # fmt: skip
    difference_in = forms.ChoiceField(label="An entry of the chronology that shows the difference", required=False)

    def __init__(self, *given: Any, entries: Sequence[tuple[UUID, str]]) -> None:
        """`entries`: the newest of the chronology; without any, as for the family, they are not asked for."""
        super().__init__(*given)
        if not entries:
            del self.fields["seen_in"], self.fields["difference_in"]
            return
        choices = {"": "None", **{str(key): words for key, words in entries}}
        offer(self, "seen_in", choices)
        offer(self, "difference_in", choices)

    def clean(self) -> dict[str, Any]:
        """The rules of a report, each beside its question."""
        said = super().clean() or self.cleaned_data
        if "state" in said and not self.errors:
            for field, sentence in faults(self.said()):
                self.add_error(field, sentence)
        return said

    def said(self) -> Said:
        """The report as typed."""
        typed = self.cleaned_data
        return Said(
            State(typed["state"]), typed["words"], typed["seen"], _named(typed.get("seen_in", "")), typed["difference"],
            _named(typed.get("difference_in", "")),
        )  # fmt: skip


def _named(entry: str) -> tuple[UUID, ...]:
    return (UUID(entry),) if entry else ()


class DoneForm(forms.Form):
    """Several tasks are done."""

    label_size = "s"
    seen = forms.CharField(
        label="Who saw that they were done, and what did they see?", widget=TWO_LINES,
        help_text="Recorded with each of them.",
    )  # fmt: skip
