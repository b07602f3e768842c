"""The team around a child and family: who is in it, who leads, and that nobody is ever without either."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from alongside.agencies.api import AgencyKind
from alongside.chronology import api as chronology
from alongside.kernel.answers import NotPossible, Refused
from alongside.kernel.caller import Caller
from alongside.kernel.ids import ActorId, ChildId
from alongside.teams import api as teams
from alongside.teams.api import MemberKind, Model
from tests.builders import AVA, a_child, an_agency, delivered, somebody

pytestmark = pytest.mark.usefixtures("clean")

SAM = "sam@police.example"


@pytest.fixture
def ava(admin: psycopg.Connection) -> tuple[ChildId, Caller, ActorId]:
    """A child, her teacher, and a police officer who does not work with her yet."""
    school, police = an_agency(), an_agency("County Police", AgencyKind.POLICE)
    child, teacher = a_child(admin, school)
    delivered(police, "plain-people", [{**AVA, "record": "X9", "forename": "Somebody", "surname": "Else"}])
    involved = {"person": "X9", "worker": "Sam Hill", "worker_email": SAM, "role": "officer"}
    delivered(police, "plain-involvements", [involved])
    row = admin.execute("SELECT actor FROM agencies_practitioner WHERE email = %s", (SAM,)).fetchone()
    assert row
    return child, teacher, ActorId(row[0])


def begun(ava: tuple[ChildId, Caller, ActorId], model: Model = Model.AROUND) -> tuple[ChildId, Caller, UUID]:
    """A team in which the teacher is; gives the child, the teacher and the teacher's membership."""
    child, teacher, _ = ava
    teams.begin(teacher, children=(child,), model=model, why="Three agencies help this family.")
    mine = teams.join(
        teacher, child=child, kind=MemberKind.PRACTITIONER, actor=teacher.actor, role="teacher", why="Knows Ava."
    )
    return child, teacher, mine


def later(caller: Caller, **time: float) -> Caller:
    """The same person some time later."""
    return replace(caller, now=caller.now + timedelta(**time))


def team(caller: Caller, child: ChildId) -> teams.Team:
    """The team as it is."""
    found = teams.team_of(caller, child=child)
    assert found
    return found


def test_a_team_begins_with_a_vacancy_that_says_so_and_not_with_a_form_that_cannot_be_saved(
    ava: tuple[ChildId, Caller, ActorId],
) -> None:
    child, teacher, _ = begun(ava)
    found = team(teacher, child)
    assert found.form.model is Model.AROUND and found.children == (child,)
    assert [(s.number, s.member, s.reason) for s in found.seats] == [(1, None, "The lead has not been chosen yet.")]


def test_a_member_sees_the_record_from_joining_to_leaving(ava: tuple[ChildId, Caller, ActorId]) -> None:
    child, teacher, _ = begun(ava)
    officer = somebody(actor=ava[2])
    with pytest.raises(Refused):
        chronology.story(officer, child=child)
    joined = later(teacher, minutes=1)
    member = teams.join(
        joined,
        child=child,
        kind=MemberKind.PRACTITIONER,
        actor=ava[2],
        role="police officer",
        why="Found her alone.",
    )
    inside = later(officer, minutes=2)
    assert chronology.story(inside, child=child).child == child
    assert [c.why for c in teams.my_children(inside)] == ["police officer at County Police"]
    teams.leave(later(teacher, minutes=3), child=child, member=member, why="Nothing more for the police to do.")
    with pytest.raises(Refused):
        chronology.story(later(officer, minutes=4), child=child)
    (gone,) = team(later(teacher, minutes=5), child).past_members
    assert (gone.name, gone.why) == ("Sam Hill", "Nothing more for the police to do.")


def test_a_lead_who_leaves_leaves_a_vacancy_with_the_reason_and_a_day(ava: tuple[ChildId, Caller, ActorId]) -> None:
    child, teacher, mine = begun(ava)
    teams.lead(later(teacher, minutes=1), child=child, seat=1, member=mine, family_view="Kelly asked for her.")
    assert team(later(teacher, minutes=2), child).seats[0].family_view == "Kelly asked for her."
    on = date(2026, 12, 1)
    teams.leave(later(teacher, minutes=3), child=child, member=mine, why="Maternity leave.", settle_by=on)
    (seat,) = team(later(teacher, minutes=4), child).seats
    assert (seat.member, seat.reason, seat.settle_by) == (None, "Amara Okafor left: Maternity leave.", on)


