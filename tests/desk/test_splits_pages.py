"""The pages on which two people take a child's records apart, and on which one reads who saw what in between."""

from datetime import UTC, datetime

import psycopg
import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from alongside.accounts import api as accounts
from alongside.agencies.api import AgencyKind
from alongside.chronology import api as chronology
from alongside.desk.errands import work_until_idle
from alongside.kernel.caller import Caller
from alongside.kernel.ids import source_of
from alongside.linkage import api as linkage
from alongside.trust import api as trust
from tests.builders import AVA, a_child, an_agency, an_office_holder, delivered, linked, person_of
from tests.desk.test_first_hour_pages import signed_in
from tests.house.html_rules import wrong_with

pytestmark = pytest.mark.usefixtures("clean")


def invited(caller: Caller) -> Client:
    """A second browser, of somebody whom the administrator has invited."""
    boss = an_office_holder(trust.Office.ADMINISTRATOR, number=5)
    sent = accounts.invite(boss, email="noor@work.example", name="Noor", actor=caller.actor)
    account = accounts.accept(
        caller, email=sent.email, token=sent.token, name="Noor", password="three kind words tonight"
    )
    client = Client(SERVER_NAME="localhost")
    client.force_login(get_user_model().objects.get(pk=account.id))
    return client


def test_two_people_take_a_child_apart_and_read_who_saw_what(admin: psycopg.Connection) -> None:
    school, health = an_agency(), an_agency("Health Visiting", AgencyKind.CHILD_HEALTH)
    delivered(health, "plain-people", [{**AVA, "record": "H9"}])
    child, teacher = a_child(admin, school)
    source, other = source_of(school.id, "P1"), source_of(health.id, "H9")
    records = f"/agencies/{school.id}/people/{source}/records"
    first = signed_in(an_office_holder(trust.Office.MATCHER))
    second = invited(an_office_holder(trust.Office.MATCHER, number=98))

    asked = first.post(records, {"other": str(other), "why": "They are <b>cousins."})
    assert asked.headers["Location"].endswith("?apart=second")
    assert "somebody else who matches for both" in first.get(asked.headers["Location"]).content.decode()
    assert work_until_idle() == 0
    assert "You asked for this" in first.get("/pairs/apart").content.decode()
    assert "1 request to take records apart waits" in second.get("/pairs").content.decode()

    page = second.get("/pairs/apart").content.decode()
    assert wrong_with(page) == []
    assert "They are &lt;b&gt;cousins." in page and "You asked for this" not in page
    (waiting,) = linkage.open_splits(an_office_holder(trust.Office.MATCHER, number=97))
    answer = {"split": str(waiting.id), "said": "apart", "why": "I saw both of them."}
    assert second.post("/pairs/apart", {**answer, "why": ""}).status_code == 422
    assert second.post("/pairs/apart", {**answer, "said": "perhaps"}).status_code == 422
    chronology.story(Caller(teacher.actor, teacher.purpose, datetime.now(UTC), "web"), child=child)
    assert second.post("/pairs/apart", answer).status_code == 302
    assert work_until_idle() == 1
    assert person_of(admin, school, "P1") != person_of(admin, health, "H9")
    assert second.post("/pairs/apart", answer).status_code == 409

    told = second.get(f"{records}/{other}/seen").content.decode()
    assert wrong_with(told) == []
    assert "Amara Okafor" in told and "I saw both of them." in told
    assert f"{records}/{other}/seen" in second.get(records).content.decode()


def test_records_that_never_were_one_person_have_no_such_page(admin: psycopg.Connection) -> None:
    school = an_agency()
    delivered(school, "plain-people", [AVA, {**AVA, "record": "P2", "forename": "Zora", "surname": "Quill"}])
    linked()
    client = signed_in(an_office_holder(trust.Office.MATCHER))
    source, other = source_of(school.id, "P1"), source_of(school.id, "P2")
    assert client.get(f"/agencies/{school.id}/people/{source}/records/{other}/seen").status_code == 404
