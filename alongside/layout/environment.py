"""The Jinja2 environment in which every page is written: dates in words, addresses, and no silent blanks."""

from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from jinja2 import Environment, StrictUndefined

from alongside.layout import dates
from alongside.layout.forms import errors_of


def address(name: str, *args: object) -> str:
    """The address of a page by its name."""
    return reverse(name, args=[str(arg) for arg in args])


def environment(**options: Any) -> Environment:
    """A Jinja2 environment with our filters and functions; a name that is missing in a template is an error."""
    options["undefined"] = StrictUndefined
    options["autoescape"] = True
    made = Environment(trim_blocks=True, lstrip_blocks=True, **options)
    made.globals.update(static=static, url=address, errors_of=errors_of)
    made.filters.update(
        day=dates.day, month=dates.month, moment=dates.moment, weekday=dates.weekday, partial=dates.partial
    )
    return made
