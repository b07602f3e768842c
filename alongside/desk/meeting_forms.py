"""The questions about a meeting before and after it: what for, who, when, does it suit you."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms

from alongside.desk.entry_forms import CLOCKS
from alongside.desk.meeting_words import FITS, HINTS
from alongside.desk.plan_forms import TWO_LINES, offer
from alongside.families.api import Identity
from alongside.kernel.ids import ChildId
from alongside.layout.dates import LONDON, weekday
from alongside.layout.form_fields import ComingDayField
from alongside.layout.forms import RadiosWithHints
from alongside.meetings.api import KINDS, As, Called, Fits, Guest, Invited, Kind, Proposed

People = Mapping[str, tuple[str, Guest]]
"""Those who may be invited: how each is called on the page, by the value of the choice."""
_PLACES = ("first", "second", "third")
ME = ""


def clock_field(label: str, *, required: bool = True) -> forms.TimeField:
    """A time of day."""
    return forms.TimeField(
        label=label, required=required, input_formats=CLOCKS, help_text="For example 16:30",
        widget=forms.TimeInput({"class": "govuk-input--width-5"}, format="%H:%M"),
        error_messages={"invalid": "Write the time like 16:30 or 4:30pm"},
    )  # fmt: skip


def starts_at(said: Mapping[str, Any], name: str = "") -> datetime:
    """A day and a time of day, here, as a moment."""
    on, at = said[f"{name}on"], said[f"{name}at"]
    return datetime.combine(on, at, tzinfo=LONDON)


class TimesForm(forms.Form):
    """Up to three times; a day needs its time of day."""

    label_size = "s"
    needed = 1

    def __init__(self, *given: Any, **named: Any) -> None:
        """The first time is asked for, the others may stay empty."""
        super().__init__(*given, **named)
        for number, place in enumerate(_PLACES):
            needed = number < self.needed
            self.fields[f"{place}_on"] = ComingDayField(label=f"The {place} time: which day?", required=needed)
            self.fields[f"{place}_at"] = clock_field(f"The {place} time: when does it begin?", required=needed)

    def clean(self) -> dict[str, Any]:
        """Both, or neither."""
        said = super().clean() or self.cleaned_data
        for place in _PLACES:
            on, at = said.get(f"{place}_on"), said.get(f"{place}_at")
            if bool(on) != bool(at) and f"{place}_on" not in self.errors and f"{place}_at" not in self.errors:
                empty = "at" if on else "on"
                self.add_error(f"{place}_{empty}", "Give the day and the time of day, or leave both empty.")
        return said

    def times(self) -> tuple[datetime, ...]:
        """The times that were given."""
        said = self.cleaned_data
        return tuple(starts_at(said, f"{place}_") for place in _PLACES if said.get(f"{place}_on"))


class InviteForm(forms.Form):
    """Who else is invited."""

    label_size = "s"
    people = forms.MultipleChoiceField(
        label="Who of the team is invited?", widget=forms.CheckboxSelectMultiple, required=False
    )
    others = forms.CharField(
        label="Anybody else?", widget=TWO_LINES, required=False,
        help_text="Each on a line, with who they are: Ruth Bell, grandmother. They get no letter: tell them yourself.",
    )  # fmt: skip

    def __init__(self, *given: Any, people: People) -> None:
        """`people`: those of the team."""
        super().__init__(*given)
        self.known = people
        offer(self, "people", {key: words for key, (words, _) in people.items()})
        if not people:
            del self.fields["people"]

    def guests(self) -> tuple[Guest, ...]:
        """Everybody who was named."""
        chosen = tuple(self.known[key][1] for key in self.cleaned_data.get("people", ()))
        return (*chosen, *_others(self.cleaned_data["others"]))


def _others(typed: str) -> Iterable[Guest]:
    for line in filter(None, map(str.strip, typed.splitlines())):
        name, _, role = line.partition(",")
        yield Guest(As.GUEST, name.strip(), role.strip())


class CallForm(TimesForm, InviteForm):
    """What a meeting is for, whom it is about, who is invited, and when it could be."""

    kind = forms.ChoiceField(
        label="What kind of meeting?", choices=[(k.value, words) for k, words in KINDS.items()],
        widget=RadiosWithHints(hints={k.value: hint for k, hint in HINTS.items()}),
    )  # fmt: skip
    why = forms.CharField(label="What is it for?", help_text="One sentence that the family can read.")
    children = forms.MultipleChoiceField(label="About whom?", widget=forms.CheckboxSelectMultiple, required=False)
    minutes = forms.IntegerField(
        label="How many minutes?", initial=45, min_value=5, max_value=480,
        widget=forms.TextInput({"class": "govuk-input--width-3", "inputmode": "numeric"}),
    )  # fmt: skip
    place = forms.CharField(
        label="Where?", required=False, help_text="It is shown here, and never goes into letters or calendars."
    )
    online = forms.CharField(label="Link, or number to ring, for those who join from elsewhere", required=False)
    family_knows = forms.BooleanField(
        label="It is safe that the family knows of this strategy discussion", required=False,
        help_text="Only for a strategy discussion. If it is not, leave the family out: they would read what it is for.",
    )  # fmt: skip
    field_order = ("kind", "why", "children", "minutes", "place", "online", "people", "family_knows", "others")

    def __init__(self, *given: Any, people: People, family: tuple[Identity, ...]) -> None:
        """`family`: the child of this page and those whom the same team is around."""
        super().__init__(*given, people=people)
        self.only = family[0]
        if "people" in self.fields:
            self.fields["people"].initial = list(people)
        offer(self, "children", {str(i.person): i.name for i in family})
        self.fields["children"].initial = [str(i.person) for i in family]
        if len(family) == 1:
            del self.fields["children"]

    def chosen(self) -> tuple[ChildId, ...]:
        """Whom it is about; the child of this page always."""
        others = self.cleaned_data.get("children", [])
        return tuple(dict.fromkeys((ChildId(self.only.person), *(ChildId(UUID(c)) for c in others))))

    def clean(self) -> dict[str, Any]:
        """Nobody of the family is told of a strategy discussion because a box was ticked already."""
        said = super().clean() or self.cleaned_data
        told = [self.known[key][0] for key in said.get("people", []) if self.known[key][1].kind is As.FAMILY]
        if told and said.get("kind") == Kind.STRATEGY.value and not said.get("family_knows"):
            names = " and ".join(told)
            sentence = f"{names} would be told. Take them out, or say below that it is safe that they know"
            self.add_error("people", sentence)
        return said

    def called(self) -> Called:
        """As typed."""
        said = self.cleaned_data
        return Called(Kind(said["kind"]), said["why"], said["minutes"], said["place"], said["online"])


class WhoseForm(forms.Form):
    """Something that is said for oneself, or written down for somebody else who is invited."""

    label_size = "s"
    whose = forms.ChoiceField(label="Whose words are they?", required=False)

    def __init__(self, *given: Any, invited: Sequence[Invited], me: UUID | None, family: bool) -> None:
        """Somebody of the family speaks for themselves; practitioners also write down for others."""
        super().__init__(*given)
        self.family = family
        mine = {str(i.id): f"{i.name} (me)" for i in invited if i.id == me}
        offer(self, "whose", {**mine, **{str(i.id): i.name for i in invited if i.id != me}})
        if family:
            del self.fields["whose"]

    def for_whom(self) -> UUID | None:
        """Whose it is; None for oneself."""
        chosen = self.cleaned_data.get("whose", "")
        return UUID(chosen) if chosen else None


class WordsForm(WhoseForm):
    """Words about something: a point, a note, why somebody does not agree."""

    words = forms.CharField(label="In their words", widget=TWO_LINES)
    field_order = ("words", "whose")

    def __init__(self, *given: Any, label: str, hint: str = "", **named: Any) -> None:
        """`label` is the question."""
        super().__init__(*given, **named)
        self.fields["words"].label, self.fields["words"].help_text = label, hint
        if self.family:
            self.fields["words"].help_text = hint or "In your own words."


class AnswerTimesForm(WhoseForm):
    """Which of the proposed times suit somebody."""

    def __init__(self, *given: Any, times: Sequence[Proposed], **named: Any) -> None:
        """One question a time."""
        super().__init__(*given, **named)
        self.times = times
        if "whose" in self.fields:
            self.fields["whose"].label = "Whose answer is it?"
        for time in times:
            self.fields[f"time-{time.id}"] = forms.ChoiceField(
                label=weekday(time.starts_at), widget=forms.RadioSelect, required=False,
                choices=[(f.value, words) for f, (words, _) in FITS.items()],
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """At least one answer."""
        said = super().clean() or self.cleaned_data
        if not any(said.get(f"time-{t.id}") for t in self.times):
            self.add_error(f"time-{self.times[0].id}", "Say for at least one time whether it suits.")
        return said

    def answers(self) -> dict[UUID, Fits]:
        """The times that were answered."""
        said = self.cleaned_data
        return {t.id: Fits(said[f"time-{t.id}"]) for t in self.times if said.get(f"time-{t.id}")}


class SettleForm(forms.Form):
    """Which of the times it is."""

    label_size = "s"
    time = forms.ChoiceField(label="When is it?", widget=forms.RadioSelect)
    why = forms.CharField(
        label="Why this time?", required=False, help_text="Needed when the family has not said that it works."
    )

    def __init__(self, *given: Any, times: Mapping[str, str]) -> None:
        """`times` in words, the best for the family first."""
        super().__init__(*given)
        offer(self, "time", dict(times))


class ArrangeForm(forms.Form):
    """A time, and why it is that."""

    label_size = "s"
    on = ComingDayField(label="On which day?")
    at = clock_field("When does it begin?")
    why = forms.CharField(label="Why?", help_text="The family can read this.")


class MoveForm(ArrangeForm):
    """Another time, or another place."""

    place = forms.CharField(label="Where? (if it is somewhere else)", required=False)
    online = forms.CharField(label="Link or number? (if it is another one)", required=False)
    field_order = ("on", "at", "place", "online", "why")
