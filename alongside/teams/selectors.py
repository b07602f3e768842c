"""My children, and who is involved."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import TypeVar
from uuid import UUID, uuid5

from django.db import connection
from django.db.models import Count

from alongside.agencies import api as agencies
from alongside.anchor.models import Identity
from alongside.families import api as families
from alongside.kernel.caller import Caller
from alongside.kernel.capability import capability
from alongside.kernel.duties import Event
from alongside.kernel.ids import ActorId, AgencyId, ChildId
from alongside.kernel.scope import for_child, for_self, for_system
from alongside.language import api as language
from alongside.records import api as records
from alongside.teams import models
from alongside.teams.contracts import (
    ROTA,
    Form,
    HandOver,
    Involved,
    Member,
    MemberKind,
    Model,
    MyChild,
    Reach,
    Same,
    Seat,
    Team,
    Transition,
    Workload,
)
from alongside.teams.rules import working
from alongside.teams.rules.workload import Case, Part, Weights, load, weights_of
from alongside.trust import api as trust


@capability("teams.my_children", scope=for_self())
def my_children(caller: Caller) -> tuple[MyChild, ...]:
    """The children the caller is involved with, and why; nobody else."""
    grants = {g.child: g for g in reversed(trust.my_grants(caller))}
    known = families.identities(caller, people=tuple(grants))
    found = [MyChild(i.person, i, grants[ChildId(i.person)].why, grants[ChildId(i.person)].until) for i in known]
    return tuple(sorted(found, key=lambda c: (c.identity.name.split()[-1].casefold(), c.identity.name, str(c.child))))


@capability("teams.who_is_involved", scope=for_child())
def who_is_involved(caller: Caller, *, child: ChildId) -> tuple[Involved, ...]:
    """Everybody who is or was involved with the child, one line each."""
    names = {a.id: a.name for a in agencies.all_agencies(caller)}
    return tuple(
        Involved(v.id, names.get(v.agency, ""), v.worker, v.role, v.contact, v.period, v.open)
        for v in records.involvements_of(caller, child=child)
    )


@capability("teams.team_of", scope=for_child())
def team_of(caller: Caller, *, child: ChildId) -> Team | None:
    """The team around this child and family: who is in it, who leads, and how it came to this."""
    teams = models.TeamChild.teams_of([child])
    if not teams:
        return None
    team = min(teams)
    sources = models.TeamChild.now_in(team).values_list("source", flat=True)
    children = Identity.objects.filter(source__in=sources, until=None).values_list("person", flat=True)
    forms = [_form(r) for r in models.Form.objects.filter(team=team, during__isempty=False).order_by("-during")]
    members = [_member(r) for r in models.Member.objects.filter(team=team, during__isempty=False).order_by("during")]
    seats = [
        _seat(r) for r in models.Seat.objects.filter(team=team, during__isempty=False).order_by("number", "during")
    ]
    return Team(
        team, tuple(ChildId(c) for c in sorted(children)), _lasting(forms)[0],
        _lasting(members), _lasting(seats), _over(forms), _over(members), _over(seats), _hand_overs(team),
        {m: ActorId(a) for m, a in models.WayIn.objects.filter(team=team).values_list("member", "actor")},
    )  # fmt: skip


@capability("teams.family_called", scope=for_child(level=0))
def family_called(caller: Caller, *, child: ChildId, actors: Sequence[ActorId]) -> dict[ActorId, tuple[str, str]]:
    """Name and role of those of the family who have a way in of their own, among these actors."""
    rows = models.WayIn.objects.filter(actor__in=list(actors), team__in=models.TeamChild.teams_of([child]))
    return {ActorId(a): (name, role) for a, name, role in rows.values_list("actor", "member__name", "member__role")}


_SHARED = """
    SELECT i.person_id, bool_or(s.id IS NOT NULL) FROM teams_member m
    JOIN teams_teamchild c ON c.team_id = m.team_id AND upper_inf(c.during)
    JOIN anchor_identity i ON i.source = c.source AND i.until IS NULL
    LEFT JOIN teams_seat s ON s.member_id = m.id AND upper_inf(s.during)
    WHERE m.actor = %s AND upper_inf(m.during) GROUP BY i.person_id
