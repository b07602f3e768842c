"""The questions of an entry into a child's story."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict

from alongside.chronology import api as chronology
from alongside.chronology.api import Draft, Seen, Words
from alongside.desk.children import KINDS
from alongside.families.api import Identity
from alongside.kernel.caller import Caller
from alongside.kernel.dates import PartialDate
from alongside.kernel.ids import ChildId
from alongside.layout.forms import PartialDateField, RadiosWithHints

HINTS = {
    "contact": "You met, visited or spoke with the child or the family",
    "concern": "Something that worries you about the child's care",
    "missed": "An appointment the child was not brought to, or a visit where nobody opened",
    "decision": "Something was decided",
    "strength": "Something that goes well for the child",
}
NOT_ABOUT = "not_about"
SEEN = (
    (Seen.ALONE, "Yes, alone"), (Seen.SEEN, "Yes, with others there"), (Seen.NOT_SEEN, "No"),
    (NOT_ABOUT, "This was not about seeing the child"),
)  # fmt: skip
CLOCKS = ("%H:%M", "%H.%M", "%H%M", "%I:%M%p", "%I.%M%p", "%I%p", "%I:%M %p", "%I %p")


def _words(label: str, rows: int, help_text: str = "", *, required: bool = False) -> forms.CharField:
    return forms.CharField(
        label=label, widget=forms.Textarea({"rows": rows}), help_text=help_text, required=required
    )  # fmt: skip


class WordsForm(forms.Form):
    """The questions of an entry: what happened apart from what one makes of it, and what was done."""

    label_size = "s"
    when = PartialDateField(
        label="When did it happen?", help_text="A month and a year, or only a year, is enough if you know no more."
    )
    clock = forms.TimeField(
        label="At what time? (if you know)", required=False, input_formats=CLOCKS,
        widget=forms.TimeInput({"class": "govuk-input--width-5"}, format="%H:%M"), help_text="For example 16:30",
        error_messages={"invalid": "Write the time like 16:30 or 4:30pm"},
    )  # fmt: skip
    kind = forms.ChoiceField(
        label="What kind of thing was it?", widget=RadiosWithHints(hints=HINTS),
        choices=[(value, words) for value, (words, _) in KINDS.items()],
    )  # fmt: skip
    title = forms.CharField(label="In a few words (if you like)", required=False)
    text = _words("What happened?", 6, "Facts only: what you saw and heard yourself, or who told you.", required=True)
    seen = forms.ChoiceField(label="Did you see the child?", widget=forms.RadioSelect, choices=SEEN)
    in_their_words = _words("What did the child say or show, in their own words?", 2)
    opinion = _words("What do you make of it?", 3, "Your opinion is kept apart from the facts, under your name.")
    action = _words("What did you do?", 2)
    no_action_because = _words("If you did nothing, why?", 2)

    def said(self) -> Words:
        """What was typed, as an entry."""
        typed = dict(self.cleaned_data)
        at, seen = typed["clock"], typed["seen"]
        names = ("kind", "title", "text", "in_their_words", "opinion", "action", "no_action_because")
        return Words(
            when=typed["when"], clock=f"{at:%H:%M}" if at else "", seen=Seen("" if seen == NOT_ABOUT else seen),
            **{name: typed[name].strip() for name in names},
        )  # fmt: skip

    def add_faults(self, caller: Caller, subjects: int) -> bool:
        """Say of each question what its answer lacks; gives whether the entry can be recorded."""
        if self.is_valid():
            for field, sentence in chronology.faults(self.said(), subjects=subjects, today=caller.now.date()):
                self.add_error(field, sentence)
        return self.is_valid()


class NoteForm(WordsForm):
    """A new entry: also about whom. The hidden version tells two windows apart."""

    version = forms.IntegerField(widget=forms.HiddenInput, initial=0, required=False)
    field_order = ("children",)

    def __init__(self, *given: Any, family: Sequence[Identity], **more: Any) -> None:
        """`family`: the child of this page and the brothers and sisters whose records are open too."""
        super().__init__(*given, **more)
        if len(family) > 1:
            self.fields["children"] = forms.MultipleChoiceField(
                label="Whom is this about?", widget=forms.CheckboxSelectMultiple, required=False,
                choices=[(str(i.person), i.name) for i in family],
            )  # fmt: skip
            self.order_fields(self.field_order)
        self.only = family[0]

    def children(self) -> tuple[ChildId, ...]:
        """Whom the entry is about."""
        chosen = self.cleaned_data.get("children") if "children" in self.fields else [str(self.only.person)]
        return tuple(ChildId(UUID(c)) for c in chosen or ())


class CorrectionForm(WordsForm):
    """The same questions, and why the entry needs correcting."""

    why = forms.CharField(label="Why does it need correcting?", help_text="Everybody who reads the entry sees this.")


def as_typed(fields: Mapping[str, object]) -> QueryDict:
    """The boxes of a draft, as they came from the page."""
    typed = QueryDict(mutable=True)
    for name, values in fields.items():
        typed.setlist(name, [str(v) for v in values] if isinstance(values, list) else [str(values)])
    return typed


def initial_of(draft: Draft | None, child: UUID, caller: Caller) -> dict[str, object]:
    """What stands in the boxes at first: what was typed before, or today and this child."""
    if draft is None:
        return {"when": PartialDate(caller.now.date()), "children": [str(child)], "version": 0}
    typed = as_typed(draft.fields)
    found: dict[str, object] = {n: f.widget.value_from_datadict(typed, {}, n) for n, f in WordsForm.base_fields.items()}
    return {**found, "children": typed.getlist("children") or [str(child)], "version": draft.version}


def typed_words(draft: Draft) -> tuple[tuple[str, str], ...]:
    """The longer answers of a draft, with their questions, for reading again."""
    typed = as_typed(draft.fields)
    names = ("title", "text", "in_their_words", "opinion", "action", "no_action_because")
    return tuple((str(WordsForm.base_fields[n].label), str(typed[n])) for n in names if typed.get(n))


def differences(form: forms.Form, draft: Draft) -> tuple[tuple[str, str], ...]:
    """Each answer that another window has kept differently: the question, and what stands there."""
    there = as_typed(draft.fields)
    return tuple(
        (str(field.label), str(there[name]))
        for name, field in form.fields.items()
        if name in there and name != "version" and there.getlist(name) != form.data.getlist(name)  # type: ignore[attr-defined]
    )
