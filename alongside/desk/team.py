"""The team around a child and family: its page, and the pages on which it changes."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from alongside.agencies import api as agencies
from alongside.chronology import api as chronology
from alongside.desk.children import about_child
from alongside.desk.frame import framed, page
from alongside.desk.safe_addresses import letters_to
from alongside.desk.team_forms import BeginForm, JoinForm, LeadForm, LeaveForm, VacancyForm, WayForm
from alongside.desk.writing import family_open_to
from alongside.families import api as families
from alongside.kernel.answers import NotFound, NotPossible
from alongside.kernel.caller import Caller
from alongside.kernel.ids import ActorId, ChildId
from alongside.language import api as language
from alongside.language.api import Kind, Practice
from alongside.layout.dates import day
from alongside.teams import api as teams
from alongside.teams.api import Member, MemberKind, Model, Team

COUNTED = (
    "Load is in points, as your partnership agreed under Local practice: it informs and decides nothing. "
    "Only work in teams that are recorded here counts."
)


def _practice(caller: Caller, kind: Kind) -> Mapping[str, Practice]:
    return {p.code: p for p in language.practices(caller, kind=kind)}


def team_around(caller: Caller, child: UUID) -> Team:
    """The team, or that there is none."""
    found = teams.team_of(caller, child=ChildId(child))
    if found is None:
        raise NotFound("There is no team around this child yet.")
    return found


def back_to_team(child: UUID) -> HttpResponseRedirect:
    """To the page of the team."""
    return HttpResponseRedirect(reverse("team", args=[str(child)]))


def asking(
    request: HttpRequest, caller: Caller, child: UUID, form: Form, title: str, button: str, **more: object
) -> HttpResponse:
    """A page with one form about the team; `lines` stand above it."""
    told = {**about_child(caller, child, "team"), "form": form, "title": title, "button": button, "lines": (), **more}
    return framed(request, caller, "desk/team_form.html", told, status=422 if form.is_bound else 200)


@page()
def team(request: HttpRequest, caller: Caller, child: UUID) -> HttpResponse:
    """Who is in the team, who leads or why nobody does, what is missing, and how it came to this."""
    found = teams.team_of(caller, child=ChildId(child))
    told: dict[str, Any] = {
        **about_child(caller, child, "team"), "team": found, "roles": _practice(caller, Kind.ROLE),
        "ways": _practice(caller, Kind.WAY), "names": {a.id: a.name for a in agencies.all_agencies(caller)},
        "missing": _missing(caller, child, found) if found else (),
        "letters": letters_to(caller, child, found) if found else {},
        "around": [i.name for i in families.identities(caller, people=found.children)] if found else (),
    }  # fmt: skip
    return framed(request, caller, "desk/team.html", told)


def _missing(caller: Caller, child: UUID, found: Team) -> tuple[str, ...]:
    """What the way of working asks for and the team does not have; nothing of it stops anybody."""
    body = _practice(caller, Kind.WAY)[found.form.model.value].body
    leads = [m for s in found.seats if (m := found.member(s.member))]
    counts = teams.leading(caller, child=ChildId(child))
    agreed = body.get("caseload_cap")
    cap = agreed if isinstance(agreed, int) else None
    reach = teams.reach(caller, child=ChildId(child))
    over = [teams.over_capacity(counts.get(m.actor, 0), cap) for m in leads if m.actor]
    return (
        *teams.faults(found.form.model, found.members, [str(m.agency) for m in leads], reach),
        *teams.shortfalls(teams.needs_of(body), found.members), *filter(None, over),
    )  # fmt: skip


@page()
def begin(request: HttpRequest, caller: Caller, child: UUID) -> HttpResponse:
    """A team comes together."""
    identity = about_child(caller, child, "team")["identity"]
    family = family_open_to(caller, child, identity)
    form = BeginForm(request.POST or None, ways=_practice(caller, Kind.WAY), family=family)
    if request.method == "POST" and form.is_valid():
        model, why = Model(form.cleaned_data["model"]), form.cleaned_data["why"]
        teams.begin(caller, children=form.chosen(), model=model, why=why)
        return back_to_team(child)
    return asking(request, caller, child, form, "Bring a team together", "Begin the team")


@page()
def way(request: HttpRequest, caller: Caller, child: UUID) -> HttpResponse:
    """The team works another way."""
    form = WayForm(request.POST or None, ways=_practice(caller, Kind.WAY))
    if request.method == "POST" and form.is_valid():
        teams.work_as(
            caller, child=ChildId(child), model=Model(form.cleaned_data["model"]), why=form.cleaned_data["why"]
        )  # fmt: skip
        return back_to_team(child)
    return asking(request, caller, child, form, "Work together another way", "Work this way from now on")


@page()
def join(request: HttpRequest, caller: Caller, child: UUID) -> HttpResponse:
    """Somebody comes into the team."""
    form = JoinForm(request.POST or None, roles=_practice(caller, Kind.ROLE))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        kind = MemberKind(said["kind"])
        actor = _named(caller, said["email"]) if kind is MemberKind.PRACTITIONER else None
        if kind is MemberKind.PRACTITIONER and actor is None:
            form.add_error("email", "No agency has named a worker with this address. An administrator can invite them.")
        elif kind is not MemberKind.PRACTITIONER and not said["name"].strip():
            form.add_error("name", "Fill in: Name")
        else:
            teams.join(
                caller, child=ChildId(child), kind=kind, actor=actor, name=said["name"], role=said["role"],
                why=said["why"],
            )  # fmt: skip
            return back_to_team(child)
    lines = ("A practitioner in the team sees the children's records while they are in it.",)
    return asking(request, caller, child, form, "Bring somebody into the team", "Bring them in", lines=lines)


def _named(caller: Caller, email: str) -> ActorId | None:
    found = agencies.found_by_address(caller, email=email) if email else ()
    return found[0].actor if found else None


@page()
def lead(request: HttpRequest, caller: Caller, child: UUID, seat: int) -> HttpResponse:
    """Somebody of the team leads from now on."""
    found = team_around(caller, child)
    candidates = candidates_of(caller, child, found)
    if not candidates:
        raise NotPossible("Nobody of the team can lead yet. Bring somebody in who works for an agency.")
    form = LeadForm(request.POST or None, candidates=candidates)
    if request.method == "POST" and form.is_valid():
        member, view = UUID(form.cleaned_data["member"]), form.cleaned_data["family_view"]
        teams.lead(caller, child=ChildId(child), seat=seat, member=member, family_view=view)
        return back_to_team(child)
    return asking(request, caller, child, form, "Choose who leads", "They lead from now on", lines=(COUNTED,))


def candidates_of(caller: Caller, child: UUID, found: Team) -> Sequence[tuple[Member, str]]:
    """Each practitioner with what is known: what they carry already, and how often the story names them."""
    work, weights = teams.workload(caller, child=ChildId(child)), teams.agreed_weights(caller)
    carried = {actor: teams.told(known, weights) for actor, known in work.items()}
    entries = chronology.story(caller, child=ChildId(child)).entries
    names = {a.id: a.name for a in agencies.all_agencies(caller)}
    sitting = {s.member for s in found.seats}
    people = [m for m in found.members if m.kind is MemberKind.PRACTITIONER and m.id not in sitting]
    return [(m, _known(m, names, carried, entries)) for m in people]


def _known(
    member: Member, names: Mapping[Any, str], carried: Mapping[ActorId, str], entries: Sequence[chronology.Entry]
) -> str:
    named = sum(any(w.worker.startswith(member.name) for w in e.witnesses) for e in entries)
    return (
        f"{names.get(member.agency, '')}, in the team since {day(member.since.date())}. Named in {named} "
        f"{'entry' if named == 1 else 'entries'} of the chronology. "
        f"{carried.get(member.actor, '') if member.actor else ''}"
    )


@page()
def vacancy(request: HttpRequest, caller: Caller, child: UUID, seat: int) -> HttpResponse:
    """Nobody leads for now."""
    people = [m for m in team_around(caller, child).members if m.kind is MemberKind.PRACTITIONER]
    form = VacancyForm(request.POST or None, members=people)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        cover = UUID(said["cover"]) if said["cover"] else None
        teams.vacate(
            caller, child=ChildId(child), seat=seat, reason=said["reason"], cover=cover, settle_by=said["settle_by"]
        )  # fmt: skip
        return back_to_team(child)
    return asking(request, caller, child, form, "Nobody leads for now", "Record the vacancy")


@page()
def leave(request: HttpRequest, caller: Caller, child: UUID, member: UUID) -> HttpResponse:
    """Somebody leaves the team."""
    who = next((m for m in team_around(caller, child).members if m.id == member), None)
    if who is None:
        raise NotFound("This person is not in the team any more.")
    form = LeaveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        teams.leave(caller, child=ChildId(child), member=member, why=said["why"], settle_by=said["settle_by"])
        return HttpResponseRedirect(reverse("my-children")) if who.actor == caller.actor else back_to_team(child)
    lines = ("Their access to the children's records through this team ends with it.",)
    return asking(request, caller, child, form, f"{who.name} leaves the team", "Record that they leave", lines=lines)
