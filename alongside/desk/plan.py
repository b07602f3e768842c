"""The plan of a child: its page, each version with what changed, and the plan in plain words for the family."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from alongside.agencies import api as agencies
from alongside.desk.children import about_child
from alongside.desk.evidence import asked_of_plan
from alongside.desk.frame import framed, page
from alongside.desk.plain_words import hints_for
from alongside.desk.plan_forms import POSITIONS, RATINGS
from alongside.desk.plan_task_forms import STATES
from alongside.desk.reader import about, is_family
from alongside.families import api as families
from alongside.kernel.answers import NotFound, NotPossible
from alongside.kernel.caller import Caller
from alongside.kernel.ids import ActorId, ChildId
from alongside.plans import api as plans
from alongside.plans.api import Goal, Plan, Task


def plan_for(caller: Caller, child: UUID) -> Plan:
    """The plan, or that there is none."""
    found = plans.plan_of(caller, child=ChildId(child))
    if found is None:
        raise NotFound("There is no plan for this child yet.")
    return found


def goal_in(caller: Caller, child: UUID, goal: UUID) -> Goal:
    """A goal of the plan."""
    found = next((g for g in plan_for(caller, child).goals if g.id == goal), None)
    if found is None:
        raise NotFound("This goal is not in the plan any more.")
    return found


def task_in(caller: Caller, child: UUID, task: UUID) -> Task:
    """A task of the plan."""
    found = next((t for t in plan_for(caller, child).tasks if t.id == task), None)
    if found is None:
        raise NotFound("This task is not in the plan any more.")
    return found


def back_to_plan(child: UUID) -> HttpResponseRedirect:
    """To the page of the plan."""
    return HttpResponseRedirect(reverse("plan", args=[str(child)]))


def back_to_task(child: UUID, task: UUID) -> HttpResponseRedirect:
    """To the page of the task."""
    return HttpResponseRedirect(reverse("task", args=[str(child), str(task)]))


def asking(
    request: HttpRequest, caller: Caller, child: UUID, form: Form, title: str, button: str, **more: object
) -> HttpResponse:
    """A page with one form about the plan; `lines` stand above it, `back` is where the link at the top leads."""
    back = (reverse("plan", args=[str(child)]), "Plan")
    told = {
        **about(caller, child, "plan"), "form": form, "title": title, "button": button, "lines": (), **more,
        "back": more.get("back") or back,
    }  # fmt: skip
    return framed(request, caller, "desk/plan_form.html", told, status=422 if form.is_bound else 200)


def done(form: Form, deed: Callable[[], object]) -> bool:
    """Do it, if the form was sent and says enough; what is not possible stands on it, and nothing typed is lost."""
    if not form.is_valid():
        return False
    try:
        deed()
    except NotPossible as error:
        form.add_error(None, str(error))
        return False
    return True


def words_of_plans(caller: Caller, plan: Plan | None) -> dict[str, Any]:
    """What the templates of a plan need besides: names, and words for what is coded."""
    actors = {ActorId(a) for a in _actors(plan)} if plan else set()
    return {
        "positions": POSITIONS, "ratings": RATINGS, "states": STATES, "overdue": plans.overdue,
        "today": caller.now.date(), "names": {a.id: a.name for a in agencies.all_agencies(caller)},
        "people": agencies.practitioners(caller, actors=tuple(actors | {caller.actor})), "me": caller.actor,
    }  # fmt: skip


def _actors(plan: Plan) -> set[UUID]:
    agreed = {v.agreed_by for v in plan.versions if v.agreed_by}
    return agreed | {r.by for t in plan.tasks for r in t.reports} | {r.by for g in plan.goals for r in g.reviews}


@page()
def plan(request: HttpRequest, caller: Caller, child: UUID) -> HttpResponse:
    """Goals and tasks first, then what if it gets worse, what is missing, and the versions.

    The family reads it in plain words.
    """
    if is_family(caller, child):
        return HttpResponseRedirect(reverse("plain-plan", args=[str(child)]))
    found = plans.plan_of(caller, child=ChildId(child))
    told = {
        **about_child(caller, child, "plan"), **words_of_plans(caller, found), "plan": found,
        "asked": asked_of_plan(caller, child) if found else (), "considered": request.GET.get("considered", ""),
        "missing": plans.missing(found) if found else (), "for_whom": _for_whom(caller, found),
    }  # fmt: skip
    return framed(request, caller, "desk/plan.html", told)


def _for_whom(caller: Caller, found: Plan | None) -> list[str]:
    return [i.name for i in families.identities(caller, people=found.children)] if found else []


@page()
def version(request: HttpRequest, caller: Caller, child: UUID, number: int) -> HttpResponse:
    """A version as it was agreed, and what changed since the one before."""
    found = plans.version_of(caller, child=ChildId(child), number=number)
    before = plans.version_of(caller, child=ChildId(child), number=number - 1) if number > 1 else None
    told: Mapping[str, Any] = {
        **about_child(caller, child, "plan"), **words_of_plans(caller, found), "plan": found,
        "changes": plans.changes(before, found) if before else None, "for_whom": _for_whom(caller, found),
    }  # fmt: skip
    return framed(request, caller, "desk/plan_version.html", dict(told))


@page()
def plain(request: HttpRequest, caller: Caller, child: UUID) -> HttpResponse:
    """The plan in plain words, to read together, to print, and for the family to say what they make of it."""
    found = plan_for(caller, child)
    reader = about(caller, child, "plan")
    told = {
        **reader, **words_of_plans(caller, found), "plan": found, **hints_for(caller, _words_in(found)),
        "for_whom": _for_whom(caller, found) or [reader["identity"].name],
    }  # fmt: skip
    return framed(request, caller, "desk/plan_plain.html", told)


def _words_in(plan: Plan) -> tuple[str, ...]:
    goals = [g for g in plan.goals if not g.closed]
    said = [w for g in goals for w in (g.said.words, g.said.need, g.said.measure, g.said.target, g.said.baseline)]
    worse = [w for c in plan.contingencies for w in (c.sign, c.what, c.who)]
    return (*said, *(t.words for g in goals for t in g.tasks), *worse)
