"""The record of before an adoption is sealed by two: never asked about, linked or found, and seen by nobody new."""

from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import psycopg
import pytest

from alongside.agencies.api import AgencyKind
from alongside.chronology import api as chronology
from alongside.families import api as families
from alongside.kernel.answers import NotPossible, Refused
from alongside.kernel.caller import Caller
from alongside.kernel.ids import ActorId, ChildId, PersonId, SourceId, source_of
from alongside.linkage import api as linkage
from alongside.linkage.api import Asked
from alongside.linkage.tasks import link_all
from alongside.trust import api as trust
from tests.builders import AVA, NOW, a_child, an_agency, an_office_holder, delivered, job, person_of, somebody

pytestmark = pytest.mark.usefixtures("clean")

BEFORE = {**AVA, "record": "C1", "surname": "Cole", "mother": "C9", "address": "9 Hill Road", "postcode": "RD2 2AA"}
MOTHER = {"record": "C9", "forename": "Kim", "surname": "Cole", "sex": "F", "date_of_birth": "1995-01-09"}
BROTHER = {**BEFORE, "record": "C2", "forename": "Leo", "sex": "M", "date_of_birth": "2019-08-01"}
CARE_WORKER, SCHOOL_WORKER = "cat@care.example", "amara@school.example"


class World:
    """Ava Cole was in care with her brother Leo; today the school knows her as Ava Pearce."""

    def __init__(self, admin: psycopg.Connection, folder: Path) -> None:
        self.admin, self.folder = admin, folder
        self.care, self.school = an_agency("Social Care", AgencyKind.SOCIAL_CARE), an_agency()
        delivered(self.care, "plain-people", [MOTHER])
        self.before, self.cat = a_child(admin, self.care, BEFORE, CARE_WORKER)
        self.brother, self.sam = a_child(admin, self.care, BROTHER, "sam@care.example")
        self.now, self.amara = a_child(admin, self.school, AVA, SCHOOL_WORKER)
        seen = {"record": "E1", "person": "C1", "date": "2018-10-01", "kind": "contact", "text": "Ava in care."}
        delivered(self.care, "plain-events", [seen])
        self.first = an_office_holder(trust.Office.MATCHER)
        self.second = an_office_holder(trust.Office.MATCHER, number=98)
        self.third = an_office_holder(trust.Office.MATCHER, number=97)
        self.duty = an_office_holder(trust.Office.PRACTITIONER, number=60)
        self.link(0)
        self.before = ChildId(person_of(admin, self.care, "C1"))
        self.now = ChildId(person_of(admin, self.school, "P1"))

    def link(self, minutes: int, *, whole: bool = False) -> None:
        """So many minutes later."""
        link_all(folder=self.folder, clock=lambda: NOW + timedelta(minutes=minutes), whole=whole)

    def ask(self) -> None:
        """The first of the two."""
        linkage.ask_to_seal(
            self.first, agencies=(self.care.id, self.school.id), numbers=("C1", "P1"), why="Adopted in 2020."
        )

    def seal(self) -> None:
        """Both."""
        self.ask()
        (asked,) = linkage.open_seals(self.second)
        linkage.answer_seal(self.second, seal=asked.id, agreed=True, why="I saw the order.")

    def names(self, who: Caller, child: ChildId) -> set[str]:
        """Who belongs to a child's family, as somebody is told."""
        return {r.identity.name for r in families.family(who, child=child)}


@pytest.fixture
def world(admin: psycopg.Connection, tmp_path: Path) -> World:
    """Linked; the two Avas are two people."""
    made = World(admin, tmp_path)
    assert made.before != made.now
    return made


def pairs_with(admin: psycopg.Connection, source: SourceId) -> int:
    """How many comparisons with this record are kept."""
    asks = "SELECT count(*) FROM linkage_pair WHERE %s IN (source_a, source_b)"
    row = admin.execute(asks, (source,)).fetchone()
    assert row
    return int(row[0])


