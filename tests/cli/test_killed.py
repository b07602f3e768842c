"""Killed at any point and run again, import and link give what an undisturbed run gives."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from alongside.config.home import home
from tests.builders import an_agency, written
from tests.chronology.canonical import canonical
from tests.journeys.county import empty

pytestmark = pytest.mark.usefixtures("clean")

ROWS = 12_000
TEACHER = "amara.okafor@riverside.example"
CHILDREN = ("Riverside School:P0", "Riverside School:P7", "County Health:P14")
_CANONICAL = {
    "rows": "SELECT file, line, text FROM records_row ORDER BY 1, 2",
    "events": 'SELECT d.reference, e."on", e.text, e.kind FROM records_event e JOIN families_description d '
    "ON d.source = e.source ORDER BY 1, 2, 3",
    "people": "SELECT array_agg(DISTINCT n.name || reference ORDER BY n.name || reference) "
    "FROM families_description d JOIN agencies_agencyname n ON n.agency = d.agency "
    "JOIN anchor_identity i ON i.source = d.source AND i.until IS NULL GROUP BY i.person_id ORDER BY 1",
    "reasons": "SELECT kind, from_on, child IS NOT NULL FROM trust_reason ORDER BY 1, 2, 3",
}


def _start(*words: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "alongside", *words],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=os.environ,
    )


def _finish(*words: str) -> None:
    done = subprocess.run([sys.executable, "-m", "alongside", *words], capture_output=True, text=True, env=os.environ)
    assert done.returncode == 0, done.stderr


def _canonical(admin: psycopg.Connection) -> dict[str, list[object]]:
    return {name: list(admin.execute(query).fetchall()) for name, query in _CANONICAL.items()}


def _chronologies() -> dict[str, str]:
    """What the teacher is told about each child, without ids and moments of receipt."""
    told = {}
    for child in CHILDREN:
        words = ("chronology", child, "--as", TEACHER, "--json")
        done = subprocess.run([sys.executable, "-m", "alongside", *words], check=True, capture_output=True, text=True)
        told[child] = canonical(done.stdout)
    return told


def _model() -> bytes:
    kept = home() / "linkage" / "model.json"
    return kept.read_bytes() if kept.exists() else b""


def _work(folder: Path) -> tuple[tuple[str, ...], ...]:
    people = [
        {"record": f"P{n}", "forename": f"Child{chr(65 + n % 26)}{chr(97 + n % 23)}", "surname": f"Fam{n % 400}",
         "date_of_birth": f"20{10 + n % 14}-{1 + n % 12:02d}-{1 + n % 28:02d}", "postcode": f"MZ{n % 9} 1AA"}
        for n in range(1_200)
    ]  # fmt: skip
    events = [
        {"record": f"E{n}", "person": f"P{n % 1_200}", "date": f"2026-{1 + n % 11:02d}-{1 + n % 28:02d}",
         "kind": "contact", "text": f"Event number {n}"}
        for n in range(ROWS)
    ]  # fmt: skip
    reasons = [{"person": f"P{n}", "kind": "in need", "from": "2026-01-05"} for n in range(0, 1_200, 7)]
    said = []
    for agency in ("Riverside School", "County Health"):
        for name, rows in (("plain-people", people), ("plain-events", events), ("plain-reasons", reasons)):
            file = written(f"{name}.csv", rows)
            said.append(("import", agency, str(file.path), "--mapping", name))
    working = [
        {"person": f"P{n}", "worker": "Amara Okafor", "worker_email": TEACHER, "role": "teacher", "from": "2024-09-01"}
        for n in range(0, 1_200, 7)
    ]
    file = written("plain-involvements.csv", working)
    said.append(("import", "Riverside School", str(file.path), "--mapping", "plain-involvements"))
    return tuple(said)


def _kills(words: tuple[str, ...]) -> int:
    """The long ones are killed most; of the second agency only the longest."""
    if words[0] == "link" or words[-1] == "plain-events":
        return 2
    return 1 if words[1] == "Riverside School" else 0


def _start_over(admin: psycopg.Connection) -> None:
    empty(admin)
    an_agency()


def test_killing_import_and_link_changes_nothing_in_the_end(admin: psycopg.Connection, tmp_path: Path) -> None:
    an_agency()
    work = _work(tmp_path)
    for words in (*work, ("link",)):
        _finish(*words)
    undisturbed, stories, model = _canonical(admin), _chronologies(), _model()
    assert len(undisturbed["events"]) == 2 * ROWS and undisturbed["people"]
    for child, story in stories.items():
        assert story.count('"when"') > 5 and "Riverside School" in story and "County Health" in story, child
    _start_over(admin)
    dice = random.Random(5)
    killed = 0
    for words in (*work, ("link",)):
        for _ in range(_kills(words)):
            process = _start(*words)
            time.sleep(dice.uniform(0.6, 1.6))
            killed += process.poll() is None
            process.kill()
            process.wait()
        _finish(*words)
    assert killed >= 4, "too few runs were really killed"
    assert _model() == model, "the model changed between the runs"
    ours = _canonical(admin)
    for name, rows in undisturbed.items():
        assert ours[name] == rows, name
    assert _chronologies() == stories
