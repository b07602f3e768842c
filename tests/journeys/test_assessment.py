"""J3, on a desk and on a phone: five people of four agencies and a mother write one assessment, agree, sign."""

from collections.abc import Callable
from datetime import date

import psycopg
import pytest
from playwright.sync_api import Browser, Page, expect

from alongside.agencies.api import AgencyKind
from alongside.kernel.caller import Caller
from alongside.kernel.ids import ActorId, ChildId
from alongside.teams import api as teams
from alongside.teams.api import MemberKind, Model
from tests.builders import AVA, a_child, an_agency, delivered, linked, somebody
from tests.journeys.conftest import Look
from tests.journeys.test_writing import PASSWORD, signed_in

pytestmark = pytest.mark.usefixtures("clean")

KINDS = {
    "Hana": ("County Health", AgencyKind.CHILD_HEALTH, "health-visitor"),
    "Sam": ("County Police", AgencyKind.POLICE, "police-officer"),
    "Holly": ("Council Housing", AgencyKind.HOUSING, "housing-officer"),
    "Beth": ("County Health", AgencyKind.CHILD_HEALTH, "school-nurse"),
}


def a_team(admin: psycopg.Connection) -> tuple[ChildId, Caller, dict[str, Caller]]:
    """A teacher and four colleagues of other agencies around Ava; the teacher leads."""
    school = an_agency()
    child, teacher = a_child(admin, school)
    event = {"record": "E1", "person": "P1", "date": "2026-11-02", "kind": "concern", "text": "Came without a coat."}
    delivered(school, "plain-events", [event])
    linked()
    teams.begin(teacher, children=(child,), model=Model.AROUND, why="Four agencies help.")
    mine = teams.join(
        teacher, child=child, kind=MemberKind.PRACTITIONER, role="teacher", why="Hers.", actor=teacher.actor
    )
    teams.lead(teacher, child=child, seat=1, member=mine)
    return child, teacher, {name: _joins(admin, teacher, child, name) for name in KINDS}


def _joins(admin: psycopg.Connection, teacher: Caller, child: ChildId, name: str) -> Caller:
    agency, kind, role = KINDS[name]
    known = admin.execute("SELECT agency FROM agencies_agencyname WHERE name = %s", (agency,)).fetchone()
    made = type("A", (), {"id": known[0]}) if known else an_agency(agency, kind)
    email = f"{name.casefold()}@agency.example"
    delivered(made, "plain-people", [{**AVA, "record": f"X-{name}", "forename": "Somebody", "surname": "Else"}])  # type: ignore[arg-type]
    delivered(made, "plain-involvements", [{"person": f"X-{name}", "worker": f"{name} Hill", "worker_email": email}])  # type: ignore[arg-type]
    row = admin.execute("SELECT actor FROM agencies_practitioner WHERE email = %s", (email,)).fetchone()
    assert row
    actor = ActorId(row[0])
    teams.join(teacher, child=child, kind=MemberKind.PRACTITIONER, role=role, why="Knows Ava.", actor=actor)
    return somebody(actor=actor)


def writes(page: Page, heading: str, kind: str, text: str) -> None:
    """Somebody writes a part under a heading."""
    page.get_by_role("link", name=f"Write under {heading}", exact=True).click()
    page.get_by_label(kind, exact=True).check()
    page.get_by_label("In your words").fill(text)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text(text).first).to_be_visible()


def test_five_from_four_agencies_and_a_mother_assess_once_and_sign(
    visitor: Callable[[], Page], look: Look, admin: psycopg.Connection
) -> None:
    child, teacher, others = a_team(admin)
    lead = signed_in(visitor(), teacher, "Amara")
    address = _begin(lead, child, look)
    mother = _let_in(lead, visitor(), child, look)
    pages = {name: signed_in(visitor(), who, name) for name, who in others.items()}
    _everybody_writes(lead, mother, pages, address, look)
    _ask_and_answer(lead, pages["Sam"], address, look)
    _disagree_and_settle(mother, lead, address, look)
    _both_write_at_once(lead, pages["Holly"], address, look)
    _evidence(lead, address, look)
    _finish_and_sign(lead, mother, pages, address, look)


