"""The rules of plans: who is accountable, what is overdue, what changed, and the questions of drift."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4, uuid5

import pytest
from hypothesis import given
from hypothesis import strategies as some

from alongside.kernel.answers import NotPossible
from alongside.kernel.ids import ActorId, AgencyId, ChildId
from alongside.language.api import after_months, after_working_days
from alongside.plans.contracts import (
    ChangeKind,
    Contingency,
    DueDate,
    Endorsement,
    FamilySaid,
    Goal,
    GoalWords,
    MyTask,
    NewOwner,
    Owner,
    OwnerKind,
    Plan,
    Position,
    Rating,
    Report,
    Review,
    Said,
    State,
    Task,
    Version,
)
from alongside.plans.rules import drift, due, owning, reporting, telling, versions
from tests.oracle import plans_twin

NOW = datetime(2026, 11, 20, 21, 0, tzinfo=UTC)
TODAY = NOW.date()
ME = ActorId(UUID(int=1))


def owner(number: int, accountable: bool = False, name: str = "", until: datetime | None = None) -> Owner:
    """An owner by number; with a name, somebody of the family."""
    kind = OwnerKind.FAMILY if name else OwnerKind.PRACTITIONER
    actor = None if name else ActorId(UUID(int=number))
    return Owner(UUID(int=number), kind, name or f"P{number}", actor, None, accountable, NOW, until, "")


def task(number: int = 1, *, state: State | None = None, due_on: date = TODAY, words: str = "Ring the school.") -> Task:
    """A task that I am accountable for."""
    reports = (Report(uuid4(), Said(state), ME, NOW),) if state else ()
    return Task(UUID(int=number), UUID(int=9), words, (DueDate(due_on, "", NOW),), (owner(1, True),), reports)


def goal(said: GoalWords, *tasks: Task, closed: bool = False, asked: bool = False, number: int = 9) -> Goal:
    """A goal; `asked` when an agency and the family stand behind it."""
    reviews = (Review(Rating.CLOSE, "x", "", NOW, ME),) if closed else ()
    endorsed = (Endorsement(AgencyId(UUID(int=3)), ME, NOW),) if asked else ()
    positions = (FamilySaid(Position.AGREE, "", "Mum", NOW, True),) if asked else ()
    return Goal(UUID(int=number), said, 1, endorsed, positions, reviews, tasks)


def plan(*goals: Goal, ifs: tuple[Contingency, ...] = ()) -> Plan:
    """A plan with these goals."""
    version = Version(1, "x", NOW, ME, None, None)
    return Plan(UUID(int=7), (ChildId(UUID(int=5)),), NOW, version, (version,), goals, ifs, None)


FULL = GoalWords("Hungry.", "Eats breakfast", "Days", "2", "5", date(2027, 1, 8))


def test_a_task_begins_with_exactly_one_who_is_accountable() -> None:
    me, mum = NewOwner(OwnerKind.PRACTITIONER, actor=ME, accountable=True), NewOwner(OwnerKind.FAMILY, "Mum")
    assert owning.first((me, mum)).begins == (me, mum)
    for wrong, words in (
        ((), "who does it"), ((mum,), "one person"),
        ((me, NewOwner(OwnerKind.FAMILY, "Nan", None, True)), "one person"),
        ((me, mum, NewOwner(OwnerKind.FAMILY, " mum ")), "once"),
    ):  # fmt: skip
        with pytest.raises(NotPossible, match=words):
            owning.first(wrong)


def test_owners_come_step_back_and_answer_for_the_task() -> None:
    now = [owner(1, True), owner(2), owner(3, name="Mum")]
    new = NewOwner(OwnerKind.FAMILY, "Nan", accountable=True)
    assert owning.take_on(now, new) == owning.Owning((), (new,), ((UUID(int=1), False),))
    assert owning.take_on(now, NewOwner(OwnerKind.FAMILY, "Nan")).goes_on == ()
    assert owning.step_back(now, UUID(int=2)).ends == (UUID(int=2),)
    assert owning.answer_for(now, UUID(int=3)).goes_on == ((UUID(int=3), True), (UUID(int=1), False))
    refused: list[tuple[str, Callable[[], object]]] = [
        ("already", lambda: owning.take_on(now, NewOwner(OwnerKind.FAMILY, "MUM"))),
        ("already", lambda: owning.take_on(now, NewOwner(OwnerKind.PRACTITIONER, actor=ActorId(UUID(int=2))))),
        ("accountable instead", lambda: owning.step_back(now, UUID(int=1))),
        ("accountable already", lambda: owning.answer_for(now, UUID(int=1))),
        ("any more", lambda: owning.answer_for(now, UUID(int=8))),
    ]
    for words, deed in refused:
        with pytest.raises(NotPossible, match=words):
            deed()


DEEDS = some.lists(some.tuples(some.sampled_from(["on", "on!", "back", "for"]), some.integers(1, 6)), max_size=20)


@given(deeds=DEEDS)
def test_whatever_happens_exactly_one_owner_is_accountable(deeds: list[tuple[str, int]]) -> None:
    now = [owner(1, True)]
    for deed, number in deeds:
        try:
            change = _decided(now, deed, number)
        except NotPossible:
            continue
        going = dict(change.goes_on)
        kept = [o for o in now if o.id not in change.ends and o.id not in going]
        again = [owner(o.id.int, going[o.id]) for o in now if o.id in going]
        come = [owner(o.actor.int, o.accountable) for o in change.begins if o.actor]
        now = [*kept, *again, *come]
        assert sum(o.accountable for o in now) == 1
        assert len({o.id for o in now}) == len(now)


def _decided(now: list[Owner], deed: str, number: int) -> owning.Owning:
    key = UUID(int=number)
    if deed.startswith("on"):
        new = NewOwner(OwnerKind.PRACTITIONER, actor=ActorId(key), accountable=deed == "on!")
        return owning.take_on(now, new)
    return owning.step_back(now, key) if deed == "back" else owning.answer_for(now, key)


def test_a_task_is_overdue_from_the_day_after_until_it_is_done() -> None:
    assert not due.overdue(task(), TODAY)
    assert due.overdue(task(), TODAY + timedelta(days=1))
    assert due.overdue(task(state=State.STUCK), TODAY + timedelta(days=1))
    assert not due.overdue(task(state=State.DONE), TODAY + timedelta(days=1))
    waiting, done = task(), task(2, state=State.DONE)
    assert due.open_tasks((goal(FULL, waiting, done), goal(FULL, task(3), closed=True))) == (waiting,)


def test_of_my_tasks_the_one_whose_day_came_first_stands_first() -> None:
    days = [MyTask((), "", task(n, due_on=TODAY + timedelta(days=d)), a, True) for n, d, a in
            ((1, 3, True), (2, -3, False), (3, 3, False), (4, -9, True))]  # fmt: skip
    assert [t.task.id.int for t in due.most_urgent_first(days)] == [4, 2, 1, 3]


@pytest.mark.parametrize(
    ("said", "fields"),
    [
        (Said(State.OPEN), []), (Said(State.DONE), ["seen"]), (Said(State.DONE, seen="I saw it."), []),
        (Said(State.STUCK), ["words"]), (Said(State.NEEDS_HELP, words="A car."), []),
        (Said(State.OPEN, seen_in=(UUID(int=1),), difference_in=(UUID(int=1),)), ["seen", "difference"]),
        (Said(State.OPEN, seen="x", seen_in=(UUID(int=1),), difference="x", difference_in=(UUID(int=1),)), []),
    ],
)  # fmt: skip
def test_a_report_says_who_saw_it_or_what_stands_in_the_way(said: Said, fields: list[str]) -> None:
    assert [field for field, _ in reporting.faults(said)] == fields


def test_what_a_plan_lacks_is_said_and_a_closed_goal_lacks_nothing() -> None:
    sign = Contingency(UUID(int=2), "she faints", "ring the surgery", "school")
    assert versions.missing(plan(goal(FULL, task(), asked=True), ifs=(sign,))) == ()
    bare = GoalWords("x", "Bare")
    assert len(versions.missing(plan(goal(bare)))) == 5
    assert len(versions.missing(plan(goal(bare, closed=True)))) == 1
    assert versions.missing(plan(goal(GoalWords("x", "y", "how"), task(), asked=True), ifs=(sign,))) != ()


def test_versions_are_compared_part_by_part() -> None:
    sign = Contingency(UUID(int=2), "she faints.", "ring the surgery.", "school")
    before = plan(goal(FULL, task(1), task(2)), goal(FULL, number=10))
    after = plan(goal(GoalWords("Hungry.", "Eats"), task(1, due_on=date(2027, 2, 1)), task(3)), ifs=(sign,))
    assert versions.changes(before, before) == ()
    told = versions.changes(before, after)
    assert [(c.kind, c.what) for c in told] == [
        (ChangeKind.CHANGED, "Goal"), (ChangeKind.GONE, "Goal"), (ChangeKind.CHANGED, "Task"), (ChangeKind.NEW, "Task"),
        (ChangeKind.GONE, "Task"), (ChangeKind.NEW, "If it gets worse"),
    ]  # fmt: skip
    assert told[0].before == "Eats breakfast. Need: Hungry. Measure: Days. At first: 2. Target: 5. By: 8 January 2027."
    assert told[2].after == "Ring the school. Who: P1 (accountable). By: 1 February 2027."
    assert told[-1].after == "If she faints: ring the surgery. Who: school."


def test_several_owners_are_told_with_the_accountable_one_first() -> None:
    both = Task(UUID(int=1), UUID(int=9), "x", (DueDate(TODAY, "", NOW),),
                (owner(1), owner(2, True), owner(3, until=NOW)), ())  # fmt: skip
    (change,) = versions.changes(plan(goal(FULL)), plan(goal(FULL, both)))
    assert "Who: P2 (accountable), P1." in change.after
    assert both.owned_by(ME) and not both.owned_by(ActorId(UUID(int=3)))


def test_the_story_tells_each_deed_in_a_sentence() -> None:
    assert telling.told("agreed", "", 2, "", "Why.", "") == ("decision", "Plan agreed, version 2", "Why.")
    assert telling.told("reviewed", "close", 0, "Eats", "Reached", "5") == (
        "decision", "Goal closed", "Eats. Reached. Measured: 5.",
    )  # fmt: skip
    assert telling.told("reviewed", "keep", 0, "Eats", "x!", "")[2] == "Eats. x!"
    assert telling.told("reported", "done", 0, "Ring", "Rang.", "Calmer") == (
        "other", "Task done", "Ring. Rang. What changed for the child: Calmer.",
    )  # fmt: skip
    assert telling.told("reported", "stuck", 0, "Ring", "", "") == ("other", "Task stuck", "Ring.")


def ask(facts: drift.Facts, today: date) -> list[tuple[str, ...]]:
    """The evidence of each question, as texts."""
    found = drift.drift(facts, today, drift.Thresholds(), working_days=after_working_days, months=after_months)
    assert all(p.kind == "drift" and p.question.endswith("?") for p in found)
    return [tuple(str(e) for e in p.evidence) for p in found]


def test_a_review_or_a_task_becomes_a_question_after_ten_working_days_and_not_before() -> None:
    waiting = (drift.Waiting(UUID(int=3), "x", date(2026, 3, 20)),)
    facts = drift.Facts(UUID(int=1), date(2026, 3, 1), date(2026, 3, 20), waiting, ())
    assert after_working_days(date(2026, 3, 20), 10) == date(2026, 4, 7), "Good Friday and Easter Monday lie between"
    assert ask(facts, date(2026, 4, 7)) == []
    review = uuid5(UUID(int=1), "review by 2026-03-20")
    assert ask(facts, date(2026, 4, 8)) == [(str(UUID(int=3)),), (str(review),)]


DAYS = some.dates(date(2025, 1, 1), date(2027, 12, 31))
WORDS = some.builds(GoalWords, need=some.sampled_from(["Hungry", "hungry. ", "Alone"]), words=some.sampled_from("ab"))
AGREED = some.lists(
    some.dictionaries(some.integers(1, 3).map(lambda n: UUID(int=n)), WORDS, max_size=3), max_size=3
)  # fmt: skip
FACTS = some.builds(
    drift.Facts, plan=some.just(UUID(int=99)), begun_on=DAYS, review_on=some.none() | DAYS,
    waiting=some.lists(some.builds(drift.Waiting, some.uuids(), some.just("x"), DAYS), max_size=3).map(tuple),
    agreed=AGREED.map(lambda found: (*found[:1], *found)) .map(tuple) | AGREED.map(tuple),
)  # fmt: skip


@given(facts=FACTS, today=DAYS)
def test_drift_asks_what_its_slow_twin_asks(facts: drift.Facts, today: date) -> None:
    assert ask(facts, today) == plans_twin.asked(facts, today)


def test_a_plan_without_goals_has_no_main_need() -> None:
    assert drift.main_need({}) == ""
