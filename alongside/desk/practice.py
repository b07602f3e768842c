"""Local practice: by when things are done, what roles are called, who should be in a team."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from alongside.agencies import api as agencies
from alongside.desk.frame import framed, page
from alongside.desk.practice_forms import ADDED, FORMS, UNITS, AgreementForm
from alongside.kernel.answers import NotFound, NotPossible
from alongside.kernel.caller import Caller, Purpose
from alongside.kernel.ids import ActorId
from alongside.language import api as language
from alongside.language.api import Kind, Practice
from alongside.trust import api as trust

TITLES = {
    Kind.TIMESCALE: "By when things are done", Kind.ROLE: "What roles are called", Kind.WAY: "Ways of working together",
    Kind.TEMPLATE: "Templates of the assessment",
    Kind.WEIGHT: "How much work counts", Kind.COMPOSITION: "Who should be around a child at risk",
    Kind.WORD: "Words explained", Kind.INSTRUMENT: "Licensed questionnaires and scales",
}  # fmt: skip

ADDING = {
    Kind.TIMESCALE: ("Add a timescale of your own", "A clock informs; it never stops anybody."),
    Kind.ROLE: ("Add a role of your own", "What somebody does in a team, for practitioners and for the family."),
    Kind.TEMPLATE: (
        "Add a template of your own",
        "It is on trial at first. Once it has proved itself, change it to agreed, and everybody is offered it first.",
    ),
    Kind.INSTRUMENT: ("Add an instrument", "Its name and the ranges of its scores. Its questions stay with its owner."),
    Kind.WORD: ("Add a word", "It is explained wherever a family reads it."),
}  # fmt: skip


def _may_change(caller: Caller) -> bool:
    return any(office is trust.Office.ADMINISTRATOR for office, _ in trust.my_offices(caller))


@page(Purpose.ADMINISTRATION)
def practice(request: HttpRequest, caller: Caller) -> HttpResponse:
    """Everything that is agreed, with where it comes from."""
    told = {
        "kinds": [(TITLES[kind], kind, language.practices(caller, kind=kind)) for kind in Kind], "units": dict(UNITS),
        "changes": _may_change(caller), "adding": {kind.value: title for kind, (title, _) in ADDING.items()},
    }  # fmt: skip
    return framed(request, caller, "desk/practice.html", told, here="practice")


@page(Purpose.ADMINISTRATION)
def agreement(request: HttpRequest, caller: Caller, kind: str, code: str) -> HttpResponse:
    """One agreement: how it stands, how it stood, and for an administrator a form to change it."""
    known = next((k for k in Kind if k.value == kind), None)
    versions = language.history(caller, kind=known, code=code) if known else ()
    if not versions or known is None:
        raise NotFound("Nothing of this name is agreed.")
    shape = FORMS[known]
    form = shape(request.POST or None, initial=shape.initial_of(versions[0])) if _may_change(caller) else None
    if request.method == "POST" and form and form.is_valid() and _changed(caller, versions[0], form):
        return HttpResponseRedirect(reverse("practice"))
    people = agencies.practitioners(caller, actors=tuple({ActorId(v.by) for v in versions if v.by}))
    told = {"versions": versions, "form": form, "units": dict(UNITS), "people": people, "kind": known.value}
    status = 422 if form and form.is_bound else 200
    return framed(request, caller, "desk/agreement.html", told, here="practice", status=status)


@page(Purpose.ADMINISTRATION)
def add(request: HttpRequest, caller: Caller, kind: str) -> HttpResponse:
    """An administrator adds something of the partnership's own; a template is on trial at first."""
    known = next((k for k in ADDED if k.value == kind), None)
    if known is None or not _may_change(caller):
        raise NotFound("Only an administrator adds to what is agreed.")
    form = ADDED[known](request.POST or None)
    if request.method == "POST" and form.is_valid():
        newest = Practice(known, form.code(), 0, {})
        if language.history(caller, kind=known, code=newest.code):
            form.add_error("words", "There is one of this name. Change that one, or choose another name.")
        elif _changed(caller, newest, form):
            return HttpResponseRedirect(reverse("practice"))
    title, line = ADDING[known]
    told, status = {"form": form, "title": title, "line": line}, 422 if form.is_bound else 200
    return framed(request, caller, "desk/add_practice.html", told, here="practice", status=status)


def _changed(caller: Caller, newest: Practice, form: AgreementForm) -> bool:
    said = form.cleaned_data
    try:
        language.change(
            caller, kind=newest.kind, code=newest.code, body=form.body(newest.body), why=said["why"], read=said["read"]
        )
    except NotPossible as error:
        form.add_error(None, str(error))
        return False
    return True
