"""From agencies' files to one child with one chronology, seen by those who may."""

import json

import psycopg
import pytest

from alongside.agencies.api import AgencyKind
from alongside.chronology import api as chronology
from alongside.families import api as families
from alongside.kernel.answers import Refused
from alongside.rest.stories import story_as_json
from tests.builders import AVA, a_child, an_agency, delivered, linked, person_of, somebody

pytestmark = pytest.mark.usefixtures("clean")


def test_one_csv_of_one_agency_becomes_one_childs_chronology(admin: psycopg.Connection) -> None:
    school = an_agency()
    child, worker = a_child(admin, school)
    delivered(
        school, "plain-events",
        [
            {"record": "E2", "person": "P1", "date": "2026-03", "kind": "concern", "text": "Hungry at registration."},
            {"record": "E1", "person": "P1", "date": "2026-02-11", "kind": "contact", "text": "Came in smiling."},
        ],
    )  # fmt: skip
    story = chronology.story(worker, child=child)
    assert [str(e.when) for e in story.entries] == ["2026-02-11", "2026-03"]
    assert [e.kind for e in story.entries] == ["contact", "concern"]
    assert story.involved[0].worker == "Amara Okafor"


def test_a_stranger_is_refused_and_the_ledger_says_so(admin: psycopg.Connection) -> None:
    child, _ = a_child(admin, an_agency())
    with pytest.raises(Refused) as refusal:
        chronology.story(somebody(), child=child)
    assert "not involved" in refusal.value.why and refusal.value.next_step
    lines = admin.execute("SELECT outcome, subjects FROM ledger_line WHERE capability = 'chronology.story'").fetchall()
    assert lines == [("refused", [child])]


def test_two_agencies_on_the_same_event_are_one_entry_with_two_witnesses_and_both_texts(
    admin: psycopg.Connection,
) -> None:
    school, health = an_agency(), an_agency("Health Visiting", AgencyKind.CHILD_HEALTH)
    delivered(health, "plain-people", [{**AVA, "record": "H9"}])
    child, worker = a_child(admin, school)
    assert person_of(admin, health, "H9") == child
    told = "Ava arrived without a coat, very hungry, said nobody made breakfast"
    delivered(
        school, "plain-events", [{"record": "1", "person": "P1", "date": "2026-05-05", "kind": "concern", "text": told}]
    )
    delivered(
        health, "plain-events",
        [{"record": "7", "person": "H9", "date": "05/05/2026", "kind": "concern",
          "text": "School rang: Ava hungry, without a coat, nobody made breakfast."}],
    )  # fmt: skip
    (entry,) = chronology.story(worker, child=child).entries
    assert {w.told_by for w in entry.witnesses} == {"Riverside School", "Health Visiting"}
    assert len({w.text for w in entry.witnesses}) == 2
    as_json = story_as_json(chronology.story(worker, child=child))
    assert len(json.loads(json.dumps(as_json))["entries"][0]["witnesses"]) == 2


def test_without_an_open_reason_what_an_agency_sent_stays_sealed(admin: psycopg.Connection) -> None:
    school = an_agency()
    delivered(school, "plain-people", [AVA])
    delivered(school, "plain-involvements", [{"person": "P1", "worker": "Amara", "worker_email": "a@b.example"}])
    linked()
    child = person_of(admin, school, "P1")
    actor = admin.execute("SELECT actor FROM agencies_practitioner").fetchone()
    assert actor
    with pytest.raises(Refused):
        chronology.story(somebody(actor=actor[0]), child=child)  # type: ignore[arg-type]


def test_an_events_mothers_items_open_only_while_she_is_the_mother_by_some_source(admin: psycopg.Connection) -> None:
    school = an_agency()
    delivered(
        school,
        "plain-people",
        [{"record": "M1", "forename": "Kelly", "surname": "Pearce", "date_of_birth": "1995-01-02"}],
    )
    delivered(
        school,
        "plain-people",
        [{"record": "X1", "forename": "Otto", "surname": "Stone", "date_of_birth": "1990-01-02"}],
    )
    child, worker = a_child(admin, school, {**AVA, "mother": "M1"})
    for person in ("M1", "X1"):
        delivered(
            school,
            "plain-events",
            [{"record": person, "person": person, "date": "2026-01-01", "text": f"About {person}"}],
        )
    texts = [w.text for e in chronology.story(worker, child=child).entries for w in e.witnesses]
    assert texts == ["About M1"]


def test_a_siblings_own_items_stay_closed_and_the_sibling_is_still_named(admin: psycopg.Connection) -> None:
    school = an_agency()
    mother = {"record": "M1", "forename": "Kelly", "surname": "Pearce", "date_of_birth": "1995-01-02"}
    brother = {"record": "P2", "forename": "Tyler", "surname": "Pearce", "date_of_birth": "2019-08-21", "mother": "M1"}
    delivered(school, "plain-people", [mother, brother])
    child, worker = a_child(admin, school, {**AVA, "mother": "M1"})
    delivered(school, "plain-events", [{"record": "1", "person": "P2", "date": "2026-01-01", "text": "About Tyler."}])
    assert chronology.story(worker, child=child).entries == ()
    assert "Tyler Pearce" in {r.identity.name for r in families.family(worker, child=child)}


def test_two_entries_of_one_agency_on_one_day_stay_two(admin: psycopg.Connection) -> None:
    school = an_agency()
    child, worker = a_child(admin, school)
    rows = [
        {
            "record": "1",
            "person": "P1",
            "date": "2026-05-05",
            "text": "Arrived hungry and soaked without a coat again.",
        },
        {
            "record": "2",
            "person": "P1",
            "date": "2026-05-05",
            "text": "Arrived hungry and soaked without a coat again; rang.",
        },
    ]
    delivered(school, "plain-events", rows)
    assert len(chronology.story(worker, child=child).entries) == 2
