"""What a daily letter says, when somebody is reminded, and what can be done with several things at once."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.kernel.ids import ActorId, ChildId
from alongside.language.rules.counting import after_working_days, is_working_day
from alongside.layout.dates import day
from alongside.waiting.contracts import (
    About,
    Days,
    DeedKind,
    Line,
    Occasion,
    Person,
    Reminder,
)
from alongside.waiting.rules import digest, reminding, worklist

TODAY = date(2026, 11, 23)
"""A Monday."""
ME, SAM, MUM = ActorId(UUID(int=1)), ActorId(UUID(int=2)), ActorId(UUID(int=3))
AVA, NOAH = ChildId(UUID(int=11)), ChildId(UUID(int=12))
DATES = st.dates(TODAY - timedelta(days=30), TODAY + timedelta(days=30))
SOME_DAYS = st.lists(DATES, max_size=6).map(tuple)


def on(days: int) -> date:
    """So many days from today."""
    return TODAY + timedelta(days=days)


def said(days: Days) -> tuple[str, ...]:
    """What the letter of today says."""
    return digest.lines(days, TODAY, in_words=day)


@pytest.mark.parametrize(
    ("days", "lines"),
    [
        (Days(), ()),
        (Days(tasks=(on(8),)), ()),
        (Days(tasks=(on(-1),)), ("1 thing is overdue, since 22 November 2026.",)),
        (
            Days(tasks=(on(-2), on(-20)), requests=(on(-1),)),
            (
                "3 things are overdue, the oldest since 3 November 2026.",
                "Among them: a request to contribute.",
            ),
        ),
        (Days(tasks=(on(7),)), ("1 thing is due within a week, on 30 November 2026.",)),
        (
            Days(requests=(on(3), on(0))),
            (
                "2 things are due within a week, the first on 23 November 2026.",
                "Among them: 2 requests to contribute.",
            ),
        ),
        (Days(requests=(on(9),)), ()),
        (
            Days(invitations=(on(20), on(-1))),
            ("1 invitation to a meeting waits for your answer; the meeting is on 13 December 2026.",),
        ),
        (
            Days(invitations=(on(2), on(1))),
            ("2 invitations to meetings wait for your answer; the first is on 24 November 2026.",),
        ),
    ],
)
def test_the_letter_of_a_day_tells_counts_and_days(days: Days, lines: tuple[str, ...]) -> None:
    assert said(days) == lines


@given(SOME_DAYS, SOME_DAYS, SOME_DAYS)
def test_a_letter_is_written_exactly_when_something_waits(
    tasks: tuple[date, ...], requests: tuple[date, ...], invitations: tuple[date, ...]
) -> None:
    found = said(Days(tasks, requests, invitations))
    waits = any(d <= on(7) for d in (*tasks, *requests)) or any(d >= TODAY for d in invitations)
    assert bool(found) == waits
    assert said(Days(tuple(reversed(tasks)), requests, invitations)) == found, "the order they come in does not matter"


@pytest.mark.parametrize(
    ("now", "is_time"),
    [
        (datetime(2026, 11, 23, 7, 0, tzinfo=UTC), True),
        (datetime(2026, 11, 23, 6, 59, tzinfo=UTC), False),
        (datetime(2026, 11, 22, 9, 0, tzinfo=UTC), False),  # a Sunday
        (datetime(2026, 12, 25, 9, 0, tzinfo=UTC), False),
        (datetime(2026, 7, 1, 6, 0, tzinfo=UTC), True),  # seven in London in summer
    ],
)
def test_the_worker_writes_on_working_days_from_seven_in_london(now: datetime, is_time: bool) -> None:
    counts = partial(reminding.is_working_day, working_days=after_working_days)
    assert digest.is_time(now, is_working_day=counts) is is_time


@given(st.dates(date(2024, 1, 1), date(2030, 12, 31)))
def test_a_working_day_is_counted_as_the_partnership_counts(some_day: date) -> None:
    assert reminding.is_working_day(some_day, working_days=after_working_days) == is_working_day(some_day)


TEN_DAYS_AGO = on(-10)


def due(today: date, *already: Occasion, asked_on: date = TEN_DAYS_AGO, answer_by: date = TODAY) -> Occasion | None:
    """Which reminder is due on this day."""
    return reminding.occasion(asked_on, answer_by, today, already, working_days=after_working_days)


def test_somebody_is_reminded_three_working_days_before_and_once_the_day_has_passed() -> None:
    assert due(on(-6)) is None, "Tuesday: four working days before"
    assert due(on(-5)) is Occasion.SOON, "Wednesday: three working days before Monday"
    assert due(on(0)) is Occasion.SOON, "where the worker was away, still on the day"
    assert due(on(0), Occasion.SOON) is None
    assert due(on(1), Occasion.SOON) is Occasion.LATE
    assert due(on(30), Occasion.SOON, Occasion.LATE) is None
    assert due(on(1)) is Occasion.LATE and due(on(2), Occasion.LATE) is None
    assert due(on(0), asked_on=on(0)) is None, "nobody is reminded on the day they were asked"
    assert due(on(1), asked_on=on(0), answer_by=on(1)) is Occasion.SOON


@given(st.integers(0, 40), st.integers(0, 40))
def test_each_reminder_comes_once_however_often_the_job_runs(asked_days_ago: int, days_to_answer: int) -> None:
    asked_on = on(-asked_days_ago)
    answer_by = asked_on + timedelta(days=days_to_answer)
    had: list[Occasion] = []
    for passed in range(100):
        for _ in range(2):
            if found := due(asked_on + timedelta(days=passed), *had, asked_on=asked_on, answer_by=answer_by):
                had.append(found)
    assert had in ([Occasion.SOON, Occasion.LATE], [Occasion.LATE])


def test_reminders_say_what_and_by_when_and_name_nobody() -> None:
    assert "by 3 May. There is no answer" in reminding.lines(Occasion.SOON, "3 May")[0]
    assert "has passed" in reminding.lines(Occasion.LATE, "3 May")[0]
    assert reminding.asked_lines(True, "3 May", True) == (
        "A task of yours was due on 3 May. The team asks how it stands.",
    )
    assert "is due on 3 May" in reminding.asked_lines(False, "3 May", False)[0]


TASK = Line(About.TASK, UUID(int=21), (AVA,), "Call", "Goal", on(-1), (Person("Sam", SAM), Person("I", ME, False)))
REQUEST = Line(About.REQUEST, UUID(int=22), (NOAH,), "What do you see?", "", on(1), (Person("Mum", MUM),))
REVIEW = Line(About.REVIEW, UUID(int=23), (AVA, NOAH), "Review of the plan", "", on(0), ())
LINES = (TASK, REQUEST, REVIEW)
NO_WAY_IN = replace(TASK, people=(Person("Nan", None), Person("I", ME, False)))
TODAY_ALREADY = (Reminder(TASK.id, Occasion.ASKED, SAM, datetime(2026, 11, 23, 9, tzinfo=UTC), ME),)


def test_a_worklist_is_by_days_and_is_narrowed_by_what_is_asked_for() -> None:
    assert worklist.in_order(reversed(LINES)) == (TASK, REVIEW, REQUEST)
    assert worklist.narrowed(LINES, today=TODAY) == LINES
    assert worklist.narrowed(LINES, today=TODAY, child=AVA) == (TASK, REVIEW)
    assert worklist.narrowed(LINES, today=TODAY, person=MUM) == (REQUEST,)
    assert worklist.narrowed(LINES, today=TODAY, late=True) == (TASK,)
    assert worklist.narrowed([replace(TASK, done=True)], today=TODAY, late=True) == ()
    assert {TASK.key, REQUEST.key} == {f"task:{TASK.id}", f"request:{REQUEST.id}"}


@given(st.sampled_from([None, AVA, NOAH]), st.sampled_from([None, ME, SAM, MUM]), st.booleans())
def test_narrowing_by_all_is_narrowing_by_each(child: ChildId | None, person: ActorId | None, late: bool) -> None:
    at_once = worklist.narrowed(LINES, today=TODAY, child=child, person=person, late=late)
    by_child = worklist.narrowed(LINES, today=TODAY, child=child)
    by_person = worklist.narrowed(by_child, today=TODAY, person=person)
    assert worklist.narrowed(by_person, today=TODAY, late=late) == at_once


@pytest.mark.parametrize(
    ("kind", "line", "why"),
    [
        (DeedKind.MOVE, TASK, ""), (DeedKind.MOVE, REVIEW, ""), (DeedKind.MOVE, REQUEST, "stays as it was told"),
        (DeedKind.REMIND, TASK, ""), (DeedKind.REMIND, REQUEST, ""), (DeedKind.REMIND, REVIEW, "the whole team"),
        (DeedKind.REMIND, NO_WAY_IN, "This is yours"),
        (DeedKind.REMIND, replace(TASK, people=(Person("Nan", None),)), "no way in here"),
        (DeedKind.REMIND, replace(TASK, reminders=TODAY_ALREADY), "today already"),
        (DeedKind.DONE, TASK, ""), (DeedKind.DONE, replace(TASK, people=(Person("Sam", SAM),)), "Only those who own"),
        (DeedKind.DONE, REQUEST, "Only tasks"), (DeedKind.MOVE, replace(TASK, done=True), "done already"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_said_with_its_reason(kind: DeedKind, line: Line, why: str) -> None:
    found = worklist.why_not(kind, line, me=ME, today=TODAY)
    assert why in found and bool(found) == bool(why)


def test_whoever_is_accountable_is_reminded_and_never_the_one_who_asks() -> None:
    assert worklist.to_remind(TASK, ME).actor == SAM
    assert worklist.to_remind(replace(TASK, people=(Person("Nan", None), Person("Sam", SAM, False))), ME).actor == SAM
