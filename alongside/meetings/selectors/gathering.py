"""What an agenda is made of, asked of the contexts that know it, as far as they are open to the caller."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from uuid import UUID, uuid5

from alongside.assessment import api as assessments
from alongside.chronology import api as chronology
from alongside.kernel.caller import Caller
from alongside.kernel.ids import ChildId
from alongside.meetings import models
from alongside.meetings.contracts import REVIEWING, Meeting, Point, Topic
from alongside.meetings.rules import summing_up
from alongside.meetings.rules.agenda import Aim, Known, Piece, Work
from alongside.meetings.selectors import rows
from alongside.plans import api as plans
from alongside.plans.api import Plan, State, Task
from alongside.trust import api as trust

_TOLD = {"concern": "concern", "missed": "missed appointment", "contact": "contact", "strength": "something good"}
"""Kinds of entries that a meeting hears of; what was decided here, those around the child know."""
_HELP = {State.STUCK: "Stuck:", State.NEEDS_HELP: "Needs help:"}


def known(caller: Caller, child: ChildId, meeting: Meeting) -> Known:
    """Everything the agenda of this meeting is made of."""
    levels = _levels(caller)
    children = [c for c in meeting.children if c in levels]
    before = _last_ended(meeting)
    since = before.at if before else meeting.called_at
    around = _plans(caller, children)
    closely = [c for c in children if levels[c] >= trust.Level.PROFESSIONAL]
    days = [p.review_on for p in around.values() if p.review_on]
    return Known(
        points=(*meeting.points, *_carried_over(caller, child, before)),
        work=[_work(t) for p in around.values() for g in p.goals if not g.closed for t in g.tasks if _open(t)],
        aims=[
            Aim(g.id, g.said.words, g.said.due_on, g.reviews[-1].at if g.reviews else None)
            for p in around.values() for g in p.goals if not g.closed
        ],
        changed=[piece for p in around.values() for piece in _changed(p, since)],
        entries=_entries(caller, meeting.id, closely, since),
        disagreements=[piece for c in children for piece in _disagreements(caller, c, meeting.children)],
        every_goal=meeting.kind in REVIEWING, until=min(days) if days else None,
    )  # fmt: skip


def _levels(caller: Caller) -> dict[ChildId, int]:
    found: dict[ChildId, int] = {}
    for grant in trust.my_grants(caller):
        found[grant.child] = max(found.get(grant.child, 0), int(grant.level))
    return found


def _plans(caller: Caller, children: Iterable[ChildId]) -> dict[UUID, Plan]:
    """Each plan once; brothers and sisters often share one."""
    found: dict[UUID, Plan] = {}
    for child in children:
        if not any(child in p.children for p in found.values()) and (plan := plans.plan_of(caller, child=child)):
            found[plan.id] = plan
    return found


def _last_ended(meeting: Meeting) -> models.Ended | None:
    others = rows.meetings_of(meeting.children) - {meeting.id}
    return models.Ended.objects.filter(meeting__in=others, at__lt=_held_from(meeting)).order_by("-at").first()


def _held_from(meeting: Meeting) -> datetime:
    return meeting.begun.at if meeting.begun else datetime.max.replace(tzinfo=meeting.called_at.tzinfo)


def _carried_over(caller: Caller, child: ChildId, before: models.Ended | None) -> Iterator[Point]:
    """Points of the last meeting for which there was no time."""
    if before is None or before.meeting_id not in rows.meetings_of([child]):
        return
    last = rows.meeting_of(caller, child, models.Meeting.objects.get(id=before.meeting_id))
    points = {p.id: p for p in last.points}
    for item in summing_up.summary(last).left:
        if item.topic in (Topic.FAMILY, Topic.POINT) and item.about in points:
            yield points[item.about]


def _open(task: Task) -> bool:
    return task.state is not State.DONE


def _work(task: Task) -> Work:
    who = " and ".join(o.name for o in task.owned_now)
    said = task.reports[-1].said.words if task.reports else ""
    helps = f"{_HELP[task.state]} {said.rstrip('.')}." if task.state in _HELP else ""
    return Work(task.id, task.words, who, task.due_on, helps)


def _changed(plan: Plan, since: datetime) -> Iterator[Piece]:
    for version in plan.versions:
        if version.agreed_at and version.agreed_at > since:
            yield Piece(
                uuid5(plan.id, f"version {version.number}"), f"Version {version.number} of the plan was agreed",
                version.why,
            )  # fmt: skip
    for task in plan.tasks:
        newest = task.reports[-1] if task.reports else None
        if newest and newest.at > since and newest.said.state is State.DONE:
            yield Piece(task.id, f"Done: {task.words}", newest.said.difference or newest.said.seen)
    for goal in plan.goals:
        if goal.reviews and goal.reviews[-1].at > since:
            yield Piece(goal.id, f"Reviewed: {goal.said.words}", goal.reviews[-1].words)


def _entries(caller: Caller, meeting: UUID, children: Sequence[ChildId], since: datetime) -> tuple[Piece, ...]:
    """New entries of the chronology in one line, for practitioners only: they are what agencies hold."""
    found = {e.id: e for c in children for e in chronology.story(caller, child=c).entries}
    new = [e for e in found.values() if e.kind in _TOLD and max(w.recorded_at for w in e.witnesses) > since]
    if not new:
        return ()
    counted = Counter(e.kind for e in new)
    kinds = ", ".join(f"{counted[kind]} {words}" for kind, words in _TOLD.items() if counted[kind])
    titles = [e.title for e in sorted(new, key=lambda e: e.when.on, reverse=True) if e.title][:3]
    plural = "entry" if len(new) == 1 else "entries"
    more = f"The newest: {'; '.join(titles)}." if titles else ""
    return (Piece(uuid5(meeting, "entries"), f"{len(new)} new {plural} in the chronology: {kinds}", more, level=1),)


def _disagreements(caller: Caller, child: ChildId, everybody: Sequence[ChildId]) -> Iterator[Piece]:
    """What is not agreed yet. What is about some of the children only is for practitioners: the family of one does not
    read what is about a half-brother or half-sister.
    """
    for head in assessments.assessments(caller, child=child)[:1]:
        for part in assessments.assessment_of(caller, child=child, assessment=head.id).parts:
            if part.level <= 1 and part.texts:
                level = part.level if set(part.children) >= set(everybody) else 1
                yield from _talks(part.disagreements, part.texts[-1].text, level)


def _talks(talks: Iterable[assessments.Disagreement], text: str, level: int) -> Iterator[Piece]:
    for talk in talks:
        if not talk.over:
            said = talk.steps[-1].words if talk.steps else ""
            yield Piece(talk.id, f"Not agreed in the assessment: {text}", said, level)
