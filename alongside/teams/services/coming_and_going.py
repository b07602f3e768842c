"""People come together, come in, go, and work another way."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from alongside.agencies import api as agencies
from alongside.anchor.models import Identity
from alongside.kernel.answers import NotPossible
from alongside.kernel.caller import Caller
from alongside.kernel.capability import capability
from alongside.kernel.ids import ActorId, ChildId, PersonId
from alongside.kernel.scope import for_child
from alongside.teams import models
from alongside.teams.contracts import MemberKind, Model
from alongside.teams.rules import working
from alongside.teams.services import finding
from alongside.teams.services.access import settle
from alongside.teams.services.handing_over import call_off_all
from alongside.teams.services.leading import change_seat
from alongside.trust import api as trust

_NOT_CHOSEN_YET = "The lead has not been chosen yet."


@capability("teams.begin", scope=for_child("children"), writes=True)
def begin(caller: Caller, *, children: Sequence[ChildId], model: Model, why: str) -> UUID:
    """A team comes together around these children and their family; who leads is settled next."""
    finding.needs(why, "why the team works this way")
    if models.TeamChild.teams_of(children):
        raise NotPossible("There is a team around one of these children already.")
    team = models.Team(begun_by=caller.actor, begun_at=caller.now)
    team.save(force_insert=True)
    for source in dict.fromkeys(trust.subjects(caller, children=tuple(children)).values()):
        models.TeamChild(team=team, source=source, during=models.from_now_on(caller.now), by=caller.actor).save(
            force_insert=True
        )
    _new_form(caller, team.id, model, why, {}, caller.now)
    return team.id


@capability("teams.join", scope=for_child(), writes=True)
def join(
    caller: Caller, *, child: ChildId, kind: MemberKind, role: str, why: str, actor: ActorId | None = None,
    name: str = "",
) -> UUID:  # fmt: skip
    """Somebody comes into the team: a practitioner of any agency, somebody of the family, or an advocate.

    A practitioner is named by `actor`, and sees the children's records while in the team; others by `name`.
    """
    team = finding.team(child)
    found = agencies.practitioners(caller, actors=(actor,)).get(actor) if actor else None
    if kind is MemberKind.PRACTITIONER and found is None:
        raise NotPossible("Choose somebody whom an agency has named as its worker.")
    name = found.name if found else name.strip()
    for said, what in ((name, "who it is"), (role, "in which role"), (why, "why they come into the team")):
        finding.needs(said, what)
    if actor and models.Member.now_in(team).filter(actor=actor).exists():
        raise NotPossible("This person is in the team already.")
    member = models.Member(
        team_id=team, kind=kind.value, name=name, role=role.strip(), agency=found.agency if found else None,
        actor=actor, during=models.from_now_on(caller.now), why=why.strip(), by=caller.actor,
    )  # fmt: skip
    member.save(force_insert=True)
    settle(trust.settler(caller), people=_children(team))
    return member.id


@capability("teams.leave", scope=for_child(), writes=True)
def leave(caller: Caller, *, child: ChildId, member: UUID, why: str, settle_by: date | None = None) -> None:
    """Somebody leaves the team; a lead who leaves leaves a vacancy behind, with the reason and a day to settle it."""
    team = finding.team(child)
    row = finding.member(team, member, "This person is not in the team any more.")
    finding.needs(why, "why they leave")
    call_off_all(caller, row, f"{row.name} left: {why.strip()}")
    for seat in models.Seat.now_in(team).filter(member=row):
        change_seat(caller, seat, reason=f"{row.name} left: {why.strip()}", settle_by=settle_by)
    for seat in models.Seat.now_in(team).filter(cover=row):
        change_seat(caller, seat, reason=seat.reason, settle_by=seat.settle_by)
    row.left_why = why.strip()
    row.end(models.one_moment(caller.now, [row]), "left_why")
    settle(trust.settler(caller), people=_children(team))


@capability("teams.work_as", scope=for_child(), writes=True)
def work_as(caller: Caller, *, child: ChildId, model: Model, why: str) -> None:
    """The team works another way from now on; the first lead stays, a second seat begins as a vacancy."""
    team = finding.team(child)
    finding.needs(why, "why the team works another way")
    form = models.Form.now_in(team).get()
    if form.model == model.value:
        raise NotPossible("The team works this way already.")
    holders = {s.number: s for s in models.Seat.now_in(team)}
    at = models.one_moment(caller.now, [form, *holders.values()])
    for row in (*holders.values(), form):
        row.end(at)
    _new_form(caller, team, model, why, holders, at)


def _children(team: UUID) -> list[PersonId]:
    sources = models.TeamChild.now_in(team).values_list("source", flat=True)
    return [
        PersonId(p) for p in Identity.objects.filter(source__in=sources, until=None).values_list("person", flat=True)
    ]


def _new_form(
    caller: Caller, team: UUID, model: Model, why: str, holders: Mapping[int, models.Seat], at: datetime
) -> None:
    form = models.Form(team_id=team, model=model.value, during=models.from_now_on(at), why=why.strip(), by=caller.actor)
    form.save(force_insert=True)
    for number in working.seats(model):
        seat = models.Seat(team_id=team, form=form, number=number, during=models.from_now_on(at), by=caller.actor)
        if before := holders.get(number):
            seat.member_id, seat.reason, seat.cover_id = before.member_id, before.reason, before.cover_id
            seat.settle_by, seat.family_view = before.settle_by, before.family_view
        else:
            seat.reason = _NOT_CHOSEN_YET
        seat.save(force_insert=True)
