"""Decisions in the room: each becomes what it is in the plan at once, and the meeting keeps what was decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from alongside.agencies import api as agencies
from alongside.kernel.answers import NotPossible
from alongside.kernel.caller import Caller
from alongside.kernel.capability import capability
from alongside.kernel.ids import ActorId, ChildId
from alongside.kernel.scope import for_child
from alongside.meetings import models
from alongside.meetings.contracts import KINDS, As, Deed, Guest, Kind
from alongside.meetings.selectors import rows
from alongside.meetings.services import finding
from alongside.meetings.services.arranging import arrange
from alongside.meetings.services.calling import Called, call
from alongside.plans import api as plans
from alongside.plans.api import Goal, GoalWords, NewOwner, Plan, Rating, Said, State, Task

_RATED = {Rating.KEEP: "Keep the goal", Rating.CHANGE: "Change the goal", Rating.CLOSE: "Close the goal"}
_STATES = {
    State.OPEN: "Not done yet", State.DONE: "Done", State.STUCK: "Stuck", State.NEEDS_HELP: "Needs help",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _What:
    deed: Deed
    words: str
    who: str = ""
    due_on: date | None = None
    row: UUID | None = None
    owners: tuple[ActorId, ...] = ()


@capability("meetings.decide_goal", scope=for_child(), writes=True)
def decide_goal(
    caller: Caller, *, child: ChildId, meeting: UUID, said: GoalWords, item: UUID | None = None
) -> UUID:  # fmt: skip
    """A new goal is agreed in the room; it is in the plan at once, in the version that is being written."""
    row = finding.running(child, meeting)
    _writing(caller, child, row)
    goal = plans.add_goal(caller, child=child, said=said)
    return _decided(caller, row, item, _What(Deed.GOAL, said.words, due_on=said.due_on, row=goal))


@capability("meetings.decide_task", scope=for_child(), writes=True)
def decide_task(
    caller: Caller, *, child: ChildId, meeting: UUID, goal: UUID, words: str, due_on: date, owners: Sequence[NewOwner],
    item: UUID | None = None,
) -> UUID:  # fmt: skip
    """Somebody takes something on in the room: exactly one is accountable, and it is among their tasks at once."""
    row = finding.running(child, meeting)
    _writing(caller, child, row)
    made = plans.add_task(caller, child=child, goal=goal, words=words, due_on=due_on, owners=owners)
    actors = tuple(o.actor for o in owners if o.actor)
    return _decided(caller, row, item, _What(Deed.TASK, words.strip(), _names(caller, owners), due_on, made, actors))


@capability("meetings.decide_report", scope=for_child(), writes=True)
def decide_report(
    caller: Caller, *, child: ChildId, meeting: UUID, task: UUID, said: Said, item: UUID | None = None
) -> UUID:  # fmt: skip
    """How a task stands, as it was said in the room."""
    row = finding.running(child, meeting)
    known = _task(_plan(caller, child), task)
    report = plans.report if known.owned_by(caller.actor) else plans.report_for
    report(caller, child=child, task=task, said=said)
    more = said.words or said.seen
    words = f"{_STATES[said.state]}: {known.words.rstrip('.')}. {more}".strip()
    return _decided(caller, row, item, _What(Deed.REPORT, words, _owners(known), row=task))


@capability("meetings.decide_review", scope=for_child(), writes=True)
def decide_review(
    caller: Caller, *, child: ChildId, meeting: UUID, goal: UUID, rating: Rating, words: str, measured: str = "",
    item: UUID | None = None,
) -> UUID:  # fmt: skip
    """A goal is reviewed together: it is kept, to be changed, or closed."""
    row = finding.running(child, meeting)
    known = _goal(_plan(caller, child), goal)
    plans.review_goal(caller, child=child, goal=goal, rating=rating, words=words, measured=measured)
    sentence = f"{_RATED[rating]}: {known.said.words.rstrip('.')}. {words}"
    return _decided(caller, row, item, _What(Deed.REVIEW, sentence, row=goal))


@capability("meetings.decide_agreement", scope=for_child(), writes=True)
def decide_agreement(
    caller: Caller, *, child: ChildId, meeting: UUID, words: str, who: str, item: UUID | None = None
) -> UUID:  # fmt: skip
    """Something is agreed that is no task: in whose words, and whom it binds."""
    row = finding.running(child, meeting)
    said, bound = finding.needs(words, "what is agreed"), finding.needs(who, "who keeps to it")
    return _decided(caller, row, item, _What(Deed.AGREEMENT, said, bound))


@capability("meetings.decide_review_day", scope=for_child(), writes=True)
def decide_review_day(
    caller: Caller, *, child: ChildId, meeting: UUID, on: date, agree: bool = False, item: UUID | None = None
) -> UUID:  # fmt: skip
    """The day by which the plan is looked at again; with `agree`, the plan is agreed as it is worded now."""
    row = finding.running(child, meeting)
    number = _plan(caller, child).version.number
    words = "We look at the plan together again"
    if agree:
        plans.agree(caller, child=child, number=number, review_on=on)
        words = f"We agree version {number} of the plan, and look at it together again"
    else:
        plans.review_by(caller, child=child, on=on, why=_in_this(row))
    return _decided(caller, row, item, _What(Deed.REVIEW_DAY, words, due_on=on))


@capability("meetings.decide_next", scope=for_child(), writes=True)
def decide_next(
    caller: Caller, *, child: ChildId, meeting: UUID, kind: Kind, starts_at: datetime, item: UUID | None = None
) -> UUID:  # fmt: skip
    """The next meeting is agreed in the room: with the same people, at this time."""
    row = finding.running(child, meeting)
    found = rows.meeting_of(caller, child, row)
    apart = kind is Kind.STRATEGY  # the family is told of a strategy discussion by a person, and not by a box
    guests = tuple(
        Guest(i.kind, i.name, i.role, i.actor, i.member) for i in found.invited if not (apart and i.kind is As.FAMILY)
    )
    called = Called(kind, _in_this(row), row.minutes, found.place, found.online)
    after = call(caller, children=found.children, called=called, guests=guests)
    arrange(caller, child=child, meeting=after, starts_at=starts_at, why=_in_this(row))
    words = f"We meet again: {KINDS[kind].lower()}"
    return _decided(caller, row, item, _What(Deed.NEXT, words, due_on=starts_at.date(), row=after))


def _decided(caller: Caller, row: models.Meeting, item: UUID | None, what: _What) -> UUID:
    made = models.Decision(
        meeting=row, item=finding.item(row, item) if item else None, deed=what.deed.value, words=what.words,
        who=what.who, due_on=what.due_on, row=what.row, owners=list(what.owners), at=caller.now, by=caller.actor,
    )  # fmt: skip
    made.save(force_insert=True)
    return made.id


def _in_this(row: models.Meeting) -> str:
    return f"Agreed in the meeting: {KINDS[Kind(row.kind)].lower()}."


def _writing(caller: Caller, child: ChildId, row: models.Meeting) -> None:
    """There is a plan, and a version of it in which one can write; an agreed one is taken up again."""
    plan = plans.plan_of(caller, child=child)
    if plan is None:
        children = rows.meeting_of(caller, child, row).children
        plans.begin(caller, children=children, why=_in_this(row))
    elif plan.version.agreed_at:
        plans.revise(caller, child=child, why=_in_this(row))


def _plan(caller: Caller, child: ChildId) -> Plan:
    plan = plans.plan_of(caller, child=child)
    if plan is None:
        raise NotPossible("There is no plan for this child yet. Agree a goal first, and the plan begins with it.")
    return plan


def _task(plan: Plan, task: UUID) -> Task:
    found = next((t for t in plan.tasks if t.id == task), None)
    if found is None:
        raise NotPossible("This task is not in the plan any more.")
    return found


def _goal(plan: Plan, goal: UUID) -> Goal:
    found = next((g for g in plan.goals if g.id == goal), None)
    if found is None:
        raise NotPossible("This goal is not in the plan any more.")
    return found


def _names(caller: Caller, owners: Sequence[NewOwner]) -> str:
    """Who does it, whoever is accountable first."""
    known = agencies.practitioners(caller, actors=tuple(o.actor for o in owners if o.actor))
    names = ((not o.accountable, known[o.actor].name if o.actor in known else o.name.strip()) for o in owners)
    return ", ".join(name for _, name in sorted(names))


def _owners(task: Task) -> str:
    return ", ".join(o.name for o in task.owned_now)
