"""Grants follow involvements; people come into a team, lead it, hand over and leave. Every change is a new row."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from psycopg.types.range import TimestamptzRange

from alongside.agencies import api as agencies
from alongside.anchor.models import Identity
from alongside.kernel.answers import NotPossible
from alongside.kernel.caller import Caller
from alongside.kernel.capability import capability
from alongside.kernel.duties import REGISTRY
from alongside.kernel.ids import ActorId, AgencyId, ChildId, PersonId
from alongside.kernel.scope import for_child, for_system
from alongside.records import api as records
from alongside.teams import models
from alongside.teams.contracts import MemberKind, Model
from alongside.teams.rules import access, working
from alongside.trust import api as trust

_NOT_CHOSEN_YET = "The lead has not been chosen yet."


@capability("teams.settle", scope=for_system("settler"), writes=True)
def settle(caller: Caller, *, people: Sequence[PersonId]) -> None:
    """An agency's worker with a child, and a member of the child's team, may see the record while that lasts."""
    children = tuple(ChildId(p) for p in people)
    here = trust.settled_children(caller, people=tuple(people))
    names = {a.id: a.name for a in agencies.all_agencies(caller)}
    entitled = [
        trust.Entitlement(
            actor=ActorId(actor), subject=line.source, child=ChildId(line.person), basis_row=line.id,
            why=access.why(line.role, names.get(line.agency, "")), until=access.ends_at(line.period.to_on),
        )
        for line, actor in records.open_involvements(caller, children=children)
        if line.person in here
    ]  # fmt: skip
    entitled += [e for e in _members_of(children, names) if e.child in here]
    trust.follow_involvements(caller, children=children, entitled=entitled)


_MEMBERS = """
    SELECT m.actor, c.source, i.person_id, m.id, m.role, m.agency FROM teams_member m
    JOIN teams_teamchild c ON c.team_id = m.team_id AND upper_inf(c.during)
    JOIN anchor_identity i ON i.source = c.source AND i.until IS NULL
    WHERE i.person_id = ANY(%s) AND upper_inf(m.during) AND m.actor IS NOT NULL AND m.kind = 'practitioner'
