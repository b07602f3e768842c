"""The child's page and the chronology, with many children in the database.

Measured at the server: each request goes through Django's whole application (middleware, session, door, ledger line,
row-level security, templates) by its test client in this process, as the application's role with the connection pool;
the network and granian's own part (under a millisecond) are left out. Signed in: a practitioner with 30 children.
The limit is the plain SQL that reads the same child's events, as the administrator, with nothing to check.
"""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any
from uuid import UUID

from benchmarks.filling import CHILDREN_OF_ONE_WORKER, child_number, fill
from benchmarks.installation import installation, keep_result

CHILDREN = int(os.environ.get("BENCH_CHILDREN", "100000"))
ROUNDS = int(os.environ.get("BENCH_PAGE_ROUNDS", "300"))
_AGENCIES = {"school": "SCHOOL", "health": "CHILD_HEALTH", "care": "SOCIAL_CARE"}
_PLAIN = """
    SELECT e.* FROM anchor_identity i JOIN records_event e ON e.source = i.source
    WHERE i.person_id = %s AND i.until IS NULL ORDER BY e."on" DESC, e.id DESC
"""


def somebody_signed_in(admin: Any) -> tuple[Any, Any]:
    """A practitioner's browser, and the practitioner; the county around them is filled."""
    from django.contrib.auth import get_user_model
    from django.test import Client

    from alongside.agencies import api as agencies
    from alongside.cli.caller import clock, operator
    from alongside.kernel.caller import Caller, Purpose

    known = {
        name: agencies.add(operator(), name=f"Bench {name}", kind=agencies.AgencyKind[kind]).id
        for name, kind in _AGENCIES.items()
    }
    actor = agencies.make_up_colleague(
        Caller.system("county", purpose=Purpose.ADMINISTRATION, now=clock()),
        agency=known["school"], email="sam@bench.example", name="Sam Bench", role="teacher", offices=(),
        password="quiet-lantern-4711",
    )  # fmt: skip
    began = time.perf_counter()
    fill(admin, children=CHILDREN, worker=actor, agencies=known)
    print(f"{CHILDREN:,} children written in {time.perf_counter() - began:.0f} s", flush=True)
    client = Client(headers={"host": "localhost"})
    client.force_login(get_user_model().objects.get(email="sam@bench.example"))
    return client, actor


def spent(deed: Callable[[int], object], rounds: int) -> dict[str, float]:
    """Median and 95th percentile, in milliseconds, after some rounds to warm up."""
    times = []
    for number in range(-20, rounds):
        began = time.perf_counter()
        deed(number)
        times.append((time.perf_counter() - began) * 1000)
    cuts = statistics.quantiles(times[20:], n=20)
    return {"p50": statistics.median(times[20:]), "p95": cuts[18]}


def asking(client: Any, path: Callable[[int], str], **headers: str) -> Callable[[int], None]:
    """One request; afterwards the connection goes back to the pool, as at the end of every real one."""
    from django.db import connection

    def ask(number: int) -> None:
        answer = client.get(path(number), headers=headers)
        connection.close()
        assert answer.status_code == 200, answer.status_code

    return ask


def knocking(actor: Any, child: UUID) -> Callable[[int], None]:
    """The smallest capability about a child: what the door costs with its transaction, check and ledger line."""
    from datetime import UTC, datetime

    from django.db import connection

    from alongside.kernel.caller import Caller, Purpose
    from alongside.kernel.ids import ChildId
    from alongside.trust import api as trust

    def knock(number: int) -> None:
        caller = Caller(actor=actor, purpose=Purpose.DIRECT_WORK, now=datetime.now(UTC), session="bench")
        trust.reasons(caller, child=ChildId(child))
        connection.close()

    return knock


def measure(admin: Any) -> dict[str, dict[str, float]]:
    """Every line of the table."""
    client, actor = somebody_signed_in(admin)
    usual = [child_number(admin, n) for n in range(2, CHILDREN_OF_ONE_WORKER + 1)]
    long = child_number(admin, 1)

    def of_usual(page: str) -> Callable[[int], str]:
        return lambda number: f"/children/{usual[number % len(usual)]}{page}"

    return {
        "my children (30)": spent(asking(client, lambda _: "/"), ROUNDS),
        "child page": spent(asking(client, of_usual("")), ROUNDS),
        "child page, 300 entries": spent(asking(client, lambda _: f"/children/{long}"), ROUNDS),
        "chronology, 15 entries": spent(asking(client, of_usual("/chronology")), ROUNDS),
        "chronology, 300 entries": spent(asking(client, lambda _: f"/children/{long}/chronology"), ROUNDS),
        "chronology, 300 entries, compressed": spent(
            asking(client, lambda _: f"/children/{long}/chronology", accept_encoding="gzip"), ROUNDS
        ),
        "one small capability through the door": spent(knocking(actor, usual[0]), ROUNDS),
        "plain SQL, 15 events (limit)": spent(
            lambda n: admin.execute(_PLAIN, (usual[n % len(usual)],)).fetchall(), ROUNDS
        ),
        "plain SQL, 300 events (limit)": spent(lambda n: admin.execute(_PLAIN, (long,)).fetchall(), ROUNDS),
    }


_TARGETS = {"child page": 50, "chronology, 300 entries": 60}
_LIMITS = {"child page": "plain SQL, 15 events (limit)", "chronology, 300 entries": "plain SQL, 300 events (limit)"}


def show(found: dict[str, dict[str, float]]) -> None:
    """A table: median, 95th percentile, target, ratio of p95 to the target, ratio of p50 to plain SQL."""
    print(f"{'milliseconds':<40}{'p50':>8}{'p95':>8}{'target':>8}{'p95/target':>12}{'p50/SQL':>9}")
    for words, row in found.items():
        target, limit = _TARGETS.get(words), _LIMITS.get(words)
        said = f"{words:<40}{row['p50']:8.1f}{row['p95']:8.1f}"
        said += f"{target:8d}{row['p95'] / target:12.2f}" if target else ""
        print(said + (f"{row['p50'] / found[limit]['p50']:9.1f}" if limit else ""), flush=True)


def main() -> int:
    """Measure and print."""
    import psycopg

    with installation() as dsn, psycopg.connect(dsn, autocommit=True) as admin:
        statics = [sys.executable, "-m", "django", "collectstatic", "--noinput", "--verbosity", "0"]
        subprocess.run(statics, env=os.environ, check=True)
        import alongside.config.wsgi  # noqa: F401  what start-up made is set aside as in the served application

        found = measure(admin)
    show(found)
    keep_result("pages", {"children": CHILDREN, "milliseconds": found, "targets_p95": _TARGETS})
    return 0


if __name__ == "__main__":
    sys.exit(main())
