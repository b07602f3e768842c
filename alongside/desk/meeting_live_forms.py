"""The questions that are asked while a meeting goes on: who is there, and what is decided."""

from collections.abc import Sequence
from typing import Any

from django import forms

from alongside.desk.meeting_forms import clock_field
from alongside.desk.meeting_words import CAME, HINTS
from alongside.desk.plan_forms import RATINGS, TWO_LINES, GoalForm, offer
from alongside.desk.plan_task_forms import STATES, TaskForm
from alongside.layout.form_fields import ComingDayField
from alongside.layout.forms import RadiosWithHints
from alongside.meetings.api import KINDS, Attended, Came, Invited
from alongside.plans.api import Goal, Said, State, faults


class PresentForm(forms.Form):
    """Who is there, and how; one question a person."""

    label_size = "s"

    def __init__(self, *given: Any, invited: Sequence[Invited], now: dict[Any, Attended]) -> None:
        """`now`: what is recorded of each person already."""
        super().__init__(*given)
        self.invited, self.now = invited, now
        for who in invited:
            known = now.get(who.id)
            self.fields[f"came-{who.id}"] = forms.ChoiceField(
                label=who.name, required=False, initial=known.came.value if known else "",
                choices=[("", "Not recorded yet"), *((c.value, words) for c, words in CAME.items())],
            )  # fmt: skip
            self.fields[f"words-{who.id}"] = forms.CharField(
                label=f"What {who.name} sent, if words", required=False, initial=known.words if known else ""
            )

    def clean(self) -> dict[str, Any]:
        """Who has sent words has sent some."""
        said = super().clean() or self.cleaned_data
        for who in self.invited:
            if said.get(f"came-{who.id}") == Came.SENT_WORDS.value and not said.get(f"words-{who.id}", "").strip():
                self.add_error(f"words-{who.id}", f"Write down what {who.name} sent.")
        return said

    def changed(self) -> list[tuple[Invited, Came, str]]:
        """What is new about each person."""
        found = []
        for who in self.invited:
            came, words = self.cleaned_data[f"came-{who.id}"], self.cleaned_data[f"words-{who.id}"].strip()
            known = self.now.get(who.id)
            if came and (known is None or (known.came.value, known.words) != (came, words)):
                found.append((who, Came(came), words))
        return found


class NewGoalForm(GoalForm):
    """A goal that is agreed in the room."""

    def __init__(self, *given: Any) -> None:
        """It has no earlier wording."""
        super().__init__(*given)
        del self.fields["wording"]


class NewTaskForm(TaskForm):
    """A task that is agreed in the room, and the goal it is for."""

    goal = forms.ChoiceField(label="For which goal?", widget=forms.RadioSelect)
    field_order = ("goal", "words", "due_on", "owner", "name", "others")

    def __init__(self, *given: Any, goals: Sequence[Goal], **named: Any) -> None:
        """`goals` of the plan that are open."""
        super().__init__(*given, **named)
        offer(self, "goal", {str(g.id): g.said.words for g in goals})
        self.fields["goal"].initial = str(goals[0].id) if len(goals) == 1 else ""


class StandsForm(forms.Form):
    """How a task stands, as it is said in the room."""

    label_size = "s"
    state = forms.ChoiceField(
        label="How does it stand?", choices=[(s.value, words) for s, (words, _, _) in STATES.items()],
        widget=RadiosWithHints(hints={s.value: hint for s, (_, _, hint) in STATES.items()}),
    )  # fmt: skip
    words = forms.CharField(label="What stands in the way, or would help?", widget=TWO_LINES, required=False)
    seen = forms.CharField(
        label="If it is done: who saw it, and what did they see?", widget=TWO_LINES, required=False
    )  # fmt: skip
    difference = forms.CharField(label="What is different for the child?", widget=TWO_LINES, required=False)

    def clean(self) -> dict[str, Any]:
        """The rules of a report, each beside its question."""
        said = super().clean() or self.cleaned_data
        for field, sentence in faults(self.said()) if "state" in said else ():
            self.add_error(field, sentence)
        return said

    def said(self) -> Said:
        """The report as typed."""
        typed = self.cleaned_data
        return Said(State(typed["state"]), typed["words"], typed["seen"], difference=typed["difference"])


class RateForm(forms.Form):
    """What the review makes of a goal."""

    label_size = "s"
    goal = forms.ChoiceField(label="Which goal?", widget=forms.RadioSelect)
    rating = forms.ChoiceField(
        label="What happens with this goal?", choices=[(r.value, words) for r, (words, _) in RATINGS.items()],
        widget=RadiosWithHints(hints={r.value: hint for r, (_, hint) in RATINGS.items()}),
    )  # fmt: skip
    measured = forms.CharField(label="What was measured?", required=False)
    words = forms.CharField(label="What did you find together?", widget=TWO_LINES)

    def __init__(self, *given: Any, goals: Sequence[Goal]) -> None:
        """`goals`: those that can be meant; an only one is chosen."""
        super().__init__(*given)
        offer(self, "goal", {str(g.id): g.said.words for g in goals})
        self.fields["goal"].initial = str(goals[0].id) if len(goals) == 1 else ""


class AgreementForm(forms.Form):
    """Something that everybody named keeps to."""

    label_size = "s"
    words = forms.CharField(label="What is agreed?", widget=TWO_LINES)
    who = forms.CharField(label="Who keeps to it?", help_text="Names, or everybody. Somebody of the family can be.")


class ReviewTogetherForm(forms.Form):
    """When the plan is looked at again, and whether it is agreed as it is."""

    label_size = "s"
    on = ComingDayField(label="By when will you look at the plan together again?")
    agree = forms.BooleanField(label="We agree the plan as it is worded now", required=False)

    def __init__(self, *given: Any, writing: bool) -> None:
        """A plan is agreed while a version is being written."""
        super().__init__(*given)
        if not writing:
            del self.fields["agree"]


class NextForm(forms.Form):
    """When you meet again."""

    label_size = "s"
    kind = forms.ChoiceField(
        label="What kind of meeting?", choices=[(k.value, words) for k, words in KINDS.items()],
        widget=RadiosWithHints(hints={k.value: hint for k, hint in HINTS.items()}),
    )  # fmt: skip
    on = ComingDayField(label="On which day?")
    at = clock_field("When does it begin?")
