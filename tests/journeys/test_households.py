"""A teacher reads who lived with a child and when, says that a lodger never moved in, and a colleague puts it back."""

from collections.abc import Callable

import psycopg
import pytest
from playwright.sync_api import Page, expect

from tests.builders import AVA, a_child, delivered, linked
from tests.families.test_households import DEAN, MARCH, MAY, World
from tests.journeys.conftest import Look
from tests.journeys.test_writing import signed_in

pytestmark = pytest.mark.usefixtures("clean")


def test_a_lodger_who_never_moved_in_is_left_out_and_put_back(
    visitor: Callable[[], Page], look: Look, admin: psycopg.Connection
) -> None:
    world = World(admin)
    for reference in ("P1", "P7", "P9"):
        world.said_on(world.school, reference, MARCH)
    delivered(world.homes, "plain-people", [{**AVA, "record": "T1", "address": "4 Hill Road", "postcode": "RD2 2AA"}])
    world.said_on(world.homes, "T1", MAY)
    delivered(world.homes, "plain-people", [{**DEAN, "record": "T7", "address": "4 Hill Road", "postcode": "RD2 2AA"}])
    linked()
    world.settle()
    _, sam_is = a_child(admin, world.school, {**AVA, "household": "H1", "mother": "P9"}, worker="sam@riverside.example")
    amara, sam = signed_in(visitor(), world.teacher, "Amara"), signed_in(visitor(), sam_is, "Sam")

    amara.goto(f"/children/{world.child}/family")
    expect(amara.get_by_text("Agencies say different addresses.")).to_be_visible()
    look(amara, "family-lived")
    amara.get_by_role("link", name="Not right? Dean Cole at 12 Mill Lane, RD1 4QT").click()
    look(amara, "not-right")
    amara.get_by_role("button", name="Leave it out").click()
    look(amara, "not-right-refused")
    amara.get_by_label("How do you know?").fill("Kelly says that he only ever visited.")
    amara.get_by_role("button", name="Leave it out").click()
    expect(amara.get_by_text("Noted. It is left out from now on")).to_be_visible()

    sam.goto(f"/children/{world.child}/family")
    expect(sam.get_by_text("Kelly says that he only ever visited.")).to_be_visible()
    expect(sam.get_by_role("link", name="Not right? Dean Cole at 12 Mill Lane, RD1 4QT")).to_have_count(0)
    look(sam, "family-left-out")
    sam.get_by_role("link", name="Put it back Dean Cole as living at 12 Mill Lane").click()
    look(sam, "put-back")
    sam.get_by_label("How do you know?").fill("He has moved in since.")
    sam.get_by_role("button", name="Put it back").click()
    expect(sam.get_by_role("link", name="Not right? Dean Cole at 12 Mill Lane, RD1 4QT")).to_be_visible()
