"""`alongside start` and `alongside demo`: the site on this machine."""

import argparse
import os
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from uuid import uuid4

import psycopg

from alongside.accounts import api as accounts
from alongside.cli.caller import clock
from alongside.cli.cluster import NoDatabase
from alongside.cli.provision import app_dsn, wrong_role
from alongside.cli.working import worker_beside
from alongside.config.home import home, write_private
from alongside.kernel.caller import Caller, Purpose
from alongside.kernel.ids import ActorId
from alongside.trust import api as trust

_STARTS_WITHIN = 30.0  # seconds
_WORKERS = 2


def start(chosen: argparse.Namespace) -> int:
    """Serve; on an empty database with a link for the first administrator."""
    _refuse_wrong_role()
    link = first_link()
    return _serve(chosen.port, _first_words(chosen.port, link))


def first_link() -> str:
    """The path of the one-time link for the first administrator; empty once anybody has joined."""
    founder = Caller.system("founder", purpose=Purpose.ADMINISTRATION, now=clock())
    if accounts.anybody(founder):
        return ""
    actor = ActorId(uuid4())
    trust.found_office(founder, actor=actor, office=trust.Office.ADMINISTRATOR, agency=None)
    invitation = accounts.found(founder, name="Administrator", actor=actor)
    return f"/join/{invitation.token}"


def _first_words(port: int, link: str) -> str:
    if not link:
        return f"Alongside is at http://localhost:{port}/"
    return f"Alongside is empty. Become its first administrator: http://localhost:{port}{link}"


def demo(chosen: argparse.Namespace) -> int:
    """A made-up county, brought in the way any delivery is, then served."""
    from alongside.cli.demonstration import prepare

    _refuse_wrong_role()
    os.environ.setdefault("ALONGSIDE_MAIL_FOLDER", str(home() / "letters"))
    words = prepare(home())
    if chosen.only_prepare:
        print(words.format(port=chosen.port))
        return 0
    return _serve(chosen.port, words.format(port=chosen.port))


def _refuse_wrong_role() -> None:
    with psycopg.connect(app_dsn()) as connection:
        if why := wrong_role(connection):
            raise NoDatabase(f"Alongside does not start: {why}")


def _serve(port: int, words: str) -> int:
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "alongside.config.settings", "ALONGSIDE_POOL": "1"}
    subprocess.run(
        [sys.executable, "-m", "django", "collectstatic", "--noinput", "--verbosity", "0"], env=environment, check=True
    )
    server = subprocess.Popen(
        [
            sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
            "--workers", str(_WORKERS), "--blocking-threads", "4", "--no-ws",
            "--respawn-failed-workers", "--respawn-interval", "0.5", "--log-level", "warning",
            "alongside.config.wsgi:application",
        ],
        env=environment,
    )  # fmt: skip
    write_private(home() / "server.pid", str(server.pid))
    signal.signal(signal.SIGTERM, lambda *_: server.terminate())
    try:
        _wait(server, port)
        with worker_beside({**os.environ, "ALONGSIDE_POOL": ""}):
            print(words, flush=True)
            return server.wait()
    except KeyboardInterrupt:
        return 0
    finally:
        server.terminate()
        server.wait()
        Path(home() / "server.pid").unlink(missing_ok=True)


def _wait(server: subprocess.Popen[bytes], port: int) -> None:
    until = time.monotonic() + _STARTS_WITHIN
    while time.monotonic() < until:
        if server.poll() is not None:
            raise NoDatabase(f"The web server did not start. Is port {port} in use? Try --port with another number.")
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/sign-in", timeout=2).close()
            return
        except OSError:
            time.sleep(0.1)
    raise NoDatabase("The web server did not answer within half a minute.")