def _begin(lead: Page, child: ChildId, look: Look) -> str:
    lead.goto(f"/children/{child}/assessments")
    look(lead, "no-assessment")
    lead.get_by_role("link", name="Begin the assessment").click()
    look(lead, "begin-assessment")
    lead.get_by_label("Assessment where neglect is a worry").check()
    lead.get_by_role("button", name="Begin").click()
    address = lead.url
    lead.get_by_text("What the records say").first.click()
    look(lead, "assessment-opened")
    expect(lead.get_by_text("Came without a coat.").first).to_be_visible()
    return address


def _everybody_writes(lead: Page, mother: Page, pages: dict[str, Page], address: str, look: Look) -> None:
    lead.goto(address)
    writes(lead, "Nutritional neglect", "A need or a worry", "Ava is hungry on Mondays.")
    for name, heading, kind, text in (
        ("Hana", "Medical neglect", "What we know", "Two missed weights since June."),
        ("Sam", "Lack of supervision and guidance", "What we know", "One call in a year."),
        ("Holly", "Physical neglect", "A need or a worry", "Mould in the bedroom; works ordered."),
        ("Beth", "A day in this child's life", "The child's own words", "I like breakfast club best."),
    ):
        pages[name].goto(address)
        writes(pages[name], heading, kind, text)
    mother.goto(address)
    look(mother, "assessment-for-the-family")
    writes(mother, "What parents can do and want", "A strength", "My sister has them every Saturday.")


def _finish_and_sign(lead: Page, mother: Page, pages: dict[str, Page], address: str, look: Look) -> None:
    lead.goto(address)
    look(lead, "assessment-written")
    lead.get_by_role("button", name="Finish the assessment").click()
    look(lead, "finish-assessment")
    lead.get_by_role("button", name="Finish it now").click()
    for page in (lead, mother, *pages.values()):
        page.goto(f"{address}/sign")
        page.get_by_role("button", name="Sign", exact=True).click()
        expect(page.get_by_role("heading", name="Signed")).to_be_visible()
    mother.goto(address)
    look(mother, "assessment-signed")
    expect(mother.get_by_text("Kim Pearce, parent").first).to_be_visible()
    assert mother.locator("h2:has-text('Signed') ~ p strong").count() == 6
    expect(mother.get_by_role("link", name="Write under", exact=False)).to_have_count(0)
    mother.get_by_role("link", name="To read and print").click()
    expect(mother.get_by_text("My sister has them every Saturday.")).to_be_visible()
    look(mother, "assessment-plain")
    lead.goto(f"{address}/plain")
    expect(lead.get_by_text("It holds what is shared with the family")).to_be_visible()


def _let_in(lead: Page, kim: Page, child: ChildId, look: Look) -> Page:
    lead.goto(f"/children/{child}/team/join")
    lead.get_by_label("Somebody of the family, or a friend").check()
    lead.get_by_label("Name", exact=True).fill("Kim Pearce")
    lead.get_by_label("In which role?").select_option("parent")
    lead.get_by_label("Why do they come in?").fill("Her mother.")
    lead.get_by_role("button", name="Bring them in").click()
    lead.get_by_role("link", name="Give Kim a way in of their own").click()
    look(lead, "let-in")
    lead.get_by_label("Their own e-mail address").fill("kim@home.example")
    lead.get_by_label("Ava Pearce").check()
    lead.get_by_role("button", name="Make the link").click()
    look(lead, "let-in-link")
    kim.goto(lead.get_by_label("Link for Kim Pearce").input_value())
    kim.get_by_label("Choose a password").fill(PASSWORD)
    kim.get_by_role("button", name="Join").click()
    kim.wait_for_url("**/ours")
    look(kim, "ours")
    return kim


def _ask_and_answer(lead: Page, sam: Page, address: str, look: Look) -> None:
    lead.goto(address)
    lead.get_by_role("button", name="Ask somebody to contribute").click()
    lead.get_by_label("Sam Hill").check()
    lead.get_by_label("What would you like to know?").fill("Was anybody called in August?")
    day = date(date.today().year + 1, 3, 27)
    for part, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        lead.get_by_label(part, exact=True).fill(str(value))
    look(lead, "ask-for-part")
    lead.get_by_role("button", name="Ask them").click()
    sam.goto(address)
    look(sam, "assessment-asked")
    sam.get_by_role("link", name="then answer here").click()
    sam.get_by_label("I have nothing relevant").check()
    sam.get_by_role("button", name="Record my answer").click()
    expect(sam.get_by_text("I have nothing relevant")).to_be_visible()


