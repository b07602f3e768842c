"""Several write one assessment at the same time; nobody's words are lost, and each part says whose it is."""

from datetime import timedelta
from threading import Thread
from uuid import uuid4

import psycopg
import pytest

from alongside.assessment import api as assessment
from alongside.assessment.api import Capacity, PartKind, Stance
from alongside.kernel.answers import NotFound, NotPossible, Refused
from alongside.teams import api as teams
from alongside.trust import api as trust
from tests.assessment.builders import Around, a_family, let_in
from tests.builders import AVA, NOW, a_child, delivered, linked, somebody

pytestmark = pytest.mark.usefixtures("clean")


@pytest.fixture
def ava(admin: psycopg.Connection) -> Around:
    """The people around Ava, and the assessment they have begun."""
    return a_family(admin)


def test_each_part_says_who_wrote_it_and_as_whom(ava: Around) -> None:
    ava.writes(ava.teacher, "Ava comes to school hungry.")
    ava.writes(ava.mother, "I am on nights, her aunt gives breakfast.", PartKind.INFORMATION)
    ours, hers = ava.read().of("health")
    assert (ours.capacity, hers.capacity) == (Capacity.PRACTITIONER, Capacity.FAMILY)
    assert ours.agency and hers.agency is None and hers.author == ava.mother.actor
    assert [t.text for t in hers.texts] == ["I am on nights, her aunt gives breakfast."]


def test_two_who_write_at_the_same_time_both_stand_until_one_settles_it(ava: Around) -> None:
    part = ava.writes(ava.teacher, "Hungry.")
    assert ava.saves(ava.teacher, part, "Hungry on Mondays.", 1) == ["Hungry on Mondays."]
    assert ava.saves(ava.officer, part, "Hungry, says the neighbour.", 1) == [
        "Hungry on Mondays.", "Hungry, says the neighbour.",
    ]  # fmt: skip
    assert not ava.read().of("health")[0].settled
    with pytest.raises(NotPossible, match="two texts stand"):
        assessment.finish(ava.teacher, child=ava.child, assessment=ava.assessment)
    assert ava.saves(ava.officer, part, "Hungry on Mondays, says the neighbour too.", 2, 3) == [
        "Hungry on Mondays, says the neighbour too."
    ]
    told = assessment.texts(ava.teacher, child=ava.child, part=part)
    assert [t.number for t in told] == [4, 3, 2, 1], "nothing that was saved is gone"


def test_a_save_that_is_sent_twice_is_kept_once_and_with_other_words_follows_itself(ava: Around) -> None:
    part, save = ava.writes(ava.teacher, "Hungry."), uuid4()
    assert ava.saves(ava.teacher, part, "Hungry on", 1, save_id=save) == ["Hungry on"]
    assert ava.saves(ava.teacher, part, "Hungry on", 1, save_id=save) == ["Hungry on"]
    assert ava.saves(ava.teacher, part, "Hungry on Mondays", 1, save_id=save) == ["Hungry on Mondays"]
    assert ava.saves(ava.teacher, part, "Hungry on Mondays", 1, save_id=save) == ["Hungry on Mondays"]
    assert len(assessment.texts(ava.teacher, child=ava.child, part=part)) == 3


