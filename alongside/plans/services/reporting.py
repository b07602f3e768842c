"""How a task stands: said by its owner, or written down for them."""

from uuid import UUID

from alongside.kernel.answers import NotPossible
from alongside.kernel.caller import Caller
from alongside.kernel.capability import capability
from alongside.kernel.ids import ChildId
from alongside.kernel.scope import for_child
from alongside.plans import models
from alongside.plans.contracts import Said
from alongside.plans.rules import reporting
from alongside.plans.services import finding


@capability("plans.report", scope=for_child(level=0), writes=True)
def report(caller: Caller, *, child: ChildId, task: UUID, said: Said) -> None:
    """An owner says how their task stands, whether they work for an agency or belong to the family."""
    row = finding.task(finding.plan(child), task)
    if not models.Owner.objects.filter(task=row, actor=caller.actor, during__upper_inf=True).exists():
        raise NotPossible("Only those who own a task report on it as theirs.")
    _report(caller, row, said)


@capability("plans.report_for", scope=for_child(), writes=True)
def report_for(caller: Caller, *, child: ChildId, task: UUID, said: Said) -> None:
    """A practitioner writes down how somebody else's task stands."""
    _report(caller, finding.task(finding.plan(child), task), said)


def _report(caller: Caller, task: models.Task, said: Said) -> None:
    for _, sentence in reporting.faults(said):
        raise NotPossible(sentence)
    models.Report(
        plan_id=task.plan_id, task=task, state=said.state.value, words=said.words.strip(), seen=said.seen.strip(),
        seen_in=list(said.seen_in), difference=said.difference.strip(), difference_in=list(said.difference_in),
        at=finding.moment(caller, task.plan_id), by=caller.actor,
    ).save(force_insert=True)  # fmt: skip
