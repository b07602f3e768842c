"""The doctor says what is not sound: also which rows are kept for longer than was agreed."""

import argparse
import json
from collections.abc import Callable
from datetime import datetime, timedelta

import psycopg
import pytest

from alongside.agencies.api import Agency
from alongside.cli import doctor
from alongside.records.tasks import dispose, overdue
from tests.builders import AVA, NOW, a_child, an_agency, delivered, linked

pytestmark = pytest.mark.usefixtures("clean")
CHECK = "no row is kept for longer than agreed"
NOAH = {"record": "P2", "forename": "Noah", "surname": "Reid", "date_of_birth": "2015-02-01"}


def at(days: int) -> Callable[[], datetime]:
    """So many days after everything came."""
    return lambda: NOW + timedelta(days=days)


def told(days: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
    """What the doctor says of rows so many days later."""
    monkeypatch.setattr(doctor, "clock", at(days))
    code = doctor.examine(argparse.Namespace(json=True))
    said = json.loads(capsys.readouterr().out)
    assert code == (0 if all(words == "sound" for words in said.values()) else 1)
    return str(said[CHECK])


@pytest.fixture
def school(admin: psycopg.Connection) -> Agency:
    """A school that sent a child of whom there is a reason, and two rows about somebody who is no child here."""
    found = an_agency()
    a_child(admin, found, AVA)
    delivered(found, "plain-people", [NOAH])
    delivered(found, "plain-involvements", [{"person": "P2", "worker": "Lee", "role": "tutor"}])
    linked()
    return found


def test_a_row_is_overdue_when_a_day_of_disposing_went_by_without_it(
    school: Agency, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert told(90, monkeypatch, capsys) == "sound"
    assert told(91, monkeypatch, capsys) == "sound", "the run of this day may still come"
    late = overdue(clock=at(92))
    assert [(o.agency, o.rows, o.why) for o in late] == [(school.id, 1, ""), (school.id, 1, "")]
    words = told(92, monkeypatch, capsys)
    assert words.count("1 row is overdue. Run: alongside dispose") == 2
    assert "Riverside School, delivery" in words and "Noah" not in words


def test_rows_of_a_child_here_are_never_overdue_and_disposing_makes_the_installation_sound(
    school: Agency, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert dispose(clock=at(92)).rows == 2
    assert told(400, monkeypatch, capsys) == "sound"


def test_looking_for_overdue_rows_touches_none(school: Agency, admin: psycopg.Connection) -> None:
    before = admin.execute("SELECT count(*), sum(id) FROM records_row").fetchone()
    assert sum(o.rows for o in overdue(clock=at(92))) == 2
    assert admin.execute("SELECT count(*), sum(id) FROM records_row").fetchone() == before
    assert sum(o.rows for o in overdue(clock=at(92))) == dispose(clock=at(92)).rows


def test_a_delivery_whose_mapping_cannot_be_read_is_named_with_the_reason(
    school: Agency, admin: psycopg.Connection, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    admin.execute("UPDATE records_delivery SET mapping_text = 'no mapping' WHERE mapping = 'plain-involvements'")
    assert "rows had to stay. The mapping plain-involvements is not TOML" in told(92, monkeypatch, capsys)
