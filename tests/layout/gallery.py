"""Every part and picture from made-up facts: `python -m tests.layout.gallery OUT_DIR` writes pages and screenshots.

Each page is served under the product's content policy; what the browser refuses, what axe finds and a page that
scrolls sideways are printed and make the command fail.
"""

import sys
from collections.abc import Iterator
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from shutil import copytree
from threading import Thread
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, sync_playwright

from alongside.layout.pictures import ecomap, genogram, time_lanes
from tests.layout import made_up
from tests.layout.pages import EveryField, frame, page_environment

STATIC = Path(__file__).resolve().parents[2] / "alongside" / "layout" / "static"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'"
)
WIDTHS = (1280, 390, 320)
LAST = date(2026, 11, 30)


class Server(SimpleHTTPRequestHandler):
    """Files of the gallery, under the product's content policy."""

    def end_headers(self) -> None:
        """With the policy."""
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, *_: Any) -> None:
        """Silent."""


def pages() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Name, template and facts of every page."""
    yield "parts", "gallery_parts.html", {"heading": "Overview"}
    yield "form", "gallery_form.html", {"heading": "Food and warmth", "form": EveryField()}
    yield (
        "form_errors",
        "gallery_form.html",
        {
            "heading": "Food and warmth",
            "form": EveryField({"seen_on_day": "31", "seen_on_month": "2", "seen_on_year": "2026", "count": "many"}),
        },
    )
    for name, entries, from_on in (
        ("life", 900, date(2019, 1, 1)),
        ("year", 900, date(2025, 11, 20)),
        ("three_months", 900, date(2026, 8, 20)),
        ("counts", 2500, date(2019, 1, 1)),
    ):
        yield f"chronology_{name}", "gallery_picture.html", _chronology(entries, from_on)
    for name, people, unions, ties in (
        ("family", made_up.FAMILY, made_up.UNIONS, made_up.TIES),
        ("plain", made_up.FAMILY, made_up.UNIONS, ()),
        ("messy", made_up.MESSY_FAMILY, made_up.MESSY_UNIONS, ()),
    ):
        yield (
            f"genogram_{name}",
            "gallery_picture.html",
            {
                "heading": "Family",
                "sentences": genogram.words(people, unions, ties),
                "key": genogram.key(ties=bool(ties)),
                "svg": genogram.draw(people, unions, year=2026, ties=ties),
                "narrow": "",
            },
        )
    yield (
        "ecomap",
        "gallery_picture.html",
        {
            "heading": "Around the family",
            "sentences": ecomap.words(made_up.AROUND, made_up.AT_HOME),
            "key": ecomap.key(made_up.AROUND),
            "svg": ecomap.draw(made_up.AROUND, made_up.AT_HOME),
            "narrow": "",
        },
    )


def _chronology(entries: int, from_on: date) -> dict[str, Any]:
    lanes = made_up.life(entries)
    window: dict[str, Any] = {"from_on": from_on, "to_on": LAST, "today": made_up.TODAY}
    return {
        "heading": "Chronology",
        "sentences": time_lanes.sentences(lanes, **window),
        "key": time_lanes.key(heat=time_lanes.is_heat(lanes, from_on=from_on, to_on=LAST)),
        "svg": time_lanes.draw(lanes, **window),
        "narrow": time_lanes.draw(lanes, **window, width=360, ident="narrow"),
    }


def write(folder: Path) -> list[str]:
    """The pages as files, with the static files beside them."""
    copytree(STATIC, folder / "static", dirs_exist_ok=True)
    made, names = page_environment("static/"), []
    for name, template, facts in pages():
        (folder / f"{name}.html").write_text(made.get_template(template).render(**frame(**facts)), encoding="utf-8")
        names.append(name)
    return names


def look(browser: Browser, address: str, folder: Path, name: str) -> list[str]:
    """Screenshots at each width, and everything that is wrong with the page."""
    wrong: list[str] = []

    def note(words: object) -> None:
        wrong.append(f"{name}: {words}")

    for width in WIDTHS:
        page = browser.new_page(viewport={"width": width, "height": 900})
        page.on("console", lambda told: note(told.text) if told.type == "error" else None)
        page.on("pageerror", note)
        page.goto(f"{address}/{name}.html")
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > width:
            wrong.append(f"{name}: {wide} pixels wide on a screen of {width}")
        if width != WIDTHS[-1]:
            page.screenshot(path=str(folder / f"{name}_{width}.png"), full_page=True)
            found = _axe(page)
            wrong += [f"{name} at {width}: {line}" for line in found]
        page.close()
    return wrong


def _axe(page: Any) -> list[str]:
    # The policy forbids injected script tags; Playwright evaluates axe itself, which the policy does not concern.
    page.evaluate(Axe().axe_script)
    found = page.evaluate("async () => (await axe.run()).violations")
    return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"][:3]]


def main(folder: Path) -> int:
    """0 when nothing is wrong."""
    folder.mkdir(parents=True, exist_ok=True)
    names = write(folder)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Server, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    wrong: list[str] = []
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for name in names:
            wrong += look(browser, f"http://127.0.0.1:{server.server_port}", folder, name)
        browser.close()
    server.shutdown()
    print("\n".join(wrong) or f"{len(names)} pages, nothing wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
