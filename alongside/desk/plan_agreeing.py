"""Pages on which a plan is begun, agreed, taken up again, and ended; and what if it gets worse."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from alongside.desk.children import about_child
from alongside.desk.frame import page
from alongside.desk.plan import asking, back_to_plan, done, plan_for
from alongside.desk.plan_forms import AgreeForm, BeginPlanForm, ReviewDayForm, WhyForm, WorseForm
from alongside.desk.writing import family_open_to
from alongside.kernel.answers import NotFound
from alongside.kernel.caller import Caller
from alongside.kernel.ids import ChildId
from alongside.plans import api as plans


@page(one_visit=False)
def begin(request: HttpRequest, caller: Caller, child: UUID) -> HttpResponse:
    """A plan begins."""
    family = family_open_to(caller, child, about_child(caller, child, "plan")["identity"])
    form = BeginPlanForm(request.POST or None, family=family)
    if request.method == "POST" and form.is_valid():
        why = form.cleaned_data["why"]
        if done(form, lambda: plans.begin(caller, children=form.chosen(), why=why)):
            return back_to_plan(child)
    lines = ("You write it together with the family, and agree it when it is ready.",)
    return asking(request, caller, child, form, "Begin a plan", "Begin the plan", lines=lines)


@page(one_visit=False)
def next_version(request: HttpRequest, caller: Caller, child: UUID) -> HttpResponse:
    """The next version begins with everything that this one says."""
    form = WhyForm(request.POST or None)
    if done(form, lambda: plans.revise(caller, child=ChildId(child), why=form.cleaned_data["why"])):
        return back_to_plan(child)
    lines = ("What was agreed stays as it is and counts until the next version is agreed.",)
    return asking(request, caller, child, form, "Begin the next version", "Begin it", lines=lines)


@page(one_visit=False)
def agree(request: HttpRequest, caller: Caller, child: UUID) -> HttpResponse:
    """The version that is being written is agreed."""
    found = plan_for(caller, child)
    form = AgreeForm(request.POST or None, initial={"number": found.version.number})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        if done(
            form,
            lambda: plans.agree(caller, child=ChildId(child), number=said["number"], review_on=said["review_on"]),
        ):
            return back_to_plan(child)
    lines = ("From now on this version does not change. Changes make the next one.", *plans.missing(found))
    return asking(request, caller, child, form, "Agree this version", "We agree", lines=lines)


@page(one_visit=False)
def review_day(request: HttpRequest, caller: Caller, child: UUID) -> HttpResponse:
    """The day of the next review."""
    form = ReviewDayForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        if done(form, lambda: plans.review_by(caller, child=ChildId(child), on=said["on"], why=said["why"])):
            return back_to_plan(child)
    return asking(request, caller, child, form, "When the plan is reviewed", "Set this day")


@page(one_visit=False)
def end(request: HttpRequest, caller: Caller, child: UUID) -> HttpResponse:
    """The plan ends."""
    plan_for(caller, child)
    form = WhyForm(request.POST or None)
    if done(form, lambda: plans.end(caller, child=ChildId(child), why=form.cleaned_data["why"])):
        return back_to_plan(child)
    lines = ("Nobody owns its tasks any more. What happened stays in the chronology.",)
    return asking(request, caller, child, form, "End this plan", "End the plan", lines=lines)


@page(one_visit=False)
def worse(request: HttpRequest, caller: Caller, child: UUID) -> HttpResponse:
    """What is done if it gets worse."""
    form = WorseForm(request.POST or None)
    if done(form, lambda: plans.prepare(caller, child=ChildId(child), **form.cleaned_data)):
        return back_to_plan(child)
    return asking(request, caller, child, form, "If it gets worse", "Add this")


@page(one_visit=False)
def not_any_more(request: HttpRequest, caller: Caller, child: UUID, contingency: UUID) -> HttpResponse:
    """What was agreed in case it gets worse no longer counts."""
    found = next((c for c in plan_for(caller, child).contingencies if c.id == contingency), None)
    if found is None:
        raise NotFound("This is not in the plan any more.")
    form = WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        why = form.cleaned_data["why"]
        if done(form, lambda: plans.end_contingency(caller, child=ChildId(child), contingency=contingency, why=why)):
            return back_to_plan(child)
    lines = (f"If {found.sign}: {found.what}", f"Who: {found.who}")
    return asking(request, caller, child, form, "This no longer counts", "Take it out", lines=lines)
