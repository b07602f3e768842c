"""Reading a child's story in a small county: on a desk, on a phone, on paper, without scripts; and being refused."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import NARROW, SHOTS, WIDE, Look

if TYPE_CHECKING:
    from tests.journeys.county import SmallCounty

CARLA = "carla.finn@social-care.marlshire.example"
"""Supervises, keeps the files of social care, and settles pairs."""
NAVIGATION = ".govuk-service-navigation, .moj-sub-navigation, .govuk-skip-link, .alongside-header__person"


@pytest.fixture(scope="module")
def county(admin_dsn: str, tmp_path_factory: pytest.TempPathFactory) -> "SmallCounty":
    """The county that the journeys of this file share."""
    from tests.journeys.county import small_county

    return small_county(admin_dsn, tmp_path_factory.mktemp("county"))


def sign_in(page: Page, county: "SmallCounty", email: str) -> Page:
    """Sign in by the page, as anybody does."""
    page.goto("/sign-in")
    page.get_by_label("E-mail address", exact=True).fill(email)
    page.get_by_label("Password", exact=True).fill(county.password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/")
    return page


def ava_of(county: "SmallCounty") -> str:
    """The address of Ava's page."""
    from tests.journeys.county import SAM

    return f"/children/{county.children_of(SAM)['Ava Pearce']}"


def entries_of_ava(county: "SmallCounty") -> int:
    """How many entries her story has."""
    from alongside.chronology import api as chronology
    from alongside.cli.caller import speaking_as
    from tests.journeys.county import SAM

    return len(chronology.story(speaking_as(SAM), child=county.children_of(SAM)["Ava Pearce"]).entries)


def test_a_worker_finds_a_child_and_reads_the_story_from_every_side(
    visitor: Callable[[], Page], look: Look, county: "SmallCounty"
) -> None:
    from tests.journeys.county import SAM

    sam = visitor()
    sam.goto("/")
    look(sam, "sign-in")
    sign_in(sam, county, SAM)
    look(sam, "my-children")
    sam.get_by_label("Name, date of birth or NHS number").fill("pearce ava")
    sam.get_by_role("button", name="Search").click()
    expect(sam.get_by_role("status").filter(has_text="1 of 12 children")).to_be_visible()
    sam.get_by_role("link", name="Ava Pearce").first.click()
    expect(sam.get_by_role("heading", name="Overview")).to_be_visible()
    look(sam, "child")
    sam.get_by_role("link", name="Chronology", exact=True).click()
    expect(sam.get_by_text(f"{entries_of_ava(county)} entries, the newest first.")).to_be_visible()
    look(sam, "chronology")
    sam.get_by_role("link", name="3 months").click()
    expect(sam.locator("[aria-current=true]")).to_have_text("3 months")
    look(sam, "chronology-three-months")
    sam.get_by_role("link", name="Family", exact=True).click()
    expect(sam.get_by_text("This family tree is about Ava.", exact=True)).to_be_visible()
    look(sam, "family")


def test_somebody_else_is_refused_and_opens_the_record_in_urgent_need(
    visitor: Callable[[], Page], look: Look, county: "SmallCounty"
) -> None:
    from tests.journeys.county import STRANGER

    owen = sign_in(visitor(), county, STRANGER)
    expect(owen.get_by_text("No child is open to you yet")).to_be_visible()
    look(owen, "my-children-none")
    owen.goto(f"{ava_of(county)}/chronology")
    expect(owen.get_by_role("heading", name="This is not open to you")).to_be_visible()
    expect(owen.get_by_text("That you asked has been noted.")).to_be_visible()
    assert "Pearce" not in owen.content()
    look(owen, "refused")
    owen.get_by_role("link", name="A child needs me now").click()
    look(owen, "urgent-need")
    owen.get_by_label("What does the child need now").fill("She sits on our doorstep and nobody is at home.")
    owen.get_by_role("button", name="Open the record for four hours").click()
    expect(owen.get_by_role("heading", name="Overview")).to_be_visible()
    carla = sign_in(visitor(), county, CARLA)
    carla.goto("/urgent-needs")
    expect(carla.get_by_text("She sits on our doorstep")).to_be_visible()
    look(carla, "urgent-needs")
    carla.get_by_label("What did you find?").fill("Rightly done.")
    carla.get_by_role("button", name="I have reviewed this").click()
    expect(carla.get_by_text("Reviewed", exact=True)).to_be_visible()


def test_who_keeps_the_files_sees_what_came_in_and_a_pair_side_by_side(
    visitor: Callable[[], Page], look: Look, county: "SmallCounty"
) -> None:
    carla = sign_in(visitor(), county, CARLA)
    carla.goto("/deliveries")
    look(carla, "deliveries-of-a-county")
    carla.get_by_role("link", name="Marlshire Children's Social Care,").first.click()
    expect(carla.get_by_role("heading", name="What came from Marlshire Children's Social Care")).to_be_visible()
    look(carla, "delivery-of-a-county")
    carla.goto("/pairs")
    expect(carla.get_by_text("pairs wait for you")).to_be_visible()
    look(carla, "pairs-of-a-county")
    carla.get_by_role("link", name="how well records match").click()
    expect(carla.get_by_text("drawn links wait for one, among the questions")).to_be_visible()
    look(carla, "quality-of-a-county")


