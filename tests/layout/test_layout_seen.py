"""Pictures and parts as a browser really shows them: its own letters, small screens, paper, right to left."""

import base64
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.layout.gallery import WIDTHS, _axe, pages
from tests.layout.pages import frame, page_environment
from tests.layout.test_layout_script import CHROMIUM, Site

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason="no browser on this machine")
ALL = {name: (template, facts) for name, template, facts in pages()}
PICTURES = [name for name in ALL if name.startswith(("chronology", "genogram", "ecomap"))]
SHOWN = "[...document.querySelectorAll('.alongside-picture svg')].filter(s => s.checkVisibility())"
LYING_OVER = f"""() => {SHOWN}.flatMap(svg => {{
  const words = [...svg.querySelectorAll('text')].map(t => {{
    const b = t.getBoundingClientRect(), thin = b.height / 4
    return {{ text: t.textContent, left: b.left + 1, right: b.right - 1, top: b.top + thin, bottom: b.bottom - thin }}
  }})
  return words.flatMap((a, i) => words.slice(i + 1)
    .filter(b => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
    .map(b => `${{a.text}} / ${{b.text}}`))
}})"""
OUTSIDE = f"""() => {SHOWN}.flatMap(svg => {{
  const paper = svg.getBoundingClientRect()
  return [...svg.querySelectorAll('text')].filter(t => {{
    const b = t.getBoundingClientRect()
    return b.left < paper.left - 1 || b.right > paper.right + 1 || b.top < paper.top - 1 || b.bottom > paper.bottom + 1
  }}).map(t => t.textContent)
}})"""
SMALLEST = f"""() => Math.min(...{SHOWN}.flatMap(svg => {{
  const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width
  return [...svg.querySelectorAll('text')].map(t => scale * t.getAttribute('font-size'))
}}))"""
DARK = """async png => {
  const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob())
  const canvas = new OffscreenCanvas(image.width, image.height), pen = canvas.getContext('2d')
  pen.drawImage(image, 0, 0)
  const dots = pen.getImageData(0, 0, image.width, image.height).data
  let dark = 0
  for (let i = 0; i < dots.length; i += 4) dark += dots[i] + dots[i + 1] + dots[i + 2] < 180
  return 4 * dark / dots.length
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as play:
        started = play.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield started
        started.close()


@cache
def html(name: str) -> str:
    """A page of the gallery."""
    template, facts = ALL[name]
    return page_environment().get_template(template).render(**frame(**facts))


@pytest.fixture
def shown(browser: Browser) -> Iterator[Any]:
    """Shows a page of the gallery at a width; what the browser complains about fails the test."""
    opened: list[Page] = []
    complaints: list[str] = []

    def show(name: str, width: int = 1280, source: str = "") -> Page:
        page = Site(browser, source or html(name)).page
        page.on("console", lambda told: complaints.append(told.text) if told.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.set_viewport_size({"width": width, "height": 844})
        opened.append(page)
        return page

    yield show
    for page in opened:
        page.close()
    assert complaints == []


@pytest.mark.parametrize("name", ALL)
def test_nothing_scrolls_sideways_down_to_320_pixels(name: str, shown: Any) -> None:
    page = shown(name)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 844})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("name", PICTURES)
def test_no_words_of_a_picture_lie_over_others_leave_the_paper_or_are_too_small(name: str, shown: Any) -> None:
    page = shown(name)
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 844})
        assert page.evaluate(LYING_OVER) == []
        assert page.evaluate(OUTSIDE) == []
        assert page.evaluate(SMALLEST) >= 11


def share_of_dark(page: Page) -> float:
    """How much of the first picture is nearly black."""
    png = page.locator(".alongside-picture svg:visible").first.screenshot()
    assert page.context.browser
    blank = page.context.browser.new_page()
    found = float(blank.evaluate(DARK, base64.b64encode(png).decode()))
    blank.close()
    return found


@pytest.mark.parametrize("name", ["chronology_year", "genogram_family", "ecomap"])
def test_a_picture_is_light_on_paper_and_under_forced_colours(name: str, shown: Any) -> None:
    page = shown(name, 1000)
    page.emulate_media(media="print")
    assert share_of_dark(page) < 0.2
    page.emulate_media(media="screen", forced_colors="active", color_scheme="dark")
    assert share_of_dark(page) < 0.2


def test_the_lines_above_a_chronology_are_a_list_of_sentences(shown: Any) -> None:
    page = shown("chronology_life")
    told = page.locator(".govuk-list--bullet li").all_inner_texts()
    assert len(told) >= 9 and all(words.endswith(".") for words in told)


@pytest.mark.parametrize("width", [1280, 390])
def test_flags_stand_apart_and_the_name_is_large_and_heavy(width: int, shown: Any) -> None:
    page = shown("parts", width)
    boxes = [flag.bounding_box() for flag in page.locator(".alongside-identity__flags li").all()]
    (one, other) = boxes
    assert other["x"] >= one["x"] + one["width"] + 4 or other["y"] >= one["y"] + one["height"]
    name = page.locator(".alongside-identity__name")
    size, weight = name.evaluate("e => [parseFloat(getComputedStyle(e).fontSize), getComputedStyle(e).fontWeight]")
    assert size >= 22 and int(weight) >= 700


def test_what_happened_and_who_said_it_do_not_run_together(shown: Any) -> None:
    page = shown("parts")
    for item in page.locator(".moj-timeline__item").all():
        title = item.locator(".moj-timeline__title").bounding_box()
        by = item.locator(".moj-timeline__byline").bounding_box()
        assert by["x"] >= title["x"] + title["width"] + 4 or by["y"] >= title["y"] + title["height"]


def test_on_a_phone_the_other_pages_fold_and_the_heading_is_on_the_first_screen(shown: Any) -> None:
    page = shown("parts", 390)
    page.reload()
    folded = page.get_by_role("button", name="more pages")
    assert folded.get_attribute("aria-expanded") == "false"
    assert page.locator("h1").bounding_box()["y"] < 844
    folded.click()
    assert page.get_by_role("link", name="Documents").is_visible()


@pytest.mark.parametrize("name", ["parts", "form_errors", "chronology_year"])
def test_a_page_that_runs_from_right_to_left_keeps_its_width(name: str, shown: Any) -> None:
    turned = html(name).replace('dir="ltr"', 'dir="rtl"', 1)
    assert 'dir="rtl"' in turned
    for width in (1280, 390):
        page = shown(name, width, turned)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        box = page.locator(".alongside-identity__name").bounding_box()
        assert box["x"] + box["width"] > width / 2, "the name begins at the right"


@pytest.mark.parametrize("name", ["parts", "form", "form_errors", "genogram_messy", "ecomap"])
def test_axe_finds_nothing_in_parts_that_no_page_shows_yet(name: str, shown: Any) -> None:
    assert _axe(shown(name, 390)) == []


def test_words_planted_over_others_or_off_the_paper_are_found(shown: Any) -> None:
    page = shown("ecomap")
    page.evaluate(
        """() => { const svg = document.querySelector('.alongside-picture svg')
        for (const x of [300, 303, 5000]) {
          const text = document.createElementNS(svg.namespaceURI, 'text')
          for (const [k, v] of [['x', x], ['y', 40], ['font-size', 12]]) text.setAttribute(k, v)
          text.textContent = 'planted'
          svg.append(text)
        } }"""
    )
    assert page.evaluate(LYING_OVER) == ["planted / planted"]
    assert page.evaluate(OUTSIDE) == ["planted"]


def test_a_black_picture_is_found(shown: Any) -> None:
    page = shown("ecomap")
    page.evaluate("document.querySelector('.alongside-picture svg rect').setAttribute('fill', '#000000')")
    assert share_of_dark(page) > 0.2
