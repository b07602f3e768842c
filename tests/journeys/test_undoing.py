"""Two cousins were taken for one girl: two people take them apart, the entries go back, and who saw what is told."""

from collections.abc import Callable

import psycopg
import pytest
from playwright.sync_api import Page, expect

from alongside.accounts import api as accounts
from alongside.agencies.api import AgencyKind
from alongside.kernel.caller import Caller
from alongside.kernel.ids import source_of
from alongside.trust import api as trust
from tests.builders import AVA, a_child, an_agency, an_office_holder, delivered, person_of
from tests.journeys.conftest import Look

pytestmark = pytest.mark.usefixtures("clean")
PASSWORD = "three kind words tonight"


def invited(boss: Caller, caller: Caller, name: str, page: Page) -> Page:
    """Somebody whom the administrator has invited, signed in."""
    email = f"{name.split(maxsplit=1)[0].casefold()}@work.example"
    sent = accounts.invite(boss, email=email, name=name, actor=caller.actor)
    accounts.accept(caller, email=email, token=sent.token, name=name, password=PASSWORD)
    page.goto("/sign-in")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    return page


def test_cousins_are_taken_apart_by_two_people_and_who_saw_what_is_told(
    visitor: Callable[[], Page], look: Look, admin: psycopg.Connection
) -> None:
    school, health = an_agency(), an_agency("Health Visiting", AgencyKind.CHILD_HEALTH)
    seen = {"record": "E1", "date": "2026-10-01", "kind": "contact"}
    delivered(health, "plain-people", [{**AVA, "record": "H9", "address": "9 Park Road", "postcode": "RD2 2AA"}])
    delivered(health, "plain-events", [{**seen, "person": "H9", "text": "The cousin was weighed."}])
    child, worker = a_child(admin, school, AVA)
    delivered(school, "plain-events", [{**seen, "person": "P1", "text": "Ava came without lunch."}])
    boss = an_office_holder(trust.Office.ADMINISTRATOR, number=5)
    teacher = invited(boss, worker, "Amara Okafor", visitor())
    first = invited(boss, an_office_holder(trust.Office.MATCHER), "Jo Lane", visitor())
    second = invited(boss, an_office_holder(trust.Office.MATCHER, number=98), "Noor Khan", visitor())

    teacher.goto(f"/children/{child}/chronology")
    expect(teacher.get_by_text("The cousin was weighed.", exact=True)).to_be_visible()
    records = f"/agencies/{school.id}/people/{source_of(school.id, 'P1')}/records"
    first.goto(records)
    look(first, "records")
    first.get_by_label("If they are different people").fill("I know both girls. They are cousins of one name.")
    first.get_by_role("button", name="Take these two apart").click()
    look(first, "records-second-asked")
    second.goto("/pairs")
    second.get_by_role("link", name="Taking records apart").click()
    look(second, "splits")
    second.get_by_role("button", name="Yes, take them apart").click()
    look(second, "splits-refused")
    second.get_by_label("How do you know?").fill("I saw the two of them on Friday.")
    second.get_by_role("button", name="Yes, take them apart").click()
    look(second, "splits-done")

    for _ in range(100):
        if person_of(admin, school, "P1") != person_of(admin, health, "H9"):
            break
        second.wait_for_timeout(100)
    ava = person_of(admin, school, "P1")
    teacher.goto(f"/children/{ava}/chronology")
    expect(teacher.get_by_text("Ava came without lunch.", exact=True)).to_be_visible()
    expect(teacher.get_by_text("The cousin was weighed.", exact=True)).to_have_count(0)
    second.goto(records)
    look(second, "records-taken-apart")
    second.get_by_role("link", name="Who saw what").click()
    expect(second.get_by_role("rowheader", name="Amara Okafor")).to_be_visible()
    look(second, "exposure")