def test_co_working_has_two_leads_and_other_ways_have_one(ava: tuple[ChildId, Caller, ActorId]) -> None:
    child, teacher, mine = begun(ava, Model.CO_WORKING)
    sam = teams.join(teacher, child=child, kind=MemberKind.PRACTITIONER, actor=ava[2], role="officer", why="Co-lead.")
    teams.lead(teacher, child=child, seat=1, member=mine)
    with pytest.raises(NotPossible, match="leads already"):
        teams.lead(teacher, child=child, seat=2, member=mine)
    teams.lead(teacher, child=child, seat=2, member=sam)
    teams.work_as(later(teacher, days=1), child=child, model=Model.SINGLE, why="One worker is enough now.")
    found = team(later(teacher, days=2), child)
    assert [(s.number, s.member) for s in found.seats] == [(1, mine)]
    assert [f.model for f in found.past_forms] == [Model.CO_WORKING]
    with pytest.raises(NotPossible, match="no such lead"):
        teams.lead(later(teacher, days=2), child=child, seat=2, member=sam)


def test_a_vacancy_is_covered_until_the_one_who_covers_leaves(ava: tuple[ChildId, Caller, ActorId]) -> None:
    child, teacher, mine = begun(ava)
    teams.vacate(later(teacher, minutes=1), child=child, seat=1, reason="Post is vacant.", cover=mine)
    assert team(later(teacher, minutes=2), child).seats[0].cover == mine
    teams.leave(later(teacher, minutes=3), child=child, member=mine, why="New job.")
    (seat,) = team(later(teacher, minutes=4), child).seats
    assert (seat.cover, seat.reason) == (None, "Post is vacant.")


def test_family_and_advocates_are_members_by_name_and_do_not_lead(ava: tuple[ChildId, Caller, ActorId]) -> None:
    child, teacher, _ = begun(ava)
    mum = teams.join(teacher, child=child, kind=MemberKind.FAMILY, name="Kelly Pearce", role="mother", why="Hers.")
    with pytest.raises(NotPossible, match="works for one of the agencies"):
        teams.lead(teacher, child=child, seat=1, member=mum)
    assert [m.name for m in team(teacher, child).members] == ["Amara Okafor", "Kelly Pearce"]


def planned(ava: tuple[ChildId, Caller, ActorId], **more: Any) -> tuple[ChildId, Caller, UUID, UUID]:
    """The teacher leads and is to hand over to the officer; gives child, teacher, the officer's membership, plan."""
    child, teacher, mine = begun(ava)
    sam = teams.join(teacher, child=child, kind=MemberKind.PRACTITIONER, actor=ava[2], role="officer", why="Next lead.")
    teams.lead(teacher, child=child, seat=1, member=mine)
    told = {"reason": "New post.", "family_told": "Kelly knows.", **more}
    plan = teams.plan_hand_over(
        teacher, child=child, seat=1, taker=sam, planned_on=date(2027, 1, 11), visit_on=date(2027, 1, 8), **told
    )
    return child, teacher, sam, plan


def test_the_lead_passes_on_as_planned(ava: tuple[ChildId, Caller, ActorId]) -> None:
    child, teacher, sam, plan = planned(ava)
    (waiting,) = team(teacher, child).hand_overs
    assert (waiting.outcome, waiting.visit_on, waiting.family_told) == ("", date(2027, 1, 8), "Kelly knows.")
    teams.hand_over(later(teacher, days=49), child=child, plan=plan, family_view="They like Sam.")
    found = team(later(teacher, days=50), child)
    assert [(s.member, s.family_view) for s in found.seats] == [(sam, "They like Sam.")]
    assert [h.outcome for h in found.hand_overs] == ["done"]
    with pytest.raises(NotPossible, match="not planned any more"):
        teams.call_off(later(teacher, days=50), child=child, plan=plan, why="x")


def test_a_hand_over_is_called_off_by_a_word_or_because_somebody_leaves(ava: tuple[ChildId, Caller, ActorId]) -> None:
    child, teacher, sam, plan = planned(ava)
    with pytest.raises(NotPossible, match="why it does not"):
        teams.call_off(teacher, child=child, plan=plan, why=" ")
    teams.call_off(teacher, child=child, plan=plan, why="Sam is ill.")
    again: dict[str, Any] = {
        "seat": 1, "taker": sam, "planned_on": date(2027, 2, 1), "reason": "x", "family_told": "",
    }  # fmt: skip
    teams.plan_hand_over(later(teacher, hours=1), child=child, **again)
    with pytest.raises(NotPossible, match="planned already"):
        teams.plan_hand_over(later(teacher, hours=2), child=child, **again)
    teams.leave(later(teacher, days=1), child=child, member=sam, why="Left the force.")
    assert [(h.outcome, h.why) for h in team(later(teacher, days=2), child).hand_overs] == [
        ("called_off", "Sam is ill."), ("called_off", "Sam Hill left: Left the force."),
    ]  # fmt: skip


