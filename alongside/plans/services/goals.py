"""Goals are worded, left out, endorsed by agencies, spoken about by the family, and reviewed."""

from dataclasses import asdict
from uuid import UUID

from alongside.kernel.answers import NotPossible
from alongside.kernel.caller import Caller
from alongside.kernel.capability import capability
from alongside.kernel.ids import ChildId
from alongside.kernel.scope import for_child
from alongside.language.api import Milestone
from alongside.plans import models
from alongside.plans.contracts import GoalWords, Position, Rating
from alongside.plans.services import finding


@capability("plans.add_goal", scope=for_child(), writes=True)
def add_goal(caller: Caller, *, child: ChildId, said: GoalWords) -> UUID:
    """A goal comes into the version that is being written: the need it answers, and how one will tell."""
    plan = finding.plan(child)
    version = finding.version(plan)
    goal = models.Goal(plan_id=plan, at=caller.now, by=caller.actor)
    goal.save(force_insert=True)
    _word(caller, plan, goal.id, version.number, 1, said)
    return goal.id


@capability("plans.change_goal", scope=for_child(), writes=True)
def change_goal(caller: Caller, *, child: ChildId, goal: UUID, wording: int, said: GoalWords) -> None:
    """A goal is worded differently in the version that is being written; `wording` is the one that was read."""
    plan = finding.plan(child)
    version = finding.version(plan)
    before = finding.wording_read(plan, goal, wording)
    _word(caller, plan, goal, version.number, _edition(before, version), said)


@capability("plans.leave_goal_out", scope=for_child(), writes=True)
def leave_goal_out(caller: Caller, *, child: ChildId, goal: UUID, why: str) -> None:
    """A goal and its tasks are no part of the version that is being written: why."""
    plan = finding.plan(child)
    because = finding.needs(why, "why the goal is left out")
    version = finding.version(plan)
    before = finding.wording(plan, goal)
    said = GoalWords(
        before.need, before.words, before.measure, before.baseline, before.target, before.due_on, before.part
    )
    _word(caller, plan, goal, version.number, _edition(before, version), said, left_out=because)


def _edition(before: models.GoalWords, version: models.Version) -> int:
    return before.edition + 1 if before.version == version.number else 1


def _word(
    caller: Caller, plan: UUID, goal: UUID, version: int, edition: int, said: GoalWords, *, left_out: str = ""
) -> None:
    finding.needs(said.need, "which need the goal answers")
    finding.needs(said.words, "what is to change")
    words = {name: value.strip() if isinstance(value, str) else value for name, value in asdict(said).items()}
    models.GoalWords(
        plan_id=plan, goal_id=goal, version=version, edition=edition, left_out=left_out, at=caller.now, by=caller.actor,
        **words,
    ).save(force_insert=True)  # fmt: skip


@capability("plans.endorse", scope=for_child(), writes=True)
def endorse(caller: Caller, *, child: ChildId, goal: UUID, wording: int) -> None:
    """The caller's agency stands behind a goal as the caller has read it; worded anew, it is endorsed anew."""
    plan = finding.plan(child)
    row = finding.wording_read(plan, goal, wording)
    agency = finding.my_agency(caller).agency
    if models.Endorsement.objects.filter(wording=row, agency=agency).exists():
        raise NotPossible("Your agency stands behind this goal already.")
    models.Endorsement(
        plan_id=plan, goal_id=goal, wording=row, agency=agency, at=finding.moment(caller, plan), by=caller.actor
    ).save(force_insert=True)  # fmt: skip


@capability("plans.say_position", scope=for_child(level=0), writes=True)
def say_position(
    caller: Caller, *, child: ChildId, goal: UUID, wording: int, position: Position, who: str, words: str = ""
) -> None:
    """What somebody of the family makes of a goal, in their words; the newest counts, the others stay.

    Somebody of the family says it for themselves, or a practitioner writes it down for them; `who` is whose view it is.
    """
    plan = finding.plan(child)
    row = finding.wording_read(plan, goal, wording)
    if position is not Position.NOT_YET_ASKED:
        finding.needs(who, "who of the family says so")
    if position in (Position.PARTLY, Position.DISAGREE):
        finding.needs(words, "what they do not agree with, in their words")
    models.Position(
        plan_id=plan, goal_id=goal, wording=row, position=position.value, words=words.strip(), who=who.strip(),
        at=finding.moment(caller, plan), by=caller.actor,
    ).save(force_insert=True)  # fmt: skip


@capability("plans.review_goal", scope=for_child(), writes=True)
def review_goal(
    caller: Caller, *, child: ChildId, goal: UUID, rating: Rating, words: str, measured: str = ""
) -> None:  # fmt: skip
    """A review keeps the goal, wants it changed, or closes it: why, and what was measured."""
    plan = finding.plan(child)
    finding.wording(plan, goal)
    models.GoalReview(
        plan_id=plan, goal_id=goal, rating=rating.value, words=finding.needs(words, "what the review found"),
        measured=measured.strip(), at=finding.moment(caller, plan), by=caller.actor,
    ).save(force_insert=True)  # fmt: skip
    finding.happened(caller, plan, Milestone.REVIEW_HELD)
