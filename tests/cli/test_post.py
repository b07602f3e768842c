"""The worker carries letters, and the doctor tells of those that wait."""

import argparse
import json
import os
import subprocess
import sys
from datetime import timedelta

import psycopg
import pytest
from django.conf import settings

from alongside.cli import doctor
from alongside.post import api as post
from alongside.post.api import Letter, LetterKind
from tests.builders import NOW, WORKER, a_child, an_agency
from tests.post.around import LINES, with_an_account
from tests.post.sink import Sink, a_mail_server

CHECK = "no letter waits for more than an hour"


@pytest.fixture
def letter(clean: None, admin: psycopg.Connection) -> None:
    """A letter to a practitioner waits."""
    _, teacher = a_child(admin, an_agency())
    with_an_account(teacher.actor, WORKER, "Amara Okafor")
    post.send(teacher, letters=(Letter(LetterKind.WAITING, teacher.actor, LINES),))


def worked(server: Sink) -> str:
    """The worker does what waits; gives what it says."""
    beside = {
        **os.environ, "DJANGO_SETTINGS_MODULE": "alongside.config.settings", "ALONGSIDE_MAIL_HOST": "127.0.0.1",
        "ALONGSIDE_MAIL_PORT": str(settings.EMAIL_PORT), "ALONGSIDE_MAIL_TLS": "none",
    }  # fmt: skip
    command = [sys.executable, "-m", "alongside", "work", "--until-idle"]
    done = subprocess.run(command, env=beside, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.usefixtures("letter")
def test_the_worker_carries_what_waits(admin: psycopg.Connection) -> None:
    admin.execute("UPDATE post_letter SET at = now(), next_at = now()")  # the worker goes by its own clock
    with a_mail_server() as server:
        assert "Letters sent: 1." in worked(server)
        assert server.addresses == [WORKER]
        assert "Letters sent: 0." in worked(server)


@pytest.mark.usefixtures("letter")
def test_the_doctor_tells_of_letters_that_wait_for_more_than_an_hour(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    said = []
    for minutes in (60, 61):
        monkeypatch.setattr(doctor, "clock", lambda: NOW + timedelta(minutes=minutes))  # noqa: B023 called at once
        doctor.examine(argparse.Namespace(json=True))
        said.append(json.loads(capsys.readouterr().out)[CHECK])
    assert said[0] == "sound"
    assert said[1].startswith("1 letter waits, the oldest since") and "No mail server is set" in said[1]
