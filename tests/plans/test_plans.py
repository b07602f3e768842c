"""The plan as it is agreed: versions, goals, what the family makes of them, and what if it gets worse."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid5

import psycopg
import pytest
from django.db import transaction
from django.db.utils import DatabaseError

from alongside.chronology import api as chronology
from alongside.kernel.answers import NotFound, NotPossible, Refused
from alongside.kernel.caller import Caller
from alongside.kernel.capability import visit
from alongside.kernel.ids import ChildId
from alongside.plans import api as plans
from alongside.plans import models
from alongside.plans.api import ChangeKind, GoalWords, Position, Rating, Said, State
from alongside.trust.api import Level
from tests.builders import TODAY, a_child, an_agency, somebody
from tests.plans.around import DUE, MUM, REVIEW, WORDS, Around, Granted

pytestmark = pytest.mark.usefixtures("clean")


def test_a_plan_begins_with_a_version_that_is_written_until_it_is_agreed(ava: Around) -> None:
    assert plans.plan_of(ava.teacher, child=ava.child) is None
    ava.begun()
    plan = ava.plan()
    assert plan.children == (ava.child,) and plan.version.number == 1 and plan.agreed is None
    assert plan.version.why == "Ava is hungry at school." and plan.review_on is None
    assert [g.said for g in plan.goals] == [WORDS]
    ava.agreed(ava.after(hours=1))
    plan = ava.plan()
    assert plan.agreed == plan.version and plan.review_on == REVIEW
    assert (plan.version.agreed_at, plan.version.agreed_by) == (ava.after(hours=1).now, ava.teacher.actor)


def test_an_agreed_version_takes_no_more_words_and_the_next_shows_what_changed(ava: Around) -> None:
    goal, task = ava.with_task()
    ava.agreed()
    for deed in (
        lambda: plans.add_goal(ava.teacher, child=ava.child, said=WORDS),
        lambda: plans.leave_task_out(ava.teacher, child=ava.child, task=task, why="x"),
        lambda: plans.prepare(ava.teacher, child=ava.child, sign="x", what="x", who="x"),
    ):
        with pytest.raises(NotPossible, match="Begin the next version first"):
            deed()
    later = ava.after(days=30)
    assert plans.revise(later, child=ava.child, why="Breakfast is settled, evenings are not.") == 2
    target = replace(WORDS, target="Every day, holidays too")
    plans.change_goal(later, child=ava.child, goal=goal, wording=ava.goal().wording, said=target)
    evening = plans.add_goal(later, child=ava.child, said=GoalWords("Nobody is home.", "Somebody is home by six."))
    plans.leave_task_out(later, child=ava.child, task=task, why="Done for good.")
    plans.prepare(later, child=ava.child, sign="Ava faints", what="Ring the surgery", who="School")
    ava.agreed(later, number=2)
    first, second = (plans.version_of(later, child=ava.child, number=n) for n in (1, 2))
    assert [g.said for g in first.goals] == [WORDS] and [t.id for t in first.tasks] == [task]
    assert [g.said for g in second.goals] == [target, plans.GoalWords("Nobody is home.", "Somebody is home by six.")]
    told = [(c.kind, c.what) for c in plans.changes(first, second)]
    assert told == [
        (ChangeKind.CHANGED, "Goal"), (ChangeKind.NEW, "Goal"), (ChangeKind.GONE, "Task"),
        (ChangeKind.NEW, "If it gets worse"),
    ]  # fmt: skip
    assert [v.number for v in second.versions] == [2, 1]
    again = ava.after(days=31)
    plans.revise(again, child=ava.child, why="x")
    plans.leave_goal_out(again, child=ava.child, goal=evening, why="Nan lives there now.")
    assert [g.id for g in ava.plan().goals] == [goal]
    with pytest.raises(NotFound):
        plans.version_of(again, child=ava.child, number=9)


def test_what_is_done_after_a_version_is_agreed_does_not_change_it_even_in_the_same_moment(ava: Around) -> None:
    goal, task = ava.with_task()
    ava.agreed()
    before = plans.version_of(ava.teacher, child=ava.child, number=1)
    wording = ava.goal().wording
    plans.move_due(ava.teacher, child=ava.child, task=task, on=DUE + timedelta(days=1), why="The club is full.")
    plans.take_on(ava.teacher, child=ava.child, task=task, owner=replace(ava.mine(), kind=plans.OwnerKind.FAMILY,
                  actor=None, name="Kelly Pearce"), why="She wants to.")  # fmt: skip
    plans.report(ava.teacher, child=ava.child, task=task, said=Said(State.DONE, seen="I saw her eat."))
    plans.endorse(ava.teacher, child=ava.child, goal=goal, wording=wording)
    plans.say_position(
        ava.teacher, child=ava.child, goal=goal, wording=wording, position=Position.AGREE, who="Kelly Pearce"
    )
    plans.review_goal(ava.teacher, child=ava.child, goal=goal, rating=Rating.CLOSE, words="Reached.", measured="5")
    plans.review_by(ava.teacher, child=ava.child, on=REVIEW + timedelta(days=9), why="Half term.")
    assert plans.version_of(ava.teacher, child=ava.child, number=1) == before
    now = ava.plan()
    assert now.goals[0].closed and now.goals[0].position is Position.AGREE and now.review_on != before.review_on
    assert now.tasks[0].state is State.DONE and [o.name for o in now.tasks[0].owned_now] == [
        "Kelly Pearce", "Amara Okafor",
    ]  # fmt: skip


def test_two_people_who_word_a_goal_at_once_never_overwrite_one_another(ava: Around) -> None:
    goal = ava.begun()
    read = ava.goal().wording
    plans.change_goal(ava.teacher, child=ava.child, goal=goal, wording=read, said=replace(WORDS, target="4 of 5"))
    with pytest.raises(NotPossible, match="in the meantime"):
        plans.change_goal(ava.teacher, child=ava.child, goal=goal, wording=read, said=replace(WORDS, target="3"))
    assert ava.goal().said.target == "4 of 5"


def test_an_agency_and_the_family_stand_behind_words_and_are_asked_anew_when_these_change(ava: Around) -> None:
    goal = ava.begun()
    wording = ava.goal().wording
    said: dict[str, Any] = {"child": ava.child, "goal": goal}
    plans.endorse(ava.teacher, **said, wording=wording)
    with pytest.raises(NotPossible, match="already"):
        plans.endorse(ava.teacher, **said, wording=wording)
    plans.say_position(
        ava.teacher, **said, wording=wording, position=Position.PARTLY, who="Kelly Pearce", words="Not on Mondays."
    )
    plans.say_position(ava.after(days=1), **said, wording=wording, position=Position.AGREE, who="Kelly Pearce")
    assert ava.goal().position is Position.AGREE and len(ava.goal().positions) == 2
    assert [e.by for e in ava.goal().endorsements] == [ava.teacher.actor]
    plans.change_goal(ava.after(days=2), **said, wording=wording, said=replace(WORDS, target="4 of 5"))
    assert ava.goal().position is Position.NOT_YET_ASKED and ava.goal().endorsements == ()
    assert [p.of_these_words for p in ava.goal().positions] == [False, False]


def test_what_was_agreed_in_case_it_gets_worse_ends_with_a_why(ava: Around) -> None:
    ava.begun()
    sign = plans.prepare(ava.teacher, child=ava.child, sign="Ava faints", what="Ring the surgery", who="School")
    assert [c.sign for c in ava.plan().contingencies] == ["Ava faints"]
    with pytest.raises(NotPossible, match="why it no longer counts"):
        plans.end_contingency(ava.teacher, child=ava.child, contingency=sign, why=" ")
    plans.end_contingency(ava.teacher, child=ava.child, contingency=sign, why="The surgery knows her now.")
    assert ava.plan().contingencies == ()
    with pytest.raises(NotPossible, match="not in the plan"):
        plans.end_contingency(ava.teacher, child=ava.child, contingency=sign, why="x")


def test_a_plan_that_ended_makes_room_for_another(ava: Around) -> None:
    ava.begun()
    with pytest.raises(NotPossible, match="already"):
        plans.begin(ava.teacher, children=(ava.child,), why="Again.")
    plans.end(ava.after(days=1), child=ava.child, why="The family needs it no more.")
    assert plans.plan_of(ava.after(days=2), child=ava.child) is None
    plans.begin(ava.after(days=2), children=(ava.child,), why="It got worse.")
    assert ava.plan(ava.after(days=2)).version.why == "It got worse."


def test_the_story_tells_what_was_agreed_and_what_became_of_it(ava: Around) -> None:
    goal, task = ava.with_task()
    ava.agreed(ava.after(hours=1))
    plans.report(ava.after(hours=2), child=ava.child, task=task, said=Said(State.STUCK, words="The club is full."))
    plans.report(
        ava.after(hours=2.5), child=ava.child, task=task,
        said=Said(State.DONE, seen="I saw her eat.", difference="She stays awake"),
    )  # fmt: skip
    plans.report(ava.after(hours=2.6), child=ava.child, task=task, said=Said(State.OPEN))
    review: dict[str, Any] = {"child": ava.child, "goal": goal, "rating": Rating.KEEP}
    plans.review_goal(ava.after(hours=2.75), **review, words="On the way.", measured="4 of 5")
    entries = chronology.story(ava.after(days=1), child=ava.child).entries
    assert [(e.title, e.witnesses[0].text, e.witnesses[0].told_by) for e in entries] == [
        ("Plan agreed, version 1", "Ava is hungry at school.", "Riverside School"),
        ("Task stuck", "Breakfast club. The club is full.", "Riverside School"),
        (
            "Task done", "Breakfast club. I saw her eat. What changed for the child: She stays awake.",
            "Riverside School",
        ),
        (
            "Goal reviewed: kept", "Ava has breakfast every school day. On the way. Measured: 4 of 5.",
            "Riverside School",
        ),
    ]  # fmt: skip


def test_drift_is_a_question_with_its_evidence(ava: Around) -> None:
    assert plans.questions(ava.teacher, child=ava.child) == ()
    goal, task = ava.with_task()
    ava.agreed()
    assert plans.questions(ava.teacher, child=ava.child) == ()
    plans.revise(ava.after(days=1), child=ava.child, why="Looked at again.")
    ava.agreed(ava.after(days=1), number=2)
    asked = plans.questions(ava.after(days=500), child=ava.child)
    plan = ava.plan().id
    assert [(q.kind, q.evidence) for q in asked] == [
        ("drift", (task,)), ("drift", (uuid5(plan, f"review by {REVIEW}"),)), ("drift", (uuid5(plan, "open since"),)),
        ("drift", (goal,)),
    ]  # fmt: skip


IMPOSSIBLE: list[tuple[str, Callable[[Caller, ChildId, UUID], Any]]] = [
    ("one of these children", lambda c, k, g: plans.begin(c, children=(k,), why="x")),
    ("why the plan is begun", lambda c, k, g: plans.begin(c, children=(k,), why="")),
    ("being written already", lambda c, k, g: plans.revise(c, child=k, why="x")),
    ("Another version", lambda c, k, g: plans.agree(c, child=k, number=2, review_on=REVIEW)),
    ("still to come", lambda c, k, g: plans.agree(c, child=k, number=1, review_on=TODAY - timedelta(days=1))),
    ("why it is this day", lambda c, k, g: plans.review_by(c, child=k, on=REVIEW, why="")),
    ("which need", lambda c, k, g: plans.add_goal(c, child=k, said=GoalWords(" ", "x"))),
    ("what is to change", lambda c, k, g: plans.add_goal(c, child=k, said=GoalWords("x", ""))),
    ("not in the plan", lambda c, k, g: plans.endorse(c, child=k, goal=UUID(int=1), wording=1)),
    ("in the meantime", lambda c, k, g: plans.endorse(c, child=k, goal=g, wording=0)),
    ("why the goal", lambda c, k, g: plans.leave_goal_out(c, child=k, goal=g, why="")),
    ("what the review found", lambda c, k, g: plans.review_goal(c, child=k, goal=g, rating=Rating.KEEP, words="")),
    ("what would show", lambda c, k, g: plans.prepare(c, child=k, sign="", what="x", who="x")),
    ("why the plan ends", lambda c, k, g: plans.end(c, child=k, why="")),
]


def test_what_is_not_possible_is_answered_with_a_sentence(ava: Around) -> None:
    with pytest.raises(NotPossible, match="no plan"):
        plans.revise(ava.teacher, child=ava.child, why="x")
    plans.begin(ava.teacher, children=(ava.child,), why="x")
    with pytest.raises(NotPossible, match="needs a goal"):
        ava.agreed()
    goal = plans.add_goal(ava.teacher, child=ava.child, said=WORDS)
    for words, deed in IMPOSSIBLE:
        with pytest.raises(NotPossible, match=words):
            deed(ava.teacher, ava.child, goal)
    wording = ava.goal().wording
    for position, who, sentence in ((Position.AGREE, "", "who of the family"), (Position.DISAGREE, "Mum", "in their")):
        with pytest.raises(NotPossible, match=sentence):
            plans.say_position(
                ava.teacher, child=ava.child, goal=goal, wording=wording, position=position, who=who
            )  # fmt: skip


TABLES = [
    models.Plan, models.PlanChild, models.Version, models.ReviewDay, models.End, models.Goal, models.GoalWords,
    models.Endorsement, models.Position, models.GoalReview, models.Task, models.TaskLeftOut, models.DueDate,
    models.Owner, models.Report, models.Contingency, models.ContingencyEnd,
]  # fmt: skip


def full(ava: Around) -> tuple[UUID, UUID]:
    """A plan with a row in every table."""
    goal, task = ava.with_task()
    wording = ava.goal().wording
    plans.endorse(ava.teacher, child=ava.child, goal=goal, wording=wording)
    plans.say_position(ava.teacher, child=ava.child, goal=goal, wording=wording, position=Position.AGREE, who="Mum")
    plans.review_goal(ava.teacher, child=ava.child, goal=goal, rating=Rating.KEEP, words="x")
    plans.report(ava.teacher, child=ava.child, task=task, said=Said(State.OPEN))
    sign = plans.prepare(ava.teacher, child=ava.child, sign="x", what="x", who="x")
    plans.end_contingency(ava.teacher, child=ava.child, contingency=sign, why="x")
    ava.agreed()
    plans.revise(ava.teacher, child=ava.child, why="x")
    plans.leave_task_out(ava.teacher, child=ava.child, task=task, why="x")
    plans.end(ava.teacher, child=ava.child, why="x")
    return goal, task


def test_a_stranger_sees_no_row_of_any_table_and_those_around_the_child_do(ava: Around) -> None:
    full(ava)
    stranger = somebody(actor=ava.officer)
    with pytest.raises(Refused):
        plans.plan_of(stranger, child=ava.child)
    with visit(ava.teacher):
        assert [t.__name__ for t in TABLES if not t._default_manager.exists()] == []
    with visit(stranger):
        assert [t.__name__ for t in TABLES if t._default_manager.exists()] == []


def test_a_stranger_writes_no_row_and_nobody_writes_in_another_name(ava: Around) -> None:
    goal, task = ava.with_task()
    plan = ava.plan().id
    stranger = somebody(actor=ava.officer)
    for caller, by in ((stranger, stranger.actor), (ava.teacher, stranger.actor)):
        said: dict[str, Any] = {"plan_id": plan, "at": caller.now, "by": by}
        for row in (
            models.Goal(**said), models.Report(task_id=task, state="open", words="", seen="", difference="", **said),
            models.ReviewDay(on=TODAY, why="x", **said),
            models.Contingency(version=1, sign="x", what="x", who="x", **said),
        ):  # fmt: skip
            with pytest.raises(DatabaseError), visit(caller), transaction.atomic():
                row.save(force_insert=True)
    assert goal


def test_a_grant_of_level_0_reads_says_and_reports_and_does_nothing_else(ava: Around, granted: Granted) -> None:
    """Both nets: what the door refuses, the database refuses too."""
    mum = granted(ava, MUM, Level.SHARED)
    hers = plans.NewOwner(plans.OwnerKind.FAMILY, "Kelly Pearce", MUM, accountable=True)
    goal, task = ava.with_task(hers)
    plan = plans.plan_of(mum, child=ava.child)
    assert plan and [o.name for o in plan.tasks[0].owned_now] == ["Kelly Pearce"]
    assert plans.version_of(mum, child=ava.child, number=1) == plan
    said: dict[str, Any] = {"child": ava.child, "goal": goal, "wording": plan.goals[0].wording}
    plans.say_position(mum, **said, position=Position.AGREE, who="Kelly Pearce")
    assert [t.task.id for t in plans.my_tasks(mum)] == [task]
    plans.report(mum, child=ava.child, task=task, said=Said(State.DONE, seen="I take her there."))
    assert plans.my_tasks(mum) == ()
    for deed in (
        lambda: plans.add_goal(mum, child=ava.child, said=WORDS), lambda: plans.endorse(mum, **said),
        lambda: plans.report_for(mum, child=ava.child, task=task, said=Said(State.OPEN)),
        lambda: plans.agree(mum, child=ava.child, number=1, review_on=REVIEW),
        lambda: plans.questions(mum, child=ava.child),
    ):  # fmt: skip
        with pytest.raises(Refused):
            deed()
    with pytest.raises(DatabaseError, match="row-level security"), visit(mum):
        models.Goal(plan_id=plan.id, at=mum.now, by=MUM).save(force_insert=True)
    with visit(mum):
        assert models.Version.objects.filter(plan=plan.id).update(agreed_at=mum.now, agreed_by=MUM) == 0


def test_the_database_itself_refuses_to_change_what_is_agreed(ava: Around, admin: psycopg.Connection) -> None:
    ava.with_task()
    ava.agreed()
    with pytest.raises(psycopg.errors.CheckViolation, match="does not change"):
        admin.execute("UPDATE plans_version SET agreed_at = NULL, agreed_by = NULL")
    for deed in (
        "INSERT INTO plans_goalwords (plan_id, goal_id, version, edition, need, words, measure, baseline, target, "
        "left_out, at, by) SELECT plan_id, goal_id, version, 2, need, 'Other', '', '', '', '', at, by "
        "FROM plans_goalwords",
        "INSERT INTO plans_taskleftout (task_id, plan_id, version, why, at, by) "
        "SELECT id, plan_id, 1, 'x', at, by FROM plans_task",
    ):
        with pytest.raises(psycopg.errors.CheckViolation, match="does not change"):
            admin.execute(deed)
    with visit(ava.teacher), pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        models.GoalWords.objects.update(words="Other")


def test_the_database_itself_keeps_a_child_to_one_plan(ava: Around, admin: psycopg.Connection) -> None:
    """Two workers whose access rests on two agencies' records of the same child begin plans at the same time."""
    ava.begun()
    a_child(admin, an_agency("Other School"), worker="pat@other.example")
    admin.execute(
        "INSERT INTO plans_plan (id, begun_at, begun_by) SELECT gen_random_uuid(), begun_at, begun_by FROM plans_plan"
    )
    with pytest.raises(psycopg.errors.ExclusionViolation, match="one plan at a time"):
        admin.execute(
            "INSERT INTO plans_planchild (plan_id, source, during, by) SELECT p.id, i.source, tstzrange(now(), NULL), "
            "p.begun_by FROM plans_plan p, anchor_identity i WHERE p.id NOT IN (SELECT plan_id FROM plans_planchild) "
            "AND i.person_id = %s AND i.until IS NULL AND i.source NOT IN (SELECT source FROM plans_planchild)",
            (ava.child,),
        )


def test_a_row_belongs_to_the_plan_of_its_goal(ava: Around, admin: psycopg.Connection) -> None:
    ava.begun()
    admin.execute(
        "INSERT INTO plans_plan (id, begun_at, begun_by) SELECT gen_random_uuid(), begun_at, begun_by FROM plans_plan"
    )
    with pytest.raises(psycopg.errors.ForeignKeyViolation):
        admin.execute(
            "INSERT INTO plans_goalreview (id, plan_id, goal_id, rating, words, measured, at, by) "
            "SELECT gen_random_uuid(), p.id, g.id, 'keep', 'x', '', g.at, g.by FROM plans_goal g, plans_plan p "
            "WHERE p.id <> g.plan_id"
        )
