"""Pages about one task: who does it, by when, how it stands."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from alongside.chronology import api as chronology
from alongside.desk.children import KINDS, about_child
from alongside.desk.frame import framed, page
from alongside.desk.plan import asking, back_to_plan, back_to_task, done, goal_in, plan_for, task_in, words_of_plans
from alongside.desk.plan_forms import WhyForm
from alongside.desk.plan_task_forms import DueForm, OwnerForm, People, ReportForm, TakeOnForm, TaskForm
from alongside.desk.reader import is_family
from alongside.families import api as families
from alongside.kernel.answers import NotFound
from alongside.kernel.caller import Caller
from alongside.kernel.ids import ChildId
from alongside.layout.dates import partial
from alongside.plans import api as plans
from alongside.plans.api import NewOwner, OwnerKind
from alongside.teams import api as teams
from alongside.teams.api import MemberKind
from alongside.waiting import api as waiting

_NEWEST = 30
_PARENTS = ("mother", "father", "parent", "carer")


def people_around(caller: Caller, child: UUID) -> People:
    """The caller, the team, and the child's parents and carers, each once."""
    found = {str(caller.actor): ("Me", NewOwner(OwnerKind.PRACTITIONER, actor=caller.actor))}
    team = teams.team_of(caller, child=ChildId(child))
    if team is None:
        return found | _parents(caller, child)
    for member in team.members:
        kind = OwnerKind.PRACTITIONER if member.kind is MemberKind.PRACTITIONER else OwnerKind.FAMILY
        key, actor = str(member.actor or member.name), member.actor or team.with_a_way_in.get(member.id)
        found.setdefault(key, (member.name, NewOwner(kind, member.name, actor)))
    return found | {name: who for name, who in _parents(caller, child).items() if name not in found}


def _parents(caller: Caller, child: UUID) -> dict[str, tuple[str, NewOwner]]:
    kin = [(r.identity.name, r.tie) for r in families.family(caller, child=ChildId(child)) if r.tie in _PARENTS]
    return {name: (f"{name}, {tie}", NewOwner(OwnerKind.FAMILY, name)) for name, tie in kin}


def _to_task(child: UUID, task: UUID) -> tuple[str, str]:
    return reverse("task", args=[str(child), str(task)]), "Task"


@page(one_visit=False)
def add(request: HttpRequest, caller: Caller, child: UUID, goal: UUID) -> HttpResponse:
    """Something is to be done for a goal."""
    found = goal_in(caller, child, goal)
    form = TaskForm(request.POST or None, people=people_around(caller, child))
    if request.method == "POST" and form.is_valid():
        words, due_on = form.cleaned_data["words"], form.cleaned_data["due_on"]
        if done(
            form,
            lambda: plans.add_task(
                caller, child=ChildId(child), goal=goal, words=words, due_on=due_on, owners=form.owners()
            ),
        ):
            return back_to_plan(child)
    return asking(
        request, caller, child, form, "Add a task", "Add this task", lines=(f"For the goal: {found.said.words}",)
    )


@page()
def task(request: HttpRequest, caller: Caller, child: UUID, task: UUID) -> HttpResponse:
    """A task with its owners, its days and everything that was said about it."""
    found, plan = task_in(caller, child, task), plan_for(caller, child)
    told = {
        **about_child(caller, child, "plan"), **words_of_plans(caller, plan), "plan": plan, "task": found,
        "goal": goal_in(caller, child, found.goal),
        "reminders": waiting.reminders_of(caller, items=(task,)).get(task, ()),
    }  # fmt: skip
    return framed(request, caller, "desk/task.html", told)


@page(one_visit=False)
def report(request: HttpRequest, caller: Caller, child: UUID, task: UUID) -> HttpResponse:
    """How a task stands, said by its owner or written down for them."""
    found = task_in(caller, child, task)
    form = ReportForm(request.POST or None, entries=_entries(caller, child))
    if request.method == "POST" and form.is_valid():
        say = plans.report if found.owned_by(caller.actor) else plans.report_for
        if done(form, lambda: say(caller, child=ChildId(child), task=task, said=form.said())):
            return back_to_plan(child) if is_family(caller, child) else back_to_task(child, task)
    lines = (f"Task: {found.words}",)
    title, back = "How this task stands", None if is_family(caller, child) else _to_task(child, task)
    return asking(request, caller, child, form, title, "Record this", lines=lines, back=back)


def _entries(caller: Caller, child: UUID) -> list[tuple[UUID, str]]:
    if is_family(caller, child):
        return []
    newest = reversed(chronology.story(caller, child=ChildId(child)).entries[-_NEWEST:])
    return [(e.id, f"{partial(e.when)}: {e.title or KINDS[e.kind][0]}") for e in newest]


@page(one_visit=False)
def due(request: HttpRequest, caller: Caller, child: UUID, task: UUID) -> HttpResponse:
    """A task is due another day."""
    found = task_in(caller, child, task)
    form = DueForm(request.POST or None)
    if done(form, lambda: plans.move_due(caller, child=ChildId(child), task=task, **form.cleaned_data)):
        return back_to_task(child, task)
    lines, back = (f"Task: {found.words}",), _to_task(child, task)
    return asking(request, caller, child, form, "Move the day", "Move it", lines=lines, back=back)


@page(one_visit=False)
def take_on(request: HttpRequest, caller: Caller, child: UUID, task: UUID) -> HttpResponse:
    """Somebody else owns the task too."""
    found = task_in(caller, child, task)
    form = TakeOnForm(request.POST or None, people=people_around(caller, child))
    if request.method == "POST" and form.is_valid():
        owner = form.chosen(accountable=form.cleaned_data["accountable"])
        why = form.cleaned_data["why"]
        if done(form, lambda: plans.take_on(caller, child=ChildId(child), task=task, owner=owner, why=why)):
            return back_to_task(child, task)
    lines, back = (f"Task: {found.words}",), _to_task(child, task)
    return asking(request, caller, child, form, "Somebody else does it too", "Bring them in", lines=lines, back=back)


@page(one_visit=False)
def owner(request: HttpRequest, caller: Caller, child: UUID, task: UUID, owner: UUID) -> HttpResponse:
    """One of the owners is accountable from now on, or steps back."""
    who = next((o for o in task_in(caller, child, task).owned_now if o.id == owner), None)
    if who is None:
        raise NotFound("This person does not own the task any more.")
    form = OwnerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        deed = plans.answer_for if form.cleaned_data["deed"] == "answer" else plans.step_back
        why = form.cleaned_data["why"]
        if done(form, lambda: deed(caller, child=ChildId(child), task=task, owner=owner, why=why)):
            return back_to_task(child, task)
    back = _to_task(child, task)
    return asking(request, caller, child, form, f"{who.name} and this task", "Record the change", back=back)


@page(one_visit=False)
def leave_out(request: HttpRequest, caller: Caller, child: UUID, task: UUID) -> HttpResponse:
    """A task is no part of the next version."""
    found = task_in(caller, child, task)
    form = WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        why = form.cleaned_data["why"]
        if done(form, lambda: plans.leave_task_out(caller, child=ChildId(child), task=task, why=why)):
            return back_to_plan(child)
    lines, back = (f"Task: {found.words}",), _to_task(child, task)
    return asking(request, caller, child, form, "Leave this task out", "Leave it out", lines=lines, back=back)
