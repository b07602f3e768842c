"""Pages on which the room decides; each decision is in the plan at once. `item` is what it was decided about."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpRequest, HttpResponse

from alongside.desk.frame import page
from alongside.desk.meeting import asking, back_to, read, to_meeting
from alongside.desk.meeting_forms import starts_at
from alongside.desk.meeting_live_forms import (
    AgreementForm,
    NewGoalForm,
    NewTaskForm,
    NextForm,
    RateForm,
    ReviewTogetherForm,
    StandsForm,
)
from alongside.desk.plan import done, plan_for
from alongside.desk.plan_tasks import people_around
from alongside.kernel.answers import NotFound, NotPossible
from alongside.kernel.caller import Caller
from alongside.kernel.ids import ChildId
from alongside.meetings import api as meetings
from alongside.meetings.api import Kind
from alongside.plans import api as plans
from alongside.plans.api import Goal, Rating

Asked = tuple[Form, str, str, Callable[[Any], object]]
"""The form, the title, the button, and the deed with where it belongs."""
Ask = Callable[[HttpRequest, Caller, UUID, Any], Asked]


def _deciding(ask: Ask) -> Callable[..., HttpResponse]:
    """A page with one form about something on the agenda of a meeting that goes on."""

    @page(one_visit=False)
    @wraps(ask)
    def shown(request: HttpRequest, caller: Caller, child: UUID, meeting: UUID, item: UUID) -> HttpResponse:
        found = read(caller, child, meeting)
        about = found.item(item)
        if about is None:
            raise NotFound("This is not on the agenda.")
        form, title, button, deed = ask(request, caller, child, about)
        where = {"child": ChildId(child), "meeting": meeting, "item": item}
        if request.method == "POST" and form.is_valid() and done(form, lambda: deed(where)):
            return back_to("live-meeting", child, meeting, f"item-{item}")
        quotes, back = (about.words,), to_meeting(child, meeting)
        return asking(request, caller, child, form, title, button, quotes=quotes, back=back)

    return shown


def _goals(caller: Caller, child: UUID, first: UUID) -> list[Goal]:
    """The open goals of the plan, the one that is talked about first."""
    found = plans.plan_of(caller, child=ChildId(child))
    goals = [g for g in found.goals if not g.closed] if found else []
    if not goals:
        raise NotPossible("There is no goal yet. Agree a goal first.")
    about = {first, *(t.goal for g in goals for t in g.tasks if t.id == first)}
    return sorted(goals, key=lambda g: g.id not in about)


@_deciding
def goal(request: HttpRequest, caller: Caller, child: UUID, about: Any) -> Asked:
    """A new goal."""
    form = NewGoalForm(request.POST or None)
    return (
        form, "Agree a goal", "Agree this goal", lambda where: meetings.decide_goal(caller, **where, said=form.said())
    )  # fmt: skip


@_deciding
def task(request: HttpRequest, caller: Caller, child: UUID, about: Any) -> Asked:
    """A new task, with the one person who is accountable."""
    goals = _goals(caller, child, about.about)
    form = NewTaskForm(request.POST or None, people=people_around(caller, child), goals=goals)

    def decide(where: Any) -> object:
        said = form.cleaned_data
        return meetings.decide_task(
            caller, **where, goal=UUID(said["goal"]), words=said["words"], due_on=said["due_on"], owners=form.owners()
        )

    return form, "Agree a task", "Agree this task", decide


@_deciding
def report(request: HttpRequest, caller: Caller, child: UUID, about: Any) -> Asked:
    """How the task stands that is talked about."""
    if about.about not in {t.id for t in plan_for(caller, child).tasks}:
        raise NotFound("This task is not in the plan any more.")
    form = StandsForm(request.POST or None)
    return (
        form, "How this task stands", "Record this",
        lambda where: meetings.decide_report(caller, **where, task=about.about, said=form.said()),
    )  # fmt: skip


@_deciding
def review(request: HttpRequest, caller: Caller, child: UUID, about: Any) -> Asked:
    """A goal is reviewed together."""
    form = RateForm(request.POST or None, goals=_goals(caller, child, about.about))

    def decide(where: Any) -> object:
        said = form.cleaned_data
        return meetings.decide_review(
            caller, **where, goal=UUID(said["goal"]), rating=Rating(said["rating"]), words=said["words"],
            measured=said["measured"],
        )  # fmt: skip

    return form, "Review a goal", "Record the review", decide


@_deciding
def agreement(request: HttpRequest, caller: Caller, child: UUID, about: Any) -> Asked:
    """Something is agreed that is no task."""
    form = AgreementForm(request.POST or None)
    return (
        form, "Agree something", "We agree",
        lambda where: meetings.decide_agreement(caller, **where, **form.cleaned_data),
    )  # fmt: skip


@page(one_visit=False)
def review_day(request: HttpRequest, caller: Caller, child: UUID, meeting: UUID) -> HttpResponse:
    """When the plan is looked at again."""
    read(caller, child, meeting)
    form = ReviewTogetherForm(request.POST or None, writing=plan_for(caller, child).version.agreed_at is None)
    here: dict[str, Any] = {"child": ChildId(child), "meeting": meeting}
    if request.method == "POST" and form.is_valid():
        on, agree = form.cleaned_data["on"], form.cleaned_data.get("agree", False)
        if done(form, lambda: meetings.decide_review_day(caller, **here, on=on, agree=agree)):
            return back_to("live-meeting", child, meeting, "next")
    back = to_meeting(child, meeting)
    return asking(request, caller, child, form, "When you look at the plan again", "Agree this day", back=back)


@page(one_visit=False)
def next_meeting(request: HttpRequest, caller: Caller, child: UUID, meeting: UUID) -> HttpResponse:
    """When you meet again."""
    read(caller, child, meeting)
    form = NextForm(request.POST or None)
    here: dict[str, Any] = {"child": ChildId(child), "meeting": meeting}
    if request.method == "POST" and form.is_valid():
        kind, at = Kind(form.cleaned_data["kind"]), starts_at(form.cleaned_data)
        if done(form, lambda: meetings.decide_next(caller, **here, kind=kind, starts_at=at)):
            return back_to("live-meeting", child, meeting, "next")
    lines = ("With everybody who is invited today.",)
    back = to_meeting(child, meeting)
    return asking(request, caller, child, form, "When you meet again", "Agree this time", lines=lines, back=back)
