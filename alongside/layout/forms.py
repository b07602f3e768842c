"""Django's forms drawn as GOV.UK form groups: label, hint, what is wrong, field."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from django import forms
from django.forms.renderers import BaseRenderer
from jinja2 import Environment, FileSystemLoader

from alongside.layout.form_fields import DateParts, DatePartsField, PartialDateField

__all__ = [
    "DateParts", "DatePartsField", "ErrorLink", "GovukField", "GovukRenderer", "PartialDateField", "RadiosWithHints",
    "errors_of",
]  # fmt: skip

HERE = Path(__file__).resolve().parent
DJANGO = Path(forms.__file__).resolve().parent / "jinja2"


@dataclass(frozen=True, slots=True)
class ErrorLink:
    """One line of the summary at the top: what is wrong and where to put it right."""

    href: str
    text: str


class RadiosWithHints(forms.RadioSelect):
    """Radios with guiding text under each choice: `RadiosWithHints(hints={"yes": "You saw it yourself"})`."""

    def __init__(self, attrs: Any = None, choices: Any = (), *, hints: Mapping[str, str] | None = None) -> None:
        """`hints` by the value of the choice."""
        super().__init__(attrs, choices)
        self.hints = dict(hints or {})

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """A choice with its hint."""
        option = super().create_option(name, value, *args, **kwargs)
        option["hint"] = self.hints.get(str(value), "")
        return option


def kind_of(widget: forms.Widget) -> str:
    """Which of our shapes draws this widget; anything unknown is drawn as a line of text."""
    kinds: tuple[tuple[type[forms.Widget], str], ...] = (
        (DateParts, "date"), (forms.CheckboxSelectMultiple, "checkboxes"), (forms.RadioSelect, "radios"),
        (forms.CheckboxInput, "checkbox"), (forms.Textarea, "textarea"), (forms.Select, "select"),
        (forms.FileInput, "file"), (forms.PasswordInput, "password"),
    )  # fmt: skip
    return next((kind for of, kind in kinds if isinstance(widget, of)), "text")


CLASSES = {
    "text": "govuk-input",
    "password": "govuk-input govuk-password-input__input govuk-js-password-input-input",
    "textarea": "govuk-textarea",
    "select": "govuk-select",
    "file": "govuk-file-upload",
    "date": "govuk-input govuk-date-input__input",
    "radios": "govuk-radios__input",
    "checkboxes": "govuk-checkboxes__input",
    "checkbox": "govuk-checkboxes__input",
}


OPEN = {
    "radios": "Choose an answer",
    "checkboxes": "Choose at least one",
    "select": "Choose one",
    "file": "Choose a file",
    "checkbox": "Tick to confirm",
}


class GovukField(forms.BoundField):
    """A question on a page: knows its shape, where its hint and its errors stand, and how big its label is."""

    def __init__(self, form: forms.BaseForm, field: forms.Field, name: str) -> None:
        """Say which question is open: "This field is required" names none; a form may have its own words."""
        super().__init__(form, field, name)
        if field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
            field.error_messages["required"] = f"{OPEN.get(self.kind, 'Fill in')}: {self.label}"

    @property
    def kind(self) -> str:
        """text, textarea, password, select, radios, checkboxes, checkbox, file or date."""
        return kind_of(self.field.widget)

    @property
    def label_size(self) -> str:
        """s, m or l: a form of questions says `label_size = "m"`; without it labels are plain."""
        return str(getattr(self.form, "label_size", ""))

    @property
    def href(self) -> str:
        """Where the error summary leads: the field, or the first box or choice of it."""
        target = self.auto_id or self.html_name
        return f"#{target}_0" if self.field.widget.use_fieldset else f"#{target}"

    @property
    def boxes_in_error(self) -> tuple[str, ...]:
        """Which boxes of a date to mark red: the one the error names, else all."""
        codes = {error.code for error in self.errors.as_data()} & {"day", "month", "year"}
        return tuple(sorted(str(code) for code in codes)) or ("day", "month", "year")

    def build_widget_attrs(self, attrs: Any, widget: forms.Widget | None = None) -> dict[str, Any]:
        """Classes and descriptions; no `required`, because the browser's own bubble hides our words."""
        widget = widget or self.field.widget
        built = super().build_widget_attrs(attrs, widget)
        built.pop("required", None)
        if widget.is_hidden:
            return built
        kind = kind_of(widget)
        own = str(widget.attrs.get("class", ""))
        red = (
            ""
            if not self.errors or kind in ("radios", "checkboxes", "checkbox", "date")
            else f"govuk-{_block(kind)}--error"
        )
        built["class"] = " ".join(filter(None, (CLASSES[kind], own, red)))
        if kind in ("text", "textarea"):
            built.setdefault("dir", "auto")  # people write in Urdu and Arabic in the same box as in English
        return built


def _block(kind: str) -> str:
    return {"textarea": "textarea", "select": "select", "file": "file-upload"}.get(kind, "input")


@lru_cache(maxsize=1)
def _templates() -> Environment:
    # Not strict: Django's own templates ask for attributes that some widgets lack.
    return Environment(
        loader=FileSystemLoader([HERE / "jinja2", DJANGO]), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )


class _Template:
    """A Jinja2 template behind the two-argument `render` that Django's forms call."""

    def __init__(self, name: str) -> None:
        self.name = name

    def render(self, context: dict[str, Any], request: object = None) -> str:
        """The template's words."""
        return _templates().get_template(self.name).render(context)


class GovukRenderer(BaseRenderer):
    """Name this in FORM_RENDERER and every Django form is drawn in GOV.UK shapes."""

    form_template_name = "layout/forms/form.html"
    formset_template_name = "layout/forms/formset.html"
    field_template_name = "layout/forms/field.html"
    bound_field_class = GovukField

    def get_template(self, template_name: str) -> _Template:
        """One of our shapes, or Django's own where we have none."""
        return _Template(template_name)

    @cached_property
    def names(self) -> list[str]:
        """Every shape there is."""
        return _templates().list_templates()


def errors_of(form: Any) -> tuple[ErrorLink, ...]:
    """What the summary at the top says about a form that came back, in the order of the page."""
    return tuple(_error_links(form)) if form.is_bound else ()


def _error_links(form: Any) -> Iterator[ErrorLink]:
    shown = form.visible_fields()
    first = shown[0].href if shown else "#main-content"
    for text in form.non_field_errors():
        yield ErrorLink(getattr(form, "error_href", first), str(text))
    for field in form.hidden_fields():
        yield from (ErrorLink(first, str(text)) for text in field.errors)
    for field in shown:
        yield from (ErrorLink(field.href, str(text)) for text in field.errors)
