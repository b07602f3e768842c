"""The fields of what a partnership agrees: timescales, role names, ways of working."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any
from uuid import NAMESPACE_DNS, uuid5

from django import forms
from django.utils.text import slugify

from alongside.agencies.api import AgencyKind
from alongside.language.api import Kind, Practice, Unit
from alongside.layout.form_fields import DatePartsField
from alongside.pathway.api import MILESTONES

UNITS = {
    Unit.WORKING_DAY: "working days", Unit.CALENDAR_DAY: "days", Unit.CALENDAR_MONTH: "months",
}  # fmt: skip
DUTY = {"yes": "A duty in law or statutory guidance", "no": "A local agreement"}


class AgreementForm(forms.Form):
    """What every change needs: which version was read, and why it changes."""

    label_size = "s"
    read = forms.IntegerField(widget=forms.HiddenInput)
    why = forms.CharField(label="Why does this change?", help_text="For example, agreed by the partnership in March.")

    def body(self, known: Mapping[str, object]) -> dict[str, object]:
        """The fields as an agreement holds them, over what is known and not asked here."""
        typed = {k: v for k, v in self.cleaned_data.items() if k not in ("why", "read")}
        return {**known, **typed}

    @classmethod
    def initial_of(cls, practice: Practice) -> dict[str, object]:
        """What stands in the boxes at first."""
        return {**practice.body, "read": practice.version}


class TimescaleForm(AgreementForm):
    """One timescale; the trigger cannot change, because other parts of Alongside start its clock."""

    words = forms.CharField(label="What is to be done?")
    offset = forms.IntegerField(label="Within how many?", min_value=0, max_value=2000)
    unit = forms.ChoiceField(label="Counted in", choices=list(UNITS.items()), widget=forms.RadioSelect)
    statutory = forms.ChoiceField(
        label="What kind of rule is it?", choices=list(DUTY.items()), widget=forms.RadioSelect
    )
    source = forms.CharField(label="Where does it come from?", help_text="A law, guidance, or your own procedures")
    on = forms.BooleanField(label="It counts", required=False)
    valid_from = DatePartsField(label="From which day? (if you know)", required=False)
    valid_to = DatePartsField(label="Up to which day? (if it ends)", required=False)
    field_order = [
        "words", "offset", "unit", "statutory", "source", "on", "valid_from", "valid_to", "why",
    ]  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """It begins before it ends."""
        said = super().clean() or self.cleaned_data
        if said.get("valid_from") and said.get("valid_to") and said["valid_to"] < said["valid_from"]:
            self.add_error("valid_to", "Choose a day after the first")
        return said

    def body(self, known: Mapping[str, object]) -> dict[str, object]:
        """Whether it is a duty is yes or no on the page, true or false in the agreement."""
        said = super().body(known)
        return {**said, "statutory": said["statutory"] == "yes"}

    @classmethod
    def initial_of(cls, practice: Practice) -> dict[str, object]:
        """The other way round."""
        known = super().initial_of(practice)
        return {
            **known,
            "on": practice.body.get("on", True),
            "statutory": "yes" if practice.body["statutory"] else "no",
        }


class RoleForm(AgreementForm):
    """What a role is called, and what it is in plain words."""

    words = forms.CharField(label="What do practitioners call it?")
    plain = forms.CharField(label="What does the family read?", help_text="A few plain words, without short forms")
    field_order = ["words", "plain", "why"]


class WordForm(AgreementForm):
    """A word practitioners use among themselves, and what the family reads beside it."""

    words = forms.CharField(label="Which word?")
    also = forms.CharField(
        label="How else is it written? (if it is)", required=False, help_text="Other forms and short forms, with commas"
    )
    plain = forms.CharField(label="What does it mean?", help_text="A few plain words, without short forms")
    field_order = ["words", "also", "plain", "why"]

    def clean_also(self) -> list[str]:
        """Each form by itself."""
        return [form.strip() for form in self.cleaned_data["also"].split(",") if form.strip()]

    @classmethod
    def initial_of(cls, practice: Practice) -> dict[str, object]:
        """Forms with commas."""
        also = practice.body.get("also", [])
        assert isinstance(also, list)
        return {**super().initial_of(practice), "also": ", ".join(also)}


class WayForm(AgreementForm):
    """Who should be in a team that works this way; how many lead is not local practice."""

    words = forms.CharField(label="What do practitioners call it?")
    plain = forms.CharField(label="What does the family read?", widget=forms.Textarea({"rows": 3}))
    source = forms.CharField(label="Where does it come from?")
    needs = forms.CharField(
        label="Who should be in the team?", widget=forms.Textarea({"rows": 6}), required=False,
        help_text="One role a line: how many, its code, its name. For example: 1 social-worker Social worker",
    )  # fmt: skip
    caseload_cap = forms.IntegerField(
        label="For how many families may one person lead? (if agreed)", required=False, min_value=1, max_value=200
    )
    field_order = ["words", "plain", "source", "needs", "caseload_cap", "why"]

    def clean_needs(self) -> list[dict[str, object]]:
        """Each line as a role; a line that cannot be read is named."""
        return list(_needs(self.cleaned_data["needs"]))

    @classmethod
    def initial_of(cls, practice: Practice) -> dict[str, object]:
        """Roles as lines."""
        needs = practice.body.get("needs", [])
        assert isinstance(needs, list)
        lines = "\n".join(f"{n['at_least']} {n['role']} {n['words']}" for n in needs)
        return {**super().initial_of(practice), "needs": lines}


def _is_number(typed: str) -> bool:
    return typed.isascii() and typed.isdigit()


def _needs(lines: str) -> Iterator[dict[str, object]]:
    for line in filter(None, map(str.strip, lines.splitlines())):
        count, _, rest = line.partition(" ")
        role, _, words = rest.strip().partition(" ")
        if not _is_number(count) or not role or not words.strip():
            raise forms.ValidationError(f"“{line}” cannot be read. Write how many, the role's code, what it is called.")
        yield {"role": role, "words": words.strip(), "at_least": int(count)}


class CompositionForm(AgreementForm):
    """Which sectors should be around a child; a lack is said and stops nobody."""

    words = forms.CharField(label="What do practitioners call it?")
    plain = forms.CharField(label="What does the family read?", widget=forms.Textarea({"rows": 3}))
    source = forms.CharField(label="Where does it come from?")
    needs = forms.CharField(
        label="Which sectors should be there?", widget=forms.Textarea({"rows": 6}),
        help_text="One a line: how many, kinds of agencies with commas, what it is called. "
        "For example: 1 child_health,gp_hospital Health",
    )  # fmt: skip
    field_order = ["words", "plain", "source", "needs", "why"]

    def clean_needs(self) -> list[dict[str, object]]:
        """Each line as a sector; a line that cannot be read, or a kind that is not known, is named."""
        found = []
        for need in _needs(self.cleaned_data["needs"]):
            kinds = [k for k in str(need.pop("role")).split(",") if k]
            strange = next((k for k in kinds if k not in list(AgencyKind)), None)
            if strange:
                raise forms.ValidationError(f"There is no kind of agency called {strange}: {', '.join(AgencyKind)}.")
            found.append({**need, "kinds": kinds})
        return found

    @classmethod
    def initial_of(cls, practice: Practice) -> dict[str, object]:
        """Sectors as lines."""
        needs = practice.body["needs"]
        assert isinstance(needs, list)
        lines = "\n".join(f"{n['at_least']} {','.join(n['kinds'])} {n['words']}" for n in needs)
        return {**super().initial_of(practice), "needs": lines}


class InstrumentForm(AgreementForm):
    """Whose an instrument is, and the licence under which this partnership uses it."""

    words = forms.CharField(label="What is it called?")
    plain = forms.CharField(label="What does the family read?", widget=forms.Textarea({"rows": 3}))
    owner = forms.CharField(label="Whose is it?")
    version = forms.CharField(label="Which version?")
    licence_holder = forms.CharField(
        label="Who holds the licence? (if there is one)", required=False,
        help_text="Without a licence nobody can record its scores here.",
    )  # fmt: skip
    licence_ref = forms.CharField(label="Number or date of the licence (if there is one)", required=False)
    valid_to = DatePartsField(label="Until which day? (if it ends)", required=False)
    source = forms.CharField(label="Where do the ranges come from?")
    scores = forms.CharField(
        label="Scores", widget=forms.Textarea({"rows": 6}),
        help_text="One a line: code | name | least | most | better or worse, when it is higher",
    )  # fmt: skip
    field_order = [
        "words", "plain", "owner", "version", "licence_holder", "licence_ref", "valid_to", "scores", "source", "why",
    ]  # fmt: skip

    def clean_scores(self) -> list[dict[str, object]]:
        """Each line as a score; a line that cannot be read is named."""
        return [_score(line) for line in map(str.strip, self.cleaned_data["scores"].splitlines()) if line]

    @classmethod
    def initial_of(cls, practice: Practice) -> dict[str, object]:
        """Scores as lines, and the day as a day."""
        scores, until = practice.body["scores"], practice.body.get("valid_to")
        assert isinstance(scores, list)
        names = ("code", "words", "least", "most", "higher_is")
        lines = "\n".join(" | ".join(str(s[n]) for n in names) for s in scores)
        day = date.fromisoformat(str(until)) if until else None
        return {**super().initial_of(practice), "scores": lines, "valid_to": day}


_PARTS_OF_A_SCORE = 5


def _score(line: str) -> dict[str, object]:
    found = [part.strip() for part in line.split("|")]
    if len(found) != _PARTS_OF_A_SCORE or not (_is_number(found[2]) and _is_number(found[3])):
        raise forms.ValidationError(f"“{line}” cannot be read. Write a code | a name | least | most | better or worse.")
    return {
        "code": found[0], "words": found[1], "least": int(found[2]), "most": int(found[3]), "higher_is": found[4],
    }  # fmt: skip


class TemplateForm(AgreementForm):
    """A template of the assessment: its sections as lines, in the order in which they are asked."""

    words = forms.CharField(label="What do practitioners call it?")
    plain = forms.CharField(label="What does the family read?", widget=forms.Textarea({"rows": 3}))
    source = forms.CharField(label="Where does it come from?")
    stage = forms.ChoiceField(
        label="Who uses it?", widget=forms.RadioSelect,
        choices=[("trial", "It is on trial"), ("agreed", "It is agreed for the whole partnership")],
    )  # fmt: skip
    sections = forms.CharField(
        label="Sections", widget=forms.Textarea({"rows": 20}),
        help_text="One a line: code | group | heading | question. Kinds of entries shown beside it may follow: "
        "| concern, missed",
    )  # fmt: skip
    field_order = ["words", "plain", "source", "stage", "sections", "why"]

    def clean_sections(self) -> list[dict[str, object]]:
        """Each line as a section; a line that cannot be read is named."""
        return [_section(line) for line in map(str.strip, self.cleaned_data["sections"].splitlines()) if line]

    @classmethod
    def initial_of(cls, practice: Practice) -> dict[str, object]:
        """Sections as lines."""
        sections = practice.body["sections"]
        assert isinstance(sections, list)
        lines = "\n".join(
            " | ".join(
                [s["code"], s["group"], s["words"], s["prompt"], *([", ".join(s["facts"])] if s["facts"] else [])]
            )
            for s in sections
        )
        return {**super().initial_of(practice), "sections": lines}


_PARTS_OF_A_SECTION = 4


def _section(line: str) -> dict[str, object]:
    code, *rest = (part.strip() for part in line.split("|"))
    if not _PARTS_OF_A_SECTION <= 1 + len(rest) <= _PARTS_OF_A_SECTION + 1 or not all((code, *rest[:3])):
        raise forms.ValidationError(f"“{line}” cannot be read. Write a code | a group | a heading | a question.")
    facts = [f.strip() for f in rest[3].split(",") if f.strip()] if len(rest) > _PARTS_OF_A_SECTION - 1 else []
    return {"code": code, "group": rest[0], "words": rest[1], "prompt": rest[2], "facts": facts}


class Added(AgreementForm):
    """Something that is not agreed yet: nobody has read a version of it."""

    def __init__(self, data: Any = None) -> None:
        """Nothing to begin with."""
        super().__init__(data, initial={"read": 0, "on": True})
        self.fields["why"].label = "Why is it added?"

    def clean_words(self) -> str:
        """A name, not a text."""
        words = str(self.cleaned_data["words"]).strip()
        if not 3 <= len(words) <= 120:
            raise forms.ValidationError("Give it a name of 3 to 120 letters")
        return words

    def code(self) -> str:
        """Its name, as small letters and hyphens; one that is written in other letters gets a code of its own."""
        words = self.cleaned_data["words"]
        return str(slugify(words)) or f"own-{uuid5(NAMESPACE_DNS, words).hex[:8]}"


class NewTemplateForm(Added, TemplateForm):
    """A template of the partnership's own; it is tried first."""

    def __init__(self, data: Any = None) -> None:
        """Whether it is tried is not asked."""
        super().__init__(data)
        del self.fields["stage"]

    def body(self, known: Mapping[str, object]) -> dict[str, object]:
        """On trial."""
        return {**super().body(known), "stage": "trial"}


