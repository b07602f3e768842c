"""Fifty people at one assessment: forty write, ten read, and one server process is killed in the middle.

Served as `alongside start` serves it (two processes, door, row-level security, ledger). Each of forty editors saves
every two seconds, as the page does while somebody types; five of them share each part. Every save that was acknowledged
is put into a list; at the end the list is compared with the texts in the database: each must be there once. "At the
server" is what the application took for an answer, as it says itself (Server-Timing); the client's times have waiting
for a free thread, the network and this program's own work on the same two cores in them, too. The limit is the smallest
answer the same server gives.
"""

import http.client
import json
import os
import random
import signal
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

from benchmarks.filling import child_number
from benchmarks.installation import installation, keep_result

SECONDS = float(os.environ.get("BENCH_EDITING_SECONDS", "120"))
EDITORS, READERS, PARTS, PORT = 40, 10, 8, 8765
_TOKEN = "b" * 32


Times = tuple[float, float]
"""Milliseconds of one request, at the server and at the client."""


@dataclass
class Told:
    """What came back: acknowledged saves (part, save, text), and the times of each kind of request."""

    saves: list[tuple[str, str, str]] = field(default_factory=list)
    saving: list[Times] = field(default_factory=list)
    reading: list[Times] = field(default_factory=list)
    smallest: list[Times] = field(default_factory=list)
    again: int = 0


class Browser:
    """A signed-in browser that keeps its connection and opens another when the server process dies."""

    def __init__(self, session: str) -> None:
        """`session` is the key of a session that exists."""
        self.headers = {"Cookie": f"alongside_session={session}; csrftoken={_TOKEN}", "X-CSRFToken": _TOKEN}
        self.connection: http.client.HTTPConnection | None = None

    def ask(self, method: str, path: str, form: dict[str, str] | None = None) -> tuple[int, bytes, float]:
        """Status, body and milliseconds at the server. Raises OSError or HTTPException when that process is gone."""
        self.connection = self.connection or http.client.HTTPConnection("localhost", PORT, timeout=20)
        headers = dict(self.headers)
        if form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            self.connection.request(method, path, urlencode(form) if form is not None else None, headers)
            answer = self.connection.getresponse()
            return answer.status, answer.read(), float(answer.headers["Server-Timing"].partition("dur=")[2])
        except (OSError, http.client.HTTPException):
            self.connection.close()
            self.connection = None
            raise


def edit(browser: Browser, path: str, part: str, number: int, until: float, told: Told) -> None:
    """One editor types on until the time is over; what is not acknowledged is sent again under the same name."""
    follows, batch, save, rng = "1", 0, str(uuid4()), random.Random(number)
    time.sleep(rng.uniform(0, 2))
    while time.monotonic() < until:
        text = f"Editor {number}, sentence {batch}: she was met at the gate and had breakfast."
        began = time.perf_counter()
        status, body, spent = _patiently(browser, path, {"text": text, "follows": follows, "save_id": save}, told)
        if status != 200:
            raise RuntimeError(f"{status}: {body[:300]!r}")
        told.saving.append((spent, (time.perf_counter() - began) * 1000))
        told.saves.append((part, save, text))
        fields = json.loads(body)["fields"]
        follows, save, batch = fields["follows"], fields["save_id"], batch + 1
        time.sleep(rng.uniform(1.5, 2.5))


def _patiently(browser: Browser, path: str, form: dict[str, str], told: Told) -> tuple[int, bytes, float]:
    while True:
        try:
            return browser.ask("POST", path, form)
        except (OSError, http.client.HTTPException):
            told.again += 1
            time.sleep(0.3)


def read(browser: Browser, path: str, number: int, until: float, told: Told) -> None:
    """One reader opens the page about every three seconds, and asks for the smallest answer there is.

    Not in step with the others: ten who open the page at the same moment each time would measure that crowd.
    """
    rng = random.Random(number)
    time.sleep(rng.uniform(0, 3))
    while time.monotonic() < until:
        for kept, where in ((told.reading, path), (told.smallest, "/join/none")):
            began = time.perf_counter()
            try:
                _, _, spent = browser.ask("GET", where)
            except (OSError, http.client.HTTPException):
                told.again += 1
                continue
            kept.append((spent, (time.perf_counter() - began) * 1000))
        time.sleep(rng.uniform(2, 4))


@contextmanager
def served() -> Iterator[int]:
    """The site, as a user starts it; gives the number of its web server's process."""
    words = [sys.executable, "-m", "alongside", "start", "--port", str(PORT)]
    site = subprocess.Popen(words, stdout=subprocess.PIPE, env={**os.environ, "ALONGSIDE_SERVER_TIMING": "1"})
    assert site.stdout
    site.stdout.readline()
    yield int((Path(os.environ["ALONGSIDE_HOME"]) / "server.pid").read_text())
    site.terminate()
    site.wait()


def kill_one(server: int) -> None:
    """Kill one of the server's processes, without warning."""
    children = subprocess.run(["pgrep", "-P", str(server)], capture_output=True, text=True, check=True).stdout.split()
    os.kill(int(children[0]), signal.SIGKILL)


