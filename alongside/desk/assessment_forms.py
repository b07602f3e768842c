"""The questions around an assessment: what to write, who agrees, whom to ask."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID, uuid4

from django import forms

from alongside.assessment.api import Answer, PartKind, Section, Stance, Step
from alongside.kernel.ids import ChildId
from alongside.language.api import Practice
from alongside.layout.form_fields import ComingDayField
from alongside.layout.forms import RadiosWithHints

KINDS = {
    PartKind.INFORMATION: ("What we know", "grey"), PartKind.STRENGTH: ("A strength", "green"),
    PartKind.NEED: ("A need or a worry", "orange"), PartKind.LIVED: ("What it is like for the child", "purple"),
    PartKind.OWN_WORDS: ("The child's own words", "blue"), PartKind.MISSING: ("What we do not know yet", "yellow"),
}  # fmt: skip
STANCES = {Stance.AGREE: "Agree", Stance.PARTLY: "Agree partly", Stance.DISAGREE: "Disagree"}
STEPS = {
    Step.SAID: "Somebody said something about it", Step.SETTLED: "We have settled it",
    Step.TO_MANAGERS: "It goes to managers", Step.DECIDED: "The managers have decided",
}  # fmt: skip
ANSWERS = {
    Answer.WRITTEN: "I have written my part", Answer.NOTHING_RELEVANT: "I have nothing relevant",
    Answer.NOT_SHARING: "I am not sharing this",
}  # fmt: skip


def _choose(form: forms.Form, name: str, choices: Iterable[tuple[str, str]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = list(choices)


def _is_tried(template: Practice) -> bool:
    return template.body["stage"] == "trial"


class BeginForm(forms.Form):
    """After which template, and about which children."""

    label_size = "s"
    template = forms.ChoiceField(label="What kind of assessment?", widget=RadiosWithHints)
    children = forms.MultipleChoiceField(
        label="About whom?", widget=forms.CheckboxSelectMultiple, required=False
    )  # fmt: skip

    def __init__(self, *given: Any, templates: Sequence[Practice], children: Sequence[tuple[UUID, str]]) -> None:
        """`children`: the child of the page first, then those of the family whose records are open too."""
        super().__init__(*given)
        stage = {"trial": " (on trial)"}
        in_order = sorted(templates, key=lambda p: p.body["stage"] == "trial")
        _choose(
            self, "template", ((p.code, f"{p.body['words']}{stage.get(str(p.body['stage']), '')}") for p in in_order)
        )
        widget = self.fields["template"].widget
        assert isinstance(widget, RadiosWithHints)
        widget.hints = {p.code: str(p.body["plain"]) for p in in_order}
        self.only = children[0][0]
        _choose(self, "children", ((str(c), name) for c, name in children))
        self.fields["children"].initial = [str(c) for c, _ in children]
        if len(children) == 1:
            del self.fields["children"]

    def chosen(self) -> tuple[ChildId, ...]:
        """About whom; the child of the page always."""
        others = [UUID(c) for c in self.cleaned_data.get("children", [])]
        return tuple(dict.fromkeys(ChildId(c) for c in (self.only, *others)))


class PartForm(forms.Form):
    """One part. `follows` and `save_id` say which text was read and name this save."""

    label_size = "s"
    follows = forms.CharField(widget=forms.HiddenInput, required=False)
    save_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    kind = forms.ChoiceField(
        label="What is it?",
        widget=forms.RadioSelect,
        initial=PartKind.INFORMATION.value,
        choices=[(k.value, words) for k, (words, _) in KINDS.items()],
    )
    text = forms.CharField(label="In your words", widget=forms.Textarea({"rows": 8}), strip=False)
    children = forms.MultipleChoiceField(
        label="About whom?", widget=forms.CheckboxSelectMultiple,
        help_text="Only those who may read about one of these children read this part.",
    )  # fmt: skip
    level = forms.ChoiceField(
        label="Who reads it?", widget=forms.RadioSelect, initial="0",
        choices=[("0", "The family and the team"), ("1", "Professionals only, for now")],
    )  # fmt: skip
    why_level = forms.CharField(label="If professionals only: why does the family not read it for now?", required=False)

    def __init__(
        self, *given: Any, children: Sequence[tuple[UUID, str]], family: bool = False, begun: bool = False, **more: Any
    ) -> None:
        """`family` leaves out what the family is not asked; `begun` what does not change any more."""
        super().__init__(*given, **more)
        _choose(self, "children", ((str(c), name) for c, name in children))
        self.fields["children"].initial = [str(c) for c, _ in children]
        dropped = {"kind", "children", "level", "why_level"} if begun else set()
        dropped |= {"level", "why_level"} if family else set()
        dropped |= {"children"} if len(children) == 1 else set()
        self.all = tuple(ChildId(c) for c, _ in children)
        for name in dropped:
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """What is held among professionals says why."""
        said = super().clean() or {}
        if said.get("level") == "1" and not str(said.get("why_level", "")).strip():
            self.add_error("why_level", "Say why the family does not read this part for now")
        return said

    def about(self) -> tuple[ChildId, ...]:
        """The children this part is about."""
        return tuple(ChildId(UUID(c)) for c in self.cleaned_data.get("children", [])) or self.all

    def read(self) -> tuple[int, ...]:
        """The numbers of the texts that this one takes the place of."""
        return tuple(int(n) for n in self.cleaned_data["follows"].split(",") if n.isdigit())


class ViewForm(forms.Form):
    """What somebody thinks of a judgement."""

    label_size = "s"
    stance = forms.ChoiceField(
        label="Do you agree?", widget=forms.RadioSelect, choices=[(s.value, w) for s, w in STANCES.items()]
    )
    words = forms.CharField(
        label="What do you see differently?", required=False, widget=forms.Textarea({"rows": 4}),
        help_text="If you disagree, this opens a conversation with a day by which it is to be settled.",
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Somebody who differs says how."""
        said = super().clean() or {}
        if said.get("stance") in ("partly", "disagree") and not str(said.get("words", "")).strip():
            self.add_error("words", "Say in your own words what you see differently")
        return said


