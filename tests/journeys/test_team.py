"""A team comes together around a child: somebody leads, somebody leaves, and nobody is left without either."""

from collections.abc import Callable

import psycopg
import pytest
from playwright.sync_api import Page, expect

from alongside.agencies.api import AgencyKind
from alongside.trust import api as trust
from tests.builders import AVA, a_child, an_agency, delivered, job
from tests.journeys.conftest import Look
from tests.journeys.test_writing import signed_in

pytestmark = pytest.mark.usefixtures("clean")

SAM = "sam@police.example"


def bring_in(page: Page, kind: str, role: str, why: str, *, email: str = "", name: str = "") -> None:
    """Bring somebody into the team."""
    page.get_by_role("button", name="Bring somebody in").click()
    page.get_by_label(kind).check()
    page.get_by_label("E-mail address at work").fill(email)
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("In which role?").select_option(label=role)
    page.get_by_label("Why do they come in?").fill(why)
    page.get_by_role("button", name="Bring them in").click()


def test_a_team_comes_together_somebody_leads_and_leaves(
    visitor: Callable[[], Page], look: Look, admin: psycopg.Connection
) -> None:
    school, police = an_agency(), an_agency("County Police", AgencyKind.POLICE)
    ava, teacher = a_child(admin, school)
    delivered(police, "plain-people", [{**AVA, "record": "X9", "forename": "Somebody", "surname": "Else"}])
    involved = {"person": "X9", "worker": "Sam Hill", "worker_email": SAM, "role": "officer"}
    delivered(police, "plain-involvements", [involved])
    trust.found_office(job("founder"), actor=teacher.actor, office=trust.Office.PRACTITIONER, agency=school.id)
    page = signed_in(visitor(), teacher, "Amara")
    page.goto(f"/children/{ava}/team")
    look(page, "team-none")
    page.get_by_role("link", name="Bring a team together").click()
    look(page, "team-begin")
    page.get_by_label("Co-working").check()
    page.get_by_label("Why this way?").fill("School and police both know Ava.")
    page.get_by_role("button", name="Begin the team").click()
    expect(page.get_by_text("The lead has not been chosen yet.")).to_have_count(2)

    bring_in(page, "Somebody who works for an agency", "Teacher or designated safeguarding lead", "Knows Ava.",
             email="amara.okafor@riverside.example")  # fmt: skip
    bring_in(page, "Somebody who works for an agency", "Police officer", "Found her alone.", email=SAM)
    bring_in(page, "Somebody of the family, or a friend", "Parent or carer", "It is her plan too.", name="Kelly Pearce")
    page.get_by_role("link", name="Choose who leads for seat 1").click()
    page.get_by_label("Amara Okafor").check()
    page.get_by_label("Whom would they choose?").fill("Kelly asked for Amara.")
    look(page, "team-lead")
    page.get_by_role("button", name="They lead from now on").click()
    expect(page.get_by_text("Kelly asked for Amara.")).to_be_visible()
    look(page, "team")

    page.get_by_role("link", name="Sam leaves").click()
    look(page, "team-leave")
    page.get_by_label("Why do they leave?").fill("Nothing more for the police to do.")
    page.get_by_role("button", name="Record that they leave").click()
    expect(page.get_by_text("Sam Hill was in the team")).to_be_visible()
    page.get_by_role("link", name="Nobody leads for now for seat 1").click()
    page.get_by_label("Why does nobody lead for now?").fill("Amara is ill.")
    page.get_by_role("button", name="Record the vacancy").click()
    expect(page.get_by_text("Amara is ill.")).to_be_visible()
    page.get_by_role("link", name="Work another way").click()
    page.get_by_label("Team around the child and family").check()
    page.get_by_label("Why this way?").fill("One lead is enough.")
    page.get_by_role("button", name="Work this way from now on").click()
    expect(page.get_by_text("Vacancy")).to_have_count(1)
    look(page, "team-changed")
