"""The family page says who lived with a child and when, who says so, where agencies differ, and what is left out."""

from datetime import date
from uuid import UUID

import psycopg
import pytest

from alongside.desk.households import Names, called, picture_of
from alongside.families.api import Companion, Home, Households, How, Witness
from alongside.kernel.ids import AgencyId, ChildId, PersonId, SourceId
from alongside.layout.dates import day
from tests.builders import AVA, delivered, linked
from tests.desk.test_first_hour_pages import signed_in
from tests.families.test_households import DEAN, MARCH, MAY, World
from tests.house.html_rules import wrong_with

pytestmark = pytest.mark.usefixtures("clean")


@pytest.fixture
def world(admin: psycopg.Connection) -> World:
    """Everybody was described on one day in March; Dean moved out in May; housing says another address."""
    made = World(admin)
    for reference in ("P1", "P7", "P9"):
        made.said_on(made.school, reference, MARCH)
    delivered(made.school, "plain-people", [{**DEAN, "address": "9 Hill Road", "postcode": "RD2 2AA"}])
    made.said_on(made.school, "P7", MAY, newest=True)
    delivered(made.homes, "plain-people", [{**AVA, "record": "T1", "address": "4 Hill Road", "postcode": "RD2 2AA"}])
    made.said_on(made.homes, "T1", MAY)
    linked()
    made.settle()
    return made


def test_the_page_tells_homes_times_and_sources_and_does_not_decide(world: World) -> None:
    client = signed_in(world.teacher)
    page = client.get(f"/children/{world.child}/family").content.decode()
    assert wrong_with(page) == []
    for words in (
        "Who has lived with this child, and when", "12 Mill Lane, RD1 4QT", "Riverside School since 3 March 2026",
        "Said since 3 March 2026", "Riverside School from 3 March 2026 to 3 May 2026",
        "Agencies say different addresses",
        "Since 4 May 2026: Riverside School says 12 Mill Lane, RD1 4QT; Homes says 4 Hill Road, RD2 2AA.",
        "Lived in the household to 3 May 2026", 'id="homes-title"', 'id="homes-narrow-title"',
    ):  # fmt: skip
        assert words in page, words


def test_what_is_left_out_stands_with_its_reason_until_it_is_put_back(world: World) -> None:
    client = signed_in(world.teacher)
    address = f"/children/{world.child}/family"
    wrong = f"{address}/not-right/{world.kelly}/mother"
    assert "Kelly Pearce is not the mother" in client.get(wrong).content.decode()
    assert client.post(wrong, {"why": "She is <i>her aunt."})["Location"] == f"{address}?noted=left-out"
    page = client.get(address).content.decode()
    since = day(date.today())
    assert f"Kelly Pearce as mother. Left out since {since} by Amara Okafor, teacher, Riverside School:" in page
    assert "She is &lt;i&gt;her aunt." in page and wrong not in page
    back = page.split("/put-back/")[1].split('"')[0]
    assert client.post(f"{address}/put-back/{back}", {"why": "I was wrong."}).status_code == 302
    assert wrong in client.get(address).content.decode()


def a_home(from_on: date, *companions: Companion, address: str = "12 Mill Lane", postcode: str = "RD1 4QT") -> Home:
    """Said by one agency, and still."""
    said = Witness(AgencyId(UUID(int=1)), SourceId(UUID(int=2)), from_on, None, How.ADDRESS, address)
    return Home("mill", address, postcode, from_on, None, (said,), companions)


def test_the_picture_shows_everybody_and_waits_for_a_month_of_words() -> None:
    dean = Companion(PersonId(UUID(int=7)), MARCH, MAY, ())
    told = Households(ChildId(UUID(int=9)), (a_home(MARCH, dean),), (), (), {}, {PersonId(UUID(int=7)): ("partner",)})
    names = Names({AgencyId(UUID(int=1)): "Riverside <School>"}, {})
    picture = picture_of(told, names, date(2026, 6, 1))
    assert picture
    for drawn in (picture.wide, picture.narrow):
        assert "Somebody, partner, from 3 March 2026 to 4 May 2026" in drawn
        assert "Riverside &lt;School&gt;, from 3 March 2026 and still" in drawn
    assert picture_of(told, names, date(2026, 3, 20)) is None
    assert picture_of(Households(ChildId(UUID(int=9)), (), (), (), {}, {}), names, date(2026, 6, 1)) is None


@pytest.mark.parametrize(
    ("address", "postcode", "words"),
    [
        ("12 Mill Lane", "RD1 4QT", "12 Mill Lane, RD1 4QT"),
        ("12 Mill Lane, RD1 4QT", "RD1 4QT", "12 Mill Lane, RD1 4QT"),
        ("", "RD1 4QT", "RD1 4QT"), ("", "", "Address not said"),
    ],
)  # fmt: skip
def test_an_address_is_called_once(address: str, postcode: str, words: str) -> None:
    assert called(a_home(MARCH, address=address, postcode=postcode)) == words
