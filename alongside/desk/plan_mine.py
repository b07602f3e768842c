"""My tasks, over all children: the overdue ones first, and several done at once after a look at them."""

from collections.abc import Iterable
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from alongside.assessment import api as assessments
from alongside.desk.frame import framed, page
from alongside.desk.plan_task_forms import STATES, DoneForm
from alongside.desk.team_work import work_pages
from alongside.families import api as families
from alongside.kernel.answers import NotFound
from alongside.kernel.caller import Caller
from alongside.kernel.ids import ChildId
from alongside.plans import api as plans
from alongside.plans.api import Said, State


def _names(caller: Caller, children: Iterable[ChildId]) -> dict[UUID, str]:
    return {i.person: i.name for i in families.identities(caller, people=tuple(dict.fromkeys(children)))}


@page()
def my_tasks(request: HttpRequest, caller: Caller) -> HttpResponse:
    """The tasks I own and that are not done, the overdue ones first."""
    mine, today = plans.my_tasks(caller), caller.now.date()
    asked = assessments.asked_of_me(caller)
    names = _names(caller, [*(c for t in mine for c in t.children), *(c for c, _, _ in asked)])
    told = {
        "late": [t for t in mine if plans.overdue(t.task, today)], "states": STATES,
        "names": names, "asked": asked, "today": today,
        "coming": [t for t in mine if not plans.overdue(t.task, today)], "recorded": request.GET.get("done", ""),
        "unchosen": "unchosen" in request.GET, "pages": work_pages("my-tasks"),
    }  # fmt: skip
    return framed(request, caller, "desk/my_tasks.html", told, here="my-tasks")


@page()
def done_together(request: HttpRequest, caller: Caller) -> HttpResponse:
    """Several of my tasks are done: they are shown once more, and who saw it is asked."""
    asked = set(request.POST.getlist("task") or request.GET.getlist("task"))
    if not asked:
        return HttpResponseRedirect(f"{reverse('my-tasks')}?unchosen=")
    chosen = tuple(t for t in plans.my_tasks(caller) if str(t.task.id) in asked)
    if not chosen:
        raise NotFound("These tasks are done already, or not yours any more.")
    form = DoneForm(request.POST if "seen" in request.POST else None)
    if form.is_valid():
        for mine in chosen:
            said = Said(State.DONE, seen=form.cleaned_data["seen"])
            plans.report(caller, child=mine.children[0], task=mine.task.id, said=said)
        return HttpResponseRedirect(f"{reverse('my-tasks')}?done={len(chosen)}")
    told = {"chosen": chosen, "form": form, "names": _names(caller, [c for t in chosen for c in t.children])}
    return framed(
        request, caller, "desk/done_together.html", told, here="my-tasks", status=422 if form.is_bound else 200
    )