def test_it_takes_two_people_who_match_for_both_agencies(world: World) -> None:
    with pytest.raises(NotPossible, match="how you know"):
        linkage.ask_to_seal(world.first, agencies=(world.care.id, world.school.id), numbers=("C1", "P1"), why=" ")
    half = an_office_holder(trust.Office.MATCHER, world.school, number=96)
    with pytest.raises(Refused):
        linkage.ask_to_seal(half, agencies=(world.care.id, world.school.id), numbers=("C1", "P1"), why="So.")
    with pytest.raises(NotPossible, match="not known"):
        linkage.ask_to_seal(world.first, agencies=(world.care.id, world.school.id), numbers=("C1", "X9"), why="So.")
    world.ask()
    assert linkage.open_seals(half) == ()
    (asked,) = linkage.open_seals(world.first)
    assert asked.mine and not linkage.open_seals(world.second)[0].mine
    for who, why, words in ((world.first, "Yes.", "somebody else"), (world.second, " ", "why")):
        with pytest.raises(NotPossible, match=words):
            linkage.answer_seal(who, seal=asked.id, agreed=True, why=why)
    assert world.admin.execute("SELECT count(*) FROM families_sealed").fetchone() == (0,)
    linkage.answer_seal(world.second, seal=asked.id, agreed=False, why="Two children.")
    assert world.admin.execute("SELECT count(*) FROM families_sealed").fetchone() == (0,)
    with pytest.raises(NotPossible, match="any more"):
        linkage.answer_seal(world.third, seal=asked.id, agreed=True, why="Late.")


def test_one_person_s_records_are_not_sealed_from_one_another(world: World) -> None:
    delivered(world.care, "plain-people", [{**AVA, "record": "C5"}])
    world.link(1)
    assert person_of(world.admin, world.care, "C5") == world.now
    with pytest.raises(NotPossible, match="taken apart first"):
        linkage.ask_to_seal(world.first, agencies=(world.care.id, world.school.id), numbers=("C5", "P1"), why="So.")


def test_a_sealed_record_is_never_asked_about_linked_or_found(world: World) -> None:
    source = source_of(world.care.id, "C1")
    asked = Asked(forename="Ava", surname="Cole", born=date(2017, 5, 4))
    assert world.before in {k.person for k in linkage.find(world.duty, asked=asked).known}
    world.seal()
    for minutes, whole in ((1, False), (2, True)):
        world.link(minutes, whole=whole)
        assert pairs_with(world.admin, source) == 0
        assert person_of(world.admin, world.care, "C1") == world.before
    for caller in (world.duty, world.first, world.second):
        found = linkage.find(caller, asked=asked)
        assert world.before not in {k.person for k in found.known} and not found.sealed
    assert families.find_child(world.duty, forename="Ava", surname="Cole", born=date(2017, 5, 4)).child is None
    delivered(world.school, "plain-people", [{**AVA, "nhs_number": "9434765919"}])
    delivered(world.care, "plain-people", [{**BEFORE, "nhs_number": "9434765919"}])
    world.link(3)
    assert person_of(world.admin, world.care, "C1") == world.before != person_of(world.admin, world.school, "P1")
    assert pairs_with(world.admin, source) == 0
    assert linkage.explain(world.first, person=PersonId(world.before)) == ()


def test_nobody_learns_of_it_who_holds_no_grant_for_it(world: World) -> None:
    assert "Ava Cole" in world.names(world.sam, world.brother)
    world.seal()
    source = source_of(world.care.id, "C1")
    assert "Ava Cole" not in world.names(world.sam, world.brother)
    assert world.before not in {x for row in families.kin(world.sam, child=world.brother) for x in row[:2]}
    assert families.identities(world.sam, people=(PersonId(world.before),)) == ()
    assert families.side_by_side(world.first, agencies=(world.care.id,), sources=(source,)) == ()
    assert "C1" not in {d.words.reference for d in families.people_of(world.first, agency=world.care.id)}
    assert linkage.joined_with(world.third, agency=world.care.id, number="C1").seen == ()
    assert linkage.exposure(world.third, source_a=source, source_b=source_of(world.school.id, "P1")) == ()
    assert linkage.taken_apart(world.third, agency=world.school.id, number="P1") == ()
    for read in (families.who_is, chronology.story, families.households):
        with pytest.raises(Refused):
            read(world.amara, child=world.before)
    assert families.who_is(world.amara, child=world.now).name == "Ava Pearce"


