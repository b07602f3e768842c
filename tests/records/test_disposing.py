"""Rows that belong to no child here go when their time is over; what belongs to a child is not touched."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from unittest import mock

import psycopg
import pytest

from alongside.agencies.api import AgencyKind
from alongside.kernel.ids import source_of
from alongside.records import api as records
from alongside.records.api import DeliveredFile, Disposed
from alongside.records.services import disposing
from alongside.records.tasks import dispose, receive
from alongside.trust import api as trust
from tests.builders import (
    AVA,
    NOW,
    a_child,
    an_agency,
    an_office_holder,
    delivered,
    job,
    linked,
    mapping_called,
    operator,
    taken_apart_by_two,
)

pytestmark = pytest.mark.usefixtures("clean")

LATER = NOW + timedelta(days=91)
"""Ninety days are agreed: on the ninety-first after it came, a row's time is over."""
NOAH = {
    "record": "P2", "forename": "Noah", "surname": "Reid", "sex": "M", "date_of_birth": "2015-02-01",
    "address": "3 Canal Row", "postcode": "RD2 1AA", "nhs_number": "9434765919",
}  # fmt: skip
FACTS = ("families_description", "families_relation", "records_event", "records_involvement")


def disposed_of(days: int = 91) -> Disposed:
    """The disposer has run, so many days later."""
    return dispose(clock=lambda: NOW + timedelta(days=days))


def everything(admin: psycopg.Connection) -> dict[str, list[tuple[object, ...]]]:
    """Each row of each table, byte for byte, without the ledger."""
    names = admin.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1").fetchall()
    kept = [name for (name,) in names if name not in ("ledger_line", "trust_key") and not name.startswith("django_")]
    return {name: admin.execute(f'SELECT t::text FROM "{name}" t ORDER BY 1').fetchall() for name in kept}


def texts(admin: psycopg.Connection, table: str = "records_row") -> list[str]:
    """What is kept of rows."""
    return [text for (text,) in admin.execute(f"SELECT text FROM {table} ORDER BY id").fetchall()]


def events(*people: str, first: int = 1) -> list[dict[str, object]]:
    """An event about each of these people."""
    return [
        {"record": f"E{n}", "person": p, "date": "2026-03-02", "kind": "contact", "text": f"About {p}."}
        for n, p in enumerate(people, start=first)
    ]


def test_what_belongs_to_no_child_goes_after_ninety_days_with_everything_told_of_it(admin: psycopg.Connection) -> None:
    school = an_agency()
    delivered(school, "plain-people", [{**NOAH, "mother": "M1"}])
    delivered(school, "plain-events", events("P2", "P2"))
    delivered(school, "plain-involvements", [{"person": "P2", "worker": "Lee", "role": "tutor"}])
    linked()
    before = everything(admin)
    assert disposed_of(days=90).rows == 0
    assert everything(admin) == before, "the ninetieth day is still agreed"
    done = disposed_of()
    assert (done.rows, done.people, done.events, done.not_done) == (4, 1, 2, ())
    for table in (*FACTS, "records_row", "records_refusedrow"):
        assert admin.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,), table
    assert admin.execute("SELECT count(*) FROM anchor_identity WHERE until IS NULL").fetchone() == (0,)
    assert admin.execute("SELECT until FROM anchor_identity").fetchall() == [(LATER,)]
    kept = str(everything(admin))
    assert not any(word in kept for word in ("Noah", "Reid", "Canal Row", "9434765919", "About P2"))


def test_what_belongs_to_a_child_is_untouched_and_a_second_run_changes_nothing(admin: psycopg.Connection) -> None:
    school, health = an_agency(), an_agency("Health Visiting", AgencyKind.CHILD_HEALTH)
    mother = {"record": "M1", "forename": "Jo", "surname": "Pearce", "date_of_birth": "1990-01-01", "sex": "F"}
    delivered(school, "plain-people", [mother])
    delivered(health, "plain-people", [{**AVA, "record": "H9"}])
    delivered(health, "plain-events", events("H9", "H9"))
    child, worker = a_child(admin, school, {**AVA, "mother": "M1"})
    delivered(school, "plain-events", events("P1", "M1"))
    before = everything(admin)
    assert disposed_of().rows == 0
    assert everything(admin) == before
    delivered(health, "plain-people", [NOAH])
    delivered(school, "plain-events", events("P2", "P1", "P2", first=3))
    linked()
    with_noah = everything(admin)
    done = disposed_of()
    assert (done.rows, done.people, done.events) == (3, 2, 2)
    after = everything(admin)
    changed = {"records_row", "records_event", "families_description", "anchor_identity", "records_delivery"}
    changed.add("linkage_lookup")
    assert {t for t in after if after[t] != with_noah[t]} == {*changed, "records_disposal"}
    for table in ("records_row", "records_event", "families_description"):
        assert set(before[table]) <= set(after[table]) <= set(with_noah[table]), table
    gone = set(with_noah["anchor_identity"]) - set(after["anchor_identity"])
    assert len(gone) == 2 and not gone & set(before["anchor_identity"])
    disposed_of()
    assert disposed_of(days=400).rows == 0
    assert everything(admin) == after
    assert len(records.events_of(worker, child=child)) == 5


