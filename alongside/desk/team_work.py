"""The work of my teams, over all children: narrowed, and several things done at once after a look at them."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse

from alongside.desk.frame import Link, framed, page
from alongside.desk.plan_task_forms import STATES
from alongside.desk.team_work_forms import DEEDS, NarrowForm, deed_form
from alongside.families import api as families
from alongside.kernel.answers import NotFound, NotPossible, Refused
from alongside.kernel.caller import Caller
from alongside.kernel.ids import ChildId
from alongside.plans.api import State
from alongside.trust import api as trust
from alongside.waiting import api as waiting
from alongside.waiting.api import About, Chosen, DeedKind, Line, Together

_MOST_SHOWN = 200
_NEAR = timedelta(days=7)


def work_pages(here: str) -> tuple[Link, ...]:
    """My tasks, and my teams' work."""
    places = (("my-tasks", "My tasks"), ("team-work", "My team's work"))
    return tuple(Link(text, reverse(name), name == here) for name, text in places)


def _names(caller: Caller, lines: Iterable[Line]) -> dict[UUID, str]:
    children = tuple(dict.fromkeys(c for x in lines for c in x.children))
    return {i.person: i.name for i in families.identities(caller, people=children)}


def href_of(line: Line) -> str:
    """The page of the task, the assessment or the plan."""
    child = str(line.children[0])
    if line.about is About.TASK:
        return reverse("task", args=[child, str(line.id)])
    return reverse("assessment", args=[child, line.within]) if line.within else reverse("plan", args=[child])


def _about(caller: Caller, lines: Sequence[Line]) -> dict[str, Any]:
    return {
        "names": _names(caller, lines), "hrefs": {x.key: href_of(x) for x in lines}, "states": STATES,
        "late": {x.key for x in lines if waiting.is_late(x, caller.now.date())}, "open": State.OPEN,
        "pages": work_pages("team-work"),
    }  # fmt: skip


@page()
def team_work(request: HttpRequest, caller: Caller) -> HttpResponse:
    """All tasks, requests and reviews of the children in whose team I am, by their days."""
    children = waiting.my_teams_children(caller)
    lines = waiting.around(caller, children=children) if children else ()
    form = NarrowForm(request.GET, names=_names(caller, lines), lines=lines)
    found = waiting.narrowed(lines, today=caller.now.date(), **form.wanted())
    shown = found[:_MOST_SHOWN]
    told = {
        **_about(caller, lines), "groups": _groups(caller, shown), "form": form, "narrowed": len(found) < len(lines),
        "all": len(lines), "found": len(found), "more": len(found) - len(shown), "deeds": DEEDS,
        "unchosen": "unchosen" in request.GET,
        "supervises": any(office is trust.Office.SUPERVISOR for office, _ in trust.my_offices(caller)),
    }  # fmt: skip
    return framed(request, caller, "desk/team_work.html", told, here="my-tasks")


def _groups(caller: Caller, lines: Sequence[Line]) -> tuple[tuple[str, tuple[Line, ...]], ...]:
    today = caller.now.date()
    late = tuple(x for x in lines if x.due_on < today)
    near = tuple(x for x in lines if today <= x.due_on <= today + _NEAR)
    later = tuple(x for x in lines if x.due_on > today + _NEAR)
    named = (("Overdue", late), ("Within a week", near), ("Later", later))
    return tuple((title, some) for title, some in named if some)


def _asked(caller: Caller, said: QueryDict) -> tuple[DeedKind, tuple[Line, ...]]:
    """What is to be done with which things: those that are there and open to the caller."""
    kind = next((k for k in DeedKind if k.value == said.get("deed")), None)
    keys = set(said.getlist("item"))
    children = waiting.my_teams_children(caller)
    lines = waiting.around(caller, children=children, done=True) if children and keys else ()
    found = tuple(x for x in lines if x.key in keys)
    if kind is None or not found:
        raise NotFound("These things are not there any more, or not open to you. Choose again from the list.")
    return kind, found


@page(one_visit=False)
def team_deed(request: HttpRequest, caller: Caller) -> HttpResponse:
    """What would be done with each chosen thing, and what cannot be; only the answer to this page does it."""
    said = request.POST if request.method == "POST" else request.GET
    if not said.getlist("item"):
        return HttpResponseRedirect(f"{reverse('team-work')}?unchosen=")
    kind, lines = _asked(caller, said)
    form = deed_form(kind)(request.POST if "sent" in request.POST else None, initial={"sent": uuid4()})
    if form.is_valid():
        return _do(caller, kind, lines, form.cleaned_data)
    reasons = {x.key: waiting.why_not(kind, x, me=caller.actor, today=caller.now.date()) for x in lines}
    told = {
        **_about(caller, lines), "form": form, "deed": DEEDS[kind], "kind": kind, "chosen": lines,
        "possible": [x for x in lines if not reasons[x.key]], "reasons": reasons,
        "others": [x for x in lines if reasons[x.key]],
    }  # fmt: skip
    return framed(
        request, caller, "desk/team_deed.html", told, here="my-tasks", status=422 if form.is_bound else 200
    )  # fmt: skip


def _do(caller: Caller, kind: DeedKind, lines: Sequence[Line], said: dict[str, Any]) -> HttpResponse:
    """Each by itself: done, or told why not."""
    deed, chosen = said["sent"], tuple(Chosen(x.about, x.id, x.children[0]) for x in lines)
    children = tuple(dict.fromkeys(c.child for c in chosen))
    waiting.set_out(
        caller, children=children, deed=deed, kind=kind, chosen=chosen, on=said.get("on"), words=said.get("words", "")
    )
    for thing in chosen:
        try:
            waiting.carry_out(caller, child=thing.child, deed=deed, item=thing.id)
        except (NotPossible, Refused) as error:
            waiting.say_why_not(caller, deed=deed, item=thing.id, why=str(error))
    return HttpResponseRedirect(reverse("team-deed-done", args=[str(deed)]))


@page()
def team_deed_done(request: HttpRequest, caller: Caller, deed: UUID) -> HttpResponse:
    """What came of each of the things."""
    found = waiting.together(caller, deed=deed)
    lines = {x.id: x for x in _lines_of(caller, found)}
    told = {
        **_about(caller, tuple(lines.values())), "together": found, "lines": lines, "deed": DEEDS[found.kind],
        "done": [o for o in found.outcomes if o.done], "not_done": [o for o in found.outcomes if o.done is False],
        "not_reached": [o for o in found.outcomes if o.done is None],
    }  # fmt: skip
    return framed(request, caller, "desk/team_deed_done.html", told, here="my-tasks")


def _lines_of(caller: Caller, found: Together) -> tuple[Line, ...]:
    """The things as they stand now, of children whose records are still open to the caller."""
    mine = set(waiting.my_teams_children(caller))
    children: tuple[ChildId, ...] = tuple({o.chosen.child for o in found.outcomes} & mine)
    return waiting.around(caller, children=children, done=True) if children else ()
