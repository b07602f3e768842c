"""The questions about a team: how it works, who comes in, who leads, who leaves."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms

from alongside.families.api import Identity
from alongside.kernel.ids import ChildId
from alongside.language.api import Practice
from alongside.layout.form_fields import DatePartsField
from alongside.layout.forms import RadiosWithHints
from alongside.teams.api import Member, Model

Words = Mapping[str, Practice]


def _choose(form: forms.Form, name: str, choices: Iterable[tuple[str, str]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = list(choices)


class WayForm(forms.Form):
    """How the people around the family work together, and why that way."""

    label_size = "s"
    model = forms.ChoiceField(label="How do you work together?", widget=RadiosWithHints)
    why = forms.CharField(label="Why this way?", help_text="The family can read this.")

    def __init__(self, *given: Any, ways: Words) -> None:
        """`ways`: the ways by the partnership's own names, each with plain words."""
        super().__init__(*given)
        _choose(self, "model", ((m.value, str(ways[m.value].body["words"])) for m in Model))
        widget = self.fields["model"].widget
        assert isinstance(widget, RadiosWithHints)
        widget.hints = {m.value: str(ways[m.value].body["plain"]) for m in Model}


class BeginForm(WayForm):
    """A new team: also around whom."""

    children = forms.MultipleChoiceField(
        label="Around whom?", widget=forms.CheckboxSelectMultiple, required=False
    )  # fmt: skip
    field_order = ("children", "model", "why")

    def __init__(self, *given: Any, ways: Words, family: Sequence[Identity]) -> None:
        """`family`: the child of this page and the brothers and sisters whose records are open too."""
        super().__init__(*given, ways=ways)
        self.only = family[0]
        _choose(self, "children", ((str(i.person), i.name) for i in family))
        self.fields["children"].initial = [str(family[0].person)]
        if len(family) == 1:
            del self.fields["children"]

    def chosen(self) -> tuple[ChildId, ...]:
        """Around whom the team is; the child of this page always."""
        others = [UUID(c) for c in self.cleaned_data.get("children", [])]
        return tuple(dict.fromkeys(ChildId(c) for c in (self.only.person, *others)))


class JoinForm(forms.Form):
    """Who comes into the team, in which role, and why."""

    label_size = "s"
    kind = forms.ChoiceField(
        label="Who comes in?", widget=forms.RadioSelect,
        choices=[
            ("practitioner", "Somebody who works for an agency"), ("family", "Somebody of the family, or a friend"),
            ("advocate", "An advocate"),
        ],
    )  # fmt: skip
    email = forms.EmailField(
        label="E-mail address at work", required=False, help_text="For somebody who works for an agency"
    )
    name = forms.CharField(label="Name", required=False, help_text="For family, friends and advocates")
    role = forms.ChoiceField(label="In which role?")
    why = forms.CharField(label="Why do they come in?", help_text="The family can read this.")

    def __init__(self, *given: Any, roles: Words) -> None:
        """`roles`: the roles by the partnership's own names."""
        super().__init__(*given)
        _choose(self, "role", (("", "Choose one"), *((code, str(p.body["words"])) for code, p in roles.items())))


class LeadForm(forms.Form):
    """Who leads, and what the family says about it."""

    label_size = "s"
    member = forms.ChoiceField(label="Who leads?", widget=RadiosWithHints)
    family_view = forms.CharField(
        label="What does the family say? Whom would they choose?", widget=forms.Textarea({"rows": 2}), required=False
    )

    def __init__(self, *given: Any, candidates: Sequence[tuple[Member, str]]) -> None:
        """`candidates`: practitioners of the team, each with what is known about them and this family."""
        super().__init__(*given)
        _choose(self, "member", ((str(m.id), m.name) for m, _ in candidates))
        widget = self.fields["member"].widget
        assert isinstance(widget, RadiosWithHints)
        widget.hints = {str(m.id): words for m, words in candidates}


class VacancyForm(forms.Form):
    """Why nobody leads for now, who covers, and by when it is settled."""

    label_size = "s"
    reason = forms.CharField(label="Why does nobody lead for now?")
    cover = forms.ChoiceField(label="Who covers? (if anybody)", required=False)
    settle_by = DatePartsField(label="By when is it settled? (if you know)", required=False)

    def __init__(self, *given: Any, members: Sequence[Member]) -> None:
        """`members`: practitioners of the team."""
        super().__init__(*given)
        _choose(self, "cover", (("", "Nobody yet"), *((str(m.id), m.name) for m in members)))


class LeaveForm(forms.Form):
    """Why somebody leaves; for a lead also by when the vacancy is settled."""

    label_size = "s"
    why = forms.CharField(label="Why do they leave?", help_text="The family can read this.")
    settle_by = DatePartsField(label="If they lead: by when is it settled who leads next?", required=False)


class HandOverForm(forms.Form):
    """Who takes over, when, why, and what the family knows; other changes close by are thought of first."""

    label_size = "s"
    taker = forms.ChoiceField(label="Who takes over?", widget=RadiosWithHints)
    planned_on = DatePartsField(label="From which day?")
    visit_on = DatePartsField(label="When do both visit the family together?", required=False)
    reason = forms.CharField(label="Why does the lead pass on?", help_text="The family can read this.")
    family_told = forms.CharField(label="What was the family told, and what do they say?", required=False)
    considered = forms.CharField(
        label="Other changes come close to this day. Why is it still right?", required=False,
        widget=forms.Textarea({"rows": 2}),
    )  # fmt: skip

    def __init__(self, *given: Any, candidates: Sequence[tuple[Member, str]]) -> None:
        """`candidates`: practitioners of the team who do not lead, each with what is known about them."""
        super().__init__(*given)
        _choose(self, "taker", ((str(m.id), m.name) for m, _ in candidates))
        widget = self.fields["taker"].widget
        assert isinstance(widget, RadiosWithHints)
        widget.hints = {str(m.id): words for m, words in candidates}
        if not self.data.get("considered"):
            self.fields["considered"].widget = forms.HiddenInput()

    def ask_why_still(self) -> None:
        """Other changes are close: the question appears, and wants an answer."""
        self.fields["considered"].widget = forms.Textarea({"rows": 2})
        self.add_error("considered", "Say why this day is still right, or choose another.")


class OutcomeForm(forms.Form):
    """Whether a planned hand-over took place."""

    label_size = "s"
    outcome = forms.ChoiceField(
        label="Did it take place?", widget=forms.RadioSelect,
        choices=[("done", "Yes: the other leads from now on"), ("called_off", "No: it is called off")],
    )  # fmt: skip
    why = forms.CharField(
        label="In a few words", required=False,
        help_text="What the family said about it; or, if it is called off, why",
    )  # fmt: skip
