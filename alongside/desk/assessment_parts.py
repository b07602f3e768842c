"""Writing one part of an assessment: saved while somebody types, two texts settled, evidence, views, how it was."""

from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse

from alongside.assessment import api as assessments
from alongside.assessment.api import Assessment, Part, PartKind, Section, Stance, Step, Text
from alongside.chronology import api as chronology
from alongside.desk.assessing import asking, at, read
from alongside.desk.assessment_forms import KINDS, PartForm, StepForm, ViewForm
from alongside.desk.children import KINDS as ENTRY_KINDS
from alongside.desk.frame import framed, page
from alongside.desk.reader import about, is_family, names_of
from alongside.families import api as families
from alongside.kernel.answers import NotFound
from alongside.kernel.caller import Caller
from alongside.kernel.ids import ChildId
from alongside.layout.dates import LONDON, clock

SOMEBODY_ELSE = "Somebody else wrote here at the same time. Both texts are kept: choose Save to see both."


def part_of(found: Assessment, part: UUID) -> Part:
    """A part that the reader may see."""
    known = found.part(part)
    if known is None:
        raise NotFound("There is no such part, or it is not open to you.")
    return known


def _section(found: Assessment, code: str) -> Section:
    section = next((s for s in found.sections if s.code == code), None)
    if section is None:
        raise NotFound("This assessment has no such section.")
    return section


@page()
def begin(request: HttpRequest, caller: Caller, child: UUID, assessment: UUID, section: str) -> HttpResponse:
    """A new part gets its id before the first letter, so that nothing is written twice."""
    return at("write-part", child, assessment, section, uuid4())


def _form(caller: Caller, child: UUID, found: Assessment, part: Part | None, data: Any = None) -> PartForm:
    called = families.called(caller, children=found.head.children)
    initial: dict[str, Any] = {"save_id": uuid4()}
    if part is not None:
        initial |= {"text": part.texts[-1].text, "follows": ",".join(str(t.number) for t in part.texts)}
    return PartForm(
        data, children=[(c, called[c]) for c in found.head.children if c in called], family=is_family(caller, child),
        begun=part is not None, initial=initial,
    )  # fmt: skip


@page()
def write(
    request: HttpRequest, caller: Caller, child: UUID, assessment: UUID, section: str, part: UUID
) -> HttpResponse:
    """The page on which a part is written; with two texts both stand above the box."""
    found = read(caller, child, assessment)
    known = found.part(part)
    if request.method != "POST":
        return _writing(request, caller, child, found, section, part, _form(caller, child, found, known))
    form = _form(caller, child, found, known, request.POST)
    if not form.is_valid():
        return _writing(request, caller, child, found, section, part, form, status=422)
    if len(_kept(caller, child, found, section, part, form)) == 1:
        return HttpResponseRedirect(f"{reverse('assessment', args=[str(child), str(assessment)])}#part-{part}")
    again = read(caller, child, assessment)
    return _writing(
        request, caller, child, again, section, part, _form(caller, child, again, again.part(part)), status=409
    )


def _kept(caller: Caller, child: UUID, found: Assessment, section: str, part: UUID, form: PartForm) -> tuple[Text, ...]:
    said = form.cleaned_data
    if found.part(part) is not None:
        return assessments.save(
            caller, child=ChildId(child), part=part, follows=form.read(), text=said["text"], save_id=said["save_id"]
        )
    text = assessments.add_part(
        caller, assessment=found.head.id, part=part, about=form.about(), section=section, kind=PartKind(said["kind"]),
        text=said["text"], save_id=said["save_id"], level=int(said.get("level") or 0),
        why_level=said.get("why_level", ""),
    )  # fmt: skip
    return (text,)


def _writing(
    request: HttpRequest, caller: Caller, child: UUID, found: Assessment, section: str, part: UUID, form: PartForm,
    *, status: int = 200,
) -> HttpResponse:  # fmt: skip
    known = found.part(part)
    people = {t.by for t in known.texts} if known else set()
    told = {
        **about(caller, child, "assessments"), "assessment": found, "section": _section(found, section), "part": part,
        "known": known, "form": form, "kinds": KINDS, "names": names_of(caller, child, people),
    }  # fmt: skip
    return framed(request, caller, "desk/write_part.html", told, status=status)


