"""Links are drawn by lot; people who do not know that they are links say whether they are right."""

from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from django.db import DatabaseError, connection

from alongside.agencies.api import Agency, AgencyKind
from alongside.kernel.answers import NotPossible, Refused
from alongside.kernel.caller import Caller
from alongside.kernel.capability import visit
from alongside.kernel.ids import source_of
from alongside.linkage import api as linkage
from alongside.linkage.rules import sampling
from alongside.linkage.tasks import link_all
from alongside.trust import api as trust
from tests.builders import AVA, NOW, an_agency, an_office_holder, delivered, person_of, somebody

pytestmark = pytest.mark.usefixtures("clean")
OTTO = {**AVA, "record": "P2", "forename": "Otto", "surname": "Lane", "postcode": "RD9 9ZZ", "address": "3 Long Row"}


class World:
    """Two children, each known to a school and to health visitors; every link is drawn."""

    def __init__(self, admin: psycopg.Connection, folder: Path) -> None:
        self.admin, self.folder = admin, folder
        self.school, self.health = an_agency(), an_agency("Health Visiting", AgencyKind.CHILD_HEALTH)
        delivered(self.school, "plain-people", [AVA, OTTO])
        delivered(self.health, "plain-people", [{**p, "record": f"H{p['record']}"} for p in (AVA, OTTO)])
        self.link(0)

    def link(self, minutes: int, *, whole: bool = False) -> None:
        """So many minutes later."""
        link_all(folder=self.folder, clock=lambda: NOW + timedelta(minutes=minutes), whole=whole)

    def drawn(self) -> int:
        """How many links were drawn so far."""
        row = self.admin.execute("SELECT count(*) FROM linkage_check").fetchone()
        assert row
        return int(row[0])

    def of(self, who: Caller, record: str) -> linkage.OpenCheck:
        """The check about this record of the school."""
        source = source_of(self.school.id, record)
        (found,) = [c for c in linkage.my_checks(who) if source in (c.source_a, c.source_b)]
        return found

    def sample(self) -> linkage.Sample:
        """What is told of the sample."""
        return linkage.quality(an_office_holder(trust.Office.ANALYST, number=60)).sample


