"""A server in this process and a real browser: journeys see what a practitioner sees."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event, Thread

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.core.management import call_command
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.db import connection
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

SHOTS = os.environ.get("ALONGSIDE_SHOTS", "")
"""A folder for pictures of every page that a journey looks at; none are taken without it."""
OWN_ANSWERS = ("status of 403", "status of 409", "status of 422")
"""What Chromium says of a page that answers with a kind word and one of these numbers; that is no fault."""
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *said: object) -> None:
        """A journey speaks by its outcome."""


@pytest.fixture(scope="session")
def live_site() -> Iterator[str]:
    """The site on a free port of this machine, with the database of this test process; gives its address."""
    call_command("collectstatic", interactive=False, verbosity=0)
    from alongside.config.wsgi import application

    server = ThreadedWSGIServer(("127.0.0.1", 0), _Quiet)
    server.set_app(application)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()


def _chromium() -> str:
    named = os.environ.get("CHROMIUM", "/usr/bin/chromium")
    return shutil.which(named) or ""


@pytest.fixture
def browser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Browser]:
    """Chromium. Without one a journey is skipped by name, or fails where a browser is required."""
    path = _chromium()
    if not path:
        words = f"No browser for the journey {request.node.name}: set CHROMIUM to one."
        if os.environ.get("CI") or os.environ.get("REQUIRE_BROWSER"):
            pytest.fail(words)
        pytest.skip(words)
    # Playwright keeps an event loop running in this thread; the tests' own database calls are none of its business.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "yes")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def worker() -> Iterator[None]:
    """Somebody does what pages ask for, beside the site, and has finished when the journey ends."""
    from alongside.desk.errands import work_until_idle

    over = Event()

    def keep_working() -> None:
        while not over.wait(0.1):
            work_until_idle()
        connection.close()

    thread = Thread(target=keep_working)
    thread.start()
    yield
    over.set()
    thread.join()


@pytest.fixture
def visitor(browser: Browser, live_site: str, worker: None) -> Iterator[Callable[[], Page]]:
    """Somebody with a browser of their own; whatever the browser complains about fails the journey."""
    complaints: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        kind = any(answer in message.text for answer in OWN_ANSWERS) and "/static/" not in str(message.location)
        if message.type in ("error", "warning") and not kind:
            complaints.append(f"{message.text} at {message.location}")

    def opened() -> Page:
        context = browser.new_context(base_url=live_site, viewport=WIDE)  # type: ignore[arg-type]
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("console", hear)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield opened
    assert complaints == []


Look = Callable[[Page, str], None]


@pytest.fixture
def look(request: pytest.FixtureRequest) -> Look:
    """Look at the page on a desk and on a phone: nothing that axe finds wrong, nothing wider than the screen."""
    axe = Axe()

    def looked(page: Page, name: str) -> None:
        for size in (NARROW, WIDE):
            page.set_viewport_size(size)  # type: ignore[arg-type]
            if SHOTS:
                Path(SHOTS).mkdir(parents=True, exist_ok=True)
                page.screenshot(path=f"{SHOTS}/{name}-{size['width']}.png", full_page=True)
            found = axe.run(page)
            assert found.violations_count == 0, f"{name} at {size['width']}: {found.generate_report()}"
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= size["width"], f"{name} is {wide} wide at {size['width']}"

    return looked


@pytest.fixture
def received() -> Iterator[Path]:
    """The folder of files that wait to be taken in; empty before and after."""
    folder = Path(settings.HOME) / "intake"
    shutil.rmtree(folder, ignore_errors=True)
    yield folder
    assert not folder.exists() or list(folder.iterdir()) == []
