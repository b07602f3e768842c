"""A child's way from early help to protection and back, and by when what is due: its page, and the deeds on it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from alongside.agencies import api as agencies
from alongside.desk.children import about_child
from alongside.desk.frame import framed, page
from alongside.desk.pathway_forms import HappenedForm, LateForm, OfferForm, StepForm, TakeBackForm
from alongside.desk.plan import done
from alongside.desk.writing import family_open_to
from alongside.families.api import Identity
from alongside.kernel.answers import NotFound
from alongside.kernel.caller import Caller
from alongside.kernel.ids import ChildId
from alongside.pathway import api as pathway
from alongside.pathway.api import Help, Milestone, Outcome, Pathway, State

STATES = {
    State.NOT_YET_DUE: ("Not yet due", "blue"), State.OVERDUE: ("Overdue", "red"), State.IN_TIME: ("In time", "green"),
    State.LATE: ("Late", "orange"), State.ENDED: ("No longer due", "grey"),
    State.MISSED: ("Not done", "orange"),
}  # fmt: skip


@page()
def way(request: HttpRequest, caller: Caller, child: UUID) -> HttpResponse:
    """The level now, what is due, who should be around the child, the steps so far."""
    found = pathway.pathway_of(caller, child=ChildId(child))
    told = {**about_child(caller, child, "pathway"), **words_of(caller, found), "missing": _missing(caller, found)}
    return framed(request, caller, "desk/pathway.html", told)


def words_of(caller: Caller, found: Pathway) -> dict[str, Any]:
    """What the templates need besides: names, and words for what is coded."""
    actors = {s.by for s in found.steps} | {h.by for h in found.happened} | {o.by for o in found.offers}
    late = {x.by for c in found.clocks for x in c.started.late}
    return {
        "way": found, "levels": pathway.LEVELS, "milestones": pathway.MILESTONES, "outcomes": pathway.OUTCOMES,
        "states": STATES, "wants_a_reason": pathway.wants_a_reason,
        "due": [c for c in found.clocks if pathway.still_open(c)],
        "past": [c for c in found.clocks if not pathway.still_open(c)],
        "people": agencies.practitioners(caller, actors=tuple(actors | late)),
        "names": {a.id: a.name for a in agencies.all_agencies(caller)},
    }  # fmt: skip


def _missing(caller: Caller, found: Pathway) -> tuple[str, ...]:
    if found.level is not Help.PROTECTION:
        return ()
    return pathway.missing_sectors(caller, child=found.child)


def _back(child: UUID) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("pathway", args=[str(child)]))


def _asking(
    request: HttpRequest, caller: Caller, child: UUID, form: Form, title: str, button: str, *lines: str
) -> HttpResponse:
    back = (reverse("pathway", args=[str(child)]), "Pathway")
    told = {
        **about_child(caller, child, "pathway"), "form": form, "title": title, "button": button, "lines": lines,
        "back": back,
    }  # fmt: skip
    return framed(request, caller, "desk/plan_form.html", told, status=422 if form.is_bound else 200)


def _family(caller: Caller, child: UUID) -> tuple[Identity, ...]:
    return family_open_to(caller, child, about_child(caller, child, "pathway")["identity"])


def _sent(request: HttpRequest, form: Form, deed: Callable[[dict[str, Any]], object]) -> bool:
    """Whether it was sent, said enough, and could be done."""
    return request.method == "POST" and form.is_valid() and done(form, lambda: deed(form.cleaned_data))


@page(one_visit=False)
def step(request: HttpRequest, caller: Caller, child: UUID) -> HttpResponse:
    """Help steps up or down."""
    now = pathway.pathway_of(caller, child=ChildId(child)).level
    form = StepForm(
        request.POST or None, now=now, family=_family(caller, child), initial={"from_on": caller.now.date()}
    )

    def deed(said: dict[str, Any]) -> None:
        pathway.step(
            caller, children=form.chosen(), level=Help(said["level"]), from_on=said["from_on"], why=said["why"],
            family_view=said["family_view"], family_told=said["family_told"],
        )  # fmt: skip

    if _sent(request, form, deed):
        return _back(child)
    kept = "The team, the assessment, the plan and the chronology stay. Nothing begins again from the start."
    return _asking(request, caller, child, form, "Step up or down", "Record this step", kept)


@page(one_visit=False)
def happened(request: HttpRequest, caller: Caller, child: UUID) -> HttpResponse:
    """Something happened on the way; clocks start and stop by it."""
    form = HappenedForm(request.POST or None, family=_family(caller, child), initial={"on": caller.now.date()})

    def deed(said: dict[str, Any]) -> None:
        what = Milestone(said["what"])
        pathway.happened(caller, children=form.chosen(), what=what, on=said["on"], words=said["words"])

    if _sent(request, form, deed):
        return _back(child)
    by_itself = "Assessments, plans, reviews and meetings in Alongside are recorded by themselves."
    return _asking(request, caller, child, form, "Record what happened", "Record this", by_itself)


@page(one_visit=False)
def offered(request: HttpRequest, caller: Caller, child: UUID) -> HttpResponse:
    """The family is offered a meeting of its own to decide, or what became of that."""
    form = OfferForm(request.POST or None, family=_family(caller, child), initial={"on": caller.now.date()})

    def deed(said: dict[str, Any]) -> None:
        outcome = Outcome(said["outcome"])
        pathway.offer(caller, children=form.chosen(), outcome=outcome, on=said["on"], words=said["words"])

    if _sent(request, form, deed):
        return _back(child)
    why = "The wider family meets, without professionals if they wish, and makes its own plan for the child."
    return _asking(request, caller, child, form, "Family group decision-making", "Record this", why)


@page(one_visit=False)
def late(request: HttpRequest, caller: Caller, child: UUID, clock: UUID) -> HttpResponse:
    """Why something is late."""
    found = pathway.pathway_of(caller, child=ChildId(child)).clock(clock)
    if found is None:
        raise NotFound("This is not about this child.")
    form = LateForm(request.POST or None)
    if _sent(
        request, form,
        lambda said: pathway.say_why_late(caller, child=ChildId(child), clock=clock, because=said["because"]),
    ):  # fmt: skip
        return _back(child)
    return _asking(request, caller, child, form, "Why it is late", "Record the reason", found.started.words)


@page(one_visit=False)
def taken_back(request: HttpRequest, caller: Caller, child: UUID, milestone: UUID) -> HttpResponse:
    """Something was recorded in error."""
    way_so_far = pathway.pathway_of(caller, child=ChildId(child))
    found = next((h for h in way_so_far.happened if h.id == milestone and not h.taken_back), None)
    if found is None:
        raise NotFound("This was taken back already, or is not about this child.")
    form = TakeBackForm(request.POST or None)
    if _sent(
        request, form,
        lambda said: pathway.take_back(caller, child=ChildId(child), milestone=milestone, why=said["why"]),
    ):  # fmt: skip
        return _back(child)
    kept = "It stays readable, and no clock counts it any more."
    title = pathway.MILESTONES[found.what]
    return _asking(request, caller, child, form, "Recorded in error", "Take it back", title, kept)
