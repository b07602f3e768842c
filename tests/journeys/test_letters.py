"""A mother says where it is safe to write, a worker that nowhere is, and letters follow at once."""

from collections.abc import Callable

import psycopg
import pytest
from playwright.sync_api import Page, expect

from alongside.post import api as post
from alongside.post.api import Letter, LetterKind
from alongside.teams import api as teams
from alongside.teams.api import MemberKind, Model
from alongside.trust import api as trust
from tests.builders import a_child, an_agency, job
from tests.journeys.conftest import Look
from tests.journeys.test_writing import signed_in
from tests.post.around import LINES, carried
from tests.post.sink import a_mail_server

pytestmark = pytest.mark.usefixtures("clean")


def test_letters_go_where_it_is_safe_and_nowhere_else(
    visitor: Callable[[], Page], look: Look, admin: psycopg.Connection
) -> None:
    school = an_agency()
    ava, teacher = a_child(admin, school)
    for office in (trust.Office.PRACTITIONER, trust.Office.ADMINISTRATOR):
        trust.found_office(job("founder"), actor=teacher.actor, office=office, agency=school.id)
    teams.begin(teacher, children=(ava,), model=Model.AROUND, why="Several agencies help.")
    kim = teams.join(
        teacher, child=ava, kind=MemberKind.FAMILY, role="parent", why="It is her plan too.", name="Kim Pearce"
    )
    page = signed_in(visitor(), teacher, "Amara")
    page.goto(f"/children/{ava}/team")
    expect(page.get_by_text("Nobody has said where it is safe to write")).to_be_visible()
    look(page, "letters-team-not-said")
    page.get_by_role("link", name="Say where it is safe to write to Kim").click()
    page.get_by_label("Yes, at the address below").check()
    page.get_by_role("button", name="Record this").click()
    expect(page.get_by_role("link", name="Enter the address that is safe")).to_be_visible()
    look(page, "letters-address-refused")
    page.get_by_label("Which address is safe?").fill("kim@home.example")
    page.get_by_label("Who else might read").fill("Nobody: it is her own telephone.")
    page.get_by_role("button", name="Record this").click()
    expect(page.get_by_text("Letters go to an address that was said to be safe")).to_be_visible()
    look(page, "letters-team-safe")
    to_kim, to_me = (Letter(LetterKind.MEETING, who, LINES, "/my-tasks") for who in (kim, teacher.actor))
    post.send(teacher, letters=(to_kim, to_me))
    page.get_by_role("link", name="Letters to you, and where we may write").click()
    expect(page.get_by_text("Not sent No mail server is set.")).to_be_visible()
    look(page, "letters-mine")
    page.get_by_role("link", name="Say where we may write to you").click()
    look(page, "letters-own-address")
    page.get_by_label("No: do not write by e-mail").check()
    page.get_by_role("button", name="Record this").click()
    expect(page.get_by_text("that no address is safe")).to_be_visible()
    with a_mail_server() as server:
        assert carried(days=4) == 1
        assert server.addresses == ["kim@home.example"]
    page.reload()
    expect(page.get_by_text("Not sent There was no safe address.")).to_be_visible()
    look(page, "letters-mine-unsafe")
