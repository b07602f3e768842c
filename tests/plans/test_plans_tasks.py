"""Tasks: who owns them, who is accountable, when they are due, and how they stand."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from alongside.chronology import api as chronology
from alongside.kernel.answers import NotPossible
from alongside.kernel.caller import Caller
from alongside.kernel.capability import visit
from alongside.kernel.ids import ChildId
from alongside.plans import api as plans
from alongside.plans.api import NewOwner, OwnerKind, Plan, Rating, Said, State
from tests.builders import TODAY
from tests.plans.around import DUE, REVIEW, WORDS, Around

pytestmark = pytest.mark.usefixtures("clean")
MUM = NewOwner(OwnerKind.FAMILY, " Kelly Pearce ")


def test_family_members_own_tasks_too_and_may_be_the_one_who_is_accountable(ava: Around) -> None:
    ava.with_task(replace(MUM, accountable=True), ava.mine(accountable=False))
    assert [(o.name, o.accountable, o.kind) for o in ava.task().owned_now] == [
        ("Kelly Pearce", True, OwnerKind.FAMILY), ("Amara Okafor", False, OwnerKind.PRACTITIONER),
    ]  # fmt: skip
    assert ava.task().owned_now[1].agency


def test_owners_come_and_go_and_what_was_stays_on_record(ava: Around) -> None:
    _, task = ava.with_task()
    sam = NewOwner(OwnerKind.PRACTITIONER, actor=ava.officer, accountable=True)
    plans.take_on(ava.after(hours=1), child=ava.child, task=task, owner=sam, why="Sam drives past.")
    teacher = ava.task().owned_by(ava.teacher.actor)
    assert teacher and not teacher.accountable
    plans.answer_for(ava.after(hours=2), child=ava.child, task=task, owner=teacher.id, why="Sam is away.")
    sams = ava.task().owned_by(ava.officer)
    assert sams and not sams.accountable
    with pytest.raises(NotPossible, match="why this person"):
        plans.step_back(ava.after(hours=3), child=ava.child, task=task, owner=sams.id, why="")
    plans.step_back(ava.after(hours=3), child=ava.child, task=task, owner=sams.id, why="Moved on.")
    found = ava.task()
    assert [o.name for o in found.owned_now] == ["Amara Okafor"] and len(found.owners) == 5


def test_a_day_that_moves_says_why_and_the_earlier_day_stays(ava: Around) -> None:
    _, task = ava.with_task()
    said: dict[str, Any] = {"child": ava.child, "task": task}
    plans.move_due(ava.after(days=1), **said, on=DUE + timedelta(days=7), why="Half term.")
    assert [(d.on, d.why) for d in ava.task().due] == [(DUE, ""), (DUE + timedelta(days=7), "Half term.")]
    with pytest.raises(NotPossible, match="already"):
        plans.move_due(ava.after(days=1), **said, on=DUE + timedelta(days=7), why="x")
    with pytest.raises(NotPossible, match="why the day moves"):
        plans.move_due(ava.after(days=1), **said, on=DUE, why="")


def test_evidence_of_done_stands_apart_from_evidence_of_difference(ava: Around) -> None:
    _, task = ava.with_task()
    entry = UUID(int=44)
    said = Said(State.DONE, "", "I saw her eat.", (entry,), "She stays awake.", (entry,))
    plans.report(ava.after(hours=1), child=ava.child, task=task, said=said)
    assert [r.said for r in ava.task().reports] == [said] and ava.task().state is State.DONE
    plans.report_for(ava.after(hours=2), child=ava.child, task=task, said=Said(State.STUCK, words="Club closed."))
    assert ava.task().state is State.STUCK and len(ava.task().reports) == 2


def test_my_tasks_are_those_i_own_of_plans_that_last_the_most_urgent_first(ava: Around) -> None:
    goal, task = ava.with_task()
    other = plans.add_goal(ava.teacher, child=ava.child, said=WORDS)
    said: dict[str, Any] = {"child": ava.child, "due_on": DUE - timedelta(days=3)}
    first = plans.add_task(ava.teacher, goal=goal, words="Ring", owners=(ava.mine(),), **said)
    closed = plans.add_task(ava.teacher, goal=other, words="Write", owners=(ava.mine(),), **said)
    plans.add_task(ava.teacher, goal=goal, words="Not mine", owners=(replace(MUM, accountable=True),), **said)
    mine = plans.my_tasks(ava.teacher)
    assert {t.task.id for t in mine} == {first, closed, task} and mine[-1].task.id == task
    assert {(t.children, t.goal, t.accountable, t.agreed) for t in mine} == {((ava.child,), WORDS.words, True, False)}
    plans.review_goal(ava.teacher, child=ava.child, goal=other, rating=Rating.CLOSE, words="Reached.")
    plans.report(ava.teacher, child=ava.child, task=first, said=Said(State.DONE, seen="I rang."))
    ava.agreed()
    assert [(t.task.id, t.agreed) for t in plans.my_tasks(ava.teacher)] == [(task, True)]
    later = ava.after(days=1)
    plans.revise(later, child=ava.child, why="x")
    plans.leave_goal_out(later, child=ava.child, goal=goal, why="x")
    plans.leave_task_out(later, child=ava.child, task=task, why="x")
    assert [t.task.id for t in plans.my_tasks(later)] == [task], "it counts until the next version is agreed"
    plans.add_goal(later, child=ava.child, said=WORDS)
    ava.agreed(later, number=2)
    assert plans.my_tasks(later) == ()


def test_a_goal_and_tasks_of_a_plan_that_ended_are_nobodys_any_more(ava: Around) -> None:
    ava.with_task()
    plans.end(ava.after(hours=1), child=ava.child, why="x")
    assert plans.my_tasks(ava.after(hours=2)) == ()


IMPOSSIBLE: list[tuple[str, Callable[[Caller, ChildId, UUID, UUID], Any]]] = [
    ("what is to be done", lambda c, k, g, t: plans.add_task(c, child=k, goal=g, words="", due_on=DUE, owners=())),
    ("who does it", lambda c, k, g, t: plans.add_task(c, child=k, goal=g, words="x", due_on=DUE, owners=())),
    ("accountable", lambda c, k, g, t: plans.add_task(c, child=k, goal=g, words="x", due_on=DUE, owners=(MUM,))),
    ("as its worker", lambda c, k, g, t: plans.take_on(c, child=k, task=t, owner=NewOwner(OwnerKind.PRACTITIONER))),
    ("who does it", lambda c, k, g, t: plans.take_on(c, child=k, task=t, owner=NewOwner(OwnerKind.FAMILY, " "))),
    ("any more", lambda c, k, g, t: plans.answer_for(c, child=k, task=t, owner=UUID(int=1), why="x")),
    ("why somebody else", lambda c, k, g, t: plans.answer_for(c, child=k, task=t, owner=UUID(int=1), why="")),
    ("not in the plan", lambda c, k, g, t: plans.report(c, child=k, task=UUID(int=1), said=Said(State.OPEN))),
    ("who saw", lambda c, k, g, t: plans.report(c, child=k, task=t, said=Said(State.DONE))),
    ("why the task", lambda c, k, g, t: plans.leave_task_out(c, child=k, task=t, why="")),
]  # fmt: skip


def test_what_is_not_possible_is_answered_with_a_sentence(ava: Around) -> None:
    goal, task = ava.with_task()
    for words, deed in IMPOSSIBLE:
        with pytest.raises(NotPossible, match=words):
            deed(ava.teacher, ava.child, goal, task)
    other = plans.add_task(
        ava.teacher, child=ava.child, goal=goal, words="x", due_on=DUE, owners=(replace(MUM, accountable=True),)
    )
    with pytest.raises(NotPossible, match="Only those who own"):
        plans.report(ava.teacher, child=ava.child, task=other, said=Said(State.OPEN))
    plans.leave_task_out(ava.teacher, child=ava.child, task=other, why="x")
    with pytest.raises(NotPossible, match="not in the plan"):
        plans.report_for(ava.teacher, child=ava.child, task=other, said=Said(State.OPEN))


def test_the_database_itself_refuses_a_task_for_which_nobody_or_two_are_accountable(
    ava: Around, admin: psycopg.Connection
) -> None:
    ava.with_task()
    with pytest.raises(psycopg.errors.ExclusionViolation, match="nobody is accountable"):
        admin.execute("UPDATE plans_owner SET during = tstzrange(lower(during), lower(during) + interval '1 day')")
    with pytest.raises(psycopg.errors.ExclusionViolation, match="plans_one_accountable"):
        admin.execute(
            "INSERT INTO plans_owner (id, plan_id, task_id, kind, name, accountable, during, why, left_why, at, by) "
            "SELECT gen_random_uuid(), plan_id, task_id, 'family', 'Nan', true, during, '', '', at, by FROM plans_owner"
        )


def test_the_pages_of_a_plan_ask_the_database_a_fixed_number_of_times(ava: Around) -> None:
    goal, _ = ava.with_task()
    counts = []
    for more in range(2):
        with CaptureQueriesContext(connection) as captured, visit(ava.teacher):
            plans.plan_of(ava.teacher, child=ava.child)
        with CaptureQueriesContext(connection) as mine, visit(ava.teacher):
            plans.my_tasks(ava.teacher)
        counts.append((len(captured), len(mine)))
        plans.add_task(
            ava.teacher, child=ava.child, goal=goal, words=f"x{more}", due_on=DUE, owners=(ava.mine(),)
        )  # fmt: skip
    assert counts[0] == counts[1]


def test_the_story_costs_one_query_more_than_without_plans(ava: Around) -> None:
    ava.with_task()
    ava.agreed()
    with CaptureQueriesContext(connection) as captured, visit(ava.teacher):
        chronology.story(ava.teacher, child=ava.child)
    assert sum("plans_" in query["sql"] for query in captured.captured_queries) == 1


DEEDS = some.lists(
    some.tuples(
        some.sampled_from(["task", "on", "on!", "back", "for", "due", "report", "word", "agree", "revise", "review"]),
        some.integers(0, 3), some.integers(0, 2),
    ),
    max_size=14,
)  # fmt: skip
ANSWERED = """
    SELECT count(*) FROM plans_task t
    CROSS JOIN LATERAL generate_series(t.at, %s::timestamptz, interval '30 minutes') AS moment
    WHERE (SELECT count(*) FROM plans_owner o WHERE o.task_id = t.id AND o.accountable AND o.during @> moment) <> 1
