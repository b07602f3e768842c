"""What was disposed of is told in numbers: on the delivery's page, at the command line, in the ledger."""

import argparse
import json
import subprocess
import sys
import time
from datetime import datetime, timedelta

import psycopg
import pytest
from django.core.management import call_command

from alongside.agencies.api import Agency
from alongside.cli import disposing
from alongside.desk import errands
from alongside.desk.errands import ask_to_dispose, work_until_idle
from alongside.kernel.answers import Refused
from alongside.records import api as records
from alongside.trust import api as trust
from alongside.work import api as work
from tests.builders import NOW, an_agency, an_office_holder, delivered, job, linked, somebody
from tests.desk.test_first_hour_pages import signed_in

pytestmark = pytest.mark.usefixtures("clean")

LATER = NOW + timedelta(days=91)
NOAH = {"record": "P2", "forename": "Noah", "surname": "Reid", "date_of_birth": "2015-02-01"}


def later() -> datetime:
    """A day after the agreed ninety."""
    return LATER


@pytest.fixture
def delivery() -> tuple[Agency, int]:
    """A delivery about somebody who is no child here, one of its rows refused."""
    school = an_agency()
    report = delivered(school, "plain-people", [NOAH, {**NOAH, "record": "P3", "date_of_birth": "some day"}])
    linked()
    return school, report.delivery


def test_the_delivery_s_page_tells_how_many_rows_went_and_when(delivery: tuple[Agency, int]) -> None:
    call_command("collectstatic", interactive=False, verbosity=0)
    school, number = delivery
    steward = signed_in(an_office_holder(trust.Office.STEWARD, school))
    page = f"/deliveries/{school.id}/{number}"
    before = steward.get(page).content.decode()
    assert "some day" in before and "What is not kept" not in before
    records_gone()
    after = steward.get(page).content.decode()
    assert "2 rows that belonged to no child here were disposed of on 19 February 2027, 9:00pm" in " ".join(
        after.split()
    )
    assert "1 person and 0 events" in after
    assert "some day" not in after and "Every row was taken in" not in after
    assert "Noah" not in steward.get(f"{page}/refused.csv").content.decode()


def records_gone() -> None:
    """The worker has disposed of everything whose time is over."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(errands, "now", later)
        assert ask_to_dispose(LATER).id == ask_to_dispose(LATER).id, "asked for once a day"
        assert work_until_idle() == 1


def test_only_the_agency_s_steward_and_the_operator_are_told(delivery: tuple[Agency, int]) -> None:
    school, number = delivery
    other = an_agency("County Police")
    for caller in (somebody(), an_office_holder(trust.Office.STEWARD, other), job("receiver")):
        with pytest.raises(Refused):
            records.disposals_of(caller, agency=school.id, delivery=number)
    for office, holder in ((trust.Office.STEWARD, school), (trust.Office.OPERATOR, None)):
        told = records.disposals_of(an_office_holder(office, holder), agency=school.id, delivery=number)
        assert told == ()


def test_the_command_tells_numbers_and_no_names(
    delivery: tuple[Agency, int],
    admin: psycopg.Connection,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    number = delivery[1]
    monkeypatch.setattr(disposing, "clock", later)
    assert disposing.dispose(argparse.Namespace(json=False)) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"Riverside School, delivery {number}: 2 rows, 1 person and 0 events.",
        "2 rows, 1 person and 0 events that belonged to no child here were disposed of.",
    ]
    monkeypatch.setattr(disposing, "clock", lambda: LATER + timedelta(days=1))
    assert disposing.dispose(argparse.Namespace(json=True)) == 0
    told = json.loads(capsys.readouterr().out)
    assert told == {"rows": 0, "people": 0, "events": 0, "not_done": [], "deliveries": []}
    lines = admin.execute("SELECT text FROM ledger_line WHERE capability LIKE 'records.dispose%'").fetchall()
    assert lines and not any("Noah" in text for (text,) in lines)


def test_an_agency_whose_mapping_cannot_be_read_any_more_does_not_hold_up_the_others(
    delivery: tuple[Agency, int],
    admin: psycopg.Connection,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    other = an_agency("County Police")
    delivered(other, "plain-people", [NOAH])
    admin.execute("UPDATE records_delivery SET mapping_text = 'no mapping' WHERE id = %s", (delivery[1],))
    monkeypatch.setattr(disposing, "clock", later)
    assert disposing.dispose(argparse.Namespace(json=False)) == 1
    out = capsys.readouterr().out
    assert "County Police" in out and "1 row, 1 person" in out and "plain-people is not TOML" in out
    assert admin.execute("SELECT count(*) FROM records_row").fetchone() == (2,)


def test_an_idle_worker_asks_for_it_by_itself(admin: psycopg.Connection) -> None:
    worker = subprocess.Popen([sys.executable, "-m", "alongside", "work"])
    try:
        until, done = time.monotonic() + 30, None
        while done is None and time.monotonic() < until:
            time.sleep(0.1)
            done = admin.execute(
                "SELECT failed, page FROM work_job WHERE kind = 'dispose' AND done_at IS NOT NULL"
            ).fetchone()
        assert done == ("", "/deliveries")
    finally:
        worker.terminate()
        worker.wait()
    assert work.claim(job("worker")) is None
