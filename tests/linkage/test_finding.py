"""Is she already known? Found by little and by old words; shown as far as the caller may know; every search noted."""

from dataclasses import replace
from datetime import date, timedelta

import psycopg
import pytest

from alongside.agencies.api import AgencyKind
from alongside.kernel.answers import NotPossible, Refused
from alongside.kernel.caller import Caller, Purpose
from alongside.linkage import api as linkage
from alongside.linkage.api import Asked
from alongside.trust import api as trust
from tests.builders import (
    AVA,
    NOW,
    TODAY,
    a_child,
    an_agency,
    an_office_holder,
    delivered,
    linked,
    person_of,
    somebody,
)

pytestmark = pytest.mark.usefixtures("clean")
WILLIAM = {
    "record": "P1", "forename": "William", "surname": "Pearce", "sex": "M", "date_of_birth": "2017-05-04",
    "address": "12 Mill Lane", "postcode": "RD1 4QT",
}  # fmt: skip
BILL = Asked(forename="Bill", surname="Pearce", address="12 Mill Lane", postcode="RD1 4QT")


def a_searcher() -> Caller:
    """A practitioner of another agency who works with nobody yet."""
    health = an_agency("Northside Health", AgencyKind.CHILD_HEALTH)
    return an_office_holder(trust.Office.PRACTITIONER, health)


def test_a_child_is_found_by_nickname_and_old_address_and_the_reasons_say_until_when(admin: psycopg.Connection) -> None:
    school = an_agency()
    delivered(school, "plain-people", [WILLIAM], now=NOW - timedelta(days=300))
    moved = {**WILLIAM, "address": "3 Sea View", "postcode": "QX9 1AB"}
    child, _ = a_child(admin, school, moved)
    found = linkage.find(a_searcher(), asked=BILL)
    (known,) = found.known
    assert known.person == child and not found.sealed and not found.more
    assert "forename is another form of the other" in known.reasons
    until = admin.execute("SELECT max(said_at) FROM families_description").fetchone()
    assert until is not None
    assert f"lived at the same address until about {until[0]:%B %Y}" in known.reasons


@pytest.mark.parametrize(
    "asked",
    [
        Asked(forename="William", surname="Pearce"),
        Asked(forename="Wiliam", surname="Peirce", age=9),
        Asked(surname="Pearce", born=date(2017, 5, 4)),
        Asked(forename="Bill", born=date(2017, 4, 5), surname="Pearse"),
        Asked(forename="Pearce", surname="William", born=date(2017, 5, 4)),
        Asked(born=date(2017, 5, 4), postcode="rd14qt"),
        Asked(number="943 476 5919"),
        Asked(forename="Wil", surname="Pea", born=date(2017, 5, 4)),
        Asked(forename="Will", lives_with="Kerry Pearce"),
        Asked(forename="Will", lives_with="Keri Pierce"),
    ],
    ids=lambda asked: ", ".join(asked.details),
)
def test_a_child_is_found_by(asked: Asked, admin: psycopg.Connection) -> None:
    school = an_agency()
    kerry = {
        "record": "M1", "forename": "Kerry", "surname": "Pearce", "date_of_birth": "1990-01-02", "household": "H1",
    }  # fmt: skip
    delivered(school, "plain-people", [kerry])
    child, _ = a_child(admin, school, {**WILLIAM, "nhs_number": "9434765919", "household": "H1"})
    found = linkage.find(a_searcher(), asked=asked)
    assert [k.person for k in found.known] == [child]
    assert found.known[0].reasons


def test_somebody_without_a_grant_sees_initials_year_and_kinds_and_a_worker_sees_that_it_is_open(
    admin: psycopg.Connection,
) -> None:
    child, worker = a_child(admin, an_agency(), WILLIAM)
    (stranger,) = linkage.find(a_searcher(), asked=BILL).known
    assert (stranger.initials, stranger.year, stranger.kinds) == ("W. P.", 2017, ("school",))
    assert stranger.settled and not stranger.granted
    told = " ".join((*stranger.reasons, *stranger.against))
    assert "William" not in told and "Mill Lane" not in told
    trust.found_office(Caller.system("founder", purpose=Purpose.ADMINISTRATION, now=NOW), actor=worker.actor,
                       office=trust.Office.PRACTITIONER, agency=None)  # fmt: skip
    (mine,) = linkage.find(worker, asked=BILL).known
    assert mine.granted and mine.person == child


def test_of_sealed_intake_nothing_is_told_but_that_an_agency_may_know(admin: psycopg.Connection) -> None:
    school = an_agency()
    delivered(school, "plain-people", [{**WILLIAM, "nhs_number": "9434765919"}])
    linked()
    searcher = a_searcher()
    surely = linkage.find(searcher, asked=Asked(number="9434765919", forename="William"))
    assert surely.known == () and surely.sealed
    fishing = linkage.find(searcher, asked=Asked(forename="William", surname="Pearce"))
    assert fishing.known == () and not fishing.sealed, "a name alone does not make a record of one's own agency speak"
    delivered(an_agency("County Police", AgencyKind.POLICE), "plain-people", [{**WILLIAM, "nhs_number": "9434765919"}])
    linked()
    (own,) = linkage.find(an_office_holder(trust.Office.MATCHER, school, number=7), asked=BILL).known
    assert own.person == person_of(admin, school, "P1") and not own.settled
    assert own.kinds == ("school",), "that the police hold a record of her, too, stays sealed"