@pytest.fixture
def world(admin: psycopg.Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    """Linked."""
    monkeypatch.setattr(sampling, "SHARE", 1.0)
    return World(admin, tmp_path)


def matcher(number: int = 99, agency: Agency | None = None) -> Caller:
    """Somebody who settles pairs."""
    return an_office_holder(trust.Office.MATCHER, agency, number=number)


def test_a_link_is_drawn_in_the_run_that_made_it_and_never_again(world: World) -> None:
    assert world.drawn() == 2
    world.link(1)
    world.link(2, whole=True)
    assert world.drawn() == 2
    assert len(linkage.my_checks(matcher())) == 2


def test_no_link_is_drawn_twice_when_a_correction_makes_it_weigh_otherwise(world: World) -> None:
    delivered(world.school, "plain-people", [{**AVA, "address": "9 Park Road", "postcode": "RD2 2AA"}])
    world.link(1)
    assert person_of(world.admin, world.school, "P1") == person_of(world.admin, world.health, "HP1")
    assert world.drawn() == 2


def test_what_a_person_said_is_the_same_is_not_drawn(
    admin: psycopg.Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sampling, "SHARE", 1.0)
    school, health = an_agency(), an_agency("Health Visiting", AgencyKind.CHILD_HEALTH)
    delivered(school, "plain-people", [AVA])
    delivered(health, "plain-people", [{**AVA, "forename": "Zora"}])
    link_all(folder=tmp_path, clock=lambda: NOW)
    (asked,) = linkage.my_pairs(matcher())
    linkage.decide(matcher(), pair=asked.id, said="same", why="She goes by Zora.")
    link_all(folder=tmp_path, clock=lambda: NOW + timedelta(minutes=1))
    assert person_of(admin, school, "P1") == person_of(admin, health, "P1")
    assert linkage.my_checks(matcher()) == ()


def test_an_answer_counts_and_changes_nothing(world: World) -> None:
    check = world.of(matcher(), "P1")
    assert linkage.answer_check(matcher(), check=check.id, said="same", why="I know her.") is False
    assert [c.id for c in linkage.my_checks(matcher())] == [world.of(matcher(), "P2").id]
    assert linkage.my_checks(matcher(98)) == linkage.my_checks(matcher())
    assert world.sample().all == linkage.Tally(same=1, waiting=1)
    decided = world.admin.execute("SELECT count(*) FROM linkage_decision").fetchone()
    assert decided == (0,)
    for who in (matcher(), matcher(98)):
        with pytest.raises(NotPossible, match="any more"):
            linkage.answer_check(who, check=check.id, said="different", why="Second thoughts.")


def test_who_says_different_asks_a_second_person_and_takes_nothing_apart(world: World) -> None:
    check = world.of(matcher(), "P1")
    assert linkage.answer_check(matcher(), check=check.id, said="different", why="They are cousins.") is True
    world.link(1)
    assert person_of(world.admin, world.school, "P1") == person_of(world.admin, world.health, "HP1")
    assert world.sample().all == linkage.Tally(different=1, waiting=1)
    (asked,) = linkage.open_splits(matcher(98))
    assert asked.why == "They are cousins." and not asked.mine
    linkage.answer_split(matcher(98), split=asked.id, apart=True, why="I saw both.")
    world.link(2)
    assert person_of(world.admin, world.school, "P1") != person_of(world.admin, world.health, "HP1")
    assert world.sample().all == linkage.Tally(different=1, waiting=1)


def test_the_second_look_counts_more_than_the_first(world: World) -> None:
    linkage.answer_check(matcher(), check=world.of(matcher(), "P1").id, said="different", why="They are cousins.")
    (asked,) = linkage.open_splits(matcher(98))
    linkage.answer_split(matcher(98), split=asked.id, apart=False, why="I rang: one girl.")
    found = world.sample()
    assert found.all == linkage.Tally(same=1, waiting=1)
    assert found.asked == linkage.Questions(0, 0, 0), "an answer to a check is no answer to a question"


def test_who_is_not_sure_is_not_asked_again_and_somebody_else_is(world: World) -> None:
    check = world.of(matcher(), "P1")
    linkage.answer_check(matcher(), check=check.id, said="unsure", why="I know neither.")
    assert check.id not in {c.id for c in linkage.my_checks(matcher())}
    assert world.of(matcher(98), "P1").unsure
    assert world.sample().all == linkage.Tally(unsure=1, waiting=1)
    linkage.answer_check(matcher(98), check=check.id, said="same", why="I know her.")
    assert world.sample().all == linkage.Tally(same=1, waiting=1)


def test_nobody_checks_what_they_have_decided_themselves(world: World, admin: psycopg.Connection) -> None:
    a, b = sorted((source_of(world.school.id, "P1"), source_of(world.health.id, "HP1")))
    check = world.of(matcher(), "P1")
    linkage.undo(matcher(), source_a=a, source_b=b, why="They are cousins.")
    linkage.take_back(matcher(), source_a=a, source_b=b, why="They are not.")
    assert check.id not in {c.id for c in linkage.my_checks(matcher())}
    with pytest.raises(NotPossible, match="any more"):
        linkage.answer_check(matcher(), check=check.id, said="same", why="I know her.")
    assert check.id in {c.id for c in linkage.my_checks(matcher(98))}


def test_the_database_itself_keeps_who_decided_from_checking(world: World) -> None:
    a, b = sorted((source_of(world.school.id, "P1"), source_of(world.health.id, "HP1")))
    check = world.of(matcher(), "P1")
    linkage.undo(matcher(), source_a=a, source_b=b, why="They are cousins.")
    linkage.take_back(matcher(), source_a=a, source_b=b, why="They are not.")

    def written(who: Caller, by: Caller) -> None:
        with visit(who), connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO linkage_checkanswer (drawn_id, said, why, answered_by, at)"
                " VALUES (%s, 'same', 'I know her.', %s, %s)",
                (check.id, by.actor, NOW),
            )

    half = matcher(97, world.school)
    for who, by in ((matcher(), matcher()), (matcher(98), matcher()), (half, half)):
        with pytest.raises(DatabaseError, match="row-level security"):
            written(who, by)
    written(matcher(98), matcher(98))


def test_a_drawn_link_that_was_undone_in_another_way_counts_as_wrong(world: World) -> None:
    a, b = source_of(world.school.id, "P1"), source_of(world.health.id, "HP1")
    linkage.undo(matcher(), source_a=a, source_b=b, why="They are cousins.")
    world.link(1)
    assert len(linkage.my_checks(matcher(98))) == 1
    assert world.sample().all == linkage.Tally(different=1, waiting=1)


def test_a_link_that_records_themselves_have_taken_apart_is_not_asked_about(world: World) -> None:
    delivered(world.school, "plain-people", [{**AVA, "forename": "Zora", "date_of_birth": "2003-01-09"}])
    world.link(1)
    assert len(linkage.my_checks(matcher())) == 1


@pytest.mark.parametrize(("said", "why"), [("maybe", "x"), ("same", " ")])
def test_an_answer_is_one_of_three_and_has_a_reason(world: World, said: str, why: str) -> None:
    with pytest.raises(NotPossible):
        linkage.answer_check(matcher(), check=world.of(matcher(), "P1").id, said=said, why=why)


def test_only_who_matches_for_both_agencies_is_asked(world: World) -> None:
    check, half = world.of(matcher(), "P1"), matcher(97, world.school)
    assert linkage.my_checks(half) == ()
    with pytest.raises(NotPossible):
        linkage.answer_check(half, check=check.id, said="same", why="I know her.")
    with pytest.raises(NotPossible):
        linkage.answer_check(matcher(), check=uuid4(), said="same", why="I know her.")
    with pytest.raises(Refused):
        linkage.my_checks(somebody())


def test_a_check_says_no_more_than_a_question_does(world: World) -> None:
    told = set(linkage.OpenCheck.__slots__)
    assert told - set(linkage.OpenPair.__slots__) == {"place"}
    assert not told & {"probability", "weight", "rule", "outcome"}
