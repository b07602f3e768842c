"""Pages of made-up words for the gallery and for the tests of the page parts."""

import os
from pathlib import Path
from types import SimpleNamespace as Given
from typing import Any

import django
from django import forms
from django.conf import settings
from jinja2 import ChoiceLoader, DictLoader, Environment, FileSystemLoader

HERE = Path(__file__).resolve().parent
TEMPLATES = HERE.parents[1] / "alongside" / "layout" / "templates"

if not settings.configured and "DJANGO_SETTINGS_MODULE" not in os.environ:
    settings.configure(
        USE_I18N=False,
        USE_TZ=True,
        TIME_ZONE="Europe/London",
        FORM_RENDERER="alongside.layout.forms.GovukRenderer",
        STATIC_URL="/static/",
        SECRET_KEY="made up",
    )
    django.setup()

from alongside.layout.environment import environment  # noqa: E402 - Django's settings come first
from alongside.layout.forms import DatePartsField, GovukRenderer, PartialDateField, RadiosWithHints  # noqa: E402

CHOICES = (("most", "Yes, most days"), ("some", "Sometimes goes without"), ("often", "Often goes without"))


class EveryField(forms.Form):
    """One of each field."""

    default_renderer = GovukRenderer()
    label_size = "m"
    seen_on = DatePartsField(label="When was Ava last seen?", help_text="For example, 27 3 2026")
    since = PartialDateField(label="Since when?", help_text="As far as you know: a year is enough", required=False)
    food = forms.ChoiceField(
        label="Does Ava have enough to eat?",
        choices=CHOICES,
        widget=RadiosWithHints(hints={"some": "Once or twice a week"}),
    )
    heard = forms.MultipleChoiceField(
        label="What have you seen or heard?",
        help_text="Select all that apply",
        choices=(("saw", "I saw it myself"), ("told", "Ava told me")),
        widget=forms.CheckboxSelectMultiple,
    )
    words = forms.CharField(
        label="What would Ava say about this, in her words?", widget=forms.Textarea(attrs={"rows": 3})
    )
    name = forms.CharField(label="Who told you?", help_text="Name and how they know Ava")
    email = forms.EmailField(label="Work email")
    secret = forms.CharField(label="Password", widget=forms.PasswordInput)
    count = forms.IntegerField(
        label="How many days?", widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"})
    )
    agency = forms.ChoiceField(label="Agency", choices=(("", "Choose"), ("school", "School")))
    letter = forms.FileField(label="Letter")
    told = forms.BooleanField(
        label="Kelly knows that we write this down", help_text="Families are told unless that puts a child at risk"
    )
    step = forms.CharField(widget=forms.HiddenInput, initial="3")


def page_environment(static_at: str = "/static/") -> Environment:
    """The product's own environment, with static addresses that need no collected files."""
    made = environment(loader=ChoiceLoader([FileSystemLoader([TEMPLATES, HERE / "templates"]), DictLoader({})]))
    made.globals["static"] = lambda path: static_at + path
    return made


def frame(**more: Any) -> dict[str, Any]:
    """What every page is given."""
    items = ("My children", "My tasks", "Meetings", "Messages", "Reports")
    navigation = [Given(text=text, href=f"#{place}", current=place == 0) for place, text in enumerate(items)]
    child = Given(
        name="Ava Pearce", href="#child", facts=("Born 4 May 2017 (9)", "says AY-va", "NHS 943 476 5919"),
        flags=(Given(text="Child in need plan", colour="purple"), Given(text="Nut allergy", colour="red")),
    )  # fmt: skip
    tabs = ("Overview", "Chronology", "Family", "Ecomap", "Assessment", "Plan", "Meetings", "Documents")
    return {
        "signed_in": Given(name="Sam Taylor", agency="Early Help"), "sign_out_href": "/sign-out", "csrf_input": "",
        "navigation": navigation, "child": child,
        "pages": [Given(text=text, href=f"#{text}", current=place == 0) for place, text in enumerate(tabs)], **more,
    }  # fmt: skip