"""


@given(deeds=DEEDS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_happens_one_is_accountable_at_every_moment_and_what_is_agreed_stays(
    deeds: list[tuple[str, int, int]], ava: Around, admin: psycopg.Connection
) -> None:
    tables = admin.execute("SELECT tablename FROM pg_tables WHERE tablename LIKE 'plans_%'").fetchall()
    admin.execute("TRUNCATE " + ", ".join(name for (name,) in tables))
    ava.with_task()
    at, agreed = ava.teacher, dict[int, Plan]()
    for deed, which, hours in deeds:
        at = replace(at, now=at.now + timedelta(hours=hours))
        try:
            _do(ava, at, deed, which)
        except NotPossible:
            continue
        for version in ava.plan(at).versions:
            if version.agreed_at:
                now = plans.version_of(at, child=ava.child, number=version.number)
                before = agreed.setdefault(version.number, now)
                assert replace(now, versions=()) == replace(before, versions=())
    assert admin.execute(ANSWERED, (at.now + timedelta(hours=1),)).fetchone() == (0,)


def _do(ava: Around, at: Caller, deed: str, which: int) -> None:
    plan = ava.plan(at)
    goal, number = plan.goals[0], plan.version.number
    task = plan.tasks[which % len(plan.tasks)]
    one = task.owned_now[which % len(task.owned_now)].id
    said: dict[str, Any] = {"child": ava.child, "task": task.id}
    new = [
        ava.mine(False), NewOwner(OwnerKind.PRACTITIONER, actor=ava.officer), MUM, NewOwner(OwnerKind.FAMILY, "Nan")
    ][which]  # fmt: skip
    words = replace(WORDS, target=str(which))
    deeds: dict[str, Callable[[], object]] = {
        "task": lambda: plans.add_task(
            at, child=ava.child, goal=goal.id, words="x", due_on=DUE, owners=(replace(new, accountable=True),)
        ),
        "on": lambda: plans.take_on(at, **said, owner=new),
        "on!": lambda: plans.take_on(at, **said, owner=replace(new, accountable=True)),
        "back": lambda: plans.step_back(at, **said, owner=one, why="x"),
        "for": lambda: plans.answer_for(at, **said, owner=one, why="x"),
        "due": lambda: plans.move_due(at, **said, on=TODAY + timedelta(days=which), why="x"),
        "report": lambda: plans.report_for(at, **said, said=Said(State.DONE, seen="x")),
        "word": lambda: plans.change_goal(at, child=ava.child, goal=goal.id, wording=goal.wording, said=words),
        "agree": lambda: plans.agree(at, child=ava.child, number=number, review_on=REVIEW),
        "revise": lambda: plans.revise(at, child=ava.child, why="x"),
        "review": lambda: plans.review_goal(at, child=ava.child, goal=goal.id, rating=Rating.KEEP, words="x"),
    }
    deeds[deed]()
