"""J0: from an empty database to a colleague who sees a child, in the browser alone."""

from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from playwright.sync_api import Page, expect

from alongside.cli.serving import first_link
from tests.builders import written
from tests.journeys.conftest import Look

pytestmark = pytest.mark.usefixtures("clean")

PASSWORD = "three kind words tonight"
FOUNDER = "ruth.hale@marlshire.example"
NURSE = "amara.okafor@river.example"
AVA = {"forename": "Ava", "surname": "Pearce", "sex": "F", "date_of_birth": "2017-05-04", "nhs_number": "9434765919"}
LEO = {"surname": "Marsh", "sex": "M", "date_of_birth": "2016-02-11"}
HOME = {"address": "12 Mill Lane", "postcode": "RD1 4QT"}
OTHER_HOME = {"address": "3 Well Street", "postcode": "RD2 7AB"}
SCHOOL_ROWS = [
    {"record": "P1", **AVA, **HOME}, {"record": "P2", **LEO, "forename": "Leopold", **OTHER_HOME},
    {"record": "P3", **AVA, "forename": "Noah", "nhs_number": "", "date_of_birth": "some day", **HOME},
]  # fmt: skip
HEALTH_ROWS = [{"record": "H1", **AVA, **HOME}, {"record": "H2", **LEO, "forename": "Otto", **OTHER_HOME}]
INVOLVED = [{"person": "H1", "worker": "Amara Okafor", "worker_email": NURSE, "role": "health visitor",
             "from": "2024-09-01", "to": ""}]  # fmt: skip
HEALTH, SCHOOL = "River Child Health", "Riverside School"


def press(page: Page, words: str) -> None:
    """Press a button."""
    page.get_by_role("button", name=words, exact=True).click()


def go(page: Page, words: str) -> None:
    """Follow a link of the menu."""
    page.get_by_role("navigation", name="Menu").get_by_role("link", name=words).click()


def add_agency(page: Page, name: str, kind: str) -> None:
    """Add an agency, and look after it."""
    page.get_by_label("Name of the agency").fill(name)
    page.get_by_label("What kind of agency is it?").select_option(label=kind)
    press(page, "Add this agency")
    expect(page.get_by_role("heading", name=name)).to_be_visible()


def bring_in(page: Page, look: Look, agency: str, path: Path, *, title: str) -> None:
    """Upload a file, check how it is read, take it in."""
    go(page, "Deliveries")
    look(page, "deliveries")
    page.get_by_label("Which agency").select_option(label=agency)
    page.get_by_label("Files", exact=True).set_input_files(path)
    press(page, "Upload and check")
    expect(page.get_by_text(title).first).to_be_visible()
    look(page, f"reading-{path.stem}")
    press(page, "This is right, take the rows in")
    expect(page.get_by_role("heading", name=f"What came from {agency}")).to_be_visible()
    look(page, f"delivery-{path.stem}-{agency[:5]}")


def join(page: Page, look: Look, link: str, *, name: str = "", email: str = "") -> None:
    """Accept an invitation."""
    page.goto(link)
    look(page, f"join-{'founder' if email else 'colleague'}")
    if name:
        page.get_by_label("Your name").fill(name)
    if email:
        page.get_by_label("Your e-mail address at work").fill(email)
    page.get_by_label("Choose a password").fill(PASSWORD)
    press(page, "Join")


def settle_the_pair(page: Page, look: Look) -> None:
    """Look at the one uncertain pair, say that they are different children, and see that none is left."""
    go(page, "Same person?")
    expect(page.get_by_text("1 pair waits for you.")).to_be_visible()
    for words in ("Leopold", "Otto", "3 Well Street"):
        expect(page.get_by_text(words).first).to_be_visible()
    look(page, "pairs")
    page.get_by_label("Why do you think so?").fill("I rang the school: they are twins.")
    press(page, "Different people")
    expect(page.get_by_text("No pair waits for you")).to_be_visible()
    look(page, "pairs-none")


def open_a_reason(page: Page, look: Look) -> None:
    """Find Ava among the agency's own people and say why she is here."""
    go(page, "Agencies")
    page.get_by_role("link", name=f"Say why a child is here for {HEALTH}").click()
    page.get_by_label("Name, or the agency's own number").fill("pearce ava")
    press(page, "Search")
    expect(page.get_by_text("1 person")).to_be_visible()
    look(page, "people")
    page.get_by_role("link", name="Say why Ava Pearce is here").click()
    page.get_by_label("Early help").check()
    for label, typed in (("Day", "1"), ("Month", "10"), ("Year", "2026")):
        page.get_by_label(label, exact=True).fill(typed)
    look(page, "reason")
    press(page, "Record this reason")
    expect(page.get_by_text("The reason is recorded.")).to_be_visible()
    look(page, "people-opened")


def invite_the_nurse(page: Page, look: Look) -> str:
    """Invite the colleague whom the agency's file names; gives the link, which is shown once."""
    go(page, "Agencies")
    page.get_by_role("link", name=f"Invite a colleague to {HEALTH}").click()
    page.get_by_label("E-mail address at work").fill(NURSE)
    page.get_by_label("Name", exact=True).fill("Amara Okafor")
    page.get_by_label("Role").fill("health visitor")
    look(page, "invite")
    press(page, "Make the invitation")
    look(page, "invited")
    return page.get_by_label("Link for Amara Okafor").input_value()


def test_the_first_hour(
    visitor: Callable[[], Page], look: Look, live_site: str, received: Path, admin: psycopg.Connection
) -> None:
    founder = visitor()
    join(founder, look, live_site + first_link(), name="Ruth Hale", email=FOUNDER)
    look(founder, "agencies-empty")
    add_agency(founder, SCHOOL, "School")
    add_agency(founder, HEALTH, "Child health")
    expect(founder.get_by_text("You look after this agency's deliveries until you hand over.")).to_have_count(2)
    look(founder, "agencies")
    bring_in(founder, look, SCHOOL, written("pupils.csv", SCHOOL_ROWS).path, title="Plain list of people")
    expect(founder.get_by_text('found "some day"')).to_be_visible()
    bring_in(founder, look, HEALTH, written("patients.csv", HEALTH_ROWS).path, title="Plain list of people")
    bring_in(founder, look, HEALTH, written("workers.csv", INVOLVED).path, title="Plain list of involvements")
    settle_the_pair(founder, look)
    open_a_reason(founder, look)
    link = invite_the_nurse(founder, look)
    nurse = visitor()
    join(nurse, look, link)
    nurse.get_by_role("link", name="Ava Pearce").click()
    expect(nurse.get_by_role("heading", name="Who is involved")).to_be_visible()
    expect(nurse.get_by_text("Early help, from 1 October 2026")).to_be_visible()
    look(nurse, "child")
    founder.goto("/")
    expect(founder.get_by_text("No child is open to you yet")).to_be_visible()
    sent = admin.execute("SELECT count(*) FROM ledger_line WHERE capability = 'records.send'").fetchone()
    assert sent == (9,), "each upload, each confirmation and each taking in has its line"