def prepare(admin: Any) -> tuple[UUID, UUID, list[str], list[str]]:
    """An assessment with parts, and fifty people of its team: child, assessment, parts, session keys."""
    from alongside.assessment import api as assessments
    from alongside.assessment.api import PartKind
    from alongside.kernel.ids import ChildId
    from alongside.teams import api as teams
    from benchmarks.pages import somebody_signed_in

    _, lead = somebody_signed_in(admin)
    child = ChildId(child_number(admin, 1))
    me = _caller(lead)
    teams.begin(me, children=(child,), model=teams.Model.AROUND, why="Measured.")
    sessions = [_joins(me, child, number) for number in range(EDITORS + READERS)]
    begun = assessments.begin(me, assessment=uuid4(), children=(child,), template="general")
    parts = [str(uuid4()) for _ in range(PARTS)]
    for part in parts:
        assessments.add_part(
            me, assessment=begun, part=UUID(part), about=(child,), section="health", kind=PartKind.NEED,
            text="To begin with.", save_id=uuid4(),
        )  # fmt: skip
    return child, begun, parts, sessions


def _caller(actor: Any) -> Any:
    from alongside.cli.caller import clock
    from alongside.kernel.caller import Caller, Purpose

    return Caller(actor=actor, purpose=Purpose.DIRECT_WORK, now=clock(), session="bench")


def _joins(me: Any, child: Any, number: int) -> str:
    """Somebody is named by the school, comes into the team, and is signed in; gives the session's key."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
    from django.contrib.sessions.backends.db import SessionStore

    from alongside.agencies import api as agencies
    from alongside.cli.caller import clock
    from alongside.kernel.caller import Caller, Purpose
    from alongside.teams import api as teams

    here = next(a.id for a in agencies.all_agencies(me) if a.name == "Bench school")
    actor = agencies.make_up_colleague(
        Caller.system("county", purpose=Purpose.ADMINISTRATION, now=clock()), agency=here,
        email=f"editor{number}@bench.example", name=f"Editor {number}", role="teacher", offices=(),
        password="quiet-lantern-4711",
    )  # fmt: skip
    kind = teams.MemberKind.PRACTITIONER
    teams.join(me, child=child, kind=kind, role="teacher", why="Measured.", actor=actor)
    user = get_user_model().objects.get(email=f"editor{number}@bench.example")
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return str(session.session_key)


def compared(admin: Any, told: Told) -> tuple[int, int]:
    """How many acknowledged saves are missing in the database, and how many stand there more than once."""
    kept: dict[tuple[str, str], int] = {}
    for part, text in admin.execute("SELECT part_id::text, text FROM assessment_parttext").fetchall():
        kept[part, text] = kept.get((part, text), 0) + 1
    lost = sum((part, text) not in kept for part, _, text in told.saves)
    return lost, sum(count > 1 for (_, text), count in kept.items() if text != "To begin with.")


def measure(admin: Any) -> tuple[Told, int, int]:
    """The fifty people for two minutes, one process killed at half time."""
    child, begun, parts, sessions = prepare(admin)
    told, page = Told(), f"/children/{child}/assessments/{begun}"
    with served() as server:
        until = time.monotonic() + SECONDS
        people = [
            threading.Thread(
                target=edit,
                args=(Browser(s), f"{page}/sections/health/{parts[n % PARTS]}/save", parts[n % PARTS], n, until, told),
            )
            for n, s in enumerate(sessions[:EDITORS])
        ]
        people += [
            threading.Thread(target=read, args=(Browser(s), page, n, until, told))
            for n, s in enumerate(sessions[EDITORS:])
        ]
        for person in people:
            person.start()
        time.sleep(SECONDS / 2)
        kill_one(server)
        for person in people:
            person.join()
    return (told, *compared(admin, told))


def _cuts(times: list[Times]) -> dict[str, float]:
    """Median and the 95th of a hundred, at the server and at the client."""
    told: dict[str, float] = {}
    for where, some in (("", [at for at, _ in times]), ("client ", [at for _, at in times])):
        told |= {f"{where}p50": statistics.median(some), f"{where}p95": statistics.quantiles(some, n=20)[18]}
    return told


def main() -> int:
    """Measure and print."""
    import psycopg

    with installation() as dsn, psycopg.connect(dsn, autocommit=True) as admin:
        told, lost, doubled = measure(admin)
    rows = {"assessment page": (told.reading, 80), "autosave": (told.saving, 40), "smallest answer": (told.smallest, 0)}
    found = {words: _cuts(times) for words, (times, _) in rows.items()}
    limit = found["smallest answer"]["p50"]
    print(
        f"{'milliseconds, fifty people':<28}{'at the server p50':>18}{'p95':>8}{'target':>8}{'p50/smallest':>14}",
        end="",
    )
    print(f"{'at the client p50':>20}{'p95':>8}")
    for words, cuts in found.items():
        print(f"{words:<28}{cuts['p50']:18.1f}{cuts['p95']:8.1f}{rows[words][1] or '':>8}", end="")
        print(f"{cuts['p50'] / limit:14.1f}{cuts['client p50']:20.1f}{cuts['client p95']:8.1f}", flush=True)
    print(f"acknowledged saves {len(told.saves):,}, lost {lost}, doubled {doubled}, sent again {told.again}")
    keep_result(
        "editing",
        {
            "acknowledged": len(told.saves), "lost": lost, "doubled": doubled, "sent_again": told.again,
            **found,
        },
    )  # fmt: skip
    return 1 if lost or doubled else 0


if __name__ == "__main__":
    sys.exit(main())