def test_the_story_is_whole_without_scripts(browser: Browser, live_site: str, county: "SmallCounty") -> None:
    from tests.journeys.county import SAM

    context = browser.new_context(base_url=live_site, java_script_enabled=False, viewport=NARROW)  # type: ignore[arg-type]
    page = sign_in(context.new_page(), county, SAM)
    page.get_by_role("link", name="Ava Pearce").first.click()
    page.get_by_role("link", name="Chronology", exact=True).click()
    expect(page.locator(".moj-timeline__item:visible")).to_have_count(entries_of_ava(county))
    expect(page.get_by_role("navigation", name="Menu").get_by_role("link", name="My children")).to_be_visible()
    page.get_by_role("link", name="1 year").click()
    expect(page.locator("[aria-current=true]")).to_have_text("1 year")
    expect(page.locator("svg[data-walk]:visible")).to_have_count(1)
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    context.close()


def test_the_printed_story_has_every_entry_and_no_navigation(
    visitor: Callable[[], Page], look: Look, county: "SmallCounty"
) -> None:
    from tests.journeys.county import SAM

    sam = sign_in(visitor(), county, SAM)
    sam.goto(f"{ava_of(county)}/chronology")
    expect(sam.locator(NAVIGATION).locator("visible=true")).not_to_have_count(0)
    sam.set_viewport_size({"width": 703, "height": 1000})  # A4 between its margins
    sam.emulate_media(media="print")
    expect(sam.locator(".moj-timeline__item:visible")).to_have_count(entries_of_ava(county))
    expect(sam.locator(NAVIGATION).locator("visible=true")).to_have_count(0)
    expect(sam.get_by_role("button").locator("visible=true")).to_have_count(0)
    drawn = sam.locator("svg[data-walk]:visible")
    expect(drawn).to_have_count(1)
    box = drawn.bounding_box()
    assert box and box["x"] >= 0 and box["x"] + box["width"] <= 703, "the picture fits on the paper"
    for item in sam.locator(".moj-timeline__description p").all():
        assert item.is_visible()
    assert sam.pdf(format="A4", print_background=True).startswith(b"%PDF")
    if SHOTS:
        sam.screenshot(path=f"{SHOTS}/chronology-printed.png", full_page=True)


def test_the_picture_has_one_stop_and_leads_to_its_entries(visitor: Callable[[], Page], county: "SmallCounty") -> None:
    from tests.journeys.county import SAM

    sam = sign_in(visitor(), county, SAM)
    sam.goto(f"{ava_of(county)}/chronology")
    shown = sam.locator("svg[data-walk]:visible")
    assert shown.locator('a[tabindex="0"]').count() == 1
    shown.locator('a[tabindex="0"]').focus()
    sam.keyboard.press("ArrowRight")
    sam.keyboard.press("Enter")
    reached = sam.locator(":target")
    expect(reached).to_have_count(1)
    expect(reached).to_be_in_viewport()
    marks, listed, left_out = _marks_and_list(sam)
    assert marks <= listed and len(listed - marks) <= left_out, "a crowded day says how many more it has"
    yesterday = date.today() - timedelta(days=1)
    sam.goto(f"{ava_of(county)}/chronology?show=3y&to={yesterday}")
    marks, listed, left_out = _marks_and_list(sam)
    assert marks == listed and len(marks) > 20 and left_out == 0, "on days that are not, each entry has its mark"


def _marks_and_list(page: Page) -> tuple[set[str], set[str], int]:
    """Where the marks of the pictures lead, the entries of the list, and how many the pictures say they leave out."""
    marks = set(page.evaluate("[...document.querySelectorAll('svg a')].map(a => a.getAttribute('href'))"))
    listed = {f"#{one.get_attribute('id')}" for one in page.locator(".moj-timeline__item").all()}
    more = page.evaluate("[...document.querySelectorAll('svg text')].map(t => t.textContent).filter(t => t[0] === '+')")
    return marks, listed, sum(map(int, more))


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["desk", "phone"])
def test_on_a_desk_and_on_a_phone_one_picture_shows_and_the_name_is_large(
    size: dict[str, int], visitor: Callable[[], Page], county: "SmallCounty"
) -> None:
    from tests.journeys.county import SAM

    sam = sign_in(visitor(), county, SAM)
    sam.set_viewport_size(size)  # type: ignore[arg-type]
    sam.goto(f"{ava_of(county)}/chronology")
    shown = sam.locator("svg[data-walk]:visible")
    expect(shown).to_have_count(1)
    box = shown.bounding_box()
    assert box and box["x"] + box["width"] <= size["width"], "nothing of the picture is cut off"
    name = sam.locator(".alongside-identity__name")
    large, heavy = name.evaluate("e => [getComputedStyle(e).fontSize, getComputedStyle(e).fontWeight]")
    assert float(large.removesuffix("px")) >= 22 and int(heavy) >= 700
