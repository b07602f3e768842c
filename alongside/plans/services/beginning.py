"""A plan is begun, agreed, taken up again as the next version, and ended."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db.models import Max
from psycopg.types.range import TimestamptzRange

from alongside.kernel.answers import NotPossible
from alongside.kernel.caller import Caller
from alongside.kernel.capability import capability
from alongside.kernel.ids import ChildId
from alongside.kernel.scope import for_child
from alongside.language.api import Milestone
from alongside.plans import models
from alongside.plans.services import finding
from alongside.trust import api as trust


@capability("plans.begin", scope=for_child("children"), writes=True)
def begin(caller: Caller, *, children: Sequence[ChildId], why: str) -> UUID:
    """A plan for these children begins with its first version, which is written until it is agreed."""
    because = finding.needs(why, "why the plan is begun")
    if models.PlanChild.plans_of(children):
        raise NotPossible("There is a plan for one of these children already.")
    plan = models.Plan(begun_by=caller.actor, begun_at=caller.now)
    plan.save(force_insert=True)
    for source in dict.fromkeys(trust.subjects(caller, children=tuple(children)).values()):
        models.PlanChild(
            plan=plan, source=source, during=TimestamptzRange(caller.now, None), by=caller.actor
        ).save(force_insert=True)  # fmt: skip
    _next(caller, plan.id, 1, because)
    return plan.id


@capability("plans.revise", scope=for_child(), writes=True)
def revise(caller: Caller, *, child: ChildId, why: str) -> int:
    """The next version begins with everything the one before says; gives its number."""
    plan = finding.plan(child)
    because = finding.needs(why, "why the plan changes")
    newest = models.Version.objects.select_for_update().filter(plan=plan).order_by("-number")[0]
    if newest.agreed_at is None:
        raise NotPossible("The next version is being written already.")
    _next(caller, plan, newest.number + 1, because)
    return newest.number + 1


@capability("plans.agree", scope=for_child(), writes=True)
def agree(caller: Caller, *, child: ChildId, number: int, review_on: date) -> None:
    """The version is agreed and never changes any more; `review_on` is the day by which the plan is reviewed."""
    plan = finding.plan(child)
    version = finding.version(plan)
    if version.number != number:
        raise NotPossible("Another version is being written by now. Read it first.")
    words = models.GoalWords.objects.filter(plan=plan).order_by("goal", "-version", "-edition").distinct("goal")
    if all(row.left_out for row in words):
        raise NotPossible("A plan needs a goal before it can be agreed.")
    at = _not_before(caller.now, plan)
    _review_by(caller, plan, at, review_on, f"Set when version {number} was agreed.")
    version.agreed_at, version.agreed_by = at, caller.actor
    version.save(update_fields=["agreed_at", "agreed_by"])
    finding.happened(caller, plan, Milestone.PLAN_AGREED)


@capability("plans.review_by", scope=for_child(), writes=True)
def review_by(caller: Caller, *, child: ChildId, on: date, why: str) -> None:
    """The day by which the plan is reviewed next; said at the end of a review, or when the day has to move."""
    plan = finding.plan(child)
    _review_by(caller, plan, finding.moment(caller, plan), on, finding.needs(why, "why it is this day"))


@capability("plans.end", scope=for_child(), writes=True)
def end(caller: Caller, *, child: ChildId, why: str) -> None:
    """The plan ends: why. It can be read as before, and another can be begun."""
    plan = finding.plan(child)
    models.End(plan_id=plan, why=finding.needs(why, "why the plan ends"), at=caller.now, by=caller.actor).save(
        force_insert=True
    )
    for row in models.PlanChild.objects.filter(plan=plan, during__upper_inf=True):
        row.during = TimestamptzRange(row.during.lower, max(caller.now, row.during.lower))
        row.save(update_fields=["during"])


def _review_by(caller: Caller, plan: UUID, at: datetime, on: date, why: str) -> None:
    if on < caller.now.date():
        raise NotPossible("Choose a day for the review that is still to come.")
    models.ReviewDay(plan_id=plan, on=on, why=why, at=at, by=caller.actor).save(force_insert=True)


_AGREED_WITH = (models.Version, models.DueDate, models.Owner, models.Endorsement, models.Position, models.GoalReview,
                models.Report)  # fmt: skip


def _not_before(now: datetime, plan: UUID) -> datetime:
    """Now, but not before anything that is agreed with the version, should clocks differ."""
    latest = [table._default_manager.filter(plan=plan).aggregate(at=Max("at"))["at"] for table in _AGREED_WITH]
    known: list[datetime] = [at for at in latest if at]
    return max([now, *known])


def _next(caller: Caller, plan: UUID, number: int, why: str) -> None:
    models.Version(plan_id=plan, number=number, why=why, at=caller.now, by=caller.actor).save(force_insert=True)
