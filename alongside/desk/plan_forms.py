"""The questions about a plan: goals, what the family makes of them, what if it gets worse, reviews."""

from typing import Any
from uuid import UUID

from django import forms

from alongside.families.api import Identity
from alongside.kernel.ids import ChildId
from alongside.layout.form_fields import ComingDayField, DatePartsField
from alongside.layout.forms import RadiosWithHints
from alongside.plans.api import GoalWords, Position, Rating

TWO_LINES = forms.Textarea({"rows": 2})
POSITIONS = {
    Position.AGREE: ("Agrees", "green"), Position.PARTLY: ("Partly agrees", "yellow"),
    Position.DISAGREE: ("Disagrees", "orange"), Position.NOT_YET_ASKED: ("Not asked yet", "grey"),
}  # fmt: skip
RATINGS = {
    Rating.KEEP: ("Keep it", "It is right, and not reached yet."),
    Rating.CHANGE: ("Change it", "It needs other words or other tasks: begin the next version to word it."),
    Rating.CLOSE: ("Close it", "It is reached, or it does not fit any more."),
}


def offer(form: forms.Form, name: str, choices: dict[str, str]) -> None:
    """Give a question its choices."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = list(choices.items())


class WhyForm(forms.Form):
    """A deed that only asks why."""

    label_size = "s"
    why = forms.CharField(label="Why?", help_text="The family can read this.")


class ForSome(forms.Form):
    """About the child of this page, and those brothers and sisters whose records are open too."""

    label_size = "s"
    children = forms.MultipleChoiceField(label="For whom?", widget=forms.CheckboxSelectMultiple, required=False)

    def __init__(self, *given: Any, family: tuple[Identity, ...], **more: Any) -> None:
        """`family`: the child of this page first."""
        super().__init__(*given, **more)
        self.only = family[0]
        offer(self, "children", {str(i.person): i.name for i in family})
        self.fields["children"].initial = [str(family[0].person)]
        if len(family) == 1:
            del self.fields["children"]

    def chosen(self) -> tuple[ChildId, ...]:
        """Those who were chosen; the child of this page always."""
        others = self.cleaned_data.get("children", [])
        return tuple(dict.fromkeys((ChildId(self.only.person), *(ChildId(UUID(c)) for c in others))))


class BeginPlanForm(ForSome):
    """Why a plan is begun, and for whom."""

    why = forms.CharField(label="What is this plan to bring about?", help_text="The family can read this.")
    field_order = ("children", "why")


class GoalForm(forms.Form):
    """A goal: the need, what is to change, how one will tell."""

    label_size = "s"
    need = forms.CharField(label="Which need does it answer?", help_text="What it is like for the child now.")
    words = forms.CharField(label="What is to change?", help_text="In words the child could use.")
    measure = forms.CharField(label="How will you tell?", required=False, help_text="Like breakfasts a week.")
    baseline = forms.CharField(label="How is it now?", required=False)
    target = forms.CharField(label="What are you aiming for?", required=False)
    due_on = DatePartsField(label="By when?", required=False)
    wording = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def said(self, before: GoalWords | None = None) -> GoalWords:
        """The goal as typed; the part of an assessment that it rests on stays."""
        typed = {k: v for k, v in self.cleaned_data.items() if k != "wording"}
        return GoalWords(**typed, part=before.part if before else None)


class PositionForm(forms.Form):
    """What somebody of the family makes of a goal."""

    label_size = "s"
    who = forms.CharField(label="Whose view is it?", help_text="Like Kelly (mother), or Ava herself.")
    position = forms.ChoiceField(
        label="What do they make of the goal?", widget=forms.RadioSelect,
        choices=[(p.value, words) for p, (words, _) in POSITIONS.items() if p is not Position.NOT_YET_ASKED],
    )  # fmt: skip
    words = forms.CharField(label="In their own words", widget=TWO_LINES, required=False)
    wording = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *given: Any, own: str = "", **more: Any) -> None:
        """`own` is who they are where somebody of the family speaks for themselves, and nobody else."""
        super().__init__(*given, **more)
        self.own = own
        if own:
            del self.fields["who"]
            self.fields["position"].label = "What do you make of the goal?"
            self.fields["words"].label = "In your own words"

    def said(self) -> dict[str, Any]:
        """What was said, and whose view it is."""
        return {"who": self.own, **self.cleaned_data}


class ReadForm(forms.Form):
    """A deed that needs nothing but to know which words were read."""

    wording = forms.IntegerField(widget=forms.HiddenInput)


class ReviewForm(forms.Form):
    """What a review makes of a goal."""

    label_size = "s"
    rating = forms.ChoiceField(
        label="What happens with this goal?", choices=[(r.value, words) for r, (words, _) in RATINGS.items()],
        widget=RadiosWithHints(hints={r.value: hint for r, (_, hint) in RATINGS.items()}),
    )  # fmt: skip
    measured = forms.CharField(label="What was measured?", required=False)
    words = forms.CharField(label="What did you find?", widget=TWO_LINES, help_text="The family can read this.")


class AgreeForm(forms.Form):
    """By when the plan is reviewed."""

    label_size = "s"
    number = forms.IntegerField(widget=forms.HiddenInput)
    review_on = ComingDayField(label="By when will you review it together?")


class ReviewDayForm(WhyForm):
    """Another day for the review."""

    on = ComingDayField(label="By when will you review it together?")
    field_order = ("on", "why")


class WorseForm(forms.Form):
    """If this gets worse, we will."""

    label_size = "s"
    sign = forms.CharField(label="What would show that it gets worse?", help_text="Like: Ava misses school two days.")
    what = forms.CharField(label="What will be done then?")
    who = forms.CharField(label="Who does it?", help_text="Anybody of the team, and of the family too.")