def test_a_row_that_names_a_child_stays_whoever_else_it_names_and_refused_rows_follow_the_same_rule(
    admin: psycopg.Connection,
) -> None:
    school = an_agency()
    a_child(admin, school)
    bad = [{**e, "date": "some day"} for e in events("P1", "P3")]
    delivered(school, "plain-people", [{**NOAH, "mother": "P1"}, {**NOAH, "record": "P3"}, {**NOAH, "record": ""}])
    delivered(school, "plain-events", bad)
    linked()
    refused = texts(admin, "records_refusedrow")
    done = disposed_of()
    assert (done.rows, done.people) == (3, 1)
    assert sum("Noah" in text for text in texts(admin)) == 1, "the brother whose mother is here stays"
    assert texts(admin, "records_refusedrow") == [t for t in refused if '"person": "P1"' in t]


def test_a_reason_of_long_ago_keeps_a_record_for_ever_even_before_anybody_linked_it(admin: psycopg.Connection) -> None:
    school = an_agency()
    delivered(school, "plain-people", [NOAH])
    delivered(school, "plain-reasons", [{"person": "P2", "kind": "referral", "from": "2019-01-01", "to": "2019-02-01"}])
    assert disposed_of().rows == 0
    assert len(texts(admin)) == 2


def test_a_record_on_which_somebodys_grant_rests_is_kept_after_the_records_were_taken_apart(
    admin: psycopg.Connection,
) -> None:
    school, health = an_agency(), an_agency("Health Visiting", AgencyKind.CHILD_HEALTH)
    delivered(health, "plain-people", [{**AVA, "record": "H9"}])
    working = {"person": "H9", "worker": "Lee", "worker_email": "lee@health.example", "role": "nurse"}
    delivered(health, "plain-involvements", [working])
    a_child(admin, school)
    subject = source_of(health.id, "H9")
    assert admin.execute("SELECT 1 FROM trust_grant WHERE subject = %s", (subject,)).fetchone()
    matcher = an_office_holder(trust.Office.MATCHER)
    taken_apart_by_two(matcher, source_of(school.id, "P1"), subject)
    linked()
    before = everything(admin)
    assert disposed_of().rows == 0
    assert everything(admin) == before


def test_what_is_sent_again_before_its_time_is_over_is_agreed_again(admin: psycopg.Connection) -> None:
    school = an_agency()
    month = timedelta(days=30)
    delivered(school, "plain-people", [NOAH])
    delivered(school, "plain-people", [NOAH, {**NOAH, "record": "P3"}], now=NOW + month)
    delivered(school, "plain-events", events("P4"))
    delivered(school, "plain-events", events("P4"), now=NOW + month)
    linked()
    assert disposed_of().rows == 0, "both came again a month later: one in another file, one in the same"
    assert disposed_of(days=121).rows == 3
    assert texts(admin) == []
    assert everything(admin)["records_sentagain"] == []


def test_the_same_file_sent_again_after_its_rows_are_gone_is_taken_in_again(admin: psycopg.Connection) -> None:
    school = an_agency()
    rows = [NOAH, {**NOAH, "record": "P3"}]
    delivered(school, "plain-people", rows[:1])
    delivered(school, "plain-people", rows)  # of this file one row was known already
    told = texts(admin)
    linked()
    assert disposed_of().rows == 2
    for _ in range(2):
        again = delivered(school, "plain-people", rows, now=LATER)
        assert again.rows == 2
    assert (again.accepted, again.already_known) == (0, 2), "and known once it is here"
    assert texts(admin) == told
    linked(now=LATER)
    assert admin.execute("SELECT count(*) FROM anchor_identity WHERE until IS NULL").fetchone() == (2,)
    assert delivered(school, "plain-people", rows[:1], now=LATER).accepted == 0
    assert disposed_of(days=181).rows == 0
    assert disposed_of(days=182).rows == 2, "ninety days later they go again"


def test_a_file_that_held_only_what_was_known_is_taken_in_again_once_that_is_gone(admin: psycopg.Connection) -> None:
    school = an_agency()
    delivered(school, "plain-people", [NOAH, {**NOAH, "record": "P3"}])
    assert delivered(school, "plain-people", [NOAH]).already_known == 1
    assert disposed_of().rows == 2
    assert delivered(school, "plain-people", [NOAH], now=LATER).accepted == 1


