"""Plans for the made-up county, at every stage, begun by its own practitioners through the same door as anybody's."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from typing import Any

from alongside.agencies import api as agencies
from alongside.cli.caller import speaking_as
from alongside.kernel.caller import Caller
from alongside.kernel.capability import visit
from alongside.kernel.ids import ChildId
from alongside.plans import api as plans
from alongside.plans.api import Goal, GoalWords, NewOwner, OwnerKind, Plan, Position, Rating, Said, State
from alongside.teams import api as teams
from alongside.teams.api import MemberKind, Team


@dataclass(frozen=True, slots=True)
class _Idea:
    need: str
    words: str
    measure: str
    baseline: str
    target: str
    tasks: tuple[str, ...]


_IDEAS = (
    _Idea("The child comes to school hungry", "Breakfast every school day", "School days with breakfast in a week",
          "2 of 5", "5 of 5", ("Show the way to the breakfast club", "Bring the child to the breakfast club")),
    _Idea("Health appointments are missed", "The child is brought to every appointment", "Appointments kept",
          "1 of 4", "4 of 4", ("Send a text the day before each appointment", "Find somebody who can drive")),
    _Idea("There is no place to sleep quietly", "A bed and a bedtime", "Nights in the child's own bed in a week",
          "3 of 7", "7 of 7", ("Ask the furniture project for a bed", "Read together at half past seven")),
    _Idea("The child is alone after school", "A grown-up is there after school", "Afternoons alone in a week",
          "4 of 5", "0 of 5", ("Find a place in the after-school club", "Fetch the child on Mondays")),
    _Idea("Clothes are too small and not washed", "Clean clothes that fit", "Days in clean clothes in a week",
          "2 of 7", "7 of 7", ("Repair the washing machine", "Go to the clothes bank together")),
)  # fmt: skip
_SIGNS = (
    ("the child misses school for two days and nobody knows why", "visit the same day", "Whoever leads"),
    ("there is no food in the house", "bring food that evening and ring the team", "Early help"),
)
_STUCK = "It needs somebody with a car."
_FOUND = {
    Rating.KEEP: "It goes the right way.", Rating.CHANGE: "It asks too much at once.",
    Rating.CLOSE: "It is reached and has stayed so.",
}  # fmt: skip
_SEEN = "Seen on a visit, and the child told it too."


def begin_plans(emails: Sequence[str], *, most: int, seed: int = 1) -> int:
    """Plans for families with a team, `most` at most, each at a stage of its own; gives how many. The same by seed."""
    begun, seen = 0, set[ChildId]()
    for email in emails:
        me = speaking_as(email)
        by_name = [ChildId(c.child) for c in teams.my_children(me)]
        mine = set(by_name)
        for child in by_name:
            if begun < most and child not in seen:
                with visit(me):
                    around = _without_a_plan(me, child, mine - seen)
                    begun += _begun(me, around, begun, Random(f"{seed} {begun}"))
                seen.update(around or (child,))
    return begun


def _without_a_plan(me: Caller, child: ChildId, mine: set[ChildId]) -> tuple[ChildId, ...]:
    """The child and those whom the same team is around, unless there is a plan already, or no team."""
    team = teams.team_of(me, child=child)
    if team is None or plans.plan_of(me, child=child):
        return ()
    return (child, *(c for c in team.children if c in mine - {child} and plans.plan_of(me, child=c) is None))


def _begun(me: Caller, around: Sequence[ChildId], stage: int, chance: Random) -> bool:
    team = teams.team_of(me, child=around[0]) if around else None
    if team:
        _begin(me, around, team, stage, chance)
    return bool(team)


def _begin(me: Caller, around: Sequence[ChildId], team: Team, stage: int, chance: Random) -> None:
    """Every fifth plan is still being written; of the others some are under way, some reviewed, some worded anew."""
    child = around[0]
    plans.begin(me, children=around, why="So that things change for the child, and everybody knows who does what.")
    owners = _owners(me, team)
    for idea in chance.sample(_IDEAS, 2 + stage % 2):
        _goal(me, child, owners, idea, chance)
    sign, what, who = _SIGNS[stage % len(_SIGNS)]
    plans.prepare(me, child=child, sign=sign, what=what, who=who)
    written = _plan(me, child)
    _say(me, child, written, team, chance)
    if stage % 5:
        plans.agree(me, child=child, number=1, review_on=_in(me, days=30 + chance.randrange(60)))
        _report(me, child, written, chance)
    if stage % 5 >= 3:
        _review(me, child, written, chance)
    if stage % 5 == 4:
        _word_anew(me, child, written.goals[0])


def _goal(me: Caller, child: ChildId, owners: Sequence[NewOwner], idea: _Idea, chance: Random) -> None:
    goal = plans.add_goal(
        me, child=child,
        said=GoalWords(
            idea.need, idea.words, idea.measure, idea.baseline, idea.target, _in(me, days=60 + chance.randrange(90))
        ),
    )  # fmt: skip
    for number, words in enumerate(idea.tasks):
        first = owners[(number + chance.randrange(len(owners))) % len(owners)]
        both = (replace(first, accountable=True), *(o for o in owners[:1] if o != first))
        due = _in(me, days=chance.randrange(-25, 40))
        plans.add_task(me, child=child, goal=goal, words=words, due_on=due, owners=both)


def _owners(me: Caller, team: Team) -> list[NewOwner]:
    """The caller, then the rest of the team, the family among them."""
    kinds = {MemberKind.PRACTITIONER: OwnerKind.PRACTITIONER}
    known = agencies.practitioners(me, actors=tuple(m.actor for m in team.members if m.actor))
    others = [
        NewOwner(kinds.get(m.kind, OwnerKind.FAMILY), m.name, m.actor)
        for m in team.members
        if m.actor != me.actor and (m.actor is None or m.actor in known)
    ]
    return [NewOwner(OwnerKind.PRACTITIONER, actor=me.actor), *others]


def _say(me: Caller, child: ChildId, plan: Plan, team: Team, chance: Random) -> None:
    """My agency stands behind most goals, and the family says what they make of them; some are not asked about yet."""
    who = next((m.name for m in team.members if m.kind is MemberKind.FAMILY), "The mother")
    for goal in plan.goals:
        if chance.random() < 0.8:
            about: dict[str, Any] = {"child": child, "goal": goal.id, "wording": goal.wording}
            plans.endorse(me, **about)
            position = chance.choice([Position.AGREE, Position.AGREE, Position.PARTLY, Position.DISAGREE])
            words = "" if position is Position.AGREE else "Not on the days when I work."
            plans.say_position(me, **about, position=position, who=who, words=words)


def _report(me: Caller, child: ChildId, plan: Plan, chance: Random) -> None:
    for task in plan.tasks:
        state = chance.choice([State.OPEN, State.DONE, State.DONE, State.STUCK, State.NEEDS_HELP])
        difference = "The child is less tired." if state is State.DONE and chance.random() < 0.5 else ""
        words = _STUCK if state in (State.STUCK, State.NEEDS_HELP) else ""
        said = Said(state, words, _SEEN if state is State.DONE else "", difference=difference)
        if state is not State.OPEN:
            plans.report_for(me, child=child, task=task.id, said=said)


def _review(me: Caller, child: ChildId, plan: Plan, chance: Random) -> None:
    for goal in plan.goals:
        rating = chance.choice(list(Rating))
        plans.review_goal(
            me, child=child, goal=goal.id, rating=rating, words=_FOUND[rating], measured=goal.said.baseline
        )  # fmt: skip


def _word_anew(me: Caller, child: ChildId, goal: Goal) -> None:
    """The second version asks for a little more of the first goal, and is agreed."""
    plans.revise(me, child=child, why="After the review.")
    said = replace(goal.said, target=f"{goal.said.target}, in the holidays too")
    plans.change_goal(me, child=child, goal=goal.id, wording=goal.wording, said=said)
    plans.agree(me, child=child, number=2, review_on=_in(me, days=80))


def _plan(me: Caller, child: ChildId) -> Plan:
    found = plans.plan_of(me, child=child)
    assert found, "it has just begun"
    return found


def _in(me: Caller, *, days: int) -> date:
    return me.now.date() + timedelta(days=days)
