"""The made-up county is there whole, or begun anew; it never lands among somebody's own records."""

from pathlib import Path

import psycopg
import pytest

from alongside.agencies import api as agencies
from alongside.cli import demonstration
from alongside.cli.caller import operator
from alongside.kernel.answers import NotPossible
from tests.builders import an_agency
from tests.journeys.county import SAM, SmallCounty, empty


def test_a_county_that_was_interrupted_is_begun_anew(
    admin_dsn: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with psycopg.connect(admin_dsn, autocommit=True) as admin:
        empty(admin)

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(demonstration, "begin_teams", interrupted)
        with pytest.raises(KeyboardInterrupt):
            demonstration.prepare(tmp_path, families=6)
    made = agencies.all_agencies(operator())
    words = demonstration.prepare(tmp_path, families=6)
    assert SmallCounty(words.rpartition(" ")[2]).children_of(SAM)
    assert {a.name for a in agencies.all_agencies(operator())} == {a.name for a in made}
    assert demonstration.prepare(tmp_path, families=6) == words


@pytest.mark.usefixtures("clean")
def test_the_county_does_not_come_among_records_that_are_there(tmp_path: Path) -> None:
    an_agency()
    with pytest.raises(NotPossible, match="already holds"):
        demonstration.prepare(tmp_path)
    (tmp_path / "county-has-begun").write_text("host=elsewhere port=1 dbname=another")
    with pytest.raises(NotPossible, match="already holds"):
        demonstration.prepare(tmp_path)
    assert len(agencies.all_agencies(operator())) == 1