def test_the_last_agreed_day_is_looked_at_in_each_batch_too(admin: psycopg.Connection) -> None:
    school = an_agency()
    number = delivered(school, "plain-people", [NOAH]).delivery
    for moment, gone in ((NOW + timedelta(days=90), 0), (LATER, 1)):
        disposer = job("disposer", moment)
        done = records.dispose_rows(disposer, agency=school.id, delivery=number, at=LATER, after=0, upto=99)
        assert done == (99, gone)


def test_rows_that_stand_in_one_line_are_told_apart(admin: psycopg.Connection, tmp_path: Path) -> None:
    path = tmp_path / "census.xml"
    children = "".join(
        f"<Child><ChildIdentifiers><LAchildID>C{n}</LAchildID><PersonBirthDate>2019-02-03</PersonBirthDate>"
        "<GenderCurrent>1</GenderCurrent></ChildIdentifiers></Child>"
        for n in (1, 2)
    )
    path.write_text(f"<Message><Children>{children}</Children></Message>")
    council = an_agency("Marlshire Council")
    file = (DeliveredFile(path, path.name),)
    receive(council.id, file, mapping_called("cin-census"), by=operator(), clock=lambda: NOW)
    delivered(council, "plain-reasons", [{"person": "C1", "kind": "in need", "from": "2026-01-01"}])
    linked()
    assert len(texts(admin, "records_refusedrow")) == 2, "both tell by an old name"
    assert disposed_of().rows == 1
    assert [json.loads(text)["LAchildID"] for text in texts(admin, "records_refusedrow")] == ["C1"]


def test_a_delivery_of_which_only_a_part_went_takes_in_just_that_part_again(admin: psycopg.Connection) -> None:
    school = an_agency()
    both = [AVA, NOAH]
    delivered(school, "plain-people", both)
    delivered(school, "plain-reasons", [{"person": "P1", "kind": "in need", "from": "2026-01-01"}])
    linked()
    assert disposed_of().rows == 1
    again = delivered(school, "plain-people", both, now=LATER)
    assert (again.rows, again.accepted, again.already_known) == (2, 1, 1)
    assert sorted(t.count("Noah") for t in texts(admin)) == [0, 0, 1]


def test_interrupted_anywhere_the_next_run_ends_where_an_undisturbed_one_does(admin: psycopg.Connection) -> None:
    school = an_agency()
    people = [{**NOAH, "record": f"P{n}", "forename": f"Noah{n}"} for n in range(5)]
    for at in (*range(1, 12), None):
        delivered(school, "plain-people", people)
        delivered(school, "plain-events", events("P0", "P1", "P1", "P3"))
        with mock.patch.object(disposing, "_AT_ONCE", 2), mock.patch("alongside.records.tasks._FORGOTTEN_AT_ONCE", 2):
            if at is not None:
                with pytest.raises(KeyboardInterrupt):
                    dispose(clock=_that_stops_after(at + 2))
            disposed_of()
        left = {t: n for t in (*FACTS, "records_row", "records_sentagain") if (n := len(everything(admin)[t]))}
        assert left == {}, f"interrupted after {at}"
        counted = admin.execute("SELECT sum(rows), sum(people), sum(events), bool_and(done) FROM records_disposal")
        assert counted.fetchone() == (9, 5, 4, True), f"interrupted after {at}"
        admin.execute("TRUNCATE records_disposal, records_delivery, records_progress")


def _that_stops_after(looks: int) -> Callable[[], datetime]:
    left = iter(range(looks))

    def clock() -> datetime:
        if next(left, None) is None:
            raise KeyboardInterrupt
        return LATER

    return clock


def test_a_row_that_comes_in_while_people_are_looked_through_keeps_its_person(admin: psycopg.Connection) -> None:
    school = an_agency()
    delivered(school, "plain-people", [NOAH])
    real = records.still_told_of
    sent: list[object] = []

    def meanwhile(*given: object, **named: object) -> object:
        answer = real(*given, **named)  # type: ignore[arg-type]
        sent.append(delivered(school, "plain-events", events("P2"), now=LATER))
        return answer

    delivered(school, "plain-people", [{**NOAH, "record": "P9"}], now=LATER)
    with mock.patch.object(records, "still_told_of", meanwhile):
        assert disposed_of().people == 0
    assert sent and len(texts(admin)) == 2
    assert disposed_of().people == 0, "P2 is told of by an event, P9 by a row whose time is not over"
    names = admin.execute("SELECT DISTINCT reference FROM families_description ORDER BY 1").fetchall()
    assert names == [("P2",), ("P9",)]
