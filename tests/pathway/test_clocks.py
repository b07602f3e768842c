"""How clocks stand: the laws, and the golden days of working-day arithmetic carried through to a clock."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as some

from alongside.kernel.ids import ActorId
from alongside.language.contracts import Kind, Milestone
from alongside.language.rules import counting, whole
from alongside.language.selectors import _shipped
from alongside.pathway.contracts import Clock, Happened, Late, Started, State
from alongside.pathway.rules import clocks

DAY = date(2026, 3, 20)
AT = datetime(2026, 3, 20, 9, tzinfo=UTC)
BY = ActorId(UUID(int=1))


def a_milestone(what: Milestone, on: date, taken_back: str = "") -> Happened:
    """Something happened."""
    return Happened(uuid4(), what, on, "", BY, AT, taken_back)


def a_clock(code: str, on: date) -> Started:
    """The shipped timescale, started on this day."""
    scale = whole.timescale(code, _shipped(Kind.TIMESCALE)[code])
    due = counting.deadline(scale, on)
    return Started(
        uuid4(), code, scale.words, scale.statutory, scale.source, uuid4(), Milestone(scale.trigger), on, scale.met_by,
        scale.ends_with, due.due_on, due.act_by, (),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("code", "on", "due"),
    [
        ("initial-conference", date(2026, 3, 20), date(2026, 4, 14)),
        ("initial-conference", date(2026, 12, 24), date(2027, 1, 19)),
        ("conference-request", date(2026, 12, 18), date(2026, 12, 21)),
        ("assessment-from-referral", date(2026, 4, 1), date(2026, 6, 9)),
        ("first-core-group", date(2025, 12, 19), date(2026, 1, 7)),
        ("first-review-conference", date(2026, 11, 30), date(2027, 2, 28)),
    ],
)
def test_a_clock_is_due_on_the_golden_day(code: str, on: date, due: date) -> None:
    assert a_clock(code, on).due_on == due


def test_a_clock_is_in_time_on_its_last_day_and_late_the_day_after() -> None:
    clock = a_clock("initial-conference", DAY)
    for later, state in ((0, State.IN_TIME), (1, State.LATE)):
        held = a_milestone(Milestone.INITIAL_CONFERENCE_HELD, clock.due_on + timedelta(days=later))
        assert clocks.standing(clock, [held], held.on) == Clock(clock, state, held.on)


def test_a_clock_that_nothing_has_stopped_is_not_yet_due_and_then_overdue_and_never_a_success() -> None:
    clock = a_clock("initial-conference", DAY)
    assert clocks.standing(clock, [], clock.due_on).state is State.NOT_YET_DUE
    assert clocks.standing(clock, [], clock.due_on + timedelta(days=1)).state is State.OVERDUE


def test_a_core_group_does_not_stop_the_clock_that_it_starts() -> None:
    clock = a_clock("next-core-group", DAY)
    itself = a_milestone(Milestone.CORE_GROUP_HELD, DAY)
    assert clocks.still_open(clocks.standing(clock, [itself], DAY))
    following = a_milestone(Milestone.CORE_GROUP_HELD, DAY + timedelta(days=42))
    assert clocks.standing(clock, [itself, following], following.on).state is State.IN_TIME


def test_what_was_recorded_in_error_stops_no_clock() -> None:
    clock = a_clock("initial-conference", DAY)
    wrong = a_milestone(Milestone.INITIAL_CONFERENCE_HELD, DAY, taken_back="Another child's.")
    assert clocks.standing(clock, [wrong], DAY).state is State.NOT_YET_DUE


def test_after_the_protection_plan_ended_no_core_group_is_due_any_more() -> None:
    clock = a_clock("next-core-group", DAY)
    over = a_milestone(Milestone.PROTECTION_ENDED, DAY + timedelta(days=20))
    held = a_milestone(Milestone.CORE_GROUP_HELD, DAY + timedelta(days=60))
    assert clocks.standing(clock, [over], over.on + timedelta(days=90)).state is State.ENDED
    overdue = a_milestone(Milestone.PROTECTION_ENDED, clock.due_on + timedelta(days=1))
    assert clocks.standing(clock, [overdue], overdue.on).state is State.MISSED, "it was due before the plan ended"
    assert clocks.standing(clock, [over, held], held.on).state is State.ENDED, "what comes after the end is no answer"


def test_a_conference_that_ends_the_plan_on_its_own_day_was_still_held_in_time() -> None:
    clock = a_clock("first-review-conference", DAY)
    same_day = [
        a_milestone(Milestone.REVIEW_CONFERENCE_HELD, clock.due_on),
        a_milestone(Milestone.PROTECTION_ENDED, clock.due_on),
    ]
    assert clocks.standing(clock, same_day, clock.due_on).state is State.IN_TIME


def test_a_late_thing_asks_for_its_reason_until_it_has_one() -> None:
    clock = a_clock("initial-conference", DAY)
    late = clocks.standing(clock, [], clock.due_on + timedelta(days=3))
    assert clocks.wants_a_reason(late)
    told = Started(**{f: getattr(clock, f) for f in clock.__slots__} | {"late": (Late("The mother was ill.", BY, AT),)})
    assert not clocks.wants_a_reason(clocks.standing(told, [], clock.due_on + timedelta(days=3)))
    assert not clocks.wants_a_reason(clocks.standing(clock, [], clock.due_on))


def test_only_what_has_come_due_is_counted() -> None:
    clock = a_clock("initial-conference", DAY)
    states = (State.IN_TIME, State.LATE, State.OVERDUE, State.NOT_YET_DUE, State.ENDED, State.MISSED)
    assert clocks.share_in_time([Clock(clock, s, None) for s in states]) == (1, 4)


KINDS = some.sampled_from(
    (Milestone.CORE_GROUP_HELD, Milestone.REVIEW_CONFERENCE_HELD, Milestone.PROTECTION_ENDED, Milestone.PLAN_AGREED)
)
DAYS = some.integers(-30, 400).map(lambda n: DAY + timedelta(days=n))
HAPPENED = some.lists(some.builds(a_milestone, KINDS, DAYS, some.sampled_from(("", "", "In error."))), max_size=8)
CODES = some.sampled_from(("first-core-group", "next-core-group", "next-review-conference", "first-review-conference"))


def slowly(clock: Started, happened: list[Happened], today: date) -> tuple[State, date | None]:
    """The plain twin: walk day by day from the start and see what each day brings."""
    day = clock.started_on
    while day <= DAY + timedelta(days=500):
        there = {h.what.value for h in happened if h.on == day and not h.taken_back}
        if day == clock.started_on:
            there.discard(clock.started_by.value)
        if clock.met_by in there:
            return (State.IN_TIME if day <= clock.due_on else State.LATE), day
        if clock.ends_with in there:
            return (State.ENDED if day <= clock.due_on else State.MISSED), day
        day += timedelta(days=1)
    return (State.OVERDUE if today > clock.due_on else State.NOT_YET_DUE), None


@given(CODES, DAYS, HAPPENED, DAYS)
def test_a_clock_stands_as_a_walk_through_the_days_finds_it(
    code: str, on: date, happened: list[Happened], today: date
) -> None:
    clock = a_clock(code, on)
    found = clocks.standing(clock, happened, today)
    assert (found.state, found.stopped_on) == slowly(clock, happened, today)


@given(CODES, DAYS, HAPPENED, DAYS)
def test_the_order_in_which_things_are_told_changes_nothing(
    code: str, on: date, happened: list[Happened], today: date
) -> None:
    clock = a_clock(code, on)
    assert clocks.standing(clock, happened, today) == clocks.standing(clock, happened[::-1], today)


@given(some.lists(some.tuples(CODES, DAYS), max_size=6), HAPPENED, DAYS)
def test_open_clocks_stand_first_and_the_soonest_due_before_the_others(
    begun: list[tuple[str, date]], happened: list[Happened], today: date
) -> None:
    found = clocks.in_order(clocks.standing(a_clock(c, d), happened, today) for c, d in begun)
    opened = [clocks.still_open(c) for c in found]
    assert opened == sorted(opened, reverse=True) and len(found) == len(begun)
    dues = [c.started.due_on for c in found if clocks.still_open(c)]
    assert dues == sorted(dues)
