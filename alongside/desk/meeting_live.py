"""A meeting while it goes on: one page that everybody has open, and that shows what the others say and decide."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from alongside.desk.frame import framed, page
from alongside.desk.meeting import asking, back_to, read, to_meeting, told_of
from alongside.desk.meeting_forms import WordsForm
from alongside.desk.meeting_live_forms import PresentForm
from alongside.desk.plan import done
from alongside.desk.reader import is_family
from alongside.kernel.answers import NotFound
from alongside.kernel.caller import Caller
from alongside.kernel.ids import ChildId
from alongside.layout.forms import errors_of
from alongside.meetings import api as meetings
from alongside.meetings.api import Meeting, Stage


@page(one_visit=False)
def begin(request: HttpRequest, caller: Caller, child: UUID, meeting: UUID) -> HttpResponse:
    """The meeting begins."""
    if request.method == "POST":
        meetings.begin(caller, child=ChildId(child), meeting=meeting)
        return back_to("live-meeting", child, meeting)
    return back_to("meeting", child, meeting)


@page()
def live(request: HttpRequest, caller: Caller, child: UUID, meeting: UUID) -> HttpResponse:
    """The meeting as it stands now."""
    seen = _so_far(caller, child, meeting)
    found = read(caller, child, meeting)
    if found.stage is not Stage.GOING_ON:
        return back_to("meeting", child, meeting)
    told = {**told_of(caller, child, found), **_asked(found, seen)}
    return framed(request, caller, "desk/meeting_live.html", told)


def _so_far(caller: Caller, child: UUID, meeting: UUID) -> int:
    """How much was said and done; asked before the meeting is read, so that nothing in between is missed."""
    return meetings.saves(caller, child=ChildId(child), meeting=meeting)


def _asked(found: Meeting, seen: int) -> dict[str, object]:
    """What a page tells that asks again and again: how much it knows."""
    return {"seen": seen, "known": max((i.number for i in found.items), default=0), "fresh": ()}


@page()
def changes(request: HttpRequest, caller: Caller, child: UUID, meeting: UUID, seen: int, known: int) -> HttpResponse:
    """Asked every few seconds by an open page: what was said and decided since; nothing when nothing was."""
    now = _so_far(caller, child, meeting)
    if now == seen:
        return HttpResponse(status=204)
    found = read(caller, child, meeting)
    told = {**told_of(caller, child, found), **_asked(found, now), "seen_before": True}
    told["fresh"] = [i for i in found.items if i.number > known]
    return framed(request, caller, "desk/meeting_changes.html", told)


@page(one_visit=False)
def present(request: HttpRequest, caller: Caller, child: UUID, meeting: UUID) -> HttpResponse:
    """Who is there; somebody of the family says it for themselves."""
    found = read(caller, child, meeting)
    mine = [i for i in found.invited if i.id == found.me]
    invited = mine if is_family(caller, child) else found.invited
    form = PresentForm(request.POST or None, invited=invited, now=meetings.newest(found.attended))
    if request.method == "POST" and form.is_valid() and done(form, lambda: _came(caller, child, meeting, form)):
        return back_to("meeting", child, meeting)
    back = to_meeting(child, meeting)
    return asking(request, caller, child, form, "Who is there?", "Record it", back=back)


def _came(caller: Caller, child: UUID, meeting: UUID, form: PresentForm) -> None:
    changed = {who.id: (came, words) for who, came, words in form.changed()}
    if not is_family(caller, child):
        meetings.attend_together(caller, child=ChildId(child), meeting=meeting, came=changed)
        return
    for came, words in changed.values():
        meetings.attend(caller, child=ChildId(child), meeting=meeting, came=came, words=words)


@page(one_visit=False)
def note(request: HttpRequest, caller: Caller, child: UUID, meeting: UUID, item: UUID) -> HttpResponse:
    """Somebody says something about what is on the agenda."""
    found = read(caller, child, meeting)
    about = found.item(item)
    if about is None:
        raise NotFound("This is not on the agenda.")
    form = _words(request, caller, child, found, "What was said?")
    here: dict[str, Any] = {"child": ChildId(child), "meeting": meeting}
    kept = False
    if request.method == "POST" and form.is_valid():
        words, whose = form.cleaned_data["words"], form.for_whom()
        kept = done(form, lambda: meetings.note(caller, **here, item=item, words=words, whose=whose))
    if request.method == "POST" and "HX-Request" in request.headers:
        return _in_place(request, caller, child, meeting, item, form)
    if kept:
        return back_to("live-meeting", child, meeting, f"item-{item}")
    back = to_meeting(child, meeting)
    return asking(request, caller, child, form, "Write a note", "Keep this note", quotes=(about.words,), back=back)


def _in_place(
    request: HttpRequest, caller: Caller, child: UUID, meeting: UUID, item: UUID, form: WordsForm
) -> HttpResponse:
    """What was said about an item, for a page that stays open; what could not be kept stays in its box."""
    error = next((e.text for e in errors_of(form)), "")
    found = read(caller, child, meeting)
    told = {**told_of(caller, child, found), "item": found.item(item), "error": error}
    return framed(request, caller, "desk/meeting_said.html", told, status=422 if error else 200)


@page(one_visit=False)
def disagree(request: HttpRequest, caller: Caller, child: UUID, meeting: UUID, decision: UUID) -> HttpResponse:
    """Somebody does not agree with a decision."""
    found = read(caller, child, meeting)
    against = next((d for d in found.decisions if d.id == decision), None)
    if against is None:
        raise NotFound("There is no such decision.")
    form = _words(request, caller, child, found, "What do you see differently?")
    here: dict[str, Any] = {"child": ChildId(child), "meeting": meeting}
    if request.method == "POST" and form.is_valid():
        words, whose = form.cleaned_data["words"], form.for_whom()
        if done(form, lambda: meetings.disagree(caller, **here, decision=decision, words=words, whose=whose)):
            return back_to("live-meeting", child, meeting, f"said-{against.item}")
    lines = ("It stands beside the decision for ever, also in the summary.",)
    back = to_meeting(child, meeting)
    return asking(
        request, caller, child, form, "I do not agree", "Record this", lines=lines, quotes=(against.words,), back=back
    )


def _words(request: HttpRequest, caller: Caller, child: UUID, found: Meeting, label: str) -> WordsForm:
    return WordsForm(
        request.POST or None, invited=found.invited, me=found.me, family=is_family(caller, child), label=label
    )  # fmt: skip


@page(one_visit=False)
def end(request: HttpRequest, caller: Caller, child: UUID, meeting: UUID) -> HttpResponse:
    """The meeting ends, after a last look at what is left."""
    found = read(caller, child, meeting)
    if found.stage is not Stage.GOING_ON:
        return back_to("meeting", child, meeting)
    if request.method == "POST":
        meetings.end(caller, child=ChildId(child), meeting=meeting)
        return back_to("meeting-summary", child, meeting)
    came = {a.invited for a in found.attended}
    unrecorded = [i for i in found.invited if i.id not in came]
    told = {**told_of(caller, child, found), "made": meetings.summary(found), "unrecorded": unrecorded}
    return framed(request, caller, "desk/meeting_end.html", told)


@page(one_visit=False)
def afterwards(request: HttpRequest, caller: Caller, child: UUID, meeting: UUID) -> HttpResponse:
    """Somebody adds something after the meeting."""
    found = read(caller, child, meeting)
    form = _words(request, caller, child, found, "What do you want to add?")
    here: dict[str, Any] = {"child": ChildId(child), "meeting": meeting}
    if request.method == "POST" and form.is_valid():
        words, whose = form.cleaned_data["words"], form.for_whom()
        if done(form, lambda: meetings.add_afterwards(caller, **here, words=words, whose=whose)):
            return back_to("meeting-summary", child, meeting)
    lines = ("The summary stays as it was. What you add stands below it, with today’s date.",)
    back = to_meeting(child, meeting)
    return asking(request, caller, child, form, "Add something", "Add it", lines=lines, back=back)
