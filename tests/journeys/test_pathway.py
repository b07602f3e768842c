"""J8: up to protection and back. The same team, the same plan, the next assessment instead of a new one; clocks inform.

Time goes by between the days of this journey by moving what was recorded into the past, all of it alike.
"""

from collections.abc import Callable
from datetime import date, timedelta

import psycopg
import pytest
from playwright.sync_api import Page, expect

from alongside.kernel.caller import Caller
from alongside.kernel.ids import ChildId
from alongside.plans import api as plans
from alongside.teams import api as teams
from alongside.teams.api import MemberKind, Model
from alongside.trust import api as trust
from tests.builders import a_child, an_agency, job
from tests.journeys.conftest import Look
from tests.journeys.test_plan import fill_day
from tests.journeys.test_writing import signed_in
from tests.plans.around import WORDS

pytestmark = pytest.mark.usefixtures("clean")


def steps_to(page: Page, level: str, why: str, on: date | None = None) -> None:
    """A step to a level."""
    page.get_by_role("button", name="Step up or down").click()
    page.get_by_label(level, exact=True).check()
    if on:
        fill_day(page, "from_on", on)
    page.get_by_label("Why?").fill(why)
    page.get_by_label("What do the child and the family say").fill("Kelly wants the club to go on.")
    page.get_by_label("What was the family told").fill("At home, by Amara and the social worker together.")
    page.get_by_role("button", name="Record this step").click()


def it_happened(page: Page, what: str, on: date) -> None:
    """Something happened on a day."""
    page.get_by_role("button", name="Record what happened").click()
    page.get_by_label(what, exact=True).check()
    fill_day(page, "on", on)
    page.get_by_role("button", name="Record this").click()


def known_already(teacher: Caller, ava: ChildId) -> None:
    """Early help has gone on for a while: a team that somebody leads, and a plan that was agreed."""
    teams.begin(teacher, children=(ava,), model=Model.AROUND, why="Several services help.")
    teams.join(teacher, child=ava, kind=MemberKind.FAMILY, name="Kelly Pearce", role="parent", why="Hers.")
    amara = teams.join(
        teacher, child=ava, kind=MemberKind.PRACTITIONER, actor=teacher.actor, role="teacher", why="Knows Ava."
    )
    teams.lead(teacher, child=ava, seat=1, member=amara, family_view="Kelly asked for Amara.")
    plans.begin(teacher, children=(ava,), why="Ava is hungry at school.")
    plans.add_goal(teacher, child=ava, said=WORDS)
    plans.agree(teacher, child=ava, number=1, review_on=date(2027, 1, 20))


def test_help_steps_up_to_protection_and_back_and_nothing_begins_again(
    visitor: Callable[[], Page], look: Look, admin: psycopg.Connection
) -> None:
    school = an_agency()
    ava, teacher = a_child(admin, school)
    trust.found_office(job("founder"), actor=teacher.actor, office=trust.Office.PRACTITIONER, agency=school.id)
    known_already(teacher, ava)
    before = teams.team_of(teacher, child=ava), plans.plan_of(teacher, child=ava)
    today, page = date.today(), signed_in(visitor(), teacher, "Amara")
    page.goto(f"/children/{ava}/pathway")
    expect(page.get_by_text("Early help")).to_be_visible()
    look(page, "pathway-early-help")

    enquiry = today - timedelta(days=60)
    it_happened(page, "A section 47 enquiry began", enquiry)
    expect(page.get_by_text("Overdue")).to_be_visible()
    look(page, "pathway-overdue")
    page.get_by_role("link", name="Say why it is late").click()
    page.get_by_label("Why is it late?").fill("Kelly was in hospital, and was to be there.")
    look(page, "pathway-why-late")
    page.get_by_role("button", name="Record the reason").click()
    it_happened(page, "The initial child protection conference was held", enquiry + timedelta(days=30))
    steps_to(page, "Child protection", "Ava was alone at night, three times.", enquiry + timedelta(days=30))
    expect(page.get_by_text("Police: 0 of 1 in the team.")).to_be_visible()
    page.get_by_role("link", name="Record an offer").click()
    look(page, "pathway-offer")
    page.get_by_label("The family would like one").check()
    page.get_by_label("In a few words").fill("Nan hosts it on Sunday.")
    page.get_by_role("button", name="Record this").click()
    expect(page.get_by_text("Late", exact=True)).to_be_visible()
    look(page, "pathway-protection")

    steps_to(page, "Child in need", "Ava is home with Nan after school; the nights are settled.")
    expect(page.get_by_text("No longer due", exact=True)).to_be_visible()
    expect(page.get_by_text("Not done", exact=True)).to_be_visible()
    expect(page.get_by_text("Police: 0 of 1")).to_have_count(0)
    look(page, "pathway-back")
    steps_to(page, "Early help", "Breakfast club and Nan are enough.")
    look(page, "pathway-home")
    assert (teams.team_of(teacher, child=ava), plans.plan_of(teacher, child=ava)) == before
    page.goto(f"/children/{ava}")
    expect(page.get_by_text("Step down: early help")).to_be_visible()
    expect(page.get_by_text("Step up: child protection")).to_be_visible()
