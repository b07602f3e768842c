"""A date typed in three boxes (day, month, year), with errors that say which box and what to do."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NoReturn

from django import forms
from django.core.exceptions import ValidationError

from alongside.kernel.dates import PartialDate, Precision
from alongside.layout.dates import MONTHS

PARTS = ("day", "month", "year")
EARLIEST, LATEST = 1800, 2100
"""Years that can be typed; others are slips of the finger."""
SHORT_MONTHS = {name[:3].lower(): number for number, name in enumerate(MONTHS, start=1)}


class DateParts(forms.MultiWidget):
    """Three boxes beside one another, called x_day, x_month and x_year."""

    template_name = "django/forms/widgets/date_parts.html"
    use_fieldset = True

    def __init__(self, attrs: Mapping[str, Any] | None = None) -> None:
        """Whole numbers only, so phones show the number pad; no browser check, so our own words are read."""
        box = {"inputmode": "numeric", "autocomplete": "off"}
        super().__init__({part: forms.TextInput(box) for part in PARTS}, dict(attrs or {}))

    def decompress(self, value: object) -> list[str]:
        """A date, or a date known only in part, back into its boxes."""
        known = PartialDate(value) if isinstance(value, date) else value
        if not isinstance(known, PartialDate):
            return ["", "", ""]
        year, month, day = str(known.on.year), str(known.on.month), str(known.on.day)
        if known.precision is Precision.YEAR:
            return ["", "", year]
        return ["", month, year] if known.precision is Precision.MONTH else [day, month, year]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """The question was not on the page at all when none of the three boxes was."""
        return all(f"{name}_{part}" not in data for part in PARTS)

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """Each box with its own label."""
        context = super().get_context(name, value, attrs)
        for part, box in zip(PARTS, context["widget"]["subwidgets"], strict=True):
            box["part"] = part
        return context


class DatePartsField(forms.Field):
    """A day someone knows, typed in three boxes; gives a date."""

    widget = DateParts
    default_error_messages = {
        "required": "Enter the date",
        "incomplete": "The date must include {missing}",
        "day": "Enter a day between 1 and 31",
        "month": "Enter a month between 1 and 12",
        "year": "Enter the year with four figures, like 2017",
        "unreal": "There is no such day: {day} {month} {year}",
    }

    def to_python(self, value: Any) -> Any:
        """The typed boxes as a date, or None when all are empty."""
        boxes = [str(part or "").strip() for part in (value or ("", "", ""))]
        return self.known(*boxes) if any(boxes) else None

    def known(self, day: str, month: str, year: str) -> object:
        """Every box is needed."""
        missing = [f"a {part}" for part, typed in zip(PARTS, (day, month, year), strict=True) if not typed]
        if missing:
            self.refuse("incomplete", missing=" and ".join(missing))
        return self.the_day(day, self.number_of_month(month), self.number_of_year(year))

    def the_day(self, day: str, month: int, year: int) -> date:
        """The day itself, refused when the calendar has no such day."""
        if not (day.isascii() and day.isdigit() and len(day) <= 2 and 1 <= int(day) <= 31):
            self.refuse("day")
        try:
            return date(year, month, int(day))
        except ValueError:
            self.refuse("unreal", day=day, month=MONTHS[month - 1], year=year)

    def number_of_month(self, typed: str) -> int:
        """5, 05, May and may are all the fifth month."""
        if typed[:3].lower() in SHORT_MONTHS and MONTHS[SHORT_MONTHS[typed[:3].lower()] - 1].lower().startswith(
            typed.lower()
        ):
            return SHORT_MONTHS[typed[:3].lower()]
        if not (typed.isascii() and typed.isdigit() and len(typed) <= 2 and 1 <= int(typed) <= 12):
            self.refuse("month")
        return int(typed)

    def number_of_year(self, typed: str) -> int:
        """Four figures: 17 could be 1917 or 2017; and a year in which somebody of the family can be alive."""
        if not (typed.isascii() and typed.isdigit() and len(typed) == 4 and EARLIEST <= int(typed) <= LATEST):
            self.refuse("year")
        return int(typed)

    def refuse(self, code: str, **words: object) -> NoReturn:
        """Say what is wrong and what to do."""
        raise ValidationError(self.error_messages[code].format(**words), code=code)


class PartialDateField(DatePartsField):
    """A date as far as someone knows it: a day, a month, or only a year; gives a PartialDate."""

    def known(self, day: str, month: str, year: str) -> PartialDate:
        """A day needs its month, and everything needs its year."""
        if not year:
            self.refuse("incomplete", missing="a year")
        if day and not month:
            self.refuse("incomplete", missing="a month")
        of_year = self.number_of_year(year)
        if not month:
            return PartialDate(date(of_year, 1, 1), Precision.YEAR)
        of_month = self.number_of_month(month)
        if not day:
            return PartialDate(date(of_year, of_month, 1), Precision.MONTH)
        return PartialDate(self.the_day(day, of_month, of_year))


class ComingDayField(DatePartsField):
    """A day on which something is to be done: today at the earliest, and within ten years."""

    default_error_messages = {
        "past": "Choose today or a day that is still to come",
        "far": "Choose a day within the next ten years",
    }

    def clean(self, value: Any) -> Any:
        """As any day, and then whether it can still come."""
        day, today = super().clean(value), date.today()
        if day is not None and day < today:
            self.refuse("past")
        if day is not None and day.year > today.year + 10:
            self.refuse("far")
        return day
