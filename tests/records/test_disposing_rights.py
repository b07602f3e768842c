"""Only the disposer removes what was received: every other job and office is stopped by the database itself."""

from collections.abc import Callable, Sequence

import psycopg
import pytest
from django.db import connection

from alongside.agencies.api import Agency
from alongside.kernel.answers import Refused
from alongside.kernel.caller import Caller
from alongside.kernel.capability import visit
from alongside.kernel.ids import SourceId, source_of
from alongside.records import api as records
from alongside.trust import api as trust
from tests.builders import NOW, an_agency, an_office_holder, delivered, job, linked, operator, somebody
from tests.records.test_disposing import FACTS, NOAH, events, everything

pytestmark = pytest.mark.usefixtures("clean")


def _rights(caller_job: str, deeds: Sequence[str]) -> list[int]:
    found = []
    for deed in deeds:
        with visit(job(caller_job)), connection.cursor() as cursor:
            cursor.execute(deed)
            found.append(cursor.rowcount)
    return found


DEEDS = [
    *(f"DELETE FROM {table}" for table in (*FACTS, "records_row", "records_refusedrow", "records_sentagain")),
    "UPDATE anchor_identity SET until = now() WHERE until IS NULL",
    "UPDATE records_disposal SET rows = 9",
]


@pytest.fixture
def unneeded() -> Agency:
    """An agency that sent, twice, rows about somebody who is no child here."""
    school = an_agency()
    delivered(school, "plain-people", [{**NOAH, "mother": "M1"}, {**NOAH, "record": ""}])
    delivered(school, "plain-people", [{**NOAH, "mother": "M1"}])
    delivered(school, "plain-events", events("P2"))
    delivered(school, "plain-involvements", [{"person": "P2", "worker": "Lee", "role": "tutor"}])
    linked()
    return school


@pytest.mark.parametrize("name", ["receiver", "settler", "worker", "founder"])
def test_no_other_job_removes_anything_even_past_the_first_net(
    name: str, unneeded: Agency, admin: psycopg.Connection
) -> None:
    before = everything(admin)
    assert _rights(name, DEEDS) == [0] * len(DEEDS)
    assert everything(admin) == before


@pytest.mark.parametrize("office", trust.Office)
def test_no_office_removes_anything_even_past_the_first_net(
    office: trust.Office, unneeded: Agency, admin: psycopg.Connection
) -> None:
    holder = an_office_holder(office)
    before = everything(admin)
    for deed in DEEDS:
        with visit(holder), connection.cursor() as cursor:
            cursor.execute(deed)
            assert cursor.rowcount == 0, deed
    assert everything(admin) == before
    with visit(holder), connection.cursor() as cursor:
        cursor.execute("SELECT records_of_no_child(%s::uuid[])", ([source_of(unneeded.id, "P2")],))
        assert cursor.fetchall() == [], "who is no child here is told to the disposer alone"


def test_the_disposer_removes_and_reads_no_more_than_it_needs(unneeded: Agency, admin: psycopg.Connection) -> None:
    assert _rights("disposer", DEEDS)[:4] == [1, 1, 1, 1]
    for table in ("trust_circle", "trust_grant", "trust_reason", "linkage_pair", "chronology_notewords"):
        with visit(job("disposer")), connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM {table}")
            assert cursor.fetchone() == (0,), table
    with visit(job("disposer")), connection.cursor() as cursor, pytest.raises(psycopg.Error, match="permission"):
        try:
            cursor.execute("UPDATE records_row SET text = ''")
        except Exception as error:
            raise error.__cause__ or error from None


@pytest.mark.parametrize("caller", [somebody, operator, lambda: job("receiver")])
def test_only_the_disposer_disposes(caller: Callable[[], Caller]) -> None:
    school, mine = an_agency(), caller()
    for deed in (
        lambda: records.dispose_rows(mine, agency=school.id, delivery=1, at=NOW, after=0, upto=9),
        lambda: records.forget_people(mine, agency=school.id, sources=[SourceId(school.id)], batches=0),
        lambda: records.finish_disposal(mine, agency=school.id),
        lambda: records.people_of_no_child(mine, agency=school.id, after=school.id),
    ):
        with pytest.raises(Refused):
            deed()
