"""The made-up county is there whole, or begun anew; it never lands among somebody's own records."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from alongside.agencies import api as agencies
from alongside.cli import demonstration
from alongside.cli.caller import operator
from alongside.kernel.answers import NotPossible
from tests.builders import an_agency

OWN_DATABASE = f"alongside_demonstration_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
PREPARE = """
import sys
from pathlib import Path
from alongside.cli.provision import database

def interrupted(*_, **__):
    raise KeyboardInterrupt

with database():
    import django
    django.setup()
    from alongside.agencies import api as agencies
    from alongside.cli import demonstration
    from alongside.cli.caller import operator, speaking_as
    from alongside.teams import api as teams
    if sys.argv[2] == "interrupted":
        demonstration.begin_teams = interrupted
    print(demonstration.prepare(Path(sys.argv[1]), families=6))
    children = teams.my_children(speaking_as("sam.taylor@social-care.marlshire.example"))
    print(len(agencies.all_agencies(operator())), bool(children))
"""


@pytest.fixture
def own_database(admin: psycopg.Connection) -> Iterator[str]:
    """A database that may be thrown away: nobody else in this process is in the middle of using it."""
    drop = f'DROP DATABASE IF EXISTS "{OWN_DATABASE}" WITH (FORCE)'
    admin.execute(drop)
    yield OWN_DATABASE
    admin.execute(drop)


def prepared(folder: Path, database: str, how: str) -> subprocess.CompletedProcess[str]:
    """The county is prepared by a process of its own."""
    environment = {**os.environ, "ALONGSIDE_DATABASE": database}
    return subprocess.run(
        [sys.executable, "-c", PREPARE, str(folder), how], env=environment, capture_output=True, text=True
    )


def test_a_county_that_was_interrupted_is_begun_anew(tmp_path: Path, own_database: str) -> None:
    assert "KeyboardInterrupt" in prepared(tmp_path, own_database, "interrupted").stderr
    again = prepared(tmp_path, own_database, "to the end")
    assert "was not finished the last time; beginning anew" in again.stderr
    assert again.stdout.splitlines()[-1] == "6 True", again.stderr
    assert prepared(tmp_path, own_database, "to the end").stdout == again.stdout


@pytest.mark.usefixtures("clean")
def test_the_county_does_not_come_among_records_that_are_there(tmp_path: Path) -> None:
    an_agency()
    with pytest.raises(NotPossible, match="already holds"):
        demonstration.prepare(tmp_path)
    (tmp_path / "county-has-begun").write_text("host=elsewhere port=1 dbname=another")
    with pytest.raises(NotPossible, match="already holds"):
        demonstration.prepare(tmp_path)
    assert len(agencies.all_agencies(operator())) == 1
