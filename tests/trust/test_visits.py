"""One visit asks for a child's grants once, until something is written in it."""

import psycopg
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.chronology import api as chronology
from alongside.families import api as families
from alongside.kernel.answers import Refused
from alongside.kernel.capability import visit
from alongside.pathway import api as pathway
from alongside.pathway.api import Help
from alongside.trust import api as trust
from tests.builders import TODAY, a_child, an_agency, an_office_holder, job

pytestmark = pytest.mark.usefixtures("clean")


def _times_grants_were_asked_for(captured: CaptureQueriesContext) -> int:
    return sum("SELECT g.child, max(g.level)" in query["sql"] for query in captured.captured_queries)


def test_what_was_found_of_grants_holds_for_the_visit_and_each_capability_still_leaves_its_line(
    admin: psycopg.Connection,
) -> None:
    child, worker = a_child(admin, an_agency())
    admin.execute("TRUNCATE ledger_line")
    with CaptureQueriesContext(connection) as captured, visit(worker):
        families.who_is(worker, child=child)
        trust.reasons(worker, child=child)
    assert _times_grants_were_asked_for(captured) == 1
    lines = admin.execute("SELECT capability FROM ledger_line ORDER BY id").fetchall()
    assert lines == [("families.who_is",), ("trust.reasons",)]
    with CaptureQueriesContext(connection) as captured, visit(worker):
        trust.reasons(worker, child=child)
    assert _times_grants_were_asked_for(captured) == 1


def test_after_something_is_written_grants_are_asked_for_anew(admin: psycopg.Connection) -> None:
    school = an_agency()
    child, _ = a_child(admin, school)
    nurse = an_office_holder(trust.Office.PRACTITIONER, school)
    with visit(nurse):
        with pytest.raises(Refused):
            families.who_is(nurse, child=child)
        trust.claim_urgent_need(nurse, child=child, why="The child is at the ward alone tonight.")
        assert families.who_is(nurse, child=child).person == child
    with visit(nurse), CaptureQueriesContext(connection) as captured:
        chronology.look(nurse, child=child)
        trust.reasons(nurse, child=child)
        trust.reasons(nurse, child=child)
    assert _times_grants_were_asked_for(captured) == 3


def test_another_caller_in_the_same_visit_is_asked_about_anew(admin: psycopg.Connection) -> None:
    child, worker = a_child(admin, an_agency())
    stranger = an_office_holder(trust.Office.SUPERVISOR)
    with visit(worker):
        families.who_is(worker, child=child)
        with pytest.raises(Refused):
            families.who_is(stranger, child=child)


def test_what_is_read_twice_in_a_visit_is_asked_of_the_database_once_and_leaves_two_lines(
    admin: psycopg.Connection,
) -> None:
    child, worker = a_child(admin, an_agency())
    admin.execute("TRUNCATE ledger_line")
    with visit(worker):
        first = trust.reasons(worker, child=child)
        with CaptureQueriesContext(connection) as captured:
            assert trust.reasons(worker, child=child) == first
            trust.my_grants(worker)
    assert len(captured) == 1, "only what was not read yet"
    lines = admin.execute("SELECT capability, text FROM ledger_line ORDER BY id").fetchall()
    assert [name for name, _ in lines] == ["trust.reasons", "trust.reasons", "trust.my_grants"]
    assert lines[0] == lines[1] and str(child) in lines[0][1], "each reading says whose record was read"


def test_an_answer_that_the_reader_changes_is_not_changed_for_the_next(admin: psycopg.Connection) -> None:
    child, worker = a_child(admin, an_agency())
    with visit(worker):
        trust.subjects(worker, children=(child,)).clear()
        assert list(trust.subjects(worker, children=(child,))) == [child]


def test_after_something_is_written_everything_is_read_anew(admin: psycopg.Connection) -> None:
    school = an_agency()
    child, worker = a_child(admin, school)
    trust.found_office(job("founder"), actor=worker.actor, office=trust.Office.PRACTITIONER, agency=school.id)
    with visit(worker):
        before = pathway.pathway_of(worker, child=child)
        pathway.step(
            worker, children=(child,), level=Help.PROTECTION, from_on=TODAY, why="x", family_view="", family_told="x"
        )
        assert pathway.pathway_of(worker, child=child) != before
