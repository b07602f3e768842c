"""A lead sees what waits around the family, moves days, asks a colleague, and is told what was not possible."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import psycopg
import pytest
from playwright.sync_api import Page, expect

from alongside.plans import api as plans
from alongside.plans.api import Said, State
from alongside.post import api as post
from alongside.trust import api as trust
from alongside.waiting import api as waiting
from alongside.waiting.tasks import write_letters_of_today
from tests.builders import TODAY, WORKER, job
from tests.journeys.conftest import Look
from tests.journeys.test_writing import again
from tests.waiting.around import Around, ava_and_her_team

pytestmark = pytest.mark.usefixtures("clean")
NOW = datetime.now(UTC).date()


def a_busy_team(admin: psycopg.Connection) -> Around:
    """A team with something overdue, something stuck, a request, and a task of the mother."""
    ava = ava_and_her_team(admin)
    trust.found_office(job("founder"), actor=ava.teacher.actor, office=trust.Office.PRACTITIONER, agency=None)
    ava.a_task("Ring the school nurse about breakfast", due_on=TODAY - timedelta(days=9))
    stuck = ava.a_task("Drive by in the evening", ava.sam.actor, NOW + timedelta(days=3))
    plans.report(ava.sam, child=ava.child, task=stuck, said=Said(State.STUCK, "No car this week."))
    ava.a_task_of_kim()
    ava.asks_sam(NOW + timedelta(days=2))
    plans.agree(ava.teacher, child=ava.child, number=1, review_on=NOW + timedelta(days=40))
    return ava


def fill_day(page: Page, day: date) -> None:
    """Type a day into its three boxes."""
    for part, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        page.get_by_label(part, exact=True).fill(str(value))


def test_a_lead_looks_after_the_work_of_the_team(
    visitor: Callable[[], Page], look: Look, admin: psycopg.Connection
) -> None:
    ava = a_busy_team(admin)
    page = again(visitor(), WORKER)
    page.get_by_role("link", name="My tasks").click()
    look(page, "work-mine")
    page.goto("/team-work")
    expect(page.get_by_text("around the children in whose team you are: 5.")).to_be_visible()
    look(page, "work-team")
    page.get_by_text("Show only some").click()
    page.get_by_label("Who it waits for").select_option(label="Sam Hill")
    page.get_by_role("button", name="Show these").click()
    expect(page.get_by_text("2 of 5")).to_be_visible()
    look(page, "work-team-narrowed")
    page.get_by_role("link", name="Show all").click()

    for name in ("Ring the school nurse", "Drive by in the evening", "What have you seen?"):
        page.get_by_label(name).check()
    page.get_by_role("button", name="Move the day").click()
    expect(page.get_by_text("stays as it was told to whoever was asked")).to_be_visible()
    look(page, "work-move")
    page.get_by_role("button", name="Yes, move them").click()
    expect(page.get_by_role("link", name="Enter the date")).to_be_visible()
    look(page, "work-move-refused")
    fill_day(page, NOW + timedelta(days=20))
    page.get_by_label("Why do the days move?").fill("Half term.")
    page.get_by_role("button", name="Yes, move them").click()
    expect(page.get_by_text("2 things were moved.")).to_be_visible()
    look(page, "work-moved")

    page.get_by_role("link", name="My team's work").click()
    page.get_by_label("Drive by in the evening").check()
    page.get_by_label("Bedtimes").check()
    page.get_by_role("button", name="Ask how they stand").click()
    expect(page.get_by_text("They have no way in here: ask them in person.")).to_be_visible()
    look(page, "work-ask")
    page.get_by_role("button", name="Yes, ask them").click()
    expect(page.get_by_text("1 thing was asked about.")).to_be_visible()
    look(page, "work-asked")
    assert [x.subject for x in post.my_letters(ava.sam)] == ["A reminder"]
    assert "The team asks how it stands." in post.my_letters(ava.sam)[0].lines[0]


def test_the_letter_of_the_day_is_there_to_read_and_can_be_refused(
    visitor: Callable[[], Page], look: Look, admin: psycopg.Connection
) -> None:
    ava = ava_and_her_team(admin)
    trust.found_office(job("founder"), actor=ava.teacher.actor, office=trust.Office.PRACTITIONER, agency=None)
    ava.a_task("Ring the school nurse about breakfast", due_on=TODAY - timedelta(days=9))
    request = ava.asks_sam(TODAY)
    write_letters_of_today(clock=lambda: datetime.now(UTC))
    page = again(visitor(), WORKER)
    page.goto("/letters")
    expect(page.get_by_text("1 thing is overdue, since 11 November 2026.")).to_be_visible()
    look(page, "work-letters")
    page.get_by_role("button", name="Do not write to me every day").click()
    expect(page.get_by_text("You said that you do not want a letter in the morning.")).to_be_visible()
    assert not waiting.wants_digest(ava.teacher)
    assessment = next(x.within for x in ava.lines().values() if x.id == request)
    page.goto(f"/children/{ava.child}/assessments/{assessment}")
    expect(page.get_by_text("Reminded on")).to_be_visible()
    look(page, "work-assessment-reminded")
