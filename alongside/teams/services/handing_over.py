"""The lead passes from one to another: planned, carried out, or called off."""

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from alongside.kernel.answers import NotPossible
from alongside.kernel.caller import Caller
from alongside.kernel.capability import capability
from alongside.kernel.ids import ChildId
from alongside.kernel.scope import for_child
from alongside.teams import models
from alongside.teams.contracts import MemberKind
from alongside.teams.services import finding
from alongside.teams.services.leading import lead


@capability("teams.plan_hand_over", scope=for_child(), writes=True)
def plan_hand_over(
    caller: Caller, *, child: ChildId, seat: int, taker: UUID, planned_on: date, reason: str, family_told: str,
    visit_on: date | None = None,
) -> UUID:  # fmt: skip
    """The lead is to pass to somebody else of the team on a day: why, when both visit, and what the family was told."""
    team = finding.team(child)
    taken = finding.seat(team, seat)
    row = finding.member(team, taker, "Whoever takes over has to be in the team.")
    finding.needs(reason, "why the lead passes on")
    if taken.member_id is None:
        raise NotPossible("Nobody leads now, so there is nothing to hand over. Choose who leads.")
    if row.kind != MemberKind.PRACTITIONER.value or models.Seat.now_in(team).filter(member=row).exists():
        raise NotPossible("Whoever takes over works for an agency and does not lead already.")
    if _planned(team).filter(number=seat).exists():
        raise NotPossible("A hand-over is planned already. Call it off first.")
    plan = models.HandOver(
        team_id=team, number=seat, giver_id=taken.member_id, taker=row, planned_on=planned_on, visit_on=visit_on,
        reason=reason.strip(), family_told=family_told.strip(), at=caller.now, by=caller.actor,
    )  # fmt: skip
    plan.save(force_insert=True)
    return plan.id


@capability("teams.hand_over", scope=for_child(), writes=True)
def hand_over(caller: Caller, *, child: ChildId, plan: UUID, family_view: str = "") -> None:
    """The planned hand-over takes place: the one leads no more, the other leads."""
    team = finding.team(child)
    row = _plan(team, plan)
    lead(caller, child=child, seat=row.number, member=row.taker_id, family_view=family_view)
    _end_plan(caller, row, "done", "")


@capability("teams.call_off", scope=for_child(), writes=True)
def call_off(caller: Caller, *, child: ChildId, plan: UUID, why: str) -> None:
    """A planned hand-over does not take place."""
    finding.needs(why, "why it does not take place")
    _end_plan(caller, _plan(finding.team(child), plan), "called_off", why.strip())


def _planned(team: UUID) -> QuerySet[models.HandOver]:
    ended = models.HandOverEnd.objects.filter(team=team).values("hand_over")
    return models.HandOver.objects.filter(team=team).exclude(id__in=ended)


def _plan(team: UUID, plan: UUID) -> models.HandOver:
    row = _planned(team).filter(id=plan).first()
    if row is None:
        raise NotPossible("This hand-over is not planned any more.")
    return row


def _end_plan(caller: Caller, plan: models.HandOver, outcome: str, why: str) -> None:
    models.HandOverEnd(
        hand_over=plan, team_id=plan.team_id, outcome=outcome, why=why, at=caller.now, by=caller.actor
    ).save(force_insert=True)


def call_off_all(caller: Caller, member: models.Member, why: str) -> None:
    """Whoever leaves neither gives nor takes a lead any more."""
    for plan in _planned(member.team_id).filter(Q(giver=member) | Q(taker=member)):
        _end_plan(caller, plan, "called_off", why)
