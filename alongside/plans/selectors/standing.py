"""Which tasks of a set are still part of what was agreed, with the words of their goals; one query a table."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from alongside.plans import models
from alongside.plans.contracts import Rating, Task
from alongside.plans.selectors import rows


@dataclass(frozen=True, slots=True)
class Standing:
    """A task that stands, whether or not it is done."""

    plan: UUID
    goal: str
    task: Task
    agreed: bool


def standing(asked: "QuerySet[models.Task]") -> tuple[Standing, ...]:
    """Those of these tasks that no agreed version left out, of goals that are neither closed nor left out."""
    known = {t.id: t for t in asked}
    agreed = _agreed({t.plan_id for t in known.values()})
    gone = models.TaskLeftOut.objects.filter(task__in=known)
    left = {row.task_id for row in gone if (row.plan_id, row.version) in agreed}
    words = _goals({t.goal_id for t in known.values()}, agreed)
    found = rows.tasks_of(models.Task.objects.filter(id__in=known.keys() - left), 0, None)
    return tuple(
        Standing(known[t.id].plan_id, words[t.goal], t, (known[t.id].plan_id, known[t.id].version) in agreed)
        for t in found
        if t.goal in words
    )


def _agreed(plans: Iterable[UUID]) -> frozenset[tuple[UUID, int]]:
    agreed = models.Version.objects.filter(plan__in=list(plans), agreed_at__isnull=False)
    return frozenset(agreed.values_list("plan_id", "number"))


def _goals(goals: Iterable[UUID], agreed: frozenset[tuple[UUID, int]]) -> dict[UUID, str]:
    """The words of goals that are neither closed nor, as agreed, left out."""
    asked = list(goals)
    reviews = models.GoalReview.objects.filter(goal__in=asked).order_by("goal", "-at", "-pk").distinct("goal")
    closed = {r.goal_id for r in reviews if r.rating == Rating.CLOSE.value}
    words = models.GoalWords.objects.filter(~Q(goal__in=closed), goal__in=asked).order_by("version", "edition")
    found: dict[UUID, str] = {}
    for row in words:
        found[row.goal_id] = row.words
        if row.left_out and (row.plan_id, row.version) in agreed:
            found.pop(row.goal_id)
    return found