"""


def _members_of(children: Sequence[ChildId], names: Mapping[AgencyId, str]) -> list[trust.Entitlement]:
    with connection.cursor() as cursor:
        cursor.execute(_MEMBERS, (list(children),))
        return [
            trust.Entitlement(actor, source, child, member, access.why(role, names.get(agency, "")), None)
            for actor, source, child, member, role, agency in cursor.fetchall()
        ]


@capability("teams.begin", scope=for_child("children"), writes=True)
def begin(caller: Caller, *, children: Sequence[ChildId], model: Model, why: str) -> UUID:
    """A team comes together around these children and their family; who leads is settled next."""
    _needs(why, "why the team works this way")
    if models.TeamChild.teams_of(children):
        raise NotPossible("There is a team around one of these children already.")
    team = models.Team(begun_by=caller.actor, begun_at=caller.now)
    team.save(force_insert=True)
    for source in dict.fromkeys(trust.subjects(caller, children=tuple(children)).values()):
        models.TeamChild(team=team, source=source, during=_from(caller.now), by=caller.actor).save(force_insert=True)
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
    team = _team(child)
    found = agencies.practitioners(caller, actors=(actor,)).get(actor) if actor else None
    if kind is MemberKind.PRACTITIONER and found is None:
        raise NotPossible("Choose somebody whom an agency has named as its worker.")
    name = found.name if found else name.strip()
    for said, what in ((name, "who it is"), (role, "in which role"), (why, "why they come into the team")):
        _needs(said, what)
    if actor and models.Member.now_in(team).filter(actor=actor).exists():
        raise NotPossible("This person is in the team already.")
    member = models.Member(
        team_id=team, kind=kind.value, name=name, role=role.strip(), agency=found.agency if found else None,
        actor=actor, during=_from(caller.now), why=why.strip(), by=caller.actor,
    )  # fmt: skip
    member.save(force_insert=True)
    REGISTRY.settle(trust.settler(caller), _children(team))
    return member.id


@capability("teams.leave", scope=for_child(), writes=True)
def leave(caller: Caller, *, child: ChildId, member: UUID, why: str, settle_by: date | None = None) -> None:
    """Somebody leaves the team; a lead who leaves leaves a vacancy behind, with the reason and a day to settle it."""
    team = _team(child)
    row = _member(team, member, "This person is not in the team any more.")
    _needs(why, "why they leave")
    for seat in models.Seat.now_in(team).filter(member=row):
        _change_seat(caller, seat, reason=f"{row.name} left: {why.strip()}", settle_by=settle_by)
    for seat in models.Seat.now_in(team).filter(cover=row):
        _change_seat(caller, seat, reason=seat.reason, settle_by=seat.settle_by)
    row.left_why = why.strip()
    row.end(models.one_moment(caller.now, [row]), "left_why")
    REGISTRY.settle(trust.settler(caller), _children(team))


@capability("teams.lead", scope=for_child(), writes=True)
def lead(caller: Caller, *, child: ChildId, seat: int, member: UUID, family_view: str = "") -> None:
    """Somebody of the team leads from now on; `family_view` is what the family said about it."""
    team = _team(child)
    row = _member(team, member, "Whoever leads has to be in the team.")
    if row.kind != MemberKind.PRACTITIONER.value:
        raise NotPossible("A lead works for one of the agencies. The family's say is in every decision instead.")
    if models.Seat.now_in(team).filter(member=row).exists():
        raise NotPossible("This person leads already.")
    _change_seat(caller, _seat(team, seat), member=row, family_view=family_view.strip())


@capability("teams.vacate", scope=for_child(), writes=True)
def vacate(
    caller: Caller, *, child: ChildId, seat: int, reason: str, cover: UUID | None = None, settle_by: date | None = None
) -> None:
    """Nobody leads for now: why, who covers, and by when it is settled."""
    team = _team(child)
    _needs(reason, "why nobody leads for now")
    covering = _member(team, cover, "Whoever covers has to be in the team.") if cover else None
    _change_seat(caller, _seat(team, seat), reason=reason.strip(), cover=covering, settle_by=settle_by)


@capability("teams.work_as", scope=for_child(), writes=True)
def work_as(caller: Caller, *, child: ChildId, model: Model, why: str) -> None:
    """The team works another way from now on; the first lead stays, a second seat begins as a vacancy."""
    team = _team(child)
    _needs(why, "why the team works another way")
    form = models.Form.now_in(team).get()
    if form.model == model.value:
        raise NotPossible("The team works this way already.")
    holders = {s.number: s for s in models.Seat.now_in(team)}
    at = models.one_moment(caller.now, [form, *holders.values()])
    for row in (*holders.values(), form):
        row.end(at)
    _new_form(caller, team, model, why, holders, at)


def _from(at: datetime) -> TimestamptzRange:
    return TimestamptzRange(at, None)


def _needs(said: str, what: str) -> None:
    if not said.strip():
        raise NotPossible(f"Say {what}.")


def _team(child: ChildId) -> UUID:
    teams = models.TeamChild.teams_of([child])
    if not teams:
        raise NotPossible("There is no team around this child yet. Begin one first.")
    return min(teams)


def _children(team: UUID) -> list[PersonId]:
    sources = models.TeamChild.now_in(team).values_list("source", flat=True)
    return [
        PersonId(p) for p in Identity.objects.filter(source__in=sources, until=None).values_list("person", flat=True)
    ]


def _member(team: UUID, member: UUID, otherwise: str) -> models.Member:
    row = models.Member.now_in(team).filter(id=member).first()
    if row is None:
        raise NotPossible(otherwise)
    return row


def _seat(team: UUID, number: int) -> models.Seat:
    row = models.Seat.now_in(team).filter(number=number).first()
    if row is None:
        raise NotPossible("This way of working has no such lead.")
    return row


def _new_form(
    caller: Caller, team: UUID, model: Model, why: str, holders: Mapping[int, models.Seat], at: datetime
) -> None:
    form = models.Form(team_id=team, model=model.value, during=_from(at), why=why.strip(), by=caller.actor)
    form.save(force_insert=True)
    for number in working.seats(model):
        seat = models.Seat(team_id=team, form=form, number=number, during=_from(at), by=caller.actor)
        if before := holders.get(number):
            seat.member_id, seat.reason, seat.cover_id = before.member_id, before.reason, before.cover_id
            seat.settle_by, seat.family_view = before.settle_by, before.family_view
        else:
            seat.reason = _NOT_CHOSEN_YET
        seat.save(force_insert=True)


def _change_seat(
    caller: Caller, seat: models.Seat, *, member: models.Member | None = None, reason: str = "",
    cover: models.Member | None = None, settle_by: date | None = None, family_view: str = "",
) -> None:  # fmt: skip
    at = models.one_moment(caller.now, [seat])
    seat.end(at)
    models.Seat(
        team_id=seat.team_id, form_id=seat.form_id, number=seat.number, member=member, reason=reason, cover=cover,
        settle_by=settle_by, family_view=family_view, during=_from(at), by=caller.actor,
    ).save(force_insert=True)  # fmt: skip