def test_a_vacancy_cannot_be_handed_over_and_a_lead_not_to_themselves(ava: tuple[ChildId, Caller, ActorId]) -> None:
    child, teacher, mine = begun(ava)
    said: dict[str, Any] = {"planned_on": date(2027, 1, 1), "reason": "x", "family_told": ""}
    with pytest.raises(NotPossible, match="nothing to hand over"):
        teams.plan_hand_over(teacher, child=child, seat=1, taker=mine, **said)
    teams.lead(teacher, child=child, seat=1, member=mine)
    with pytest.raises(NotPossible, match="does not lead already"):
        teams.plan_hand_over(teacher, child=child, seat=1, taker=mine, **said)


def test_changes_in_the_childs_life_are_told_with_their_days(ava: tuple[ChildId, Caller, ActorId]) -> None:
    child, teacher, _ = begun(ava)
    told = {t.words: t.on for t in teams.transitions(teacher, child=child)}
    assert told["starts school"] == date(2021, 9, 1) and told["moves to secondary school"] == date(2028, 9, 1)
    assert told["the lead changed"] == teacher.now.date()


def test_the_story_tells_who_led_and_how_the_team_worked(ava: tuple[ChildId, Caller, ActorId]) -> None:
    child, teacher, mine = begun(ava)
    assert [e.title for e in chronology.story(teacher, child=child).entries] == ["Way of working: around"]
    teams.lead(later(teacher, hours=1), child=child, seat=1, member=mine, family_view="Kelly asked for her.")
    teams.vacate(later(teacher, hours=2), child=child, seat=1, reason="Ill.")
    teams.work_as(later(teacher, hours=2.5), child=child, model=Model.CO_WORKING, why="Two are better.")
    teams.lead(later(teacher, hours=2.75), child=child, seat=2, member=mine)
    told = [(e.title, e.witnesses[0].text) for e in chronology.story(later(teacher, days=1), child=child).entries]
    assert told == [
        ("Way of working: around", "Three agencies help this family."),
        ("Amara Okafor leads", "The family says: Kelly asked for her."),
        ("Nobody leads", "Ill."),
        ("Way of working: co-working", "Two are better."),
        ("Amara Okafor leads (seat 2)", ""),
    ]


def test_for_how_many_families_somebody_leads_is_a_number_and_no_list(ava: tuple[ChildId, Caller, ActorId]) -> None:
    child, teacher, mine = begun(ava)
    teams.lead(teacher, child=child, seat=1, member=mine)
    assert teams.leading(teacher, child=child) == {teacher.actor: 1}
    with pytest.raises(Refused):
        teams.leading(somebody(actor=ava[2]), child=child)


IMPOSSIBLE: list[tuple[str, Callable[[Caller, ChildId, UUID], Any]]] = [
    ("around one of these", lambda c, k, m: teams.begin(c, children=(k,), model=Model.UNIT, why="x")),
    ("named as its worker", lambda c, k, m: teams.join(c, child=k, kind=MemberKind.PRACTITIONER, role="x", why="x")),
    ("in which role", lambda c, k, m: teams.join(c, child=k, kind=MemberKind.FAMILY, name="Nan", role=" ", why="x")),
    ("who it is", lambda c, k, m: teams.join(c, child=k, kind=MemberKind.FAMILY, name=" ", role="nan", why="x")),
    (
        "in the team already",
        lambda c, k, m: teams.join(c, child=k, kind=MemberKind.PRACTITIONER, actor=c.actor, role="x", why="x"),
    ),
    ("not in the team", lambda c, k, m: teams.leave(c, child=k, member=UUID(int=1), why="x")),
    ("why they leave", lambda c, k, m: teams.leave(c, child=k, member=m, why="")),
    ("has to be in the team", lambda c, k, m: teams.lead(c, child=k, seat=1, member=UUID(int=1))),
    ("no such lead", lambda c, k, m: teams.lead(c, child=k, seat=2, member=m)),
    ("why nobody leads", lambda c, k, m: teams.vacate(c, child=k, seat=1, reason="")),
    ("covers has to be", lambda c, k, m: teams.vacate(c, child=k, seat=1, reason="x", cover=UUID(int=1))),
    ("this way already", lambda c, k, m: teams.work_as(c, child=k, model=Model.AROUND, why="x")),
    ("why the team works", lambda c, k, m: teams.work_as(c, child=k, model=Model.UNIT, why="")),
]


