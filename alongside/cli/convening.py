"""Meetings for the made-up county, at every stage, held by its own practitioners through the same door as anybody's."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from alongside.cli.caller import speaking_as
from alongside.kernel.caller import Caller
from alongside.kernel.capability import visit
from alongside.kernel.ids import ActorId, ChildId
from alongside.layout.dates import LONDON
from alongside.meetings import api as meetings
from alongside.meetings.api import As, Called, Came, Fits, Guest, Invited, Item, Kind, Meeting, Topic
from alongside.plans import api as plans
from alongside.plans.api import NewOwner, OwnerKind, Plan, Rating, Said, State
from alongside.teams import api as teams
from alongside.teams.api import MemberKind, Team

_KINDS = (Kind.TEAM, Kind.REVIEW, Kind.CORE_GROUP, Kind.TEAM, Kind.REVIEW_CONFERENCE, Kind.FAMILY_GROUP)
_WHY = "To look together at what has changed, and at what helps next."
_WHERE = "The meeting room of the school"
_POINTS = (
    "I would like to know who rings whom when she is late.", "Mondays are hard, I work then.",
    "The school bus does not wait.", "Can somebody come to the appointment with us?",
)  # fmt: skip
_SAID = (
    "It has been better since half term.", "The child told us so, too.", "On two days it did not work.",
    "We can offer a place from January.", "Nobody has asked the child about this yet.",
)  # fmt: skip
_FAMILY_SAID = ("It helps when somebody rings the day before.", "I do not want a visit without a call.")
_AGREED = (
    ("Nobody comes without ringing first.", "Everybody"), ("The family sends a text when a day is bad.", "The family"),
    ("The same worker comes each time.", "Those who visit"),
)  # fmt: skip
_AGAINST = "I would have wanted this to begin later."
_OFF = ("The family is ill.", "The school is closed that day.")
_STAGES = ("arranged", "asked", "off", "arranged", "asked", "asked", "arranged", "going on", "asked", "arranged")
_MINUTE = timedelta(minutes=1)


def hold_meetings(emails: Sequence[str], *, most: int, seed: int = 1) -> int:
    """Meetings of the families that have a team, `most` at most, at every stage; gives how many. The same by seed.

    Each family has met once; then one is arranged, looked for, going on or called off; every second family has a third.
    """
    held = 0
    for place, (me, team) in enumerate(_teams(emails)):
        chance = Random(f"{seed} {place}")
        for turn in range(2 + place % 2):
            if held < most:
                with visit(me):
                    _one(me, team, place, turn, chance)
                held += 1
    return held


def _teams(emails: Sequence[str]) -> Iterator[tuple[Caller, Team]]:
    """Each team once, with somebody of it who has a child of it open."""
    seen = set[UUID]()
    for email in emails:
        me = speaking_as(email)
        for child in (ChildId(c.child) for c in teams.my_children(me)):
            team = teams.team_of(me, child=child)
            if team and team.id not in seen and any(m.actor == me.actor for m in team.members):
                seen.add(team.id)
                yield me, team


def _one(me: Caller, team: Team, place: int, turn: int, chance: Random) -> None:
    mine = {c.child for c in teams.my_children(me)}
    children = tuple(c for c in team.children if c in mine)
    here: dict[str, Any] = {"child": children[0]}
    kind = _KINDS[(place + turn) % len(_KINDS)]
    times = () if turn == 0 else tuple(_afternoon(me, days) for days in (6 + place % 9, 8 + place % 9))
    here["meeting"] = meetings.call(
        me, children=children, called=Called(kind, _WHY, 45, _WHERE), guests=_guests(me, team), times=times
    )  # fmt: skip
    stage = "held" if turn == 0 else _STAGES[(place + turn) % len(_STAGES)]
    if stage in ("held", "going on"):
        _hold(me, here, chance, end=stage == "held")
    else:
        _find_a_time(me, here, place, chance, stage)


def _afternoon(me: Caller, days: int) -> datetime:
    on = (me.now + timedelta(days=days)).astimezone(LONDON)
    return on.replace(hour=15 + days % 2, minute=30, second=0, microsecond=0)


def _guests(me: Caller, team: Team) -> list[Guest]:
    found = [
        Guest(As.PRACTITIONER, role=m.role, actor=m.actor) for m in team.members if m.actor and m.actor != me.actor
    ]
    return found + [Guest(As.FAMILY, m.name, m.role, None, m.id) for m in team.members if m.kind is MemberKind.FAMILY]


def _find_a_time(me: Caller, here: dict[str, Any], place: int, chance: Random, stage: str) -> None:
    """The family is asked first; some have not answered yet. An arranged meeting is at a time that suits the family."""
    found = meetings.meeting(me, **here)
    family = _family(found)
    fits = dict(
        zip((t.id for t in found.times), (Fits.WORKS, Fits.PREFERRED) if place % 3 else (Fits.PREFERRED, Fits.NOT))
    )
    if family and (stage != "asked" or place % 2):
        meetings.answer_times(me, **here, answers=fits, invited=family.id)
    meetings.answer_times(me, **here, answers={t.id: chance.choice((Fits.WORKS, Fits.NOT)) for t in found.times})
    if family:
        meetings.add_point(me, **here, words=chance.choice(_POINTS), whose=family.id)
    if stage == "asked":
        return
    best = next(time for time, suits in fits.items() if suits is Fits.PREFERRED)
    meetings.settle(me, **here, time=best, why="" if family else "It suits most of us.")
    if stage == "off":
        meetings.call_off(me, **here, why=chance.choice(_OFF))


def _hold(me: Caller, here: dict[str, Any], chance: Random, *, end: bool) -> None:
    """The meeting is held today: everybody says something, and what is decided is in the plan."""
    begins = me.now + _MINUTE
    meetings.arrange(me, **here, starts_at=begins, why="Agreed with the family on the telephone.")
    called = meetings.meeting(me, **here)
    family, at = _family(called), replace(me, now=begins)
    if family:
        meetings.add_point(me, **here, words=chance.choice(_POINTS), whose=family.id)
    meetings.begin(at, **here)
    ways = (Came.PRESENT, Came.PRESENT, Came.PRESENT, Came.JOINED, Came.APOLOGIES)
    came = {
        i.id: (Came.PRESENT if i == family else chance.choice(ways), "") for i in called.invited if i.id != called.me
    }
    meetings.attend_together(at, **here, came=came)
    begun = meetings.meeting(at, **here)
    _talk(at, here, begun, chance)
    _decide(at, here, begun, chance)
    if end:
        meetings.end(replace(at, now=begins + _MINUTE), **here)


def _family(found: Meeting) -> Invited | None:
    return next((i for i in found.invited if i.kind is As.FAMILY), None)


def _talk(at: Caller, here: dict[str, Any], begun: Meeting, chance: Random) -> None:
    """Practitioners say their part themselves; somebody writes down what the family says."""
    family = _family(begun)
    colleagues = [i.actor for i in begun.invited if i.actor]
    for item in begun.items[:2]:
        if family and item.topic is Topic.FAMILY:
            meetings.note(at, **here, item=item.id, words=chance.choice(_FAMILY_SAID), whose=family.id)
        speaker = replace(at, actor=ActorId(chance.choice(colleagues)))
        meetings.note(speaker, **here, item=item.id, words=chance.choice(_SAID))


def _decide(at: Caller, here: dict[str, Any], begun: Meeting, chance: Random) -> None:
    plan = plans.plan_of(at, child=here["child"])
    if plan:
        _on_the_plan(at, here, begun, plan, chance)
    if begun.items:
        words, who = chance.choice(_AGREED)
        decision = meetings.decide_agreement(at, **here, words=words, who=who, item=begun.items[0].id)
        family = _family(begun)
        if family and chance.random() < 0.3:
            meetings.disagree(at, **here, decision=decision, words=_AGAINST, whose=family.id)


def _on_the_plan(at: Caller, here: dict[str, Any], begun: Meeting, plan: Plan, chance: Random) -> None:
    tasks, goals = {t.id for t in plan.tasks}, {g.id for g in plan.goals if not g.closed}
    late: Item | None = next((i for i in begun.items if i.about in tasks and i.topic is Topic.OVERDUE), None)
    if late and chance.random() < 0.5:
        said = Said(State.NEEDS_HELP, "It needs somebody with a car.")
        meetings.decide_report(at, **here, task=late.about, said=said, item=late.id)
    for item in (i for i in begun.items if i.about in goals and i.topic is Topic.REVIEW):
        meetings.decide_review(at, **here, goal=item.about, rating=Rating.KEEP, words="It goes on.", item=item.id)
        break
    anew = bool(goals) and chance.random() < 0.5
    if anew:
        owner = NewOwner(OwnerKind.PRACTITIONER, actor=at.actor, accountable=True)
        due = at.now.date() + timedelta(days=10 + chance.randrange(30))
        meetings.decide_task(
            at, **here, goal=min(goals), words="Write to everybody what has changed", due_on=due, owners=(owner,),
            item=late.id if late else None,
        )  # fmt: skip
    on = at.now.date() + timedelta(days=40 + chance.randrange(30))
    again = bool(plan.agreed and (anew or not plan.version.agreed_at))
    meetings.decide_review_day(at, **here, on=on, agree=again)
