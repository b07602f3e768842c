"""Before anything new is begun: is she already known? Found through a nickname and an old address, while typing."""

from collections.abc import Callable
from datetime import timedelta

import psycopg
import pytest
from playwright.sync_api import Page, expect

from alongside.agencies.api import AgencyKind
from alongside.trust import api as trust
from tests.builders import NOW, a_child, an_agency, an_office_holder, delivered, job, linked
from tests.journeys.conftest import Look
from tests.journeys.test_writing import signed_in

pytestmark = pytest.mark.usefixtures("clean")

WILLIAM = {
    "record": "P1", "forename": "William", "surname": "Pearce", "sex": "M", "date_of_birth": "2017-05-04",
    "address": "12 Mill Lane", "postcode": "RD1 4QT",
}  # fmt: skip
OTTO = {**WILLIAM, "record": "P7", "forename": "Otto", "surname": "Unwin", "nhs_number": "9434765919"}


def a_nurse(visitor: Callable[[], Page]) -> Page:
    """Somebody of another agency, who works with nobody here yet."""
    health = an_agency("Northside Health", AgencyKind.CHILD_HEALTH)
    return signed_in(visitor(), an_office_holder(trust.Office.PRACTITIONER, health, number=7), "Jo")


def test_search_before_create_finds_a_child_through_nickname_and_old_address(
    visitor: Callable[[], Page], look: Look, admin: psycopg.Connection
) -> None:
    school = an_agency()
    delivered(school, "plain-people", [WILLIAM], now=NOW - timedelta(days=300))
    child, _ = a_child(admin, school, {**WILLIAM, "address": "3 Sea View", "postcode": "QX9 1AB"})
    jo = a_nurse(visitor)

    jo.get_by_role("link", name="Find a child", exact=True).click()
    look(jo, "find")
    jo.get_by_label("First name or what they are called").fill("Bill")
    expect(jo.get_by_role("status")).to_contain_text("one more thing")
    jo.get_by_label("Family name").fill("Pearce")
    expect(jo.get_by_role("status")).to_contain_text("1 child may be the one you mean")
    jo.get_by_label("An address, now or before").fill("12 Mill Lane")
    jo.get_by_label("Postcode").fill("RD1 4QT")
    found = jo.get_by_role("article", name="W. P.")
    expect(found).to_contain_text("lived at the same address until about")
    expect(found).to_contain_text("forename is another form of the other")
    expect(found).to_contain_text("Born 2017. Known to: a school.")
    assert "William" not in jo.content() and "Sea View" not in jo.content()
    assert "Bill" not in jo.url
    look(jo, "find-initials")
    found.get_by_role("link", name="This child needs me now").click()
    jo.wait_for_url(f"**/children/{child}/urgent-need")


def test_of_a_sealed_record_the_page_says_that_an_agency_may_know_and_too_little_is_sent_back(
    visitor: Callable[[], Page], look: Look
) -> None:
    delivered(an_agency(), "plain-people", [OTTO])
    linked()
    jo = a_nurse(visitor)
    jo.goto("/find")
    jo.get_by_label("NHS number or unique pupil number").fill("943 476 5919")
    expect(jo.get_by_text("An agency may know this child.")).to_be_visible()
    assert "Otto" not in jo.content() and "O. U." not in jo.content()
    look(jo, "find-sealed")
    jo.get_by_role("button", name="Find").click()
    expect(jo.get_by_text("An agency may know this child.")).to_be_visible()
    jo.goto("/find")
    jo.get_by_label("First name or what they are called").fill("Zora")
    jo.get_by_role("button", name="Find").click()
    expect(jo.get_by_role("alert")).to_contain_text("Give a name and one more thing you know")
    look(jo, "find-too-little")


def test_the_childs_own_worker_finds_the_name_and_the_way_in_without_typing_help(
    visitor: Callable[[], Page], look: Look, admin: psycopg.Connection
) -> None:
    school = an_agency()
    child, worker = a_child(admin, school, WILLIAM)
    trust.found_office(
        job("founder"), actor=worker.actor, office=trust.Office.PRACTITIONER, agency=school.id
    )  # fmt: skip
    amara = signed_in(visitor(), worker, "Amara")
    amara.goto("/find")
    amara.get_by_label("First name or what they are called").fill("Will")
    amara.get_by_label("Family name").fill("Pierce")
    amara.get_by_role("button", name="Find").click()
    expect(amara.get_by_text("You work with this child.")).to_be_visible()
    look(amara, "find-mine")
    amara.get_by_role("link", name="William Pearce").click()
    amara.wait_for_url(f"**/children/{child}")
