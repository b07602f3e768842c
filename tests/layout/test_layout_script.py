"""The script in a real browser: saving while someone types, and walking through a picture with the arrow keys."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect, sync_playwright

from tests.layout.gallery import POLICY, STATIC, _chronology
from tests.layout.pages import EveryField, frame, page_environment

CHROMIUM = Path("/usr/bin/chromium")
pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason="no browser on this machine")
SITE = "http://alongside.test"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as play:
        started = play.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield started
        started.close()


class Site:
    """A page of ours, and a server that saves or does not."""

    def __init__(self, browser: Browser, html: str) -> None:
        self.html, self.status, self.received = html, 200, list[str]()
        self.tokens: list[str | None] = []
        self.page: Page = browser.new_page()
        self.page.route("**/*", self.answer)
        self.page.goto(f"{SITE}/page")

    def answer(self, route: Route) -> None:
        path = route.request.url.removeprefix(SITE)
        if path.startswith("/static/"):
            route.fulfill(path=STATIC / path.removeprefix("/static/"))
        elif path == "/autosave":
            self.received.append(route.request.post_data or "")
            self.tokens.append(route.request.headers.get("x-csrftoken"))
            route.fulfill(
                status=self.status,
                content_type="application/json",
                body='{"saved_at": "21:04", "fields": {"step": "4"}}',
            )
        else:
            route.fulfill(body=self.html, content_type="text/html", headers={"Content-Security-Policy": POLICY})


@pytest.fixture
def form(browser: Browser) -> Iterator[Site]:
    html = page_environment().get_template("gallery_form.html").render(**frame(heading="Food", form=EveryField()))
    site = Site(browser, html)
    yield site
    site.page.close()


def test_words_are_saved_a_second_after_typing_stops(form: Site) -> None:
    form.page.get_by_label("Who told you?").fill("Gran")
    expect(form.page.get_by_role("status").filter(has_text="Saved at 21:04")).to_be_visible()
    assert "Gran" in form.received[0]
    assert form.tokens == ["made-up"]
    assert form.page.locator("#id_step").input_value() == "4"
    assert form.page.evaluate("sessionStorage.length") == 0


def test_someone_who_never_stops_typing_is_saved_within_two_seconds(form: Site) -> None:
    for _ in range(9):
        form.page.get_by_label("Who told you?").press("a")
        form.page.wait_for_timeout(300)
    assert form.received


def test_a_failure_is_said_and_tried_again_until_it_works(form: Site) -> None:
    form.status = 503
    form.page.get_by_label("Who told you?").fill("Gran")
    expect(form.page.get_by_text("Not saved: there is no connection")).to_be_visible()
    form.status = 200
    expect(form.page.get_by_text("Saved at 21:04")).to_be_visible(timeout=8000)


def test_words_come_back_after_a_crash_when_the_person_wants_them(form: Site) -> None:
    form.status = 503
    form.page.get_by_label("Who told you?").fill("Gran")
    expect(form.page.get_by_text("Not saved: there is no connection")).to_be_visible()
    form.page.reload()
    assert form.page.get_by_label("Who told you?").input_value() == ""
    form.page.get_by_role("button", name="Put my words back").click()
    assert form.page.get_by_label("Who told you?").input_value() == "Gran"


def test_a_conflict_with_someone_else_is_said(form: Site) -> None:
    form.status = 409
    form.page.get_by_label("Who told you?").fill("Gran")
    expect(form.page.get_by_text("someone else changed this")).to_be_visible()


def test_arrow_keys_walk_time_and_lanes_from_one_tab_stop(browser: Browser) -> None:
    facts = _chronology(60, date(2025, 11, 20))
    site = Site(browser, page_environment().get_template("gallery_picture.html").render(**frame(**facts)))
    picture = site.page.locator("svg[data-walk]").first
    assert picture.locator('a[tabindex="0"]').count() == 1
    picture.locator('a[tabindex="0"]').focus()
    here = "[document.activeElement.dataset.lane, document.activeElement.dataset.index]"
    site.page.keyboard.press("ArrowRight")
    lane, index = site.page.evaluate(here)
    assert (lane, index) == ("0", "1")
    site.page.keyboard.press("ArrowDown")
    assert int(site.page.evaluate(here)[0]) > 0
    site.page.keyboard.press("ArrowUp")
    assert site.page.evaluate(here)[0] == "0"
    assert picture.locator('a[tabindex="0"]').count() == 1
    site.page.close()
