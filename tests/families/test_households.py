"""Behind the door: with whom a child lived, and saying that it is not right, for those who may know."""

from datetime import date, timedelta

import psycopg
import pytest

from alongside.agencies.api import Agency, AgencyKind
from alongside.families import api as families
from alongside.families.api import Households
from alongside.kernel.answers import NotPossible, Refused
from alongside.kernel.caller import Caller
from alongside.kernel.ids import ActorId, ChildId, PersonId, source_of
from tests.builders import AVA, NOW, a_child, an_agency, delivered, job, linked, person_of, somebody

pytestmark = pytest.mark.usefixtures("clean")

HOME = {"household": "H1"}
DEAN = {
    "record": "P7", "forename": "Dean", "surname": "Cole", "sex": "M", "date_of_birth": "1990-02-03",
    "address": "12 Mill Ln, RD1 4QT", "postcode": "",
}  # fmt: skip
KELLY = {**DEAN, "record": "P9", "forename": "Kelly", "surname": "Pearce", "sex": "F", "date_of_birth": "1995-01-09"}
MARCH, MAY = date(2026, 3, 3), date(2026, 5, 4)


class World:
    """Ava, her mother Kelly and a lodger, as the school and housing know them."""

    def __init__(self, admin: psycopg.Connection) -> None:
        self.admin = admin
        self.school, self.homes = an_agency(), an_agency("Homes", AgencyKind.HOUSING)
        delivered(self.school, "plain-people", [{**KELLY, **HOME}, {**DEAN, **HOME}])
        self.child, self.teacher = a_child(admin, self.school, {**AVA, **HOME, "mother": "P9"})
        self.dean = PersonId(person_of(admin, self.school, "P7"))
        self.kelly = PersonId(person_of(admin, self.school, "P9"))

    def said_on(self, agency: Agency, reference: str, on: date, *, newest: bool = False) -> None:
        """The agency's first, or newest, description of somebody came on this day."""
        order = "DESC" if newest else "ASC"
        self.admin.execute(
            "UPDATE families_description SET said_at = %s WHERE id = (SELECT id FROM families_description "
            f"WHERE source = %s ORDER BY id {order} LIMIT 1)",
            (on, source_of(agency.id, reference)),
        )

    def settle(self) -> None:
        """Circles follow what was said."""
        families.settle(job("settler"), people=(PersonId(self.child), self.dean, self.kelly))

    def seen(self, who: Caller | None = None) -> Households:
        """What somebody is told; the teacher, if nobody else."""
        return families.households(who or self.teacher, child=self.child)

    def companions(self) -> list[list[PersonId]]:
        """Of each home who lives there, too."""
        return [sorted(c.person for c in home.companions) for home in self.seen().homes]


@pytest.fixture
def world(admin: psycopg.Connection) -> World:
    """Everybody was described on one day in March."""
    made = World(admin)
    for reference in ("P1", "P7", "P9"):
        made.said_on(made.school, reference, MARCH)
    made.settle()
    return made


def test_a_child_lives_with_those_of_the_same_address_however_it_is_written(world: World) -> None:
    told = world.seen()
    (home,) = told.homes
    assert (home.address, home.from_on, home.to_on) == ("12 Mill Lane", MARCH, None)
    assert {c.person: told.ties.get(c.person) for c in home.companions} == {world.dean: None, world.kelly: ("mother",)}
    assert {w.agency for c in home.companions for w in c.witnesses} == {world.school.id}
    assert told.identities[world.dean].name == "Dean Cole" and told.differences == ()


def test_who_moved_out_stays_in_the_time_before_and_leaves_the_household_of_today(world: World) -> None:
    delivered(world.school, "plain-people", [{**DEAN, "address": "9 Hill Road", "postcode": "RD2 2AA"}])
    world.said_on(world.school, "P7", MAY, newest=True)
    world.settle()
    (home,) = world.seen().homes
    days = {c.person: (c.from_on, c.to_on) for c in home.companions}
    assert days == {world.kelly: (MARCH, None), world.dean: (MARCH, MAY - timedelta(days=1))}
    (dean,) = [r for r in families.family(world.teacher, child=world.child) if r.identity.person == world.dean]
    assert dean.over(MAY) and not dean.over(MAY - timedelta(days=1))


