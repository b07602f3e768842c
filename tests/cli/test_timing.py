"""How long an answer took is told only where somebody measures."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from alongside.config.timing import timed


def hello(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """An application that always says the same."""
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"hello"]


def test_the_time_is_in_the_header_and_nothing_else_changes() -> None:
    heard: list[tuple[str, list[tuple[str, str]]]] = []
    body = timed(hello)({}, lambda status, headers, *more: heard.append((status, headers)))
    ((status, headers),) = heard
    assert (status, list(body), headers[0]) == ("200 OK", [b"hello"], ("Content-Type", "text/plain"))
    name, told = headers[1]
    assert name == "Server-Timing" and float(told.removeprefix("app;dur=")) >= 0


@pytest.mark.parametrize(("asked", "module"), [("", "django."), ("1", "alongside.config.timing")])
def test_it_is_off_unless_somebody_asks_for_it(asked: str, module: str) -> None:
    say = "from alongside.config import wsgi; print(wsgi.application.__module__)"
    environment = {**os.environ, "ALONGSIDE_SERVER_TIMING": asked}
    done = subprocess.run([sys.executable, "-c", say], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.startswith(module)
