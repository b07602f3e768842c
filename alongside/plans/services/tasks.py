"""Tasks come into a plan and leave it; their day moves; owners come and go, and always exactly one is accountable."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from psycopg.types.range import TimestamptzRange

from alongside.agencies import api as agencies
from alongside.kernel.answers import NotPossible
from alongside.kernel.caller import Caller
from alongside.kernel.capability import capability
from alongside.kernel.ids import ActorId, AgencyId, ChildId
from alongside.kernel.scope import for_child
from alongside.plans import models
from alongside.plans.contracts import NewOwner, Owner, OwnerKind
from alongside.plans.rules import owning
from alongside.plans.rules.owning import Owning
from alongside.plans.services import finding


@capability("plans.add_task", scope=for_child(), writes=True)
def add_task(
    caller: Caller, *, child: ChildId, goal: UUID, words: str, due_on: date, owners: Sequence[NewOwner]
) -> UUID:  # fmt: skip
    """Something is to be done for a goal by a day: by these owners, exactly one of whom is accountable."""
    plan = finding.plan(child)
    version = finding.version(plan)
    finding.wording(plan, goal)
    task = models.Task(
        plan_id=plan, goal_id=goal, version=version.number, words=finding.needs(words, "what is to be done"),
        at=caller.now, by=caller.actor,
    )  # fmt: skip
    task.save(force_insert=True)
    _due(caller, task, 1, due_on, "")
    _come_in(caller, task, owning.first(owners).begins, caller.now, "")
    return task.id


@capability("plans.leave_task_out", scope=for_child(), writes=True)
def leave_task_out(caller: Caller, *, child: ChildId, task: UUID, why: str) -> None:
    """A task is no part of the version that is being written: why."""
    plan = finding.plan(child)
    because = finding.needs(why, "why the task is left out")
    version = finding.version(plan)
    models.TaskLeftOut(
        plan_id=plan, task=finding.task(plan, task), version=version.number, why=because, at=caller.now, by=caller.actor
    ).save(force_insert=True)


@capability("plans.move_due", scope=for_child(), writes=True)
def move_due(caller: Caller, *, child: ChildId, task: UUID, on: date, why: str) -> None:
    """A task is due another day: why. The earlier day stays on record."""
    row = finding.held_task(finding.plan(child), task)
    because = finding.needs(why, "why the day moves")
    newest = models.DueDate.objects.filter(task=row).order_by("-number")[0]
    if newest.on == on:
        raise NotPossible("The task is due on this day already.")
    _due(caller, row, newest.number + 1, on, because)


@capability("plans.take_on", scope=for_child(), writes=True)
def take_on(caller: Caller, *, child: ChildId, task: UUID, owner: NewOwner, why: str = "") -> None:
    """Somebody else owns the task too; accountable from now on, if that is said of them."""
    row = finding.held_task(finding.plan(child), task)
    _change(caller, row, lambda now: owning.take_on(now, owner), why)


@capability("plans.step_back", scope=for_child(), writes=True)
def step_back(caller: Caller, *, child: ChildId, task: UUID, owner: UUID, why: str) -> None:
    """An owner who is not accountable owns the task no more: why."""
    row = finding.held_task(finding.plan(child), task)
    because = finding.needs(why, "why this person steps back")
    _change(caller, row, lambda now: owning.step_back(now, owner), because)


@capability("plans.answer_for", scope=for_child(), writes=True)
def answer_for(caller: Caller, *, child: ChildId, task: UUID, owner: UUID, why: str) -> None:
    """One of the owners is accountable for the task from now on: why."""
    row = finding.held_task(finding.plan(child), task)
    because = finding.needs(why, "why somebody else is accountable now")
    _change(caller, row, lambda now: owning.answer_for(now, owner), because)


def _due(caller: Caller, task: models.Task, number: int, on: date, why: str) -> None:
    at = finding.moment(caller, task.plan_id)
    models.DueDate(
        plan_id=task.plan_id, task=task, number=number, on=on, why=why, at=at, by=caller.actor
    ).save(force_insert=True)  # fmt: skip


def _rows(task: models.Task) -> list[models.Owner]:
    return list(models.Owner.objects.filter(task=task, during__upper_inf=True).order_by("id"))


def _change(caller: Caller, task: models.Task, decide: Callable[[list[Owner]], Owning], why: str) -> None:
    """Periods end and begin at one moment, so that somebody is accountable at each."""
    rows = {r.id: r for r in _rows(task)}
    change = decide([_owner(r) for r in rows.values()])
    at = max([finding.moment(caller, task.plan_id), *(r.during.lower for r in rows.values())])
    for key in (*change.ends, *(key for key, _ in change.goes_on)):
        rows[key].during, rows[key].left_why = TimestamptzRange(rows[key].during.lower, at), why
        rows[key].save(update_fields=["during", "left_why"])
    for key, accountable in change.goes_on:
        known = rows[key]
        _begin(caller, task, _Known(known.kind, known.name, known.actor, known.agency), accountable, at, why)
    _come_in(caller, task, change.begins, at, why)


def _owner(row: models.Owner) -> Owner:
    return Owner(
        row.id, OwnerKind(row.kind), row.name, ActorId(row.actor) if row.actor else None,
        AgencyId(row.agency) if row.agency else None, row.accountable, row.during.lower, None, row.why,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Known:
    kind: str
    name: str
    actor: UUID | None
    agency: UUID | None


def _known(caller: Caller, owner: NewOwner) -> _Known:
    """The owner by the name their agency gave, or as somebody of the family is called; refuses nobody."""
    if owner.kind is OwnerKind.FAMILY:
        return _Known(owner.kind.value, finding.needs(owner.name, "who does it"), owner.actor, None)
    found = agencies.practitioners(caller, actors=(owner.actor,)).get(owner.actor) if owner.actor else None
    if found is None:
        raise NotPossible("Choose somebody whom an agency has named as its worker.")
    return _Known(owner.kind.value, found.name, found.actor, found.agency)


def _come_in(caller: Caller, task: models.Task, owners: Sequence[NewOwner], at: datetime, why: str) -> None:
    for owner in owners:
        _begin(caller, task, _known(caller, owner), owner.accountable, at, why)


def _begin(caller: Caller, task: models.Task, who: _Known, accountable: bool, at: datetime, why: str) -> None:
    models.Owner(
        plan_id=task.plan_id, task=task, kind=who.kind, name=who.name, actor=who.actor, agency=who.agency,
        accountable=accountable, during=TimestamptzRange(at, None), why=why.strip(), at=at, by=caller.actor,
    ).save(force_insert=True)  # fmt: skip