def test_who_works_with_the_child_under_the_earlier_name_still_does(world: World) -> None:
    world.seal()
    world.link(1)
    assert families.who_is(world.cat, child=world.before).name == "Ava Cole"
    assert [w.text for e in chronology.story(world.cat, child=world.before).entries for w in e.witnesses] == [
        "Ava in care."
    ]
    assert "Kim Cole" in world.names(world.cat, world.before)


def test_only_the_two_read_afterwards_that_it_is_one_child(world: World) -> None:
    world.seal()
    assert [len(linkage.sealed_by_me(c)) for c in (world.first, world.second, world.third)] == [1, 1, 0]
    assert [linkage.open_seals(c) for c in (world.first, world.second, world.third)] == [(), (), ()]
    (sealed,) = linkage.sealed_by_me(world.first)
    assert (sealed.earlier, sealed.later) == (source_of(world.care.id, "C1"), source_of(world.school.id, "P1"))


def test_what_was_sealed_in_error_is_opened_by_two_and_is_as_before(world: World) -> None:
    def seen() -> object:
        return world.names(world.sam, world.brother), families.kin(world.sam, child=world.brother)

    before = seen()
    world.seal()
    (sealed,) = linkage.sealed_by_me(world.second)
    with pytest.raises(NotPossible, match="not by you"):
        linkage.ask_to_open(world.third, seal=sealed.id, why="Error.")
    with pytest.raises(NotPossible, match="why"):
        linkage.ask_to_open(world.second, seal=sealed.id, why=" ")
    linkage.ask_to_open(world.second, seal=sealed.id, why="It was another Ava.")
    (asked,) = linkage.open_seals(world.third)
    assert asked.opens
    with pytest.raises(NotPossible, match="a moment ago"):
        linkage.answer_seal(world.third, seal=asked.id, agreed=True, why="Yes.")
    world.link(1)
    linkage.answer_seal(world.third, seal=asked.id, agreed=True, why="Yes.")
    assert linkage.sealed_by_me(world.first) == ()
    world.link(2)
    assert seen() == before and person_of(world.admin, world.care, "C1") == world.before
    found = linkage.find(world.duty, asked=Asked(forename="Ava", surname="Cole", born=date(2017, 5, 4)))
    assert world.before in {k.person for k in found.known}


def test_a_run_that_began_before_the_seal_does_not_move_the_record(world: World) -> None:
    import pyarrow

    world.seal()
    source, other = str(source_of(world.care.id, "C1")), str(source_of(world.school.id, "P1"))
    partition = pyarrow.table({"source": [source, other], "person": [other, other]})
    pairs = pyarrow.table(
        {
            "source_a": [min(source, other)], "source_b": [max(source, other)], "outcome": ["linked"],
            "rule": ["all_agree"], "match_weight": [20.0], "match_probability": [0.999], "reasons": ["Alike."],
        }
    )  # fmt: skip
    linkage.adopt(job("linker"), partition=partition, pairs=pairs, whole=False)
    assert person_of(world.admin, world.care, "C1") == world.before
    assert pairs_with(world.admin, SourceId(UUID(source))) == 0
    linker = job("linker")
    table = linkage.records(linker)
    assert source not in table["source"].to_pylist() and source not in linkage.versions(linker)["source"].to_pylist()


def test_a_forgotten_record_leaves_no_seal(world: World) -> None:
    world.seal()
    families.forget(job("disposer"), agency=world.care.id, sources=[source_of(world.care.id, "C1")])
    assert world.admin.execute("SELECT count(*) FROM families_sealed").fetchone() == (0,)


def test_nobody_without_the_office_asks(world: World) -> None:
    with pytest.raises(Refused):
        linkage.open_seals(somebody(actor=ActorId(UUID(int=5))))
