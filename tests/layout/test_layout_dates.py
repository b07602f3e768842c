"""Dates in words."""

from datetime import UTC, date, datetime

import pytest

from alongside.kernel.dates import PartialDate, Precision
from alongside.layout import dates


def test_a_day_is_written_as_people_say_it() -> None:
    assert dates.day(date(2017, 5, 4)) == "4 May 2017"


def test_a_moment_is_told_in_london_time() -> None:
    assert dates.moment(datetime(2017, 5, 4, 20, 5, tzinfo=UTC)) == "4 May 2017, 9:05pm"
    assert dates.moment(datetime(2017, 12, 4, 9, 5, tzinfo=UTC)) == "4 December 2017, 9:05am"


def test_midnight_and_midday_are_said_in_words() -> None:
    assert dates.moment(datetime(2017, 12, 4, 12, 0, tzinfo=UTC)).endswith("midday")
    assert dates.moment(datetime(2017, 12, 4, 0, 0, tzinfo=UTC)).endswith("midnight")


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        dates.moment(datetime(2017, 5, 4, 20, 5))


@pytest.mark.parametrize(
    ("precision", "words"),
    [
        ("day", "4 May 2017"),
        ("month", "May 2017"),
        ("year", "2017"),
        ("estimated", "about 2017"),
        ("expected", "expected 4 May 2017"),
    ],
)
def test_a_date_is_written_as_exactly_as_it_is_known(precision: str, words: str) -> None:
    assert dates.partial(date(2017, 5, 4), precision) == words
    assert dates.partial(PartialDate(date(2017, 5, 4), Precision(precision))) == words


def test_something_that_is_no_date_is_refused() -> None:
    with pytest.raises(TypeError):
        dates.partial("soon")
