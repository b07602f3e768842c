"""Finding the rows that a deed on a plan is about, or the sentence why there are none."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Max

from alongside.agencies import api as agencies
from alongside.agencies.api import Practitioner
from alongside.kernel.answers import NotPossible
from alongside.kernel.caller import Caller
from alongside.kernel.ids import ChildId
from alongside.language.api import Milestone
from alongside.pathway import api as pathway
from alongside.plans import models
from alongside.trust import api as trust

_TICK = timedelta(microseconds=1)


def needs(said: str, what: str) -> str:
    """What was said, or a refusal where nothing was."""
    if not said.strip():
        raise NotPossible(f"Say {what}.")
    return said.strip()


def plan(child: ChildId) -> UUID:
    """The plan for this child now."""
    plans = models.PlanChild.plans_of([child])
    if not plans:
        raise NotPossible("There is no plan for this child yet. Begin one first.")
    return min(plans)


def version(plan: UUID) -> models.Version:
    """The version that is being written, held until this deed is done."""
    row = models.Version.objects.select_for_update().filter(plan=plan, agreed_at=None).first()
    if row is None:
        raise NotPossible("This version is agreed and does not change any more. Begin the next version first.")
    return row


def wording(plan: UUID, goal: UUID) -> models.GoalWords:
    """How the goal is worded now; a goal that was left out is not found."""
    row = models.GoalWords.objects.filter(plan=plan, goal=goal).order_by("-version", "-edition").first()
    if row is None or row.left_out:
        raise NotPossible("This goal is not in the plan any more.")
    return row


def wording_read(plan: UUID, goal: UUID, read: int) -> models.GoalWords:
    """How the goal is worded now, if that is what the caller has read."""
    row = wording(plan, goal)
    if row.pk != read:
        raise NotPossible("Somebody has changed this goal in the meantime. Read it again first.")
    return row


def task(plan: UUID, task: UUID) -> models.Task:
    """A task of the plan."""
    row = models.Task.objects.filter(plan=plan, id=task).first()
    if row is None or models.TaskLeftOut.objects.filter(task=task).exists():
        raise NotPossible("This task is not in the plan any more.")
    return row


def held_task(plan: UUID, asked: UUID) -> models.Task:
    """A task of the plan; nobody else changes its day or its owners until this deed is done."""
    row = task(plan, asked)
    models.Version.objects.select_for_update().get(plan=plan, number=row.version)
    return row


def happened(caller: Caller, plan: UUID, what: Milestone) -> None:
    """Something happened today to those children of the plan whom the caller works with: clocks follow."""
    records = models.PlanChild.objects.filter(plan=plan, during__upper_inf=True).values_list("source", flat=True)
    children = trust.mine_among(caller, sources=records)
    pathway.happened(caller, children=children, what=what, on=caller.now.date(), told_elsewhere=True)


def moment(caller: Caller, plan: UUID) -> datetime:
    """Now, but always after what was agreed last, should clocks differ: a version stays as it was agreed."""
    agreed = models.Version.objects.filter(plan=plan).aggregate(at=Max("agreed_at"))["at"]
    return max(caller.now, agreed + _TICK) if agreed else caller.now


def my_agency(caller: Caller) -> Practitioner:
    """For whom the caller works."""
    me = agencies.practitioners(caller, actors=(caller.actor,)).get(caller.actor)
    if me is None:
        raise NotPossible("No agency has named you as its worker. Ask your administrator to invite you for one.")
    return me
