"""A child known before birth is one child afterwards, and what was recorded before is told as that."""

from datetime import date
from pathlib import Path
from uuid import UUID

import psycopg
import pytest

from alongside.agencies.api import AgencyKind
from alongside.chronology import api as chronology
from alongside.desk.children import before_birth as in_words
from alongside.families import api as families
from alongside.families.api import Described, Description
from alongside.families.rules.unborn import before_birth
from alongside.kernel.dates import Precision
from alongside.kernel.ids import AgencyId, ChildId, SourceId, source_of
from alongside.linkage import api as linkage
from alongside.linkage.tasks import link_all
from alongside.trust import api as trust
from tests.builders import AVA, NOW, a_child, an_agency, an_office_holder, delivered, job, linked, person_of
from tests.desk.test_first_hour_pages import signed_in
from tests.house.html_rules import wrong_with

DUE = date(2017, 5, 9)
UNBORN = Description(
    "M1", forename="Unborn", surname="Pearce", date_of_birth=DUE, date_precision=Precision.EXPECTED,
    address="12 Mill Lane", postcode="RD1 4QT",
)  # fmt: skip
BORN = {**AVA, "mother": ""}


def said(number: int, on: date | None, precision: Precision | None) -> Described:
    """One record's words."""
    words = Description(f"R{number}", date_of_birth=on, date_precision=precision)
    return Described(SourceId(UUID(int=number)), AgencyId(UUID(int=7)), None, NOW, words)


def test_nothing_is_before_birth_while_nobody_says_that_the_child_is_born() -> None:
    waiting = said(1, DUE, Precision.EXPECTED)
    assert before_birth([]) == before_birth([waiting]) == before_birth([waiting, said(2, None, None)]) == ()


def test_a_record_is_told_once_with_the_day_it_expected_last() -> None:
    told = [
        said(1, DUE, Precision.EXPECTED), said(1, date(2017, 5, 12), Precision.EXPECTED),
        said(2, date(2017, 5, 4), Precision.DAY),
    ]  # fmt: skip
    (before,) = before_birth(told)
    assert (before.source, before.expected_on, before.said_at) == (told[0].source, date(2017, 5, 12), NOW)
    assert before_birth([told[0], said(1, date(2017, 5, 4), Precision.DAY)])[0].expected_on == DUE


@pytest.mark.usefixtures("clean")
def test_the_record_before_birth_and_its_entries_are_the_child_s(admin: psycopg.Connection, tmp_path: Path) -> None:
    school, midwives = an_agency(), an_agency("Midwives", AgencyKind.CHILD_HEALTH)
    delivered(midwives, "plain-people", [{"record": "M1", "surname": "Pearce"}])
    families.state_people(job("receiver"), agency=midwives.id, people=[UNBORN])
    seen = {"record": "E1", "person": "M1", "date": "2017-02-01", "kind": "contact", "text": "Kelly came at 26 weeks."}
    delivered(midwives, "plain-events", [seen])
    child, teacher = a_child(admin, school)
    link_all(folder=tmp_path, clock=lambda: NOW)
    if person_of(admin, midwives, "M1") != child:
        matcher = an_office_holder(trust.Office.MATCHER)
        wanted = {source_of(midwives.id, "M1"), source_of(school.id, "P1")}
        (pair,) = [p for p in linkage.my_pairs(matcher) if {p.source_a, p.source_b} == wanted]
        linkage.decide(matcher, pair=pair.id, said="same", why="I was at the birth.")
        link_all(folder=tmp_path, clock=lambda: NOW)
    child = ChildId(person_of(admin, school, "P1"))
    assert person_of(admin, midwives, "M1") == child
    who = families.who_is(teacher, child=child)
    assert (who.name, who.date_of_birth, who.date_precision) == ("Ava Pearce", date(2017, 5, 4), Precision.DAY)
    (before,) = families.before_birth(teacher, child=child)
    assert (before.agency, before.expected_on) == (midwives.id, DUE)
    texts = {w.text for e in chronology.story(teacher, child=child).entries for w in e.witnesses}
    assert "Kelly came at 26 weeks." in texts
    (sentence,) = in_words(teacher, child)
    assert sentence.startswith("Before birth recorded by Midwives since") and "expected on 9 May 2017" in sentence
    client = signed_in(teacher)
    for address in (f"/children/{child}", f"/children/{child}/family"):
        page = client.get(address).content.decode()
        assert wrong_with(page) == [] and sentence in page


@pytest.mark.usefixtures("clean")
def test_a_child_of_whom_nothing_was_said_before_birth_has_no_such_sentence(admin: psycopg.Connection) -> None:
    child, teacher = a_child(admin, an_agency())
    linked()
    assert in_words(teacher, child) == ()