class NewRoleForm(Added, RoleForm):
    """Another role in a team."""


class NewInstrumentForm(Added, InstrumentForm):
    """Another instrument that belongs to somebody."""


class NewWordForm(Added, WordForm):
    """Another word that is explained."""


_CHOOSE = [("", "Choose one"), *MILESTONES.items()]


class NewTimescaleForm(Added, TimescaleForm):
    """Another clock: what starts it, and what stops it."""

    trigger = forms.ChoiceField(label="What starts the clock?", choices=_CHOOSE)
    met_by = forms.ChoiceField(label="What stops it?", choices=_CHOOSE)
    ends_with = forms.ChoiceField(
        label="After what does it no longer matter? (if anything)", choices=[("", "Nothing"), *MILESTONES.items()],
        required=False,
    )  # fmt: skip
    field_order = [
        "words", "trigger", "offset", "unit", "met_by", "ends_with", "statutory", "source", "on", "valid_from",
        "valid_to", "why",
    ]  # fmt: skip


class WeightForm(AgreementForm):
    """How much something counts when somebody's work is added up."""

    words = forms.CharField(label="What counts?")
    value = forms.DecimalField(
        label="How much?", min_value=0, max_value=1000, decimal_places=2, max_digits=6,
        help_text="Points, or what they are multiplied with. For example 4, or 0.25",
    )  # fmt: skip
    source = forms.CharField(label="Where does it come from?", help_text="Your own procedures, or a published scheme")
    field_order = ["words", "value", "source", "why"]

    def body(self, known: Mapping[str, object]) -> dict[str, object]:
        """A whole number is kept as one."""
        said = super().body(known)
        value = float(str(said["value"]))
        return {**said, "value": int(value) if value.is_integer() else value}


FORMS: Mapping[Kind, type[AgreementForm]] = {
    Kind.TIMESCALE: TimescaleForm, Kind.ROLE: RoleForm, Kind.WAY: WayForm,
    Kind.WEIGHT: WeightForm, Kind.TEMPLATE: TemplateForm, Kind.COMPOSITION: CompositionForm,
    Kind.WORD: WordForm, Kind.INSTRUMENT: InstrumentForm,
}  # fmt: skip
ADDED: Mapping[Kind, type[Added]] = {
    Kind.TIMESCALE: NewTimescaleForm, Kind.ROLE: NewRoleForm, Kind.TEMPLATE: NewTemplateForm, Kind.WORD: NewWordForm,
    Kind.INSTRUMENT: NewInstrumentForm,
}  # fmt: skip
"""What a partnership may add of its own; ways of working, weights and sectors are those that Alongside counts with."""