"""


@capability("teams.shared_with_me", scope=for_self())
def shared_with_me(caller: Caller) -> dict[ChildId, bool]:
    """The children in whose team the caller is, as far as their records are open; true for those whom they lead."""
    open_to_me = {g.child for g in trust.my_grants(caller) if g.level >= trust.Level.PROFESSIONAL}
    with connection.cursor() as cursor:
        cursor.execute(_SHARED, (caller.actor,))
        return {ChildId(child): leads for child, leads in cursor.fetchall() if child in open_to_me}


@capability("teams.ways_in", scope=for_child(level=0))
def ways_in(caller: Caller, *, child: ChildId) -> dict[ActorId, UUID]:
    """Those of the family who can sign in by themselves: which member of the team each of them is."""
    rows = models.WayIn.objects.filter(team__in=models.TeamChild.teams_of([child]))
    return {ActorId(actor): member for actor, member in rows.values_list("actor", "member")}


_SAME = """
    SELECT m.id, coalesce(m.actor, w.actor), CASE WHEN upper_inf(m.during) THEN i.person_id END FROM teams_member m
    LEFT JOIN teams_wayin w ON w.member_id = m.id
    LEFT JOIN teams_teamchild c ON c.team_id = m.team_id AND upper_inf(c.during)
    LEFT JOIN anchor_identity i ON i.source = c.source AND i.until IS NULL
    WHERE m.id = ANY(%(people)s) OR m.actor = ANY(%(people)s) OR w.actor = ANY(%(people)s)
"""


@capability("teams.same_people", scope=for_system("post"))
def same_people(caller: Caller, *, people: Sequence[UUID]) -> dict[UUID, Same]:
    """Who each of these actors or memberships is, by all ids, for whoever carries letters."""
    rows = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_SAME, {"people": list(people)})
        for member, actor, child in cursor.fetchall():
            for asked in {member, actor} & set(people):
                rows[asked].append((member, actor, child))
    return {person: _same(person, rows[person]) for person in people}


def _same(person: UUID, rows: Sequence[tuple[UUID, UUID | None, UUID | None]]) -> Same:
    actors = [ActorId(actor) for _, actor, _ in rows if actor]
    return Same(
        actors[0] if actors else None, frozenset({person, *(member for member, _, _ in rows), *actors}),
        frozenset(ChildId(child) for _, _, child in rows if child),
    )  # fmt: skip


Line = TypeVar("Line", Form, Member, Seat)


def _lasting(lines: Sequence[Line]) -> tuple[Line, ...]:
    return tuple(x for x in lines if x.until is None)


def _over(lines: Sequence[Line]) -> tuple[Line, ...]:
    return tuple(x for x in lines if x.until is not None)


def _form(row: models.Form) -> Form:
    return Form(Model(row.model), row.during.lower, row.during.upper, row.why)


def _member(row: models.Member) -> Member:
    return Member(
        row.id, MemberKind(row.kind), row.name, row.role, AgencyId(row.agency) if row.agency else None,
        ActorId(row.actor) if row.actor else None, row.during.lower, row.during.upper, row.left_why or row.why,
    )  # fmt: skip


def _seat(row: models.Seat) -> Seat:
    return Seat(
        row.number, row.member_id, row.reason, row.cover_id, row.settle_by, row.during.lower, row.during.upper,
        row.family_view,
    )  # fmt: skip


def _hand_overs(team: UUID) -> tuple[HandOver, ...]:
    ends = {e.pk: e for e in models.HandOverEnd.objects.filter(team=team)}
    return tuple(
        HandOver(
            p.id, p.number, p.giver_id, p.taker_id, p.planned_on, p.visit_on, p.reason, p.family_told,
            ends[p.id].outcome if p.id in ends else "", ends[p.id].why if p.id in ends else "",
        )
        for p in models.HandOver.objects.filter(team=team).order_by("planned_on", "at")
    )  # fmt: skip


@capability("teams.transitions", scope=for_child())
def transitions(caller: Caller, *, child: ChildId) -> tuple[Transition, ...]:
    """Changes in the child's life as far as they are recorded: school, new siblings, why here, who leads."""
    who = families.who_is(caller, child=child)
    found = list(working.school_changes(who.date_of_birth)) if who.date_of_birth else []
    for relative in families.family(caller, child=child):
        born = relative.identity.date_of_birth
        if born and relative.tie == "sibling":
            found.append(Transition(born, f"{relative.identity.name} is born"))
    for reason in trust.reasons(caller, child=child):
        found.append(Transition(reason.period.from_on or date.max, "the reason for being here changes"))
    team = team_of(caller, child=child)
    for seat in team.seats if team else ():
        found.append(Transition(seat.since.date(), "the lead changed"))
    return tuple(sorted(found, key=lambda t: (t.on, t.words)))


@capability("teams.count_leading", scope=for_system("settler"))
def count_leading(caller: Caller, *, actors: Sequence[ActorId]) -> dict[ActorId, int]:
    """For how many families each of these leads now, over all teams."""
    rows = models.Seat.objects.filter(during__upper_inf=True, member__actor__in=list(actors))
    counted = rows.values_list("member__actor").annotate(families=Count("team", distinct=True))
    return {ActorId(actor): families for actor, families in counted if actor}


