"""How long an involvement opens a record."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as some

from alongside.teams.rules.access import ends_at, why


@given(some.dates(date(2000, 1, 1), date(2090, 1, 1)))
def test_an_involvement_lasts_to_midnight_of_its_last_day_by_the_clock_on_the_wall(to_on: date) -> None:
    end = ends_at(to_on)
    assert end is not None and end.tzinfo is UTC
    here = end.astimezone(ZoneInfo("Europe/London"))
    assert (here.date(), here.hour, here.minute) == (to_on + timedelta(days=1), 0, 0)


def test_in_summer_midnight_is_an_hour_earlier_than_it_is_called_elsewhere() -> None:
    assert ends_at(date(2026, 7, 1)) == datetime(2026, 7, 1, 23, 0, tzinfo=UTC)


def test_an_involvement_without_an_end_goes_on() -> None:
    assert ends_at(None) is None


def test_a_family_is_told_why_a_record_is_open() -> None:
    assert why("health visitor", "River Health") == "health visitor at River Health"
    assert why("", "River Health") == "works with the child for River Health"
