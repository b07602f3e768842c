"""Work that takes longer than a page: told how far it is, gone on with after a crash, given up at last."""

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest

from alongside.kernel.answers import NotPossible, Refused
from alongside.kernel.caller import Caller
from alongside.trust import api as trust
from alongside.work import api as work
from alongside.work.api import Job, Tell
from alongside.work.tasks import work_once
from tests.builders import an_office_holder, clock, job, somebody

pytestmark = pytest.mark.usefixtures("clean")


@pytest.fixture
def steward() -> Caller:
    """Somebody who may ask for work."""
    return an_office_holder(trust.Office.STEWARD)


def test_work_is_done_in_the_order_it_was_asked_for_and_shows_what_came_of_it(steward: Caller) -> None:
    first = work.ask(steward, kind="walk", arguments={"to": "the shop"})
    work.ask(replace(steward, now=steward.now + timedelta(seconds=1)), kind="walk", arguments={"to": "the park"})
    walked = []

    def walk(asked: Job, tell: Tell) -> str:
        tell("Walking", 0.5)
        assert (work.state(steward, job=asked.id).words, work.state(steward, job=asked.id).share) == ("Walking", 0.5)
        walked.append(asked.arguments["to"])
        return "/there"

    while work_once({"walk": walk}, clock=clock):
        pass
    assert walked == ["the shop", "the park"]
    done = work.state(steward, job=first.id)
    assert (done.done, done.page, done.failed) == (True, "/there", "")
    assert work.mine(steward, kind="walk") == ()


def test_the_same_work_is_not_asked_for_twice_while_it_waits(steward: Caller) -> None:
    first, second = (work.ask(steward, kind="walk", arguments={"to": "the shop"}) for _ in range(2))
    assert first.id == second.id
    work.claim(job("worker"))
    assert work.ask(steward, kind="walk", arguments={"to": "the shop"}).id != first.id, "what runs may have missed it"


def test_what_is_not_possible_ends_with_its_sentence(steward: Caller) -> None:
    asked = work.ask(steward, kind="walk", arguments={})

    def walk(asked: Job, tell: Tell) -> str:
        raise NotPossible("The shop is closed.")

    work_once({"walk": walk}, clock=clock)
    assert work.state(steward, job=asked.id).failed == "The shop is closed."


def test_work_that_breaks_off_is_tried_again_and_given_up_at_last(steward: Caller) -> None:
    asked = work.ask(steward, kind="walk", arguments={})

    def walk(asked: Job, tell: Tell) -> str:
        raise RuntimeError("a hole in the road")

    for _ in range(3):
        assert work_once({"walk": walk}, clock=clock)
        assert not work.state(steward, job=asked.id).done
    assert work_once({"walk": walk}, clock=clock)
    assert "stopped three times" in work.state(steward, job=asked.id).failed
    assert not work_once({"walk": walk}, clock=clock)


def test_only_the_worker_moves_work_on_and_only_office_holders_ask_for_it(steward: Caller) -> None:
    with pytest.raises(Refused):
        work.claim(steward)
    with pytest.raises(Refused):
        work.ask(somebody(), kind="walk", arguments={})


def test_a_worker_that_is_killed_leaves_its_work_to_the_next_one(
    steward: Caller, admin: psycopg.Connection, tmp_path: Path
) -> None:
    asked = work.ask(steward, kind="link", arguments={})
    work.claim(job("worker"))  # as a worker that was killed leaves it
    beside = {**os.environ, "DJANGO_SETTINGS_MODULE": "alongside.config.settings"}
    command = [sys.executable, "-m", "alongside", "work"]
    first = subprocess.Popen(command, env=beside)
    assert _done(admin, asked), "taken up again at the start"
    standing_by = subprocess.Popen(command, env=beside)
    first.send_signal(signal.SIGKILL)
    first.wait()
    second = work.ask(steward, kind="link", arguments={"again": "yes"})
    try:
        assert _done(admin, second), "the one that stood by takes over"
    finally:
        standing_by.terminate()
        standing_by.wait()


def _done(admin: psycopg.Connection, asked: Job, within: float = 30.0) -> bool:
    until = time.monotonic() + within
    while time.monotonic() < until:
        found = admin.execute("SELECT done_at, failed FROM work_job WHERE id = %s", (asked.id,)).fetchone()
        if found and found[0]:
            return bool(found[1] == "")
        time.sleep(0.1)
    return False
