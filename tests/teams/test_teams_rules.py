"""How long an involvement opens a record."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as some

from alongside.teams.contracts import Member, MemberKind, Model, Reach, Transition
from alongside.teams.rules import working
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


def member(role: str = "teacher", kind: MemberKind = MemberKind.PRACTITIONER) -> Member:
    """Somebody in a team."""
    return Member(uuid4(), kind, "Kim", role, None, None, datetime(2026, 1, 1, tzinfo=UTC), None, "x")


def test_each_way_of_working_says_what_it_lacks() -> None:
    assert working.faults(Model.CO_WORKING, [], ["school", "school"], None) == (
        "Both leads are of one agency. Co-working brings two together.",
    )
    assert working.faults(Model.CO_WORKING, [], ["school", "police"], None) == ()
    assert working.faults(Model.AROUND, [member()], [], None) == ("Nobody of the family is in the team yet.",)
    assert working.faults(Model.AROUND, [member(kind=MemberKind.FAMILY)], [], None) == ()


def test_who_works_alone_is_told_what_the_rota_says() -> None:
    assert working.faults(Model.SINGLE, [], [], None) == ("Who can be reached day and night is not recorded.",)
    assert working.faults(Model.SINGLE, [], [], Reach()) == ()
    gap = Reach(("on Saturday from 8pm to 4am", "on Sunday from 2am to 3am"))
    assert working.faults(Model.SINGLE, [], [], gap) == (
        "Nobody can be reached on Saturday from 8pm to 4am.", "Nobody can be reached on Sunday from 2am to 3am.",
    )  # fmt: skip
    assert working.faults(Model.CO_WORKING, [], [], gap) == (), "only this way of working asks for it"


def test_a_unit_is_compared_with_what_was_agreed() -> None:
    needs = working.needs_of({"needs": [{"role": "nurse", "words": "Nurse", "at_least": 2}]})
    assert working.shortfalls(needs, [member("nurse")]) == ("Nurse: 1 of 2 is in the team.",)
    assert working.shortfalls(needs, [member("nurse"), member("nurse"), member("cook")]) == ()
    assert working.shortfalls(needs, []) == ("Nurse: 0 of 2 are in the team.",)
    assert working.needs_of({}) == ()


@given(leading=some.integers(0, 30), cap=some.none() | some.integers(1, 20))
def test_a_caseload_is_over_the_cap_only_where_one_was_agreed(leading: int, cap: int | None) -> None:
    assert bool(working.over_capacity(leading, cap)) == (cap is not None and leading > cap)


@given(born=some.dates(date(2000, 1, 1), date(2030, 1, 1)))
def test_school_starts_in_the_september_after_the_fourth_birthday_and_changes_after_the_eleventh(born: date) -> None:
    starts, changes = working.school_changes(born)
    assert changes.on.year - starts.on.year == 7
    for transition, age in ((starts, 4), (changes, 11)):
        birthday, first = (born.year + age, born.month, born.day), (transition.on.year, 9, 1)
        assert birthday < first and birthday >= (transition.on.year - 1, 9, 1)


def test_changes_close_by_are_told_nearest_first_and_others_are_not() -> None:
    planned = date(2027, 1, 1)
    near, far = Transition(date(2027, 1, 20), "moves"), Transition(date(2026, 11, 15), "a sister is born")
    assert working.close_to(planned, [far, near, Transition(date(2027, 6, 1), "school")]) == (near, far)
