"""J5, as far as the plan: a goal with the family's own view, a task that is theirs, agreed, carried out, reviewed."""

from collections.abc import Callable
from datetime import date, timedelta

import psycopg
import pytest
from playwright.sync_api import Page, expect

from alongside.plans import api as plans
from alongside.teams import api as teams
from alongside.teams.api import MemberKind, Model
from alongside.trust import api as trust
from tests.builders import a_child, an_agency, job
from tests.journeys.conftest import Look
from tests.journeys.test_writing import signed_in

pytestmark = pytest.mark.usefixtures("clean")


def fill_day(page: Page, name: str, on: date) -> None:
    """Type a day in its three boxes."""
    for part, number in (("day", on.day), ("month", on.month), ("year", on.year)):
        page.locator(f"[name={name}_{part}]").fill(str(number))


def add_task(page: Page, words: str, who: str, on: date) -> None:
    """A task of the only goal."""
    page.get_by_role("link", name="Add a task").click()
    page.get_by_label("What is to be done?").fill(words)
    fill_day(page, "due_on", on)
    page.get_by_role("group", name="Who is accountable for it?").get_by_label(who, exact=True).check()


def test_a_plan_is_begun_agreed_carried_out_and_reviewed(
    visitor: Callable[[], Page], look: Look, admin: psycopg.Connection
) -> None:
    school = an_agency()
    ava, teacher = a_child(admin, school)
    trust.found_office(job("founder"), actor=teacher.actor, office=trust.Office.PRACTITIONER, agency=school.id)
    teams.begin(teacher, children=(ava,), model=Model.AROUND, why="Several services help.")
    teams.join(teacher, child=ava, kind=MemberKind.FAMILY, name="Kelly Pearce", role="mother", why="Hers.")
    page, soon = signed_in(visitor(), teacher, "Amara"), date.today() + timedelta(days=30)
    page.goto(f"/children/{ava}/plan")
    look(page, "plan-none")
    page.get_by_role("link", name="Begin a plan").click()
    page.get_by_label("What is this plan to bring about?").fill("Ava is hungry at school and tired.")
    page.get_by_role("button", name="Begin the plan").click()
    _words_a_goal(page, look, soon)
    _adds_tasks(page, look, soon)
    _asks_the_family(page, look)
    _agrees(page, look, soon)
    _some_weeks_go_by(admin)
    _says_what_is_done(page, look)
    _reviews(page, look)
    _next_version(page)
    page.get_by_role("link", name="Version 2").click()
    expect(page.get_by_text("What changed since version 1")).to_be_visible()
    look(page, "plan-version")
    page.get_by_role("link", name="Plan", exact=True).first.click()
    page.get_by_role("link", name="In plain words, to print").click()
    look(page, "plan-plain")
    kept = plans.version_of(teacher, child=ava, number=1)
    assert kept.goals[0].said.target == "5 of 5", "what was agreed stays"


def _words_a_goal(page: Page, look: Look, soon: date) -> None:
    page.get_by_role("button", name="Add a goal").click()
    page.get_by_role("button", name="Add this goal").click()
    look(page, "plan-goal-wrong")
    page.get_by_label("Which need does it answer?").fill("Ava comes to school hungry.")
    page.get_by_label("What is to change?").fill("Ava has breakfast every school day.")
    page.get_by_label("How will you tell?").fill("Days with breakfast in a week")
    page.get_by_label("How is it now?").fill("2 of 5")
    page.get_by_label("What are you aiming for?").fill("5 of 5")
    fill_day(page, "due_on", soon)
    page.get_by_role("button", name="Add this goal").click()


def _adds_tasks(page: Page, look: Look, soon: date) -> None:
    add_task(page, "Bring Ava to the breakfast club", "Kelly Pearce", soon)
    look(page, "plan-task")
    page.get_by_role("group", name="Who else does it").get_by_label("Me").check()
    page.get_by_role("button", name="Add this task").click()
    add_task(page, "Save her a place in the club", "Me", soon)
    page.get_by_role("button", name="Add this task").click()


def _asks_the_family(page: Page, look: Look) -> None:
    page.get_by_role("link", name="The family’s view").click()
    page.get_by_label("Whose view is it?").fill("Kelly (mother)")
    page.get_by_label("Partly agrees").check()
    page.get_by_label("In their own words").fill("Not on Mondays, I work then.")
    page.get_by_role("button", name="Record their view").click()
    page.get_by_role("link", name="Stand behind it").click()
    page.get_by_role("button", name="My agency stands behind it").click()
    page.get_by_role("link", name="Add what you will do if it gets worse").click()
    page.get_by_label("What would show that it gets worse?").fill("Ava misses school two days")
    page.get_by_label("What will be done then?").fill("visit the same day")
    page.get_by_label("Who does it?").fill("Amara and Kelly’s mother")
    page.get_by_role("button", name="Add this").click()
    look(page, "plan-written")


def _agrees(page: Page, look: Look, soon: date) -> None:
    page.get_by_role("button", name="Agree this version").click()
    fill_day(page, "review_on", soon)
    look(page, "plan-agree")
    page.get_by_role("button", name="We agree").click()
    expect(page.get_by_text("Agreed", exact=True)).to_be_visible()
    look(page, "plan")


def _says_what_is_done(page: Page, look: Look) -> None:
    page.get_by_role("link", name="My tasks").click()
    expect(page.get_by_text("Overdue").first).to_be_visible()
    look(page, "my-tasks")
    page.get_by_label("Save her a place in the club").check()
    page.get_by_role("button", name="The chosen tasks are done").click()
    look(page, "done-together")
    page.get_by_label("Who saw that they were done").fill("I saw her name on the list.")
    page.get_by_role("button", name="Yes, record them as done").click()
    expect(page.get_by_text("Recorded as done: 1 task.")).to_be_visible()


def _reviews(page: Page, look: Look) -> None:
    page.get_by_role("link", name="Open Bring Ava").click()
    page.get_by_role("button", name="Report on it").click()
    page.get_by_label("Needs help").check()
    page.get_by_label("In your words").fill("Somebody else on Mondays.")
    page.get_by_label("What is different for the child?").fill("On the other days she stays awake.")
    look(page, "plan-report")
    page.get_by_role("button", name="Record this").click()
    look(page, "plan-task-page")
    page.get_by_role("link", name="Plan", exact=True).first.click()
    page.get_by_role("link", name="Review it").click()
    page.get_by_label("Change it").check()
    page.get_by_label("What was measured?").fill("4 of 5")
    page.get_by_label("What did you find?").fill("Mondays are missing.")
    page.get_by_role("button", name="Record the review").click()
    expect(page.get_by_text("Mondays are missing.")).to_be_visible()
    look(page, "plan-drifting")


def _next_version(page: Page) -> None:
    page.get_by_role("button", name="Begin the next version").click()
    page.get_by_label("Why?").fill("Somebody else brings her on Mondays.")
    page.get_by_role("button", name="Begin it").click()
    page.get_by_role("link", name="Word it differently").click()
    page.get_by_label("What are you aiming for?").fill("5 of 5, with nan on Mondays")
    page.get_by_role("button", name="Keep these words").click()
    expect(page.get_by_text("Being written", exact=True)).to_be_visible()


def _some_weeks_go_by(admin: psycopg.Connection) -> None:
    """The days have passed, and the review too; what is on record keeps its own days otherwise."""
    admin.execute('UPDATE plans_duedate SET "on" = current_date - 40')
    admin.execute('UPDATE plans_reviewday SET "on" = current_date - 40')