@page()
def save(request: HttpRequest, caller: Caller, child: UUID, assessment: UUID, section: str, part: UUID) -> HttpResponse:
    """While somebody types: keep what is there, say when, and whether somebody else wrote at the same time."""
    begun = request.POST.get("follows", "") != ""
    form = PartForm(request.POST, children=(), begun=True) if begun else _first(request, caller, child, assessment)
    if not form.is_valid():
        return JsonResponse({"unfit": form.errors}, status=422)
    said = form.cleaned_data
    standing = (
        assessments.save(caller, child=ChildId(child), part=part, follows=form.read(), text=said["text"],
                         save_id=said["save_id"])
        if begun else _kept(caller, child, read(caller, child, assessment), section, part, form)
    )  # fmt: skip
    mine = [t.number for t in standing if t.by == caller.actor] or [t.number for t in standing]
    also = SOMEBODY_ELSE if len(standing) > 1 else ""
    fields = {"follows": str(mine[-1]), "save_id": str(uuid4())}
    return JsonResponse({"saved_at": clock(caller.now.astimezone(LONDON)), "fields": fields, "also": also})


def _first(request: HttpRequest, caller: Caller, child: UUID, assessment: UUID) -> PartForm:
    """The first save of a part asks everything; each later one only the words, because it comes every second."""
    return _form(caller, child, read(caller, child, assessment), None, request.POST)


@page()
def evidence(request: HttpRequest, caller: Caller, child: UUID, assessment: UUID, part: UUID) -> HttpResponse:
    """Which entries of the chronology stand beside a part."""
    found = part_of(read(caller, child, assessment), part)
    entries = tuple(reversed(chronology.story(caller, child=ChildId(child)).entries))
    if request.method == "POST":
        chosen = set(request.POST.getlist("entries"))
        assessments.put_evidence(
            caller, child=ChildId(child), part=part, entries=tuple(e.id for e in entries if str(e.id) in chosen)
        )
        return HttpResponseRedirect(f"{reverse('assessment', args=[str(child), str(assessment)])}#part-{part}")
    told = {**about(caller, child, "assessments"), "part": found, "entries": entries, "entry_kinds": ENTRY_KINDS}
    return framed(request, caller, "desk/evidence.html", {**told, "assessment": assessment})


@page()
def view(request: HttpRequest, caller: Caller, child: UUID, assessment: UUID, part: UUID) -> HttpResponse:
    """Somebody says whether they agree with a judgement."""
    found = part_of(read(caller, child, assessment), part)
    mine = next((p for p in found.positions if p.by == caller.actor), None)
    form = ViewForm(request.POST or None, initial={"stance": mine.stance.value, "words": mine.words} if mine else None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        assessments.take_position(
            caller, child=ChildId(child), part=part, stance=Stance(said["stance"]), words=said["words"]
        )
        return HttpResponseRedirect(f"{reverse('assessment', args=[str(child), str(assessment)])}#part-{part}")
    lines = tuple(t.text for t in found.texts)
    return asking(request, caller, child, assessment, form, "Do you agree with this?", "Record my view", quotes=lines)


@page()
def talk(request: HttpRequest, caller: Caller, child: UUID, assessment: UUID, part: UUID, talk: UUID) -> HttpResponse:
    """The conversation about a disagreement, and its next step."""
    found = part_of(read(caller, child, assessment), part)
    going_on = next((d for d in found.disagreements if d.id == talk), None)
    if going_on is None:
        raise NotFound("There is no such conversation, or it is not open to you.")
    form = StepForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        step, words = Step(form.cleaned_data["step"]), form.cleaned_data["words"]
        assessments.talk_over(caller, child=ChildId(child), conversation_id=talk, step=step, words=words)
        return HttpResponseRedirect(f"{reverse('assessment', args=[str(child), str(assessment)])}#part-{part}")
    names = names_of(caller, child, {s.by for s in going_on.steps})
    quotes = (found.texts[-1].text, *(f"{names.get(s.by, 'Somebody')}: {s.words}" for s in going_on.steps))
    return asking(request, caller, child, assessment, form, "Talk it over", "Record this", quotes=quotes)


@page()
def history(request: HttpRequest, caller: Caller, child: UUID, assessment: UUID, part: UUID) -> HttpResponse:
    """Everything that was ever saved of a part."""
    found = part_of(read(caller, child, assessment), part)
    texts = assessments.texts(caller, child=ChildId(child), part=part)
    names = names_of(caller, child, {t.by for t in texts})
    told = {**about(caller, child, "assessments"), "part": found, "texts": texts, "names": names, "kinds": KINDS}
    told |= {"standing": {t.number for t in assessments.standing(texts)}, "assessment": assessment}
    return framed(request, caller, "desk/part_history.html", told)
