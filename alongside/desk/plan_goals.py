"""Pages on which goals are worded, endorsed, spoken about by the family, and reviewed."""

from dataclasses import asdict
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from alongside.desk.frame import page
from alongside.desk.plan import asking, back_to_plan, done, goal_in, plan_for
from alongside.desk.plan_forms import GoalForm, PositionForm, ReadForm, ReviewForm, WhyForm
from alongside.desk.reader import is_family
from alongside.kernel.caller import Caller
from alongside.kernel.ids import ChildId
from alongside.plans import api as plans
from alongside.plans.api import Goal, Position, Rating
from alongside.teams import api as teams


def _lines(goal: Goal) -> tuple[str, ...]:
    return (f"Goal: {goal.said.words}", f"Need: {goal.said.need}")


@page(one_visit=False)
def add(request: HttpRequest, caller: Caller, child: UUID) -> HttpResponse:
    """A goal comes into the plan."""
    plan_for(caller, child)
    form = GoalForm(request.POST or None)
    if done(form, lambda: plans.add_goal(caller, child=ChildId(child), said=form.said())):
        return back_to_plan(child)
    return asking(request, caller, child, form, "Add a goal", "Add this goal")


@page(one_visit=False)
def change(request: HttpRequest, caller: Caller, child: UUID, goal: UUID) -> HttpResponse:
    """A goal is worded differently."""
    found = goal_in(caller, child, goal)
    form = GoalForm(request.POST or None, initial={**asdict(found.said), "wording": found.wording})
    if request.method == "POST" and form.is_valid():
        read, said = form.cleaned_data["wording"] or 0, form.said(found.said)
        if done(form, lambda: plans.change_goal(caller, child=ChildId(child), goal=goal, wording=read, said=said)):
            return back_to_plan(child)
    lines = ("Agencies and the family are asked again about the new words.",)
    return asking(request, caller, child, form, "Word the goal differently", "Keep these words", lines=lines)


@page(one_visit=False)
def leave_out(request: HttpRequest, caller: Caller, child: UUID, goal: UUID) -> HttpResponse:
    """A goal is no part of the next version."""
    found = goal_in(caller, child, goal)
    form = WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        why = form.cleaned_data["why"]
        if done(form, lambda: plans.leave_goal_out(caller, child=ChildId(child), goal=goal, why=why)):
            return back_to_plan(child)
    lines = (*_lines(found), "Its tasks are left out with it. Earlier versions keep them.")
    return asking(request, caller, child, form, "Leave this goal out", "Leave it out", lines=lines)


@page(one_visit=False)
def endorse(request: HttpRequest, caller: Caller, child: UUID, goal: UUID) -> HttpResponse:
    """My agency stands behind a goal."""
    found = goal_in(caller, child, goal)
    form = ReadForm(request.POST or None, initial={"wording": found.wording})
    if request.method == "POST" and form.is_valid():
        read = form.cleaned_data["wording"]
        if done(form, lambda: plans.endorse(caller, child=ChildId(child), goal=goal, wording=read)):
            return back_to_plan(child)
    lines = (*_lines(found), "You say for your agency that it stands behind this goal, as it is worded here.")
    return asking(request, caller, child, form, "Stand behind this goal", "My agency stands behind it", lines=lines)


@page(one_visit=False)
def position(request: HttpRequest, caller: Caller, child: UUID, goal: UUID) -> HttpResponse:
    """What the family makes of a goal."""
    found = goal_in(caller, child, goal)
    own = _own_name(caller, child)
    form = PositionForm(request.POST or None, initial={"wording": found.wording}, own=own)
    if request.method == "POST" and form.is_valid():
        said = form.said()
        made = Position(said.pop("position"))
        if done(form, lambda: plans.say_position(caller, child=ChildId(child), goal=goal, position=made, **said)):
            return back_to_plan(child)
    title, button = "What the family makes of this goal", "Record their view"
    if own:
        title, button = "What you make of this goal", "Keep what I say"
    return asking(request, caller, child, form, title, button, lines=_lines(found))


def _own_name(caller: Caller, child: UUID) -> str:
    """Somebody of the family speaks for themselves; a practitioner says whose view they write down."""
    if not is_family(caller, child):
        return ""
    name, role = teams.family_called(caller, child=ChildId(child), actors=(caller.actor,)).get(caller.actor, ("", ""))
    return f"{name} ({role})" if role else name


@page(one_visit=False)
def review(request: HttpRequest, caller: Caller, child: UUID, goal: UUID) -> HttpResponse:
    """A review of one goal."""
    found = goal_in(caller, child, goal)
    form = ReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        rating = Rating(said.pop("rating"))
        if done(form, lambda: plans.review_goal(caller, child=ChildId(child), goal=goal, rating=rating, **said)):
            return back_to_plan(child)
    measure = found.said.measure and f"Measure: {found.said.measure}. Then {found.said.baseline or 'not recorded'}, "
    lines = (*_lines(found), *([f"{measure}aiming for {found.said.target or 'not recorded'}."] if measure else ()))
    return asking(request, caller, child, form, "Review this goal", "Record the review", lines=lines)
