"""The pages of those who look after records and offices, and the one that finds a child who cannot wait."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import psycopg
import pytest
from django.test import Client

from alongside.agencies.api import AgencyKind
from alongside.desk.errands import work_until_idle
from alongside.kernel.answers import NotPossible, Refused
from alongside.kernel.caller import Caller
from alongside.kernel.ids import source_of
from alongside.linkage import api as linkage
from alongside.trust import api as trust
from tests.builders import (
    AVA,
    NOW,
    a_child,
    an_agency,
    an_office_holder,
    delivered,
    linked,
    person_of,
    somebody,
)
from tests.desk.test_first_hour_pages import signed_in

pytestmark = pytest.mark.usefixtures("clean")

EXACT = {"forename": "ava", "surname": "PEARCE", "born_day": "4", "born_month": "5", "born_year": "2017"}


def test_records_that_are_one_person_are_shown_with_the_reason_and_taken_apart(admin: psycopg.Connection) -> None:
    school, health = an_agency(), an_agency("Health Visiting", AgencyKind.CHILD_HEALTH)
    delivered(school, "plain-people", [AVA])
    delivered(health, "plain-people", [{**AVA, "record": "H9"}])
    linked()
    an_office_holder(trust.Office.MATCHER, school)
    client = signed_in(an_office_holder(trust.Office.MATCHER, health))
    source, other = source_of(school.id, "P1"), source_of(health.id, "H9")
    page = f"/agencies/{school.id}/people/{source}/records"
    assert "Health Visiting, number H9" in client.get(page).content.decode()
    assert client.post(page, {"other": str(other), "why": ""}).status_code == 422
    assert client.post(page, {"other": str(other), "why": "Two cousins."}).headers["Location"].endswith("?apart=yes")
    assert work_until_idle() == 1
    assert person_of(admin, school, "P1") != person_of(admin, health, "H9")
    assert "known by this record alone" in client.get(page).content.decode()
    assert client.post(page, {"other": str(other), "why": "Again."}).status_code == 409


def test_a_matcher_of_one_agency_cannot_take_another_agencys_records_apart(admin: psycopg.Connection) -> None:
    school, health = an_agency(), an_agency("Health Visiting", AgencyKind.CHILD_HEALTH)
    delivered(school, "plain-people", [AVA])
    delivered(health, "plain-people", [{**AVA, "record": "H9"}])
    linked()
    half = an_office_holder(trust.Office.MATCHER, school)
    with pytest.raises(NotPossible, match="match for"):
        linkage.undo(half, source_a=source_of(school.id, "P1"), source_b=source_of(health.id, "H9"), why="Cousins.")
    found = linkage.joined_with(half, agency=school.id, number="P1")
    assert (found.seen, found.others) == ((), 1)
    with pytest.raises(Refused):
        linkage.joined_with(half, agency=health.id, number="H9")


def test_an_administrator_hands_an_office_over(admin: psycopg.Connection) -> None:
    school = an_agency()
    a_child(admin, school)
    actor = admin.execute("SELECT actor FROM agencies_practitioner").fetchone()
    assert actor
    boss = an_office_holder(trust.Office.ADMINISTRATOR, number=5)
    trust.give_office(boss, actor=boss.actor, office=trust.Office.STEWARD, agency=school.id)
    client = signed_in(boss)
    page = f"/agencies/{school.id}/offices"
    assert client.post(page, {"actor": str(actor[0]), "office": "steward"}).status_code == 302
    assert client.post(page, {"actor": "", "office": "steward"}).status_code == 422
    held = trust.offices_of(boss, agency=school.id)
    mine = next(h.id for h in held if h.actor == boss.actor and h.office is trust.Office.STEWARD)
    assert client.post(page, {"end": str(mine)}).status_code == 302
    assert client.post(page, {"end": str(mine)}).status_code == 409
    left = trust.offices_of(replace(boss, now=datetime.now(UTC)), agency=school.id)
    assert [h.actor for h in left if h.office is trust.Office.STEWARD] == [actor[0]]


def test_nobody_ends_their_own_administration() -> None:
    school = an_agency()
    boss = an_office_holder(trust.Office.ADMINISTRATOR, school)
    (own,) = [h for h in trust.offices_of(boss, agency=school.id) if h.actor == boss.actor]
    with pytest.raises(NotPossible, match="Another administrator"):
        trust.end_office(boss, agency=school.id, office=own.id)


@pytest.fixture
def officer() -> Client:
    """A police officer who works with nobody here."""
    police = an_agency("County Police", AgencyKind.POLICE)
    return signed_in(an_office_holder(trust.Office.PRACTITIONER, police, number=7), "Jo")


def test_exact_words_lead_to_the_question_why_it_cannot_wait(officer: Client, admin: psycopg.Connection) -> None:
    child, _ = a_child(admin, an_agency(), {**AVA, "nhs_number": "9434765919"})
    asked = f"/children/{child}/urgent-need"
    assert officer.post("/find/urgent", EXACT).headers["Location"] == asked
    assert officer.post("/find/urgent", {"nhs_number": "943 476 5919"}).headers["Location"] == asked
    assert officer.post(asked, {"why": "Alone in the street at nine in the evening."}).status_code == 302
    assert officer.post("/find/urgent", EXACT).headers["Location"] == f"/children/{child}"
    lines = admin.execute("SELECT text FROM ledger_line WHERE capability = 'families.find_child'").fetchall()
    assert len(lines) == 3 and all(str(child) in text for (text,) in lines), "who was found is noted"


@pytest.mark.parametrize("change", [{"forename": "Av"}, {"surname": "Pierce"}, {"born_day": "5"}])
def test_words_that_do_not_fit_exactly_find_nobody(
    change: dict[str, str], officer: Client, admin: psycopg.Connection
) -> None:
    a_child(admin, an_agency())
    answer = officer.post("/find/urgent", {**EXACT, **change})
    assert answer.status_code == 422 and "No one child fits" in answer.content.decode()


def test_a_child_without_an_open_reason_is_not_found_and_half_a_question_is_sent_back(officer: Client) -> None:
    delivered(an_agency(), "plain-people", [AVA])
    linked()
    assert "No one child fits" in officer.post("/find/urgent", EXACT).content.decode()
    assert "Give first name" in officer.post("/find/urgent", {"surname": "Pearce"}).content.decode()


def test_the_database_finds_nobody_for_somebody_without_an_office(admin: psycopg.Connection) -> None:
    from django.db import connection

    from alongside.families import api as families
    from alongside.kernel.capability import visit

    a_child(admin, an_agency())
    stranger: Caller = somebody(now=NOW)
    with pytest.raises(Refused):
        families.find_child(stranger, forename="Ava", surname="Pearce")
    with visit(stranger), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM families_find_child('Ava', 'Pearce', '2017-05-04', '')")
        assert cursor.fetchall() == []
    assert UUID(int=4711) == stranger.actor


def test_the_team_pages_say_when_there_is_no_team_and_when_nobody_can_lead(admin: psycopg.Connection) -> None:
    child, teacher = a_child(admin, an_agency())
    client, page = signed_in(teacher), f"/children/{child}/team"
    assert "No team yet" in client.get(page).content.decode()
    assert client.get(f"{page}/lead/1").status_code == 404
    assert client.post(f"{page}/begin", {"model": "around", "why": "Three agencies help."}).status_code == 302
    nobody = client.get(f"{page}/lead/1")
    assert nobody.status_code == 409 and "Nobody of the team can lead yet" in nobody.content.decode()
