"""My tasks, over all children whose plans are open to me; and what waits for whom, in days and nothing else."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from django.db import connection

from alongside.kernel.caller import Caller
from alongside.kernel.capability import capability
from alongside.kernel.ids import ActorId, ChildId
from alongside.kernel.scope import for_child, for_self, for_system
from alongside.plans import models
from alongside.plans.contracts import MyTask, OwnerKind, ReviewAround, State, TaskAround
from alongside.plans.rules.due import most_urgent_first
from alongside.plans.selectors.standing import standing

_FOR_WHOM = """
    SELECT c.plan_id, i.person_id FROM plans_planchild c
    JOIN anchor_identity i ON i.source = c.source AND i.until IS NULL
    WHERE c.plan_id = ANY(%s) AND upper_inf(c.during) AND EXISTS (
        SELECT 1 FROM trust_grant g WHERE g.child = i.person_id AND g.actor = %s AND g.valid @> %s)
"""
_OPEN_TO = """
    SELECT DISTINCT c.plan_id, g.actor FROM plans_planchild c
    JOIN anchor_identity i ON i.source = c.source AND i.until IS NULL
    JOIN trust_grant g ON g.child = i.person_id AND g.valid @> %s
    WHERE upper_inf(c.during)
"""


@capability("plans.my_tasks", scope=for_self())
def my_tasks(caller: Caller) -> tuple[MyTask, ...]:
    """The tasks that the caller owns and that are not done, the most urgent first; 10 queries, however many."""
    mine = models.Owner.objects.filter(actor=caller.actor, during__upper_inf=True)
    owned = {row.task_id: row for row in mine}
    children = _for_whom(caller, {row.plan_id for row in owned.values()})
    found = [
        MyTask(tuple(children[s.plan]), s.goal, s.task, owned[s.task.id].accountable, s.agreed)
        for s in standing(models.Task.objects.filter(id__in=owned))
        if s.plan in children and s.task.state is not State.DONE
    ]
    return most_urgent_first(found)


@capability("plans.tasks_around", scope=for_child("children"))
def tasks_around(caller: Caller, *, children: Sequence[ChildId], done: bool = False) -> tuple[TaskAround, ...]:
    """The tasks of the plans for these children, whoever owns them; the done ones only where they are asked for."""
    whom = _for_whom(caller, models.PlanChild.plans_of(children))
    found = standing(models.Task.objects.filter(plan__in=whom))
    return tuple(
        TaskAround(tuple(whom[s.plan]), s.goal, s.task, s.agreed)
        for s in sorted(found, key=lambda s: (s.task.due_on, s.task.words, str(s.task.id)))
        if done or s.task.state is not State.DONE
    )


@capability("plans.reviews_around", scope=for_child("children"))
def reviews_around(caller: Caller, *, children: Sequence[ChildId]) -> tuple[ReviewAround, ...]:
    """By when the plans for these children are reviewed, where a day has been agreed."""
    whom = _for_whom(caller, models.PlanChild.plans_of(children))
    days = models.ReviewDay.objects.filter(plan__in=whom).order_by("plan", "-at", "-pk").distinct("plan")
    found = (ReviewAround(d.plan_id, tuple(whom[d.plan_id]), d.on) for d in days)
    return tuple(sorted(found, key=lambda r: (r.on, str(r.plan))))


@capability("plans.due_days", scope=for_system("digest"))
def due_days(caller: Caller) -> dict[ActorId, tuple[date, ...]]:
    """By which days practitioners have something to do that is not done: days, and nothing of what it is."""
    owners = models.Owner.objects.filter(
        kind=OwnerKind.PRACTITIONER.value, actor__isnull=False, during__upper_inf=True
    )  # fmt: skip
    owned: dict[UUID, set[UUID]] = defaultdict(set)
    for row in owners:
        if row.actor:
            owned[row.task_id].add(row.actor)
    with connection.cursor() as cursor:
        cursor.execute(_OPEN_TO, (caller.now,))
        open_to = set(cursor.fetchall())
    found: dict[ActorId, list[date]] = defaultdict(list)
    for s in standing(models.Task.objects.filter(id__in=owned)):
        for actor in owned[s.task.id] if s.task.state is not State.DONE else ():
            if (s.plan, actor) in open_to:
                found[ActorId(actor)].append(s.task.due_on)
    return {actor: tuple(sorted(days)) for actor, days in found.items()}


def _for_whom(caller: Caller, plans: Iterable[UUID]) -> dict[UUID, list[ChildId]]:
    """The children of plans that have not ended, as far as they are open to the caller."""
    found: dict[UUID, list[ChildId]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_FOR_WHOM, (list(plans), caller.actor, caller.now))
        for plan, child in cursor.fetchall():
            found[plan].append(ChildId(child))
    return dict(found)
