"""The questions about a child's way: a step, what happened, why something is late, offering the family a meeting."""

from collections.abc import Mapping
from typing import Any

from django import forms

from alongside.desk.plan_forms import TWO_LINES, ForSome, offer
from alongside.layout.form_fields import DatePartsField
from alongside.pathway.api import LEVELS, MILESTONES, OUTCOMES, Help, Milestone, Outcome

_BY_ITSELF = frozenset((Milestone.DISAGREEMENT_RECORDED, Milestone.PROTECTION_ENDED, Milestone.GROUP_DECISION_OFFERED))
"""Milestones that are said elsewhere: recorded with the disagreement, the step or the offer that they belong to."""


class StepForm(ForSome):
    """Up or down to another level, with the reason, and what was said with the family."""

    level = forms.ChoiceField(label="To which level?", widget=forms.RadioSelect)
    from_on = DatePartsField(label="From which day?")
    why = forms.CharField(
        label="Why?", widget=TWO_LINES, help_text="What changed for the child. The family reads this."
    )
    family_view = forms.CharField(
        label="What do the child and the family say about it? (if they were asked)", widget=TWO_LINES, required=False
    )
    family_told = forms.CharField(
        label="What was the family told, how and by whom?", widget=TWO_LINES,
        help_text="If it was not safe to tell them yet, say so, and when they will be told.",
    )  # fmt: skip
    field_order = ("level", "from_on", "children", "why", "family_view", "family_told")

    def __init__(self, *given: Any, now: Help | None, **more: Any) -> None:
        """Every level but the one that holds."""
        super().__init__(*given, **more)
        offer(self, "level", {h.value: LEVELS[h] for h in reversed(Help) if h is not now})


class HappenedForm(ForSome):
    """What happened, and on which day."""

    what = forms.ChoiceField(label="What happened?", widget=forms.RadioSelect)
    on = DatePartsField(label="On which day?")
    words = forms.CharField(label="What should be known about it? (if anything)", widget=TWO_LINES, required=False)
    field_order = ("what", "on", "children", "words")

    def __init__(self, *given: Any, **more: Any) -> None:
        """Every milestone that is not said elsewhere."""
        super().__init__(*given, **more)
        offer(self, "what", {m.value: words for m, words in MILESTONES.items() if m not in _BY_ITSELF})


class LateForm(forms.Form):
    """Why something is late; nothing waits for the answer."""

    label_size = "s"
    because = forms.CharField(label="Why is it late?", widget=TWO_LINES, help_text="The family can read this.")


class TakeBackForm(forms.Form):
    """Why something was recorded in error."""

    label_size = "s"
    why = forms.CharField(label="Why was it recorded in error?", widget=TWO_LINES)


_OFFERS: Mapping[Outcome, str] = {**OUTCOMES, Outcome.NOT_OFFERED: "It was not offered"}


class OfferForm(ForSome):
    """Offering the family a meeting of its own to decide, and what became of it."""

    outcome = forms.ChoiceField(label="What happened?", widget=forms.RadioSelect)
    on = DatePartsField(label="On which day?")
    words = forms.CharField(
        label="In a few words", widget=TWO_LINES, required=False,
        help_text="Who will come, what the family decided, or why it was not offered.",
    )  # fmt: skip
    field_order = ("outcome", "on", "children", "words")

    def __init__(self, *given: Any, **more: Any) -> None:
        """Each outcome in words."""
        super().__init__(*given, **more)
        offer(self, "outcome", {o.value: words for o, words in _OFFERS.items()})
