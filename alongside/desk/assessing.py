"""One assessment for all: who has written what, who agrees, what is missing; begun, asked for, finished, signed."""

from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from alongside.assessment import api as assessments
from alongside.assessment.api import JUDGEMENTS, Answer, Assessment, Head
from alongside.desk.assessment_forms import ANSWERS, KINDS, STANCES, AnswerForm, AskForm, BeginForm, SignForm
from alongside.desk.frame import framed, page
from alongside.desk.plain_words import hints_for
from alongside.desk.reader import about, is_family, names_of
from alongside.desk.writing import family_open_to
from alongside.families import api as families
from alongside.kernel.answers import NotFound
from alongside.kernel.caller import Caller
from alongside.kernel.ids import ActorId, ChildId
from alongside.language import api as language
from alongside.language.api import Kind
from alongside.teams import api as teams
from alongside.waiting import api as waiting


def at(name: str, *words: object) -> HttpResponseRedirect:
    """To a page by its name."""
    return HttpResponseRedirect(reverse(name, args=[str(w) for w in words]))


def read(caller: Caller, child: UUID, assessment: UUID) -> Assessment:
    """The assessment as far as the caller may see it."""
    return assessments.assessment_of(caller, child=ChildId(child), assessment=assessment)


@page()
def all_of_child(request: HttpRequest, caller: Caller, child: UUID) -> HttpResponse:
    """Every assessment of a child, and where the next one begins."""
    heads = assessments.assessments(caller, child=ChildId(child))
    told = {**about(caller, child, "assessments"), "heads": heads, "names": _names(caller, child, heads)}
    return framed(request, caller, "desk/assessments.html", told)


def _names(caller: Caller, child: UUID, heads: tuple[Head, ...]) -> dict[ActorId, str]:
    return names_of(caller, child, {h.begun_by for h in heads})


@page()
def begin(request: HttpRequest, caller: Caller, child: UUID) -> HttpResponse:
    """An assessment begins."""
    told = about(caller, child, "assessments")
    family = [(i.person, i.name) for i in family_open_to(caller, child, told["identity"])]
    templates = language.practices(caller, kind=Kind.TEMPLATE)
    form = BeginForm(request.POST or None, templates=templates, children=family)
    if request.method == "POST" and form.is_valid():
        begun = assessments.begin(
            caller, assessment=uuid4(), children=form.chosen(), template=form.cleaned_data["template"]
        )
        return at("assessment", child, begun)
    status = 422 if form.is_bound else 200
    back = reverse("assessments", args=[str(child)])
    told |= {"form": form, "title": "Begin the assessment", "button": "Begin", "back": back, "lines": ()}
    return framed(request, caller, "desk/assessment_form.html", told, status=status)


@page()
def assessment(request: HttpRequest, caller: Caller, child: UUID, assessment: UUID) -> HttpResponse:
    """The whole assessment, section by section."""
    found = read(caller, child, assessment)
    told = {**about(caller, child, "assessments"), **whole(caller, child, found)}
    return framed(request, caller, "desk/assessment.html", told)


def whole(caller: Caller, child: UUID, found: Assessment) -> dict[str, Any]:
    """What the page of an assessment tells besides the frame."""
    here = ChildId(child)
    facts = {} if is_family(caller, child) else assessments.facts(caller, child=here, assessment=found.head.id)
    return {
        "assessment": found, "facts": facts, "kinds": KINDS, "stances": STANCES, "judgements": JUDGEMENTS,
        "names": names_of(caller, child, _people(found)), "me": caller.actor, "late": _late(caller, found),
        "hints": () if found.head.finished_at else assessments.hints(found.sections, found.parts),
        "unfinished": assessments.unfinished(found.sections, found.parts), "answers": ANSWERS,
        "called": families.called(caller, children=found.head.children),
        "mine_to_answer": [r for r in found.requests if r.asked == caller.actor and r.answer is None],
        "reminded": waiting.reminders_of(caller, items=[r.id for r in found.requests]),
        "saves": assessments.saves(caller, child=ChildId(child), assessment=found.head.id),
    }  # fmt: skip


@page()
def plain(request: HttpRequest, caller: Caller, child: UUID, assessment: UUID) -> HttpResponse:
    """What is shared with the family about this child, to read together and to print."""
    found = read(caller, child, assessment)
    shared = [p for p in found.parts if p.level == 0 and child in p.children and p.settled]
    texts = [t.text for p in shared for t in p.texts] + [x.words for p in shared for x in p.positions]
    told = {
        **about(caller, child, "assessments"), "assessment": found, "kinds": KINDS, "stances": STANCES,
        "written": [(s, [p for p in shared if p.section == s.code]) for s in found.sections],
        "names": names_of(caller, child, _people(found)), **hints_for(caller, texts),
        "left_out": len(found.parts) - len(shared),
    }  # fmt: skip
    return framed(request, caller, "desk/assessment_plain.html", told)


def _late(caller: Caller, found: Assessment) -> frozenset[UUID]:
    today = caller.now.date()
    talks = (d for p in found.parts for d in p.disagreements)
    return frozenset(d.id for d in talks if assessments.is_late(d, today))