class StepForm(forms.Form):
    """The next step of a conversation."""

    label_size = "s"
    step = forms.ChoiceField(
        label="What happened?", widget=forms.RadioSelect, choices=[(s.value, w) for s, w in STEPS.items()]
    )
    words = forms.CharField(
        label="In your words", widget=forms.Textarea({"rows": 4}),
        help_text="What was said, what you settled on, which managers decide, or what they decided",
    )  # fmt: skip


class AskForm(forms.Form):
    """Whom to ask, what, and by when."""

    label_size = "s"
    asked = forms.ChoiceField(label="Whom do you ask?", widget=forms.RadioSelect)
    question = forms.CharField(label="What would you like to know?", widget=forms.Textarea({"rows": 4}))
    sections = forms.MultipleChoiceField(
        label="Under which headings?", widget=forms.CheckboxSelectMultiple, required=False
    )  # fmt: skip
    answer_by = ComingDayField(label="By which day?")

    def __init__(self, *given: Any, people: Mapping[str, str], sections: Sequence[Section]) -> None:
        """`people`: those of the team who can sign in, by name."""
        super().__init__(*given)
        _choose(self, "asked", people.items())
        _choose(self, "sections", ((s.code, s.words) for s in sections))


class AnswerForm(forms.Form):
    """What came of being asked."""

    label_size = "s"
    answer = forms.ChoiceField(
        label="Your answer", widget=forms.RadioSelect, choices=[(a.value, w) for a, w in ANSWERS.items()]
    )
    words = forms.CharField(
        label="Anything to add?", required=False, widget=forms.Textarea({"rows": 3}),
        help_text="If you are not sharing, say why: a refusal is recorded with its reason.",
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """A refusal has a reason."""
        said = super().clean() or {}
        if said.get("answer") == Answer.NOT_SHARING.value and not str(said.get("words", "")).strip():
            self.add_error("words", "Say why you do not share it")
        return said


class SignForm(forms.Form):
    """Signing, with what is to be read beside the name."""

    words = forms.CharField(
        label="Is there anything you want to be read with your name?", required=False,
        widget=forms.Textarea({"rows": 3}), help_text="For example, what you still see differently",
    )  # fmt: skip
