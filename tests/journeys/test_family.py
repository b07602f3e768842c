"""A mother's own side: how her family is helped, what is hers to do, the plan in plain words, and "not right"."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import psycopg
import pytest
from playwright.sync_api import Page, expect

from alongside.kernel.caller import Caller
from alongside.kernel.ids import ChildId
from alongside.pathway import api as pathway
from alongside.pathway.api import Help
from alongside.plans import api as plans
from alongside.plans.api import GoalWords, NewOwner, OwnerKind
from alongside.teams import api as teams
from alongside.teams.api import MemberKind, Model
from alongside.trust import api as trust
from tests.builders import a_child, an_agency, job
from tests.journeys.conftest import Look
from tests.journeys.test_assessment import _let_in
from tests.journeys.test_plan import add_task
from tests.journeys.test_writing import signed_in

pytestmark = pytest.mark.usefixtures("clean")
LONG = "Ava has breakfast with the other children every school day after the threshold for free meals was looked at, " \
    "so that she can learn and play and is not tired in the first lessons of the day."  # fmt: skip


def helped(teacher: Caller, ava: ChildId) -> None:
    """A team, a plan that is being written, and a step to more help."""
    teams.begin(teacher, children=(ava,), model=Model.AROUND, why="Several services help.")
    mine = teams.join(
        teacher, child=ava, kind=MemberKind.PRACTITIONER, actor=teacher.actor, role="teacher", why="Hers."
    )
    teams.lead(teacher, child=ava, seat=1, member=mine)
    plans.begin(teacher, children=(ava,), why="Ava is hungry at school.")
    plans.add_goal(teacher, child=ava, said=GoalWords("Ava is hungry.", LONG, "", "", "", None))
    pathway.step(
        teacher, children=(ava,), level=Help.IN_NEED, from_on=date(2026, 11, 1), why="Breakfast alone was not enough.",
        family_view="We would like help with mornings.", family_told="At home.",
    )  # fmt: skip
    pathway.happened(teacher, children=(ava,), what=pathway.Milestone.CORE_GROUP_HELD, on=date(2026, 9, 1))


def test_a_mother_reads_how_her_family_is_helped_and_has_her_say(
    visitor: Callable[[], Page], look: Look, admin: psycopg.Connection
) -> None:
    school = an_agency()
    ava, teacher = a_child(admin, school)
    trust.found_office(job("founder"), actor=teacher.actor, office=trust.Office.PRACTITIONER, agency=school.id)
    helped(teacher, ava)
    goal = plans.plan_of(teacher, child=ava).goals[0].id  # type: ignore[union-attr]
    plans.add_task(
        teacher, child=ava, goal=goal, words="Bring the form", due_on=date.today() + timedelta(days=3),
        owners=(NewOwner(OwnerKind.FAMILY, "Kim Pearce", accountable=True),),
    )  # fmt: skip
    lead = signed_in(visitor(), teacher, "Amara")
    mother = _let_in(lead, visitor(), ava, look)
    lead.goto(f"/children/{ava}/plan")
    add_task(lead, "Come to the breakfast club on Monday", "Kim Pearce", date.today() + timedelta(days=9))
    lead.get_by_role("button", name="Add this task").click()
    lead.get_by_role("link", name="In plain words, to print").click()
    lead.get_by_text("Before you print: 1 sentence is hard to read").click()
    expect(lead.get_by_text("(37 words)")).to_be_visible()
    look(lead, "plan-plain-hints")

    _reads_and_reports(mother, look)
    _says_not_right(mother, look)
    for closed in ("", "/pathway", "/team", "/measures"):
        mother.goto(f"/children/{ava}{closed}")
        expect(mother.get_by_text("This page is for the people who work with you")).to_be_visible()
    lead.goto(f"/children/{ava}/plan")
    expect(lead.get_by_text("Not on Mondays.")).to_be_visible()


def _reads_and_reports(mother: Page, look: Look) -> None:
    mother.goto("/ours")
    expect(mother.get_by_text("Breakfast alone was not enough.")).to_be_visible()
    expect(mother.get_by_text("Hold the next core group")).to_be_visible()
    expect(mother.get_by_text("Bring the form", exact=True)).to_be_visible()
    look(mother, "ours-helped")
    mother.get_by_role("link", name=re.compile("Say how it stands.*Come to the breakfast")).click()
    mother.get_by_label("Stuck").check()
    mother.get_by_label("In your words").fill("I work from six on Mondays.")
    look(mother, "report-of-the-family")
    mother.get_by_role("button", name="Record this").click()
    expect(mother.get_by_role("heading", name="Our plan")).to_be_visible()
    expect(mother.get_by_text("how worried people must be")).to_be_visible()
    look(mother, "plan-of-the-family")


def _says_not_right(mother: Page, look: Look) -> None:
    mother.get_by_role("link", name="Say what you make of it").click()
    expect(mother.get_by_label("Whose view is it?")).to_have_count(0)
    mother.get_by_label("Partly agrees").check()
    mother.get_by_label("In your own words").fill("Not on Mondays.")
    look(mother, "view-of-a-goal")
    mother.get_by_role("button", name="Keep what I say").click()
    expect(mother.get_by_text("Not on Mondays.")).to_be_visible()
    expect(mother.get_by_text("Kim Pearce (parent)")).to_be_visible()
