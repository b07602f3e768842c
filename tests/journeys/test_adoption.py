"""Two people seal the record of before an adoption; a colleague who looks for the child does not find it any more."""

import re
from collections.abc import Callable

import psycopg
import pytest
from playwright.sync_api import Page, expect

from alongside.agencies.api import AgencyKind
from alongside.trust import api as trust
from tests.builders import AVA, an_agency, an_office_holder, delivered, linked
from tests.journeys.conftest import Look
from tests.journeys.test_undoing import invited

pytestmark = pytest.mark.usefixtures("clean")
BEFORE = {**AVA, "record": "C1", "forename": "Zora", "surname": "Cole", "address": "9 Hill Road", "postcode": "RD2 2AA"}


def test_a_record_is_sealed_by_two_and_not_found_any_more(
    visitor: Callable[[], Page], look: Look, admin: psycopg.Connection
) -> None:
    school, care = an_agency(), an_agency("Social Care", AgencyKind.SOCIAL_CARE)
    delivered(school, "plain-people", [AVA])
    delivered(care, "plain-people", [BEFORE])
    linked()
    boss = an_office_holder(trust.Office.ADMINISTRATOR, number=5)
    first = invited(boss, an_office_holder(trust.Office.MATCHER), "Jo Lane", visitor())
    second = invited(boss, an_office_holder(trust.Office.MATCHER, number=98), "Noor Khan", visitor())
    third = invited(boss, an_office_holder(trust.Office.MATCHER, number=97), "Kit Moss", visitor())
    assert _finds(third) == 1

    first.goto("/pairs")
    first.get_by_role("link", name="A child was adopted").click()
    first.get_by_label("Agency that keeps the record of before").select_option("Social Care")
    first.get_by_label("Its number of the child, before").fill("C1")
    first.get_by_label("Agency that keeps the record of today").select_option("Riverside School")
    first.get_by_label("Its number of the child, today").fill("P1")
    first.get_by_label("How do you know that the child was adopted?").fill("I have the order of the court.")
    first.get_by_role("button", name="Ask for the seal").click()
    look(first, "adoption-asked")
    second.goto("/pairs")
    second.get_by_role("link", name="Adoption", exact=True).click()
    look(second, "adoption-waits")
    second.get_by_label("How do you know?", exact=True).fill("I rang the court.")
    second.get_by_role("button", name="Yes, do it").click()
    expect(second.get_by_role("heading", name="Sealed: a record of Social Care")).to_be_visible()
    look(second, "adoption-done")
    assert _finds(third) == 0
    third.goto("/pairs/adoption")
    expect(third.get_by_role("heading", name="Sealed: a record")).to_have_count(0)


def _finds(page: Page) -> int:
    """How many children of that name are shown to somebody who looks."""
    page.goto("/find")
    page.get_by_label("First name or what they are called").fill("Zora")
    page.get_by_label("Family name").fill("Cole")
    page.get_by_role("button", name="Find", exact=True).click()
    page.wait_for_url("**/find#who")
    expect(page.locator("#found-count")).to_have_text(re.compile("child may be|Nobody here fits"))
    return page.get_by_role("heading", name="Zora Cole").count()
