"""Rows of a plan as the contracts have them; one query a table, whatever the plan holds."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db.models import QuerySet

from alongside.kernel.ids import ActorId, AgencyId
from alongside.plans import models
from alongside.plans.contracts import (
    DueDate,
    Endorsement,
    FamilySaid,
    Goal,
    GoalWords,
    Owner,
    OwnerKind,
    Position,
    Rating,
    Report,
    Review,
    Said,
    State,
    Task,
)

Row = TypeVar("Row", bound=models.Of)
Part = TypeVar("Part")


def _upto(rows: "QuerySet[Row]", moment: datetime | None) -> "QuerySet[Row]":
    return rows.filter(at__lte=moment) if moment else rows


def _by(rows: Iterable[Row], key: str, part: Callable[[Row], Part]) -> dict[UUID, list[Part]]:
    found: dict[UUID, list[Part]] = defaultdict(list)
    for row in rows:
        found[getattr(row, key)].append(part(row))
    return found


def goals_of(plan: UUID, number: int, moment: datetime | None) -> tuple[Goal, ...]:
    """The goals of a version with all that hangs on them, as they stood at a moment, or stand now."""
    words = models.GoalWords.objects.filter(plan=plan, version__lte=number).select_related("goal")
    newest = [w for w in words.order_by("goal", "-version", "-edition").distinct("goal") if not w.left_out]
    wording = {w.goal_id: w.pk for w in newest}
    tasks = _by_goal(tasks_of(models.Task.objects.filter(plan=plan, version__lte=number), number, moment))
    endorsed = _by(
        _upto(models.Endorsement.objects.filter(wording__in=wording.values()), moment).order_by("at", "pk"), "goal_id",
        lambda r: Endorsement(AgencyId(r.agency), ActorId(r.by), r.at),
    )  # fmt: skip
    said = _by(
        _upto(models.Position.objects.filter(plan=plan), moment).order_by("at", "pk"), "goal_id",
        lambda r: FamilySaid(Position(r.position), r.words, r.who, r.at, r.wording_id == wording.get(r.goal_id)),
    )  # fmt: skip
    reviews = _by(
        _upto(models.GoalReview.objects.filter(plan=plan), moment).order_by("at", "pk"), "goal_id",
        lambda r: Review(Rating(r.rating), r.words, r.measured, r.at, ActorId(r.by)),
    )  # fmt: skip
    return tuple(
        Goal(
            w.goal_id, worded(w), w.pk, tuple(endorsed[w.goal_id]), tuple(said[w.goal_id]), tuple(reviews[w.goal_id]),
            tuple(tasks[w.goal_id]),
        )
        for w in sorted(newest, key=lambda w: (w.goal.at, str(w.goal_id)))
    )  # fmt: skip


def worded(row: models.GoalWords) -> GoalWords:
    """What a goal says."""
    return GoalWords(row.need, row.words, row.measure, row.baseline, row.target, row.due_on, row.part)


def _by_goal(tasks: Iterable[Task]) -> dict[UUID, list[Task]]:
    found: dict[UUID, list[Task]] = defaultdict(list)
    for task in tasks:
        found[task.goal].append(task)
    return found


def tasks_of(rows: "QuerySet[models.Task]", number: int, moment: datetime | None) -> Sequence[Task]:
    """The tasks of these rows that are part of a version, as they stood at a moment, or stand now."""
    tasks = list(rows.exclude(id__in=models.TaskLeftOut.objects.filter(version__lte=number).values("task")))
    asked = [t.id for t in tasks]
    due = _by(
        _upto(models.DueDate.objects.filter(task__in=asked), moment).order_by("number"), "task_id",
        lambda r: DueDate(r.on, r.why, r.at),
    )  # fmt: skip
    owners = _by(
        _upto(models.Owner.objects.filter(task__in=asked, during__isempty=False), moment).order_by("at", "name"),
        "task_id", lambda r: _owner(r, moment),
    )  # fmt: skip
    reports = _by(
        _upto(models.Report.objects.filter(task__in=asked), moment).order_by("at", "pk"), "task_id", _report
    )  # fmt: skip
    return [
        Task(t.id, t.goal_id, t.words, tuple(due[t.id]), tuple(owners[t.id]), tuple(reports[t.id]))
        for t in sorted(tasks, key=lambda t: (t.at, str(t.id)))
    ]


def _owner(row: models.Owner, moment: datetime | None) -> Owner:
    until = row.during.upper
    return Owner(
        row.id, OwnerKind(row.kind), row.name, ActorId(row.actor) if row.actor else None,
        AgencyId(row.agency) if row.agency else None, row.accountable, row.during.lower,
        None if moment and until and until > moment else until, row.why,
    )  # fmt: skip


def _report(row: models.Report) -> Report:
    said = Said(
        State(row.state), row.words, row.seen, tuple(row.seen_in), row.difference, tuple(row.difference_in)
    )  # fmt: skip
    return Report(row.id, said, ActorId(row.by), row.at)
