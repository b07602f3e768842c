"""The plan of a child as it stands, and each version as it was agreed."""

from datetime import datetime
from uuid import UUID

from alongside.anchor.models import Identity
from alongside.chronology.api import Prompt
from alongside.kernel.answers import NotFound
from alongside.kernel.caller import Caller
from alongside.kernel.capability import capability
from alongside.kernel.ids import ActorId, ChildId
from alongside.kernel.scope import for_child
from alongside.language import api as language
from alongside.plans import models
from alongside.plans.contracts import Contingency, GoalWords, Plan, Version
from alongside.plans.rules import drift, due
from alongside.plans.selectors import rows


@capability("plans.plan_of", scope=for_child(level=0))
def plan_of(caller: Caller, *, child: ChildId) -> Plan | None:
    """The plan for this child as it stands now; the version that is being written, if there is one. 14 queries."""
    plans = models.PlanChild.plans_of([child])
    if not plans:
        return None
    plan, versions = min(plans), _versions(min(plans))
    return _plan(plan, versions, versions[0], None)


@capability("plans.version_of", scope=for_child(level=0))
def version_of(caller: Caller, *, child: ChildId, number: int) -> Plan:
    """A version of the plan as it was agreed; one that is being written, as it stands now."""
    plans = models.PlanChild.plans_of([child])
    versions = _versions(min(plans)) if plans else ()
    version = next((v for v in versions if v.number == number), None)
    if version is None:
        raise NotFound("The plan has no such version.")
    return _plan(min(plans), versions, version, version.agreed_at)


def _versions(plan: UUID) -> tuple[Version, ...]:
    return tuple(
        Version(v.number, v.why, v.at, ActorId(v.by), v.agreed_at, ActorId(v.agreed_by) if v.agreed_by else None)
        for v in models.Version.objects.filter(plan=plan).order_by("-number")
    )


def _plan(plan: UUID, versions: tuple[Version, ...], version: Version, moment: datetime | None) -> Plan:
    sources = models.PlanChild.objects.filter(plan=plan, during__upper_inf=True).values_list("source", flat=True)
    children = Identity.objects.filter(source__in=sources, until=None).values_list("person", flat=True)
    days = models.ReviewDay.objects.filter(plan=plan, **({"at__lte": moment} if moment else {}))
    return Plan(
        plan, tuple(ChildId(c) for c in sorted(set(children))), versions[-1].begun_at, version, versions,
        rows.goals_of(plan, version.number, moment), _contingencies(plan, version.number),
        days.order_by("-at", "-pk").values_list("on", flat=True).first(),
    )  # fmt: skip


def _contingencies(plan: UUID, number: int) -> tuple[Contingency, ...]:
    ended = models.ContingencyEnd.objects.filter(plan=plan, version__lte=number).values("contingency")
    found = models.Contingency.objects.filter(plan=plan, version__lte=number).exclude(id__in=ended)
    return tuple(Contingency(c.id, c.sign, c.what, c.who) for c in found.order_by("at", "id"))


@capability("plans.questions", scope=for_child())
def questions(caller: Caller, *, child: ChildId) -> tuple[Prompt, ...]:
    """What the plan asks those around the child: drift and delay, each question with its evidence."""
    plan = plan_of(caller, child=child)
    if plan is None:
        return ()
    waiting = tuple(drift.Waiting(t.id, t.words, t.due_on) for t in due.open_tasks(plan.goals))
    agreed = tuple(_worded_in(plan.id, v.number) for v in plan.versions if v.agreed_at)
    facts = drift.Facts(plan.id, plan.begun_at.date(), plan.review_on, waiting, agreed)
    return drift.drift(
        facts, caller.now.date(), drift.Thresholds(), working_days=language.after_working_days,
        months=language.after_months,
    )  # fmt: skip


def _worded_in(plan: UUID, number: int) -> dict[UUID, GoalWords]:
    words = models.GoalWords.objects.filter(plan=plan, version__lte=number).select_related("goal")
    newest = words.order_by("goal", "-version", "-edition").distinct("goal")
    kept = sorted((w for w in newest if not w.left_out), key=lambda w: (w.goal.at, str(w.goal_id)))
    return {w.goal_id: rows.worded(w) for w in kept}