def test_a_child_whose_reason_has_ended_is_sealed_again(admin: psycopg.Connection) -> None:
    a_child(admin, an_agency(), WILLIAM, until=TODAY - timedelta(days=1))
    admin.execute("UPDATE trust_reason SET to_on = %s", (TODAY - timedelta(days=1),))
    admin.execute("DELETE FROM trust_grant")
    assert linkage.find(a_searcher(), asked=BILL).known == ()


def test_at_most_ten_are_shown_and_it_is_said_that_more_fit(admin: psycopg.Connection) -> None:
    school = an_agency()
    for number in range(12):
        born = f"{2010 + number % 12}-03-{10 + number}"
        a_child(admin, school, {**AVA, "record": f"P{number}", "date_of_birth": born, "address": "", "postcode": ""})
    found = linkage.find(a_searcher(), asked=Asked(forename="Ava", surname="Pearce"))
    assert len(found.known) == 10 and found.more
    assert len({k.person for k in found.known}) == 10


def test_several_records_of_one_person_are_one_answer(admin: psycopg.Connection) -> None:
    school, health = an_agency(), an_agency("Westside Health", AgencyKind.CHILD_HEALTH)
    delivered(health, "plain-people", [{**WILLIAM, "record": "H1", "nhs_number": "9434765919"}])
    child, _ = a_child(admin, school, {**WILLIAM, "nhs_number": "9434765919"})
    (known,) = linkage.find(a_searcher(), asked=BILL).known
    assert known.person == child and known.kinds == ("child_health", "school")


def test_every_search_leaves_a_line_with_purpose_and_kinds_of_words_but_no_names(admin: psycopg.Connection) -> None:
    child, _ = a_child(admin, an_agency(), WILLIAM)
    searcher = a_searcher()
    linkage.find(searcher, asked=BILL)
    row = admin.execute("SELECT text FROM ledger_line WHERE capability = 'linkage.find'").fetchall()
    assert len(row) == 1
    text = row[0][0]
    assert "searched by forename, surname, address, postcode" in text
    assert '"purpose":"direct_work"' in text and str(child) in text
    assert not any(word in text for word in ("Bill", "William", "Pearce", "Mill", "RD1"))


def test_too_little_is_not_looked_for(admin: psycopg.Connection) -> None:
    a_child(admin, an_agency(), WILLIAM)
    searcher = a_searcher()
    for asked in (Asked(), Asked(surname="Pearce"), Asked(age=9, postcode="RD1 4QT"), Asked(address="12 Mill Lane")):
        with pytest.raises(NotPossible, match="one more thing"):
            linkage.find(searcher, asked=asked)


def test_somebody_without_an_office_is_refused_and_the_ledger_says_so(admin: psycopg.Connection) -> None:
    a_child(admin, an_agency(), WILLIAM)
    with pytest.raises(Refused):
        linkage.find(somebody(), asked=BILL)
    lines = admin.execute("SELECT outcome FROM ledger_line WHERE capability = 'linkage.find'").fetchall()
    assert lines == [("refused",)]


def test_a_purpose_that_is_no_reason_to_search_finds_nobody(admin: psycopg.Connection) -> None:
    a_child(admin, an_agency(), WILLIAM)
    searcher = a_searcher()
    with pytest.raises(Refused) as refusal:
        linkage.find(replace(searcher, purpose=Purpose.ADMINISTRATION), asked=BILL)
    assert refusal.value.next_step
    lines = admin.execute("SELECT outcome FROM ledger_line WHERE capability = 'linkage.find'").fetchall()
    assert lines == [("refused",)]


def test_nobody_reads_the_table_of_look_up_past_its_functions(admin: psycopg.Connection) -> None:
    from django.db import connection

    from alongside.kernel.capability import visit

    _, worker = a_child(admin, an_agency(), WILLIAM)
    assert admin.execute("SELECT count(*) FROM linkage_lookup").fetchone() == (1,)
    asking = "SELECT count(*) FROM linkage_candidates(ARRAY(SELECT unnest(%s::bigint[])), '{}', 10)"
    keys = admin.execute("SELECT keys FROM linkage_lookup").fetchone()
    assert keys is not None
    searcher = a_searcher()
    for caller, seen in (
        (worker, 0), (somebody(), 0), (searcher, 1), (replace(searcher, purpose=Purpose.OWN_ACCOUNT), 0),
    ):  # fmt: skip
        with visit(caller), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM linkage_lookup")
            assert cursor.fetchone() == (0,)
            cursor.execute(asking, (keys[0],))
            assert cursor.fetchone() == (seen,)
    with connection.cursor() as cursor:
        cursor.execute(asking, (keys[0],))
        assert cursor.fetchone() == (0,), "outside the door nothing is found"


def test_look_up_follows_new_words_and_forgets_who_is_disposed_of(admin: psycopg.Connection) -> None:
    school = an_agency()
    a_child(admin, school, WILLIAM)
    searcher = a_searcher()
    delivered(school, "plain-people", [{**WILLIAM, "surname": "Ashdown"}])
    linked()
    asked = Asked(forename="William", surname="Ashdown", born=date(2017, 5, 4))
    assert linkage.find(searcher, asked=asked).known
    assert admin.execute("SELECT count(*) FROM linkage_lookup").fetchone() == (1,)
    admin.execute("DELETE FROM families_description")
    assert admin.execute("SELECT count(*) FROM linkage_lookup").fetchone() == (0,)