def test_agencies_that_say_different_addresses_are_shown_to_differ(world: World) -> None:
    delivered(world.homes, "plain-people", [{**AVA, "record": "T1", "address": "4 Hill Road", "postcode": "RD2 2AA"}])
    linked()
    told = world.seen()
    assert [h.address for h in told.homes] == ["12 Mill Lane", "4 Hill Road"]
    (difference,) = told.differences
    assert difference.homes == (0, 1) and difference.to_on is None


def test_what_an_agency_names_without_a_time_is_told_without_one(world: World, admin: psycopg.Connection) -> None:
    admin.execute(
        "UPDATE families_description SET addresses_ever = %s WHERE source = %s",
        (["3 Long Row, RD9 9ZZ", "12 Mill Lane RD1 4QT", ""], source_of(world.school.id, "P1")),
    )
    assert world.seen().undated == (("3 Long Row, RD9 9ZZ", world.school.id),)


def test_somebody_without_a_grant_is_refused_and_the_ledger_says_so(world: World, admin: psycopg.Connection) -> None:
    stranger = somebody(actor=ActorId(world.dean))
    for ask in (
        lambda: world.seen(stranger),
        lambda: families.dispute(stranger, child=world.child, relative=world.dean, tie="household", why="I know."),
    ):
        with pytest.raises(Refused):
            ask()
    refused = "SELECT capability FROM ledger_line WHERE outcome = 'refused' AND actor = %s ORDER BY id"
    told = [name for (name,) in admin.execute(refused, (stranger.actor,)).fetchall()]
    assert told == ["families.households", "families.dispute"]


def test_nobody_outside_the_circle_is_told_of_at_an_address(world: World) -> None:
    neighbour = {**DEAN, "record": "T5", "forename": "Noor", "surname": "Khan", "date_of_birth": "1988-08-08"}
    delivered(world.homes, "plain-people", [neighbour])
    linked()
    assert {c.person for h in world.seen().homes for c in h.companions} == {world.dean, world.kelly}


def test_said_wrong_is_left_out_for_everybody_and_taken_back_is_as_before(world: World) -> None:
    before, family = world.seen(), families.family(world.teacher, child=world.child)
    (home,) = before.homes
    made = families.dispute(
        world.teacher, child=world.child, relative=world.dean, tie="household", why=" He never moved in. ",
        address=home.address, postcode=home.postcode,
    )  # fmt: skip
    assert world.companions() == [[world.kelly]]
    (left,) = world.seen().homes[0].left_out
    assert left.dispute and (left.dispute.why, left.dispute.said_by) == ("He never moved in.", world.teacher.actor)
    assert world.dean not in {r.identity.person for r in families.family(world.teacher, child=world.child)}
    with pytest.raises(NotPossible, match="already"):
        families.dispute(
            world.teacher, child=world.child, relative=world.dean, tie="household", why="Again.",
            address=home.address, postcode=home.postcode,
        )  # fmt: skip
    families.take_back_dispute(world.teacher, child=world.child, dispute=made, why="He did, from April.")
    assert world.seen() == before and families.family(world.teacher, child=world.child) == family
    with pytest.raises(NotPossible, match="already"):
        families.take_back_dispute(world.teacher, child=world.child, dispute=made, why="Again.")


def test_a_wrong_tie_is_left_out_of_the_family_and_its_tree(world: World) -> None:
    kin = families.kin(world.teacher, child=world.child)
    assert (PersonId(world.child), world.kelly, "mother") in kin
    families.dispute(world.teacher, child=world.child, relative=world.kelly, tie="mother", why="She is her aunt.")
    assert families.kin(world.teacher, child=world.child) == tuple(k for k in kin if k[2] != "mother")
    assert "mother" not in {r.tie for r in families.family(world.teacher, child=world.child)}
    assert world.seen().ties.get(world.kelly) is None
    (said,) = families.disputes(world.teacher, child=world.child)
    assert (said.relative, said.tie) == (world.kelly, "mother")


@pytest.mark.parametrize(
    ("tie", "address", "why"),
    [("household", "", " "), ("father", "", "I know."), ("household", "1 Nowhere", "I know.")],
)
def test_only_what_is_said_can_be_said_to_be_wrong(world: World, tie: str, address: str, why: str) -> None:
    with pytest.raises(NotPossible):
        families.dispute(world.teacher, child=world.child, relative=world.dean, tie=tie, why=why, address=address)
    assert families.disputes(world.teacher, child=world.child) == ()


