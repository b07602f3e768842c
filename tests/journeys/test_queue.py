"""Fifty questions, one after another, without a mouse."""

from collections.abc import Callable

import psycopg
import pytest
from playwright.sync_api import Page, expect

from alongside.agencies.api import AgencyKind
from alongside.trust import api as trust
from tests.builders import an_agency, an_office_holder, delivered, linked
from tests.journeys.conftest import Look
from tests.journeys.test_undoing import invited

pytestmark = pytest.mark.usefixtures("clean")
MANY = 50
SURNAMES = ("Pearce", "Okafor", "Lindqvist", "Abara", "Skelton", "Wu", "Ibrahim", "Murphy", "Novak", "Tran")


def test_a_queue_of_fifty_is_cleared_by_keyboard(
    visitor: Callable[[], Page], look: Look, admin: psycopg.Connection
) -> None:
    school, health = an_agency(), an_agency("Health Visiting", AgencyKind.CHILD_HEALTH)
    ours: list[dict[str, object]] = []
    theirs: list[dict[str, object]] = []
    for number in range(MANY):
        born = f"20{10 + number % 9}-{1 + number % 12:02d}-{1 + number % 28:02d}"
        child: dict[str, object] = {
            "record": f"P{number}", "forename": "Ava", "surname": SURNAMES[number % 10] + SURNAMES[number // 10],
            "date_of_birth": born, "address": f"{number + 1} Mill Lane", "postcode": f"RD{number} 4QT",
        }  # fmt: skip
        ours.append(child)
        theirs.append({**child, "record": f"H{number}", "forename": "Zora"})
    delivered(school, "plain-people", ours)
    delivered(health, "plain-people", theirs)
    linked()
    boss = an_office_holder(trust.Office.ADMINISTRATOR, number=5)
    page = invited(boss, an_office_holder(trust.Office.MATCHER), "Noor Khan", visitor())
    page.goto("/pairs")
    expect(page.get_by_text(f"{MANY} pairs wait for you.")).to_be_visible()
    look(page, "queue")
    page.reload()
    for left in range(MANY, 0, -1):
        words = f"{left} pairs wait for you." if left > 1 else "1 pair waits for you."
        expect(page.get_by_text(words)).to_be_visible()
        expect(page.locator("textarea:focus")).to_have_count(1)
        page.keyboard.type("Twins: I know both of them.")
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        expect(page.locator("button:focus")).to_have_text("Different people")
        page.keyboard.press("Enter")
    expect(page.get_by_text("No pair waits for you")).to_be_visible()
    look(page, "queue-cleared")
    said = admin.execute("SELECT count(*) FROM linkage_decision WHERE said = 'different'").fetchone()
    assert said == (MANY,)