def _people(found: Assessment) -> set[ActorId]:
    people = {found.head.begun_by, *(s.by for s in found.signatures)}
    for part in found.parts:
        people |= {part.author, *(t.by for t in part.texts), *(p.by for p in part.positions)}
        people |= {s.by for d in part.disagreements for s in d.steps}
    return people | {a for r in found.requests for a in (r.asked, r.asked_by)}


@page()
def changes(request: HttpRequest, caller: Caller, child: UUID, assessment: UUID, seen: int) -> HttpResponse:
    """Asked every few seconds by an open page: whether anybody has written since."""
    now = assessments.saves(caller, child=ChildId(child), assessment=assessment)
    if now == seen:
        return HttpResponse(status=204)
    told = {"child": child, "assessment": assessment, "seen": now, "changed": True}
    return framed(request, caller, "desk/assessment_changes.html", told)


@page()
def ask(request: HttpRequest, caller: Caller, child: UUID, assessment: UUID) -> HttpResponse:
    """Somebody of the team is asked to contribute."""
    found = read(caller, child, assessment)
    team = teams.team_of(caller, child=ChildId(child))
    people = {str(m.actor): m.name for m in (team.members if team else ()) if m.actor and m.actor != caller.actor}
    form = AskForm(request.POST or None, people=people, sections=found.sections)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        assessments.ask(
            caller, child=ChildId(child), assessment=assessment, asked=ActorId(UUID(said["asked"])),
            question=said["question"], sections=said["sections"], answer_by=said["answer_by"],
        )  # fmt: skip
        return at("assessment", child, assessment)
    lines = () if people else ("Nobody else of the team can sign in yet. Bring somebody into the team first.",)
    return asking(request, caller, child, assessment, form, "Ask somebody to contribute", "Ask them", lines=lines)


def asking(
    request: HttpRequest, caller: Caller, child: UUID, assessment: UUID, form: Any, title: str, button: str, **more: Any
) -> HttpResponse:
    """A page with one form about an assessment."""
    back = reverse("assessment", args=[str(child), str(assessment)])
    told = {
        "lines": (),
        **about(caller, child, "assessments"),
        "form": form,
        "title": title,
        "button": button,
        "back": back,
    }
    status = 422 if form.is_bound else 200
    return framed(request, caller, "desk/assessment_form.html", {**told, **more}, status=status)


@page()
def answer(request: HttpRequest, caller: Caller, child: UUID, assessment: UUID, asked: UUID) -> HttpResponse:
    """Somebody who was asked answers."""
    question = next((r for r in read(caller, child, assessment).requests if r.id == asked), None)
    if question is None:
        raise NotFound("You were not asked this.")
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        assessments.answer(
            caller, child=ChildId(child), request=asked, answer=Answer(said["answer"]), words=said["words"]
        )
        return at("assessment", child, assessment)
    lines = (f"You were asked: {question.question}",)
    return asking(request, caller, child, assessment, form, "Answer", "Record my answer", lines=lines)


@page()
def finish(request: HttpRequest, caller: Caller, child: UUID, assessment: UUID) -> HttpResponse:
    """The assessment is finished, after a last look at what is missing."""
    found = read(caller, child, assessment)
    if request.method == "POST":
        facts = assessments.facts(caller, child=ChildId(child), assessment=assessment)
        assessments.finish(caller, child=ChildId(child), assessment=assessment, facts=facts)
        return at("sign-assessment", child, assessment)
    told = {**about(caller, child, "assessments"), **whole(caller, child, found)}
    return framed(request, caller, "desk/finish_assessment.html", told)


@page()
def sign(request: HttpRequest, caller: Caller, child: UUID, assessment: UUID) -> HttpResponse:
    """Somebody signs the finished assessment."""
    read(caller, child, assessment)
    form = SignForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        assessments.sign(caller, child=ChildId(child), assessment=assessment, words=form.cleaned_data["words"])
        return at("assessment", child, assessment)
    lines = ("The assessment is finished. Your name says that you have read it and taken part in it.",)
    return asking(request, caller, child, assessment, form, "Sign the assessment", "Sign", lines=lines)


@page()
def begin_next(request: HttpRequest, caller: Caller, child: UUID, assessment: UUID) -> HttpResponse:
    """The next assessment begins as a copy of this one."""
    if request.method == "POST":
        begun = assessments.begin_next(caller, child=ChildId(child), assessment=uuid4(), previous=assessment)
        return at("assessment", child, begun)
    return at("assessment", child, assessment)


@page()
def compared(request: HttpRequest, caller: Caller, child: UUID, assessment: UUID) -> HttpResponse:
    """What changed since the assessment before, section by section."""
    now = read(caller, child, assessment)
    if now.previous is None:
        raise NotFound("There is no assessment before this one.")
    before = read(caller, child, now.previous)
    changed = assessments.changes(now.sections, before.parts, now.parts)
    told = {**about(caller, child, "assessments"), "changed": changed, "assessment": now, "before": before}
    return framed(request, caller, "desk/assessment_compared.html", told)
