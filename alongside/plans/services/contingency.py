"""What is agreed in case it gets worse."""

from uuid import UUID

from alongside.kernel.answers import NotPossible
from alongside.kernel.caller import Caller
from alongside.kernel.capability import capability
from alongside.kernel.ids import ChildId
from alongside.kernel.scope import for_child
from alongside.plans import models
from alongside.plans.services import finding


@capability("plans.prepare", scope=for_child(), writes=True)
def prepare(caller: Caller, *, child: ChildId, sign: str, what: str, who: str) -> UUID:
    """If this sign shows, this is done, by them: agreed with the version that is being written."""
    plan = finding.plan(child)
    version = finding.version(plan)
    row = models.Contingency(
        plan_id=plan, version=version.number, sign=finding.needs(sign, "what would show that it gets worse"),
        what=finding.needs(what, "what is done then"), who=finding.needs(who, "who does it"), at=caller.now,
        by=caller.actor,
    )  # fmt: skip
    row.save(force_insert=True)
    return row.id


@capability("plans.end_contingency", scope=for_child(), writes=True)
def end_contingency(caller: Caller, *, child: ChildId, contingency: UUID, why: str) -> None:
    """What was agreed in case it gets worse is no part of the version that is being written: why."""
    plan = finding.plan(child)
    because = finding.needs(why, "why it no longer counts")
    version = finding.version(plan)
    row = models.Contingency.objects.filter(plan=plan, id=contingency).first()
    if row is None or models.ContingencyEnd.objects.filter(contingency=row).exists():
        raise NotPossible("This is not in the plan any more.")
    models.ContingencyEnd(
        plan_id=plan, contingency=row, version=version.number, why=because, at=caller.now, by=caller.actor
    ).save(force_insert=True)