def test_writers_in_one_part_at_once_lose_nothing(ava: Around) -> None:
    part = ava.writes(ava.teacher, "Start.")

    def writes(number: int) -> None:
        from django.db import connection

        ava.saves(ava.teacher, part, f"Text {number}", 1)
        connection.close()

    threads = [Thread(target=writes, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    standing = {t.text for t in ava.read().of("health")[0].texts}
    assert standing == {f"Text {n}" for n in range(8)}
    ava.saves(ava.officer, part, "All of it.", 2, 4, 5)
    saved = assessment.texts(ava.teacher, child=ava.child, part=part)
    by_the_rule = [t.text for t in assessment.standing(saved)]
    assert by_the_rule == [t.text for t in ava.read().of("health")[0].texts], "the database keeps what the rule says"


def test_the_familys_words_are_theirs_alone_and_a_childs_words_are_changed_by_nobody_else(ava: Around) -> None:
    hers = ava.writes(ava.mother, "We manage.")
    said = ava.writes(ava.officer, "I like my aunt best.", PartKind.OWN_WORDS)
    for part in (hers, said):
        with pytest.raises(NotPossible, match="somebody else's own words"):
            ava.saves(ava.teacher, part, "They do not.", 1)
    ours = ava.writes(ava.teacher, "Ours.")
    with pytest.raises(NotPossible, match="somebody else's own words"):
        ava.saves(ava.mother, ours, "Mine.", 1)
    assert ava.saves(ava.mother, hers, "We manage, mostly.", 1) == ["We manage, mostly."]


def test_what_professionals_hold_among_themselves_the_family_does_not_read(ava: Around) -> None:
    with pytest.raises(NotPossible, match="why the family does not read"):
        ava.writes(ava.officer, "An enquiry is under way.", level=1)
    ava.writes(ava.officer, "An enquiry is under way.", level=1, why_level="It would warn the suspect.")
    assert len(ava.read().parts) == 1 and ava.read(ava.mother).parts == ()
    with pytest.raises(NotPossible, match="shared with the family's team"):
        ava.writes(ava.mother, "Secret.", level=1, why_level="Mine.")


def test_two_half_siblings_fathers_never_get_each_others_part(ava: Around, admin: psycopg.Connection) -> None:
    school = admin.execute("SELECT agency FROM agencies_agencyname ORDER BY since LIMIT 1").fetchone()
    assert school
    brother = {**AVA, "record": "P2", "forename": "Ben", "date_of_birth": "2019-02-01", "sex": "M"}
    named = type("A", (), {"id": school[0]})
    ben, _ = a_child(admin, named, brother)  # type: ignore[arg-type]
    fresh = uuid4()
    teacher = ava.teacher
    assert {g.child for g in trust.my_grants(teacher)} == {ava.child, ben}
    teams.begin(teacher, children=(ben,), model=teams.Model.AROUND, why="Ben too.")
    adam = let_in(teacher, (ava.child,), "Adam", "adam@home.example")
    bob = let_in(teacher, (ben,), "Bob", "bob@home.example")
    with pytest.raises(NotPossible, match="already"):
        assessment.begin(teacher, assessment=fresh, children=(ava.child, ben), template="general")
    ava.writes(teacher, "Ava's father reads to her.")
    ava.writes(teacher, "About both.", about=(ava.child, ben))
    bens = assessment.begin(teacher, assessment=fresh, children=(ben,), template="general")
    assessment.add_part(
        bob, assessment=bens, part=uuid4(), about=(ben,), section="health", kind=PartKind.NEED, text="From Bob.",
        save_id=uuid4(),
    )  # fmt: skip
    assert [t.text for p in ava.read(adam).parts for t in p.texts] == ["Ava's father reads to her.", "About both."]
    with pytest.raises(Refused):
        ava.read(bob)
    assert assessment.assessments(bob, child=ben)[0].id == bens
    with pytest.raises(Refused):
        assessment.assessment_of(adam, child=ben, assessment=bens)
    with pytest.raises(NotFound):
        assessment.assessment_of(adam, child=ava.child, assessment=bens)


def test_a_stranger_reads_nothing_and_when_access_ends_ones_own_words_close_too(ava: Around) -> None:
    ava.writes(ava.officer, "Seen at the station.")
    with pytest.raises(Refused):
        ava.read(somebody())
    from dataclasses import replace

    team = teams.team_of(ava.teacher, child=ava.child)
    assert team
    (sam,) = (m for m in team.members if m.actor == ava.officer.actor)
    teams.leave(ava.teacher, child=ava.child, member=sam.id, why="Moved.")
    with pytest.raises(Refused):
        ava.read(replace(ava.officer, now=NOW + timedelta(minutes=1)))


def test_what_cannot_be_begun_says_why(ava: Around) -> None:
    with pytest.raises(NotPossible, match="no such section"):
        ava.writes(ava.teacher, "x", section="shoes")
    with pytest.raises(NotPossible, match="Write something"):
        ava.writes(ava.teacher, " ")
    with pytest.raises(NotPossible, match="no such template"):
        assessment.begin(ava.teacher, assessment=uuid4(), children=(ava.child,), template="none")
    with pytest.raises(NotPossible, match="already"):
        assessment.begin(ava.teacher, assessment=uuid4(), children=(ava.child,), template="general")
    part = ava.writes(ava.teacher, "Hungry.")
    with pytest.raises(NotPossible, match="written already"):
        ava.saves(ava.teacher, part, "Over it.")
    with pytest.raises(NotPossible, match="not there"):
        ava.saves(ava.teacher, part, "After nothing.", 9)
    with pytest.raises(NotFound):
        ava.saves(ava.teacher, uuid4(), "No such part.", 1)


def test_it_opens_with_what_agencies_have_told(ava: Around, admin: psycopg.Connection) -> None:
    row = admin.execute("SELECT agency, name FROM agencies_agencyname ORDER BY since LIMIT 1").fetchone()
    assert row
    school = type("A", (), {"id": row[0]})
    event = {"record": "E1", "person": "P1", "date": "2026-11-02", "kind": "concern", "text": "Came in without a coat."}
    delivered(school, "plain-events", [event])  # type: ignore[arg-type]
    linked()
    told = assessment.facts(ava.teacher, child=ava.child, assessment=ava.assessment)
    (coat,) = told["education"]
    assert (coat.words, coat.told_by) == ("Came in without a coat.", row[1]) and coat.entry
    assert any("Ava Pearce" in f.words for f in told["identity"]) and any(
        "12 Mill Lane" in f.words for f in told["housing"]
    )
    with pytest.raises(Refused):
        assessment.facts(ava.mother, child=ava.child, assessment=ava.assessment)
    ava.writes(ava.teacher, "No coat.")
    assessment.put_evidence(ava.teacher, child=ava.child, part=ava.read().parts[0].id, entries=(coat.entry,))
    assert ava.read().parts[0].evidence == (coat.entry,)
    assessment.put_evidence(ava.teacher, child=ava.child, part=ava.read().parts[0].id, entries=())
    assert ava.read().parts[0].evidence == ()
    assessment.finish(ava.teacher, child=ava.child, assessment=ava.assessment, facts=told)
    assert assessment.facts(ava.teacher, child=ava.child, assessment=ava.assessment) == told


def test_fathers_of_half_siblings_read_the_same_part_and_not_one_anothers_view(
    ava: Around, admin: psycopg.Connection
) -> None:
    row = admin.execute("SELECT agency FROM agencies_agencyname ORDER BY since LIMIT 1").fetchone()
    assert row
    school = type("A", (), {"id": row[0]})
    children = tuple(
        a_child(admin, school, {**AVA, "record": f"B{n}", "forename": name, "date_of_birth": f"201{n}-02-01"})[0]  # type: ignore[arg-type]
        for n, name in ((1, "Ben"), (9, "Leo"))
    )
    teacher = ava.teacher
    teams.begin(teacher, children=children, model=teams.Model.AROUND, why="Both brothers.")
    fathers = [let_in(teacher, (c,), f"Father {n}", f"f{n}@home.example") for n, c in enumerate(children)]
    about_both = assessment.begin(teacher, assessment=uuid4(), children=children, template="general")
    part = uuid4()
    assessment.add_part(
        teacher, assessment=about_both, part=part, about=children, section="health", kind=PartKind.NEED,
        text="Both are often hungry.", save_id=uuid4(),
    )  # fmt: skip
    for father, child in zip(fathers, children, strict=True):
        assessment.take_position(father, child=child, part=part, stance=Stance.DISAGREE, words="Not with me.")
    assessment.take_position(teacher, child=children[0], part=part, stance=Stance.AGREE)
    for father, child in zip(fathers, children, strict=True):
        (read,) = assessment.assessment_of(father, child=child, assessment=about_both).parts
        assert {p.by for p in read.positions} == {father.actor, teacher.actor}
        assert {s.by for d in read.disagreements for s in d.steps} <= {father.actor}
    (whole,) = assessment.assessment_of(teacher, child=children[0], assessment=about_both).parts
    assert {p.by for p in whole.positions} == {teacher.actor, *(f.actor for f in fathers)}