@capability("teams.leading", scope=for_child())
def leading(caller: Caller, *, child: ChildId) -> dict[ActorId, int]:
    """For how many families each practitioner of this child's team leads now: a number, and not which families."""
    team = team_of(caller, child=child)
    actors = tuple(m.actor for m in team.members if m.actor) if team else ()
    return count_leading(trust.settler(caller), actors=actors)


@capability("teams.reach", scope=for_child())
def reach(caller: Caller, *, child: ChildId) -> Reach | None:
    """Whether somebody can be reached day and night for this child's team; None while that is not recorded."""
    teams = models.TeamChild.teams_of([child])
    return ROTA.reach(caller, team=min(teams)) if teams else None


_WORK = """
    SELECT m.actor, m.team_id, i.person_id,
           CASE WHEN s.id IS NULL THEN 'member' WHEN f.model = 'co_working' THEN 'co-lead' ELSE 'lead' END,
           coalesce(array_agg(DISTINCT r.kind) FILTER (WHERE r.kind IS NOT NULL), '{}')
    FROM teams_member m
    JOIN teams_form f ON f.team_id = m.team_id AND upper_inf(f.during)
    JOIN teams_teamchild c ON c.team_id = m.team_id AND upper_inf(c.during)
    JOIN anchor_identity i ON i.source = c.source AND i.until IS NULL
    LEFT JOIN teams_seat s ON s.member_id = m.id AND upper_inf(s.during)
    LEFT JOIN trust_reason r ON r.child = i.person_id AND daterange(r.from_on, r.to_on, '[]') @> %s::date
    WHERE m.actor = ANY(%s) AND upper_inf(m.during)
    GROUP BY m.actor, m.team_id, i.person_id, 4
"""


@capability("teams.count_work", scope=for_system("settler"))
def count_work(caller: Caller, *, actors: Sequence[ActorId]) -> dict[ActorId, tuple[Case, ...]]:
    """The children each of these works with now, over all teams: kinds and parts, for adding up."""
    found: dict[ActorId, list[Case]] = {actor: [] for actor in actors}
    with connection.cursor() as cursor:
        cursor.execute(_WORK, (caller.now.date(), list(actors)))
        for actor, team, _, part, kinds in cursor.fetchall():
            found[ActorId(actor)].append(Case(str(team), frozenset(kinds), Part(part)))
    return {actor: tuple(cases) for actor, cases in found.items()}


@capability("teams.workload", scope=for_child())
def workload(caller: Caller, *, child: ChildId) -> dict[ActorId, Workload]:
    """What each practitioner of this child's team carries now: numbers, and not which families."""
    team = team_of(caller, child=child)
    actors = tuple(m.actor for m in team.members if m.actor) if team else ()
    weights = agreed_weights(caller)
    work = count_work(trust.settler(caller), actors=actors)
    return {actor: _workload(actor, cases, load(cases, weights)) for actor, cases in work.items()}


def _workload(actor: ActorId, cases: Sequence[Case], points: Decimal) -> Workload:
    families = {c.family: c.part for c in cases}
    count = Counter(families.values())
    return Workload(actor, count[Part.LEAD], count[Part.CO_LEAD], count[Part.MEMBER], points, None)


@capability("teams.agreed_weights", scope=for_self())
def agreed_weights(caller: Caller) -> Weights:
    """How much each piece of work counts, as the partnership has agreed it."""
    return weights_of((p.code, p.body) for p in language.practices(caller, kind=language.Kind.WEIGHT))


@capability("teams.events_of", scope=for_child())
def events_of(caller: Caller, *, child: ChildId) -> tuple[Event, ...]:
    """What happened in the team, for the story: who led from when, and each way of working."""
    teams = models.TeamChild.teams_of([child])
    forms = {f.id: f for f in models.Form.objects.filter(team__in=teams, during__isempty=False)}
    lines = [
        agencies.Told(f.id, f.during.lower, ActorId(f.by), f"Way of working: {f.model.replace('_', '-')}", f.why)
        for f in forms.values()
    ]
    for seat in models.Seat.objects.filter(form__in=forms, during__isempty=False).select_related("member"):
        if seat.member or seat.during.lower != forms[seat.form_id].during.lower:
            lines.append(_of_seat(seat, Model(forms[seat.form_id].model)))
    return agencies.as_events(caller, child=child, told=lines)


def _of_seat(seat: models.Seat, model: Model) -> agencies.Told:
    who = seat.member.name if seat.member else ""
    title, text = working.told_of_seat(seat.number, model, who, seat.reason, seat.family_view)
    return agencies.Told(uuid5(seat.team_id, f"seat {seat.pk}"), seat.during.lower, ActorId(seat.by), title, text)
