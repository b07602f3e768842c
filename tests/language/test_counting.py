"""Counting days: the golden values of the field, laws for every date, and a slow twin."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.language.contracts import Kind, Timescale, Unit
from alongside.language.rules import counting, whole

DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31))
COUNTS = st.integers(0, 120)
VISIT = Timescale("visit", "Visit the child", "plan_agreed", 10, Unit.WORKING_DAY, False, "Local")


@pytest.mark.parametrize(
    ("start", "count", "due"),
    [
        (date(2026, 12, 18), 1, date(2026, 12, 21)),
        (date(2026, 3, 20), 15, date(2026, 4, 14)),
        (date(2026, 4, 1), 45, date(2026, 6, 9)),
        (date(2025, 12, 19), 10, date(2026, 1, 7)),
        (date(2026, 12, 24), 15, date(2027, 1, 19)),
    ],
)
def test_working_days_are_counted_as_the_field_counts_them(start: date, count: int, due: date) -> None:
    assert counting.after_working_days(start, count) == due


@pytest.mark.parametrize(
    ("start", "months", "due"),
    [
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 5, 15), 12, date(2027, 5, 15)),
    ],
)
def test_months_keep_the_day_or_take_the_last_of_a_shorter_month(start: date, months: int, due: date) -> None:
    assert counting.after_months(start, months) == due


@given(start=DAYS, count=st.integers(1, 120))
def test_a_deadline_in_working_days_is_a_working_day_with_that_many_between(start: date, count: int) -> None:
    due = counting.after_working_days(start, count)
    between = [start + timedelta(days=n) for n in range(1, (due - start).days + 1)]
    assert counting.is_working_day(due) and sum(map(counting.is_working_day, between)) == count


@given(start=DAYS, one=COUNTS, more=COUNTS)
def test_counting_on_from_a_deadline_is_counting_in_one_go(start: date, one: int, more: int) -> None:
    halfway = counting.after_working_days(start, one)
    assert counting.after_working_days(halfway, more) == counting.after_working_days(start, one + more)


@given(start=DAYS, count=st.integers(0, 48))
def test_months_land_in_the_right_month_and_never_on_a_later_day(start: date, count: int) -> None:
    due = counting.after_months(start, count)
    assert (due.year * 12 + due.month) - (start.year * 12 + start.month) == count and due.day <= start.day


@given(start=DAYS, offset=COUNTS, unit=st.sampled_from(Unit))
def test_the_day_to_act_by_is_a_working_day_and_never_after_the_deadline(start: date, offset: int, unit: Unit) -> None:
    due = counting.deadline(Timescale("x", "x", "x", offset, unit, True, "x"), start)
    assert counting.is_working_day(due.act_by) and due.act_by <= due.due_on
    assert (due.due_on - due.act_by).days < 8


def test_a_timescale_counts_from_its_first_day_to_its_last_and_only_when_it_is_on() -> None:
    one = Timescale("x", "x", "x", 1, Unit.WORKING_DAY, True, "x", True, date(2026, 4, 1), date(2026, 6, 1))
    days = [date(2026, 3, 31), date(2026, 4, 1), date(2026, 6, 1), date(2026, 6, 2)]
    assert [counting.in_force(one, d) for d in days] == [False, True, True, False]
    assert not counting.in_force(Timescale("x", "x", "x", 1, Unit.WORKING_DAY, True, "x", on=False), days[1])
    assert counting.in_force(VISIT, days[0])


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"words": ""}, "words is missing"),
        ({"offset": -1}, "whole number"),
        ({"offset": True}, "whole number"),
        ({"unit": "weeks"}, "Expected one of working_day"),
        ({"statutory": "maybe"}, "true or false"),
        ({"valid_from": "soon"}, "a day like"),
    ],
)
def test_an_agreement_that_lacks_something_is_answered_with_a_sentence(change: dict[str, object], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        whole.timescale("visit", {**whole.as_body(VISIT), **change})


def test_a_code_is_small_letters_figures_and_hyphens() -> None:
    with pytest.raises(ValueError, match="small letters"):
        whole.timescale("First Visit", whole.as_body(VISIT))


WRONG_WEIGHTS = (None, "4", True, -1, 1001, 0.125, float("nan"))


@pytest.mark.parametrize(
    ("kind", "body", "words"),
    [
        (Kind.ROLE, {"words": "Nurse"}, "plain is missing"),
        (Kind.WAY, {"words": "x", "plain": "x", "source": "x", "needs": "nobody"}, "a list of roles"),
        (Kind.WAY, {"words": "x", "plain": "x", "source": "x", "needs": ["nurse"]}, "a role, its words"),
        (Kind.WAY, {"words": "x", "plain": "x", "source": "x", "needs": [{"role": "nurse", "words": "N"}]}, "at_least"),
        (Kind.WAY, {"words": "x", "plain": "x", "source": "x", "caseload_cap": 0}, "caseload_cap"),
        (Kind.TIMESCALE, {}, "words is missing"),
        (Kind.WEIGHT, {"words": "x", "value": 1}, "source is missing"),
        *((Kind.WEIGHT, {"words": "x", "value": v, "source": "x"}, "value: found") for v in WRONG_WEIGHTS),
    ],
)
def test_each_kind_of_agreement_says_what_it_lacks(kind: Kind, body: dict[str, object], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        whole.read(kind, "ours", body)


def test_an_agreement_survives_being_stored() -> None:
    dated = Timescale("visit", "Visit", "plan_agreed", 3, Unit.CALENDAR_MONTH, True, "Law", False, date(2026, 4, 1))
    assert whole.timescale("visit", whole.as_body(dated)) == dated
