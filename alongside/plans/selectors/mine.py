"""My tasks, over all children whose plans are open to me."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from django.db import connection
from django.db.models import Q

from alongside.kernel.caller import Caller
from alongside.kernel.capability import capability
from alongside.kernel.ids import ChildId
from alongside.kernel.scope import for_self
from alongside.plans import models
from alongside.plans.contracts import MyTask, Rating, State
from alongside.plans.rules.due import most_urgent_first
from alongside.plans.selectors import rows

_FOR_WHOM = """
    SELECT c.plan_id, i.person_id FROM plans_planchild c
    JOIN anchor_identity i ON i.source = c.source AND i.until IS NULL
    WHERE c.plan_id = ANY(%s) AND upper_inf(c.during) AND EXISTS (
        SELECT 1 FROM trust_grant g WHERE g.child = i.person_id AND g.actor = %s AND g.valid @> %s)
"""


@capability("plans.my_tasks", scope=for_self())
def my_tasks(caller: Caller) -> tuple[MyTask, ...]:
    """The tasks that the caller owns and that are not done, the most urgent first; 9 queries, however many they are."""
    mine = models.Owner.objects.filter(actor=caller.actor, during__upper_inf=True).select_related("task")
    owned = {row.task_id: row for row in mine}
    children = _for_whom(caller, {row.plan_id for row in owned.values()})
    agreed = _agreed({row.plan_id for row in owned.values()})
    gone = models.TaskLeftOut.objects.filter(task__in=owned)
    left = {row.task_id for row in gone if (row.plan_id, row.version) in agreed}
    words = _goals({row.task.goal_id for row in owned.values()}, agreed)
    found = []
    for task in rows.tasks_of(models.Task.objects.filter(id__in=owned.keys() - left), 0, None):
        row = owned[task.id]
        if row.plan_id in children and task.goal in words and task.state is not State.DONE:
            found.append(
                MyTask(
                    tuple(children[row.plan_id]), words[task.goal], task, row.accountable,
                    (row.plan_id, row.task.version) in agreed,
                )
            )  # fmt: skip
    return most_urgent_first(found)


def _for_whom(caller: Caller, plans: Iterable[UUID]) -> dict[UUID, list[ChildId]]:
    """The children of plans that have not ended, as far as they are open to the caller."""
    found: dict[UUID, list[ChildId]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_FOR_WHOM, (list(plans), caller.actor, caller.now))
        for plan, child in cursor.fetchall():
            found[plan].append(ChildId(child))
    return dict(found)


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
