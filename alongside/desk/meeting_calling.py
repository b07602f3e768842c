"""Pages on which a meeting is called and its time is found, with the family's answer first."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from alongside.desk.children import about_child
from alongside.desk.frame import page
from alongside.desk.meeting import asking, back_to, read, to_meeting
from alongside.desk.meeting_forms import (
    AnswerTimesForm,
    ArrangeForm,
    CallForm,
    InviteForm,
    MoveForm,
    People,
    SettleForm,
    TimesForm,
    WordsForm,
    starts_at,
)
from alongside.desk.meeting_words import FITS
from alongside.desk.plan import done
from alongside.desk.plan_forms import WhyForm
from alongside.desk.reader import is_family
from alongside.families import api as families
from alongside.families.api import Identity
from alongside.kernel.answers import NotFound
from alongside.kernel.caller import Caller
from alongside.kernel.ids import ChildId
from alongside.layout.dates import weekday
from alongside.meetings import api as meetings
from alongside.meetings.api import As, Guest, Meeting, Proposed
from alongside.teams import api as teams
from alongside.teams.api import MemberKind


def _people(caller: Caller, child: UUID, there: Meeting | None = None) -> People:
    """The team, without those who are invited already; the family first."""
    team = teams.team_of(caller, child=ChildId(child))
    known = {x for i in (there.invited if there else ()) for x in (i.actor, i.member) if x} | {caller.actor}
    found = {}
    for member in sorted(team.members if team else (), key=lambda m: m.kind is MemberKind.PRACTITIONER):
        if member.actor and member.actor not in known:
            found[str(member.id)] = (member.name, Guest(As.PRACTITIONER, role=member.role, actor=member.actor))
        elif not member.actor and member.id not in known and member.kind is not MemberKind.PRACTITIONER:
            kind = As.FAMILY if member.kind is MemberKind.FAMILY else As.GUEST
            words = f"{member.name}, {member.role.replace('-', ' ')}"
            found[str(member.id)] = (words, Guest(kind, role=member.role, member=member.id))
    return found


def _family(caller: Caller, child: UUID, identity: Identity) -> tuple[Identity, ...]:
    """The child of this page first, then those whom the same team is around and whose records are open."""
    team = teams.team_of(caller, child=ChildId(child))
    others = families.identities(caller, people=tuple(c for c in team.children if c != child)) if team else ()
    return (identity, *others)


@page(one_visit=False)
def call(request: HttpRequest, caller: Caller, child: UUID) -> HttpResponse:
    """A meeting is called."""
    family = _family(caller, child, about_child(caller, child, "meetings")["identity"])
    form = CallForm(request.POST or None, people=_people(caller, child), family=family)
    made: list[UUID] = []
    if request.method == "POST" and form.is_valid() and done(form, lambda: made.append(_called(caller, form))):
        return back_to("meeting", child, made[0])
    lines = ("Propose a few times. The family says first which of them work.",)
    return asking(request, caller, child, form, "Call a meeting", "Call it", lines=lines)


def _called(caller: Caller, form: CallForm) -> UUID:
    return meetings.call(
        caller, children=form.chosen(), called=form.called(), guests=form.guests(), times=form.times()
    )  # fmt: skip


@page(one_visit=False)
def invite(request: HttpRequest, caller: Caller, child: UUID, meeting: UUID) -> HttpResponse:
    """More people are invited."""
    found = read(caller, child, meeting)
    form = InviteForm(request.POST or None, people=_people(caller, child, found))
    here: dict[str, Any] = {"child": ChildId(child), "meeting": meeting}
    if request.method == "POST" and form.is_valid():
        mine = () if found.me else (Guest(As.PRACTITIONER, actor=caller.actor),)
        if done(form, lambda: meetings.invite(caller, **here, guests=(*form.guests(), *mine))):
            return back_to("meeting", child, meeting)
    lines = () if found.me else ("You are not among those invited yet: this adds you, too.",)
    back = to_meeting(child, meeting)
    return asking(request, caller, child, form, "Invite somebody else", "Invite them", lines=lines, back=back)


@page(one_visit=False)
def propose(request: HttpRequest, caller: Caller, child: UUID, meeting: UUID) -> HttpResponse:
    """More times are proposed."""
    read(caller, child, meeting)
    form = TimesForm(request.POST or None)
    here: dict[str, Any] = {"child": ChildId(child), "meeting": meeting}
    if request.method == "POST" and form.is_valid():
        times = form.times()
        if done(form, lambda: meetings.propose(caller, **here, times=times)):
            return back_to("meeting", child, meeting)
    back = to_meeting(child, meeting)
    return asking(request, caller, child, form, "Propose more times", "Propose them", back=back)


@page(one_visit=False)
def answer(request: HttpRequest, caller: Caller, child: UUID, meeting: UUID) -> HttpResponse:
    """Somebody says which times suit them."""
    found = read(caller, child, meeting)
    if not found.times:
        raise NotFound("No times have been proposed.")
    form = AnswerTimesForm(
        request.POST or None, times=found.times, invited=found.invited, me=found.me, family=is_family(caller, child)
    )
    if request.method == "POST" and form.is_valid() and done(form, lambda: _answered(caller, child, meeting, form)):
        return back_to("meeting", child, meeting)
    back = to_meeting(child, meeting)
    return asking(request, caller, child, form, "Which times suit you?", "Send the answer", back=back)


def _answered(caller: Caller, child: UUID, meeting: UUID, form: AnswerTimesForm) -> None:
    meetings.answer_times(
        caller, child=ChildId(child), meeting=meeting, answers=form.answers(), invited=form.for_whom()
    )  # fmt: skip


@page(one_visit=False)
def settle(request: HttpRequest, caller: Caller, child: UUID, meeting: UUID) -> HttpResponse:
    """The time is settled."""
    found = read(caller, child, meeting)
    best = meetings.best_first(found.times, found.invited)
    form = SettleForm(request.POST or None, times={str(t.id): _time(t, found) for t in best})
    if request.method == "POST" and form.is_valid():
        time, why = UUID(form.cleaned_data["time"]), form.cleaned_data["why"]
        if done(form, lambda: meetings.settle(caller, child=ChildId(child), meeting=meeting, time=time, why=why)):
            return back_to("meeting", child, meeting)
    lines = ("What suits the family best stands first.",)
    back = to_meeting(child, meeting)
    return asking(request, caller, child, form, "Settle the time", "Settle on this time", lines=lines, back=back)


def _time(time: Proposed, found: Meeting) -> str:
    family = meetings.family_says(time, found.invited)
    others = sum(a.fits.value != "not" for a in time.answers)
    says = f"the family: {FITS[family][0].lower()}" if family else "the family has not answered"
    return f"{weekday(time.starts_at)} ({says}; suits {others} of {len(found.invited)})"


@page(one_visit=False)
def arrange(request: HttpRequest, caller: Caller, child: UUID, meeting: UUID) -> HttpResponse:
    """The time was agreed elsewhere."""
    read(caller, child, meeting)
    form = ArrangeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        if done(
            form,
            lambda: meetings.arrange(
                caller, child=ChildId(child), meeting=meeting, starts_at=starts_at(said), why=said["why"]
            ),
        ):
            return back_to("meeting", child, meeting)
    lines = ("For a time that you agreed with the family at the door or on the telephone.",)
    back = to_meeting(child, meeting)
    return asking(request, caller, child, form, "Another time was agreed", "It is then", lines=lines, back=back)


@page(one_visit=False)
def move(request: HttpRequest, caller: Caller, child: UUID, meeting: UUID) -> HttpResponse:
    """The meeting is at another time, or elsewhere."""
    read(caller, child, meeting)
    form = MoveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        if done(
            form,
            lambda: meetings.move(
                caller, child=ChildId(child), meeting=meeting, starts_at=starts_at(said), why=said["why"],
                place=said["place"], online=said["online"],
            ),
        ):  # fmt: skip
            return back_to("meeting", child, meeting)
    back = to_meeting(child, meeting)
    return asking(request, caller, child, form, "Move the meeting", "Move it", back=back)


@page(one_visit=False)
def call_off(request: HttpRequest, caller: Caller, child: UUID, meeting: UUID) -> HttpResponse:
    """The meeting does not take place."""
    read(caller, child, meeting)
    form = WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        why = form.cleaned_data["why"]
        if done(form, lambda: meetings.call_off(caller, child=ChildId(child), meeting=meeting, why=why)):
            return back_to("meeting", child, meeting)
    back = to_meeting(child, meeting)
    return asking(request, caller, child, form, "Call the meeting off", "Call it off", back=back)


@page(one_visit=False)
def point(request: HttpRequest, caller: Caller, child: UUID, meeting: UUID) -> HttpResponse:
    """Somebody wants something to be talked about."""
    found = read(caller, child, meeting)
    form = WordsForm(
        request.POST or None, invited=found.invited, me=found.me, family=is_family(caller, child),
        label="What is to be talked about?",
    )  # fmt: skip
    here: dict[str, Any] = {"child": ChildId(child), "meeting": meeting}
    if request.method == "POST" and form.is_valid():
        words, whose = form.cleaned_data["words"], form.for_whom()
        if done(form, lambda: meetings.add_point(caller, **here, words=words, whose=whose)):
            return back_to("meeting", child, meeting)
    lines = ("The family’s points come first.",)
    back = to_meeting(child, meeting)
    return asking(request, caller, child, form, "Add a point", "Add it to the agenda", lines=lines, back=back)
