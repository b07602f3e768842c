"""Forms look like GOV.UK forms and their errors lead to the right place."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.layout.pages import EveryField  # configures Django where nobody has

from django import forms  # isort: skip
from django.core.exceptions import ValidationError  # isort: skip
from alongside.kernel.dates import PartialDate, Precision  # isort: skip
from alongside.layout.form_fields import ComingDayField  # isort: skip
from alongside.layout.forms import DatePartsField, GovukRenderer, PartialDateField, errors_of  # isort: skip


class Seen(forms.Form):
    default_renderer = GovukRenderer()
    on = DatePartsField(label="When?", required=False)
    since = PartialDateField(label="Since?", required=False)


def seen(**boxes: str) -> Seen:
    return Seen(
        {name: boxes.get(name, "") for part in ("day", "month", "year") for name in (f"on_{part}", f"since_{part}")}
    )


def test_a_form_shows_every_field_as_a_form_group() -> None:
    html = str(EveryField())
    assert html.count('class="govuk-form-group"') == 12 + 6  # twelve questions, six date boxes
    pieces = (
        'class="govuk-textarea" dir="auto"', 'class="govuk-select"', 'class="govuk-file-upload"', "govuk-radios__input",
        'type="password"', 'type="email"', 'type="number"', 'name="step" value="3"', 'id="id_seen_on_0"',
    )  # fmt: skip
    for piece in pieces:
        assert piece in html
    assert " required" not in html
    assert "style=" not in html


def test_hints_are_read_with_their_field() -> None:
    html = str(EveryField())
    assert 'aria-describedby="id_name_helptext"' in html
    assert '<div class="govuk-hint" id="id_name_helptext">' in html
    assert 'id="id_food_1_hint"' in html


def test_errors_lead_to_the_field_or_to_its_first_box() -> None:
    links = {link.href: link.text for link in errors_of(EveryField({}))}
    assert {"#id_seen_on_0", "#id_food_0", "#id_heard_0", "#id_words", "#id_letter", "#id_told"} <= set(links)
    assert links["#id_words"] == "Fill in: What would Ava say about this, in her words?"
    html = str(EveryField({}))
    for href in links:
        assert f'id="{href[1:]}"' in html
    assert '<span class="govuk-visually-hidden">Error:</span>' in html


def test_a_form_that_was_not_sent_has_no_errors() -> None:
    assert errors_of(EveryField()) == ()


def test_an_error_of_the_whole_form_leads_to_its_first_field() -> None:
    form = seen()
    form.add_error(None, "Say one of the two")
    assert [(link.href, link.text) for link in errors_of(form)] == [("#id_on_0", "Say one of the two")]


@pytest.mark.parametrize(
    ("typed", "found"),
    [(("4", "5", "2017"), date(2017, 5, 4)), (("04", "may", "2017"), date(2017, 5, 4)), (("", "", ""), None)],
)
def test_a_date_in_three_boxes_is_a_date(typed: tuple[str, str, str], found: Any) -> None:
    form = seen(on_day=typed[0], on_month=typed[1], on_year=typed[2])
    assert form.is_valid()
    assert form.cleaned_data["on"] == found


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("31", "2", "2017"), "There is no such day: 31 February 2017"),
        (("", "2", "2017"), "The date must include a day"),
        (("", "", "2017"), "The date must include a day and a month"),
        (("40", "2", "2017"), "Enter a day between 1 and 31"),
        (("4", "13", "2017"), "Enter a month between 1 and 12"),
        (("4", "Mayday", "2017"), "Enter a month between 1 and 12"),
        (("4", "5", "17"), "Enter the year with four figures, like 2017"),
        (("٤", "5", "2017"), "Enter a day between 1 and 31"),
    ],
)  # fmt: skip
def test_a_wrong_date_is_answered_in_kind_words(typed: tuple[str, str, str], said: str) -> None:
    form = seen(on_day=typed[0], on_month=typed[1], on_year=typed[2])
    assert form.errors["on"] == [said]
    assert typed[0] in str(form)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        (("", "", "2017"), PartialDate(date(2017, 1, 1), Precision.YEAR)),
        (("", "5", "2017"), PartialDate(date(2017, 5, 1), Precision.MONTH)),
        (("4", "5", "2017"), PartialDate(date(2017, 5, 4))),
    ],
)
def test_a_date_may_be_known_only_in_part(typed: tuple[str, str, str], found: PartialDate) -> None:
    form = seen(since_day=typed[0], since_month=typed[1], since_year=typed[2])
    assert form.is_valid()
    assert form.cleaned_data["since"] == found
    again = Seen(initial={"since": found})
    assert again["since"].field.widget.decompress(found) == list(typed)


def test_a_day_without_its_month_is_answered_in_kind_words() -> None:
    assert seen(since_day="4", since_year="2017").errors["since"] == ["The date must include a month"]
    assert seen(since_month="4").errors["since"] == ["The date must include a year"]


def test_what_someone_typed_is_never_markup() -> None:
    html = str(EveryField({"name": '"><script>', "words": "</textarea><script>"}))
    assert "<script>" not in html


def test_many_forms_of_one_kind_can_be_shown_together() -> None:
    formset = forms.formset_factory(Seen, extra=2, renderer=GovukRenderer())()
    assert str(formset).count("alongside-one-of-many") == 2


@pytest.mark.parametrize(
    "typed", [("1", "00121", "2026"), ("0001", "1", "2026"), ("1", "1", "9999"), ("²", "1", "2026")]
)
def test_a_slip_in_a_date_is_told_and_is_no_error_of_ours(typed: tuple[str, str, str]) -> None:
    with pytest.raises(ValidationError):
        DatePartsField().clean(typed)


def test_a_day_on_which_something_is_to_be_done_is_still_to_come_and_not_far_off() -> None:
    today = date.today()
    field = ComingDayField()
    for day in (today, today + timedelta(days=400)):
        assert field.clean((str(day.day), str(day.month), str(day.year))) == day
    for day, words in ((today - timedelta(days=1), "still to come"), (today + timedelta(days=5000), "ten years")):
        with pytest.raises(ValidationError, match=words):
            field.clean((str(day.day), str(day.month), str(day.year)))
    assert ComingDayField(required=False).clean(("", "", "")) is None