def test_a_dispute_without_a_reason_is_not_taken_back(world: World) -> None:
    made = families.dispute(world.teacher, child=world.child, relative=world.dean, tie="household", why="No.")
    with pytest.raises(NotPossible, match="why"):
        families.take_back_dispute(world.teacher, child=world.child, dispute=made, why=" ")


def test_the_words_of_agencies_and_of_people_are_only_ever_added_to(world: World, admin: psycopg.Connection) -> None:
    rows = "SELECT count(*), max(id) FROM families_description"
    before = admin.execute(rows).fetchone()
    families.dispute(world.teacher, child=world.child, relative=world.dean, tie="household", why="No.")
    assert admin.execute(rows).fetchone() == before
    may = "SELECT has_any_column_privilege('alongside_app', %s, 'UPDATE')"
    for table in ("families_dispute", "families_takenback"):
        assert admin.execute(may, (table,)).fetchone() == (False,)


def test_a_dispute_goes_when_the_person_is_forgotten(world: World, admin: psycopg.Connection) -> None:
    made = families.dispute(world.teacher, child=world.child, relative=world.dean, tie="household", why="No.")
    families.take_back_dispute(world.teacher, child=world.child, dispute=made, why="Yes.")
    families.forget(job("disposer"), agency=world.school.id, sources=[source_of(world.school.id, "P7")])
    assert admin.execute("SELECT count(*) FROM families_dispute").fetchone() == (0,)


@pytest.mark.parametrize("seed", range(3))
def test_any_sequence_of_saying_and_taking_back_shows_what_stands(world: World, seed: int) -> None:
    import random

    dice = random.Random(seed)
    before = (world.seen(), families.family(world.teacher, child=world.child))
    stood: dict[frozenset[tuple[PersonId, str]], object] = {frozenset(): before}
    open_: dict[tuple[PersonId, str], object] = {}
    for _ in range(12):
        what = dice.choice([(world.dean, "household"), (world.kelly, "household"), (world.kelly, "mother")])
        if what in open_:
            families.take_back_dispute(world.teacher, child=world.child, dispute=open_.pop(what), why="After all.")  # type: ignore[arg-type]
        else:
            open_[what] = families.dispute(world.teacher, child=world.child, relative=what[0], tie=what[1], why="No.")
        shown = (_bare(world.seen()), families.family(world.teacher, child=world.child))
        assert stood.setdefault(frozenset(open_), shown) == shown or not open_
    for made in open_.values():
        families.take_back_dispute(world.teacher, child=world.child, dispute=made, why="After all.")  # type: ignore[arg-type]
    assert (world.seen(), families.family(world.teacher, child=world.child)) == before


def _bare(told: Households) -> object:
    """Who is shown where, without the disputes' own ids and moments."""
    return [
        (home.name, home.from_on, [c.person for c in home.companions], [c.person for c in home.left_out])
        for home in told.homes
    ], dict(told.ties)


def test_the_other_child_s_page_says_the_same(admin: psycopg.Connection) -> None:
    school = an_agency()
    noah = {**AVA, "record": "P2", "forename": "Noah", "sex": "M", "date_of_birth": "2020-01-02", "mother": "P9"}
    delivered(school, "plain-people", [KELLY])
    ava, teacher = a_child(admin, school, {**AVA, "mother": "P9"})
    other, _ = a_child(admin, school, noah)
    assert [r.tie for r in families.family(teacher, child=other) if r.identity.person == ava] == ["sibling"]
    families.dispute(teacher, child=ava, relative=PersonId(other), tie="sibling", why="They are cousins.")
    for child, relative in ((ava, other), (other, ava)):
        ties = [r.tie for r in families.family(teacher, child=ChildId(child)) if r.identity.person == relative]
        assert ties == []
        assert len(families.disputes(teacher, child=ChildId(child))) == 1


def test_time_goes_on_and_a_grant_that_ended_shows_nothing(world: World, admin: psycopg.Connection) -> None:
    admin.execute("UPDATE trust_grant SET valid = tstzrange(lower(valid), %s)", (NOW + timedelta(hours=1),))
    later = Caller(world.teacher.actor, world.teacher.purpose, NOW + timedelta(hours=2), "test")
    with pytest.raises(Refused):
        world.seen(later)