def _disagree_and_settle(mother: Page, lead: Page, address: str, look: Look) -> None:
    mother.goto(address)
    mother.locator(".alongside-part", has_text="Ava is hungry on Mondays.").get_by_role(
        "link", name="Say whether you agree"
    ).click()
    mother.get_by_label("Disagree", exact=True).check()
    mother.get_by_role("button", name="Record my view").click()
    expect(mother.get_by_role("link", name="Say in your own words what you see differently")).to_be_visible()
    look(mother, "view-refused")
    mother.get_by_label("What do you see differently?").fill("She has breakfast at my sister's.")
    mother.get_by_role("button", name="Record my view").click()
    lead.goto(address)
    lead.get_by_role("link", name="Go on with the conversation").click()
    lead.get_by_label("We have settled it").check()
    lead.get_by_label("In your words").fill("On Mondays she comes without; other days she eats at her aunt's.")
    look(lead, "conversation")
    lead.get_by_role("button", name="Record this").click()
    expect(lead.get_by_text("Talked over")).to_be_visible()


def _both_write_at_once(lead: Page, holly: Page, address: str, look: Look) -> None:
    for page in (lead, holly):
        page.goto(address)
        page.locator(".alongside-part", has_text="Mould in the bedroom").get_by_role(
            "link", name="Change", exact=True
        ).click()
    lead.get_by_label("In your words").fill("Mould in both bedrooms.")
    expect(lead.get_by_text("Saved at")).to_be_visible()
    holly.get_by_label("In your words").fill("Mould in the bedroom; works done on Friday.")
    holly.get_by_role("button", name="Save").click()
    expect(holly.get_by_text("Two texts stand")).to_be_visible()
    expect(holly.get_by_text("Mould in both bedrooms.").first).to_be_visible()
    look(holly, "two-texts")
    holly.get_by_label("In your words").fill("Mould in both bedrooms; works done on Friday.")
    holly.get_by_role("button", name="Save").click()
    expect(holly.get_by_text("Mould in both bedrooms; works done on Friday.")).to_be_visible()


def _evidence(lead: Page, address: str, look: Look) -> None:
    lead.goto(address)
    lead.locator(".alongside-part", has_text="Ava is hungry on Mondays.").get_by_role("link", name="Evidence").click()
    lead.get_by_label("Came without a coat.").check()
    look(lead, "evidence")
    lead.get_by_role("button", name="Save the evidence").click()
    expect(lead.get_by_text("Rests on 1 entry of the chronology")).to_be_visible()


def test_without_javascript_an_assessment_is_begun_written_read_and_finished_by_one(
    visitor: Callable[[], Page], browser: Browser, admin: psycopg.Connection
) -> None:
    child, teacher, _ = a_team(admin)
    signed = signed_in(visitor(), teacher, "Amara")
    context = browser.new_context(
        java_script_enabled=False, base_url=signed.url, storage_state=signed.context.storage_state()
    )
    page = context.new_page()
    page.goto(f"/children/{child}/assessments")
    page.get_by_role("link", name="Begin the assessment").click()
    page.get_by_label("Early help assessment").check()
    page.get_by_role("button", name="Begin", exact=True).click()
    expect(page.get_by_text("Came without a coat.").first).to_be_attached()
    for heading, kind, text in (
        ("What is going well", "A strength", "Ava loves breakfast club."),
        ("What it is like for each child", "The child's own words", "I like toast."),
    ):
        writes(page, heading, kind, text)
    part = page.locator(".alongside-part", has_text="Ava loves breakfast club.")
    part.get_by_role("link", name="Change").click()
    page.get_by_label("In your words").fill("Ava loves breakfast club, and is early.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Ava loves breakfast club, and is early.").first).to_be_visible()
    page.get_by_role("button", name="Finish the assessment").click()
    page.get_by_role("button", name="Finish it now").click()
    page.get_by_role("button", name="Sign", exact=True).click()
    expect(page.get_by_role("heading", name="Signed")).to_be_visible()
    context.close()
