"""A child with an open reason is taken apart by two people, and one can tell who saw what in between."""

from datetime import timedelta
from pathlib import Path

import psycopg
import pytest

from alongside.agencies.api import AgencyKind
from alongside.chronology import api as chronology
from alongside.kernel.answers import NotPossible, Refused
from alongside.kernel.caller import Caller
from alongside.kernel.ids import ActorId, ChildId, SourceId, source_of
from alongside.linkage import api as linkage
from alongside.linkage.tasks import link_all
from alongside.trust import api as trust
from tests.builders import (
    AVA,
    NOW,
    a_child,
    an_agency,
    an_office_holder,
    delivered,
    person_of,
    somebody,
    taken_apart_by_two,
)

pytestmark = pytest.mark.usefixtures("clean")
EVA = {**AVA, "record": "H9", "forename": "Ava"}


class World:
    """One child as the school and the health visitors know her, and somebody who matches."""

    def __init__(self, admin: psycopg.Connection, folder: Path) -> None:
        self.admin, self.folder = admin, folder
        self.school, self.health = an_agency(), an_agency("Health Visiting", AgencyKind.CHILD_HEALTH)
        seen = {"record": "E1", "date": "2026-10-01", "kind": "contact"}
        delivered(self.health, "plain-people", [EVA])
        delivered(self.health, "plain-events", [{**seen, "person": "H9", "text": "Eva was seen"}])
        self.child, self.teacher = a_child(admin, self.school)
        delivered(self.school, "plain-events", [{**seen, "person": "P1", "text": "Ava was seen"}])
        self.matcher = an_office_holder(trust.Office.MATCHER)
        self.pair = source_of(self.school.id, "P1"), source_of(self.health.id, "H9")

    def link(self, minutes: int) -> None:
        """So many minutes later."""
        link_all(folder=self.folder, clock=lambda: NOW + timedelta(minutes=minutes))

    def one_person(self) -> bool:
        """Whether the two records are one person now."""
        return person_of(self.admin, self.school, "P1") == person_of(self.admin, self.health, "H9")


@pytest.fixture
def world(admin: psycopg.Connection, tmp_path: Path) -> World:
    """Linked."""
    made = World(admin, tmp_path)
    made.link(0)
    assert made.one_person()
    return made


def test_who_asked_cannot_answer_and_nothing_changes_until_a_second_person_has(world: World) -> None:
    assert linkage.undo(world.matcher, source_a=world.pair[0], source_b=world.pair[1], why="Cousins.") is False
    world.link(1)
    assert world.one_person()
    (asked,) = linkage.open_splits(world.matcher)
    assert asked.mine and asked.why == "Cousins."
    with pytest.raises(NotPossible, match="somebody else"):
        linkage.answer_split(world.matcher, split=asked.id, apart=True, why="Really.")
    second = an_office_holder(trust.Office.MATCHER, number=98)
    linkage.answer_split(second, split=asked.id, apart=True, why="I saw both.")
    assert linkage.open_splits(second) == ()
    world.link(2)
    assert not world.one_person()


def test_the_second_person_may_say_that_they_are_one(world: World) -> None:
    linkage.undo(world.matcher, source_a=world.pair[0], source_b=world.pair[1], why="Cousins.")
    second = an_office_holder(trust.Office.MATCHER, number=98)
    (asked,) = linkage.open_splits(second)
    with pytest.raises(NotPossible, match="why"):
        linkage.answer_split(second, split=asked.id, apart=False, why=" ")
    linkage.answer_split(second, split=asked.id, apart=False, why="I rang the school: one girl.")
    with pytest.raises(NotPossible, match="any more"):
        linkage.answer_split(second, split=asked.id, apart=True, why="Again.")
    world.link(1)
    assert world.one_person()


def test_the_database_itself_wants_the_second_person(world: World, admin: psycopg.Connection) -> None:
    linkage.undo(world.matcher, source_a=world.pair[0], source_b=world.pair[1], why="Cousins.")
    row = admin.execute("SELECT split FROM linkage_split").fetchone()
    assert row
    asks = "SELECT linkage_two_spoke(%s, %s, %s, %s)"
    first, second = sorted(world.pair)
    by = {
        actor: admin.execute(asks, (first, second, row[0], actor)).fetchone()
        for actor in (world.matcher.actor, ActorId(row[0]))
    }
    assert list(by.values()) == [(False,), (True,)]


def test_a_child_whom_nobody_helps_is_taken_apart_by_one(world: World, admin: psycopg.Connection) -> None:
    admin.execute("UPDATE trust_reason SET to_on = from_on")
    assert linkage.undo(world.matcher, source_a=world.pair[0], source_b=world.pair[1], why="Cousins.") is True


def test_afterwards_one_can_tell_who_saw_what(world: World) -> None:
    chronology.story(world.teacher, child=world.child)
    taken_apart_by_two(world.matcher, *world.pair)
    world.link(2)
    a, b = (SourceId(s) for s in world.pair)
    mine = [v for v in linkage.exposure(world.matcher, source_a=a, source_b=b) if v.actor == world.teacher.actor]
    assert {(v.of_a, v.of_b) for v in mine if v.capability == "chronology.story"} == {(1, 1)}
    (told,) = linkage.taken_apart(world.matcher, agency=world.school.id, number="P1")
    assert (told.source, told.reference, told.since, told.until) == (b, "H9", NOW, NOW + timedelta(minutes=2))
    later = Caller(world.teacher.actor, world.teacher.purpose, NOW + timedelta(minutes=5), "test")
    chronology.story(later, child=ChildId(person_of(world.admin, world.school, "P1")))
    assert [
        v for v in linkage.exposure(world.matcher, source_a=a, source_b=b) if v.at > NOW + timedelta(minutes=2)
    ] == []


def test_nobody_is_told_who_does_not_match_for_both(world: World) -> None:
    chronology.story(world.teacher, child=world.child)
    half = an_office_holder(trust.Office.MATCHER, world.school, number=97)
    a, b = world.pair
    assert linkage.exposure(half, source_a=a, source_b=b) == ()
    with pytest.raises(Refused):
        linkage.exposure(somebody(), source_a=a, source_b=b)


def test_a_question_about_a_child_who_is_helped_comes_first(admin: psycopg.Connection, tmp_path: Path) -> None:
    school, health = an_agency(), an_agency("Health Visiting", AgencyKind.CHILD_HEALTH)
    other = {**AVA, "record": "P2", "surname": "Okafor", "address": "3 Long Row", "postcode": "RD9 9ZZ"}
    delivered(school, "plain-people", [AVA, other])
    delivered(health, "plain-people", [{**p, "record": f"H{p['record']}", "forename": "Zora"} for p in (AVA, other)])
    link_all(folder=tmp_path, clock=lambda: NOW)
    matcher = an_office_holder(trust.Office.MATCHER)

    def first() -> set[SourceId]:
        pair = linkage.my_pairs(matcher)[0]
        return {pair.source_a, pair.source_b}

    for record in ("P2", "P1"):
        admin.execute("DELETE FROM trust_reason")
        delivered(school, "plain-reasons", [{"person": record, "kind": "in need", "from": "2026-01-05"}])
        link_all(folder=tmp_path, clock=lambda: NOW)
        assert first() == {source_of(school.id, record), source_of(health.id, f"H{record}")}
