"""`make pictures`: the screenshots in `docs/pictures`, taken from a running demonstration.

Start `make demo` first; the address and password it keeps are read from the data folder.
"""

import json
import os
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent.parent
PICTURES = ROOT / "docs" / "pictures"
WIDTHS = (1280, 390)


def main() -> None:
    """Sign in as the printed practitioner and take each page at both widths."""
    home = Path(os.environ.get("ALONGSIDE_HOME", ROOT / "var"))
    told = json.loads((home / "county-is-ready.json").read_text())
    address = sys.argv[1] if len(sys.argv) > 1 else "http://localhost:8000"
    with sync_playwright() as playwright:
        chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for width in WIDTHS:
            page = browser.new_page(viewport={"width": width, "height": 1000})
            _take(page, address, told, width)
        browser.close()


def _take(page: Page, address: str, told: dict[str, str], width: int) -> None:
    page.goto(f"{address}/sign-in")
    page.fill("#id_email", told["email"])
    page.fill("#id_password", told["password"])
    page.locator("main button[type=submit]").click()
    page.screenshot(path=PICTURES / f"my-children-{width}.png")
    page.get_by_role("link", name="Ava Pearce").click()
    page.screenshot(path=PICTURES / f"child-{width}.png")
    child = page.url
    for name in ("chronology", "family", "team", "plan"):
        page.goto(f"{child}/{name}")
        page.screenshot(path=PICTURES / f"{name}-{width}.png")
    page.goto(f"{child}/assessments")
    page.locator("main dl a").first.click()
    page.screenshot(path=PICTURES / f"assessment-{width}.png")


if __name__ == "__main__":
    main()