def test_what_is_not_possible_is_answered_with_a_sentence(ava: tuple[ChildId, Caller, ActorId]) -> None:
    with pytest.raises(NotPossible, match="no team"):
        teams.vacate(ava[1], child=ava[0], seat=1, reason="x")
    assert teams.team_of(ava[1], child=ava[0]) is None
    child, teacher, mine = begun(ava)
    for words, deed in IMPOSSIBLE:
        with pytest.raises(NotPossible, match=words):
            deed(teacher, child, mine)


def test_a_stranger_neither_sees_nor_changes_a_team(ava: tuple[ChildId, Caller, ActorId]) -> None:
    from django.db import transaction
    from django.db.utils import DatabaseError

    from alongside.kernel.capability import visit
    from alongside.teams import models

    child, _, _ = begun(ava)
    stranger = somebody(actor=ava[2])
    with pytest.raises(Refused):
        teams.team_of(stranger, child=child)
    with visit(stranger):
        for table in (models.Team, models.TeamChild, models.Form, models.Member, models.Seat):
            assert not table._default_manager.exists()
        source = UUID(int=9)
        with pytest.raises(DatabaseError), transaction.atomic():
            models.TeamChild(team_id=UUID(int=5), source=source, during=("2026-01-01", None), by=stranger.actor).save()


def test_the_database_itself_refuses_a_team_without_lead_and_without_vacancy(
    ava: tuple[ChildId, Caller, ActorId], admin: psycopg.Connection
) -> None:
    begun(ava)
    with pytest.raises(psycopg.errors.ExclusionViolation, match="neither taken nor vacant"):
        admin.execute("UPDATE teams_seat SET during = tstzrange(lower(during), lower(during) + interval '1 day')")
    with pytest.raises(psycopg.errors.ExclusionViolation, match="more leads"):
        admin.execute(
            "INSERT INTO teams_seat (team_id, form_id, number, reason, family_view, during, by) "
            "SELECT team_id, form_id, 2, 'x', '', during, by FROM teams_seat"
        )


DEEDS = some.lists(
    some.tuples(
        some.sampled_from(["join", "leave", "lead", "vacate", "work"]), some.integers(0, 3), some.integers(1, 2),
        some.sampled_from(Model), some.integers(0, 2),
    ),
    max_size=14,
)  # fmt: skip
LED = """
    SELECT count(*) FROM generate_series(%(since)s::timestamptz, %(until)s, interval '30 minutes') AS moment
    CROSS JOIN LATERAL (SELECT model FROM teams_form WHERE during @> moment) f
    WHERE (SELECT count(*) FROM teams_seat s WHERE s.during @> moment)
          <> CASE f.model WHEN 'co_working' THEN 2 ELSE 1 END
       OR (SELECT count(DISTINCT member_id) FROM teams_seat s WHERE s.during @> moment AND member_id IS NOT NULL)
          <> (SELECT count(member_id) FROM teams_seat s WHERE s.during @> moment)
       OR EXISTS (SELECT 1 FROM teams_seat s JOIN teams_member m ON m.id = s.member_id
                  WHERE s.during @> moment AND NOT m.during @> moment)
"""


@given(deeds=DEEDS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_happens_every_moment_is_led_or_a_recorded_vacancy(
    deeds: list[tuple[str, int, int, Model, int]], ava: tuple[ChildId, Caller, ActorId], admin: psycopg.Connection
) -> None:
    for table in ("teams_seat", "teams_member", "teams_form", "teams_teamchild", "teams_team"):
        admin.execute(f"DELETE FROM {table}")
    child, teacher, mine = begun(ava)
    at, members = teacher, [mine]
    for deed, which, seat, model, hours in deeds:
        at = later(at, hours=hours)
        member = members[which % len(members)]
        try:
            if deed == "join":
                members.append(
                    teams.join(at, child=child, kind=MemberKind.PRACTITIONER, actor=ava[2], role="officer", why="x")
                )
            elif deed == "leave" and member != mine:
                teams.leave(at, child=child, member=member, why="x")
            elif deed == "lead":
                teams.lead(at, child=child, seat=seat, member=member)
            elif deed == "vacate":
                teams.vacate(at, child=child, seat=seat, reason="x", cover=member)
            elif deed == "work":
                teams.work_as(at, child=child, model=model, why="x")
        except NotPossible:
            continue
    moments = {"since": teacher.now, "until": at.now + timedelta(hours=1)}
    assert admin.execute(LED, moments).fetchone() == (0,)
    held = admin.execute("SELECT count(*) FROM trust_grant WHERE actor = %s AND upper_inf(valid)", (ava[2],)).fetchone()
    inside = admin.execute(
        "SELECT count(*) FROM teams_member WHERE actor = %s AND upper_inf(during)", (ava[2],)
    ).fetchone()
    assert held == inside, "access begins and ends with the role"
