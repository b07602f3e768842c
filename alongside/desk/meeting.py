"""The meetings about a child; one meeting, its summary, and its calendar file; for practitioners and family alike."""

from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from alongside.desk.frame import framed, page
from alongside.desk.meeting_words import WORDS
from alongside.desk.reader import about, is_family, names_of
from alongside.families import api as families
from alongside.kernel.answers import NotFound
from alongside.kernel.caller import Caller
from alongside.kernel.ids import ActorId, ChildId
from alongside.meetings import api as meetings
from alongside.meetings.api import Invited, Meeting, Stage
from alongside.post import api as post
from alongside.teams import api as teams
from alongside.trust import api as trust


def read(caller: Caller, child: UUID, meeting: UUID) -> Meeting:
    """The meeting as far as the reader may see it."""
    return meetings.meeting(caller, child=ChildId(child), meeting=meeting)


def back_to(name: str, child: UUID, meeting: UUID, place: str = "") -> HttpResponseRedirect:
    """To a page of the meeting, and a place on it."""
    return HttpResponseRedirect(reverse(name, args=[str(child), str(meeting)]) + (f"#{place}" if place else ""))


def asking(
    request: HttpRequest, caller: Caller, child: UUID, form: Form, title: str, button: str, **more: object
) -> HttpResponse:
    """A page with one form about a meeting; `back` is where the link at the top leads."""
    told = {
        **about(caller, child, "meetings"), "form": form, "title": title, "button": button, "lines": (), "quotes": (),
        "back": (reverse("meetings", args=[str(child)]), "Meetings"), **more,
    }  # fmt: skip
    return framed(request, caller, "desk/meeting_form.html", told, status=422 if form.is_bound else 200)


def to_meeting(child: UUID, meeting: UUID, name: str = "meeting") -> tuple[str, str]:
    """The link at the top of a form."""
    return reverse(name, args=[str(child), str(meeting)]), "Meeting"


def told_of(caller: Caller, child: UUID, found: Meeting) -> dict[str, Any]:
    """What the pages of a meeting tell besides what they are about."""
    actors = {found.called_by, *(n.by for n in found.notes), *(d.by for d in found.decisions)}
    names = names_of(caller, child, actors)
    return {
        **about(caller, child, "meetings"), **WORDS, "meeting": found, "names": names,
        "penned": _penned(caller, child, found, names), "came_now": meetings.newest(found.attended),
        "not_reached": () if is_family(caller, child) else _not_reached(caller, child, found),
        "called": families.called(caller, children=_open_to(caller, found)), "today": caller.now.date(),
    }  # fmt: skip


def _open_to(caller: Caller, found: Meeting) -> tuple[ChildId, ...]:
    """Those of the children whom the reader may know of: a father reads no half-brother's name here."""
    mine = {g.child for g in trust.my_grants(caller)}
    return tuple(c for c in found.children if c in mine)


def _not_reached(caller: Caller, child: UUID, found: Meeting) -> tuple[Invited, ...]:
    return meetings.not_reached(caller, child=ChildId(child), meeting=found.id)


def _penned(caller: Caller, child: UUID, found: Meeting, names: dict[ActorId, str]) -> dict[UUID, str]:
    """Who wrote a note down, where that is somebody else than whoever said it."""
    actor = {member: who for who, member in teams.ways_in(caller, child=ChildId(child)).items()}
    own = {i.id: i.actor or (actor.get(i.member) if i.member else None) for i in found.invited}
    return {n.id: names[n.by].split(",")[0] for n in found.notes if n.by != own[n.whose] and n.by in names}


@page()
def all_of_child(request: HttpRequest, caller: Caller, child: UUID) -> HttpResponse:
    """The next meetings first, then the earlier ones."""
    heads = meetings.meetings(caller, child=ChildId(child))
    over = (Stage.ENDED, Stage.CALLED_OFF)
    told = {
        **about(caller, child, "meetings"), **WORDS, "next": tuple(reversed([h for h in heads if h.stage not in over])),
        "earlier": [h for h in heads if h.stage in over],
    }  # fmt: skip
    return framed(request, caller, "desk/meetings.html", told)


@page()
def meeting(request: HttpRequest, caller: Caller, child: UUID, meeting: UUID) -> HttpResponse:
    """A meeting before it begins: when, who, which times suit whom, what is talked about."""
    found = read(caller, child, meeting)
    if found.stage is Stage.GOING_ON:
        return back_to("live-meeting", child, meeting)
    if found.stage is Stage.ENDED:
        return back_to("meeting-summary", child, meeting)
    told = {
        **told_of(caller, child, found), "agenda": meetings.agenda(caller, child=ChildId(child), meeting=meeting),
        "times": meetings.best_first(found.times, found.invited), "family_says": meetings.family_says,
    }  # fmt: skip
    return framed(request, caller, "desk/meeting.html", told)


@page()
def summary(request: HttpRequest, caller: Caller, child: UUID, meeting: UUID) -> HttpResponse:
    """What came of a meeting; complete the moment it ended."""
    found = read(caller, child, meeting)
    if found.ended is None:
        raise NotFound("This meeting has not ended yet.")
    told = {**told_of(caller, child, found), "made": meetings.summary(found)}
    return framed(request, caller, "desk/meeting_summary.html", told)


@page()
def calendar(request: HttpRequest, caller: Caller, child: UUID, meeting: UUID) -> HttpResponse:
    """A file for one's own calendar: when, and that it is a meeting; nothing else."""
    found = read(caller, child, meeting)
    if found.now is None or found.ends_at is None:
        raise NotFound("No time is settled yet.")
    entry = post.Entry(found.now.starts_at, found.ends_at, str(found.calendar), len(found.arranged) - 1)
    return HttpResponse(
        post.calendar(entry, at=found.now.at), content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="meeting.ics"'},
    )  # fmt: skip
