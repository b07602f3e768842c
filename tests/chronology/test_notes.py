"""A practitioner writes into the story of a child, and nothing they type is lost or seen by others."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import psycopg
import pytest

from alongside.agencies.api import AgencyKind
from alongside.chronology import api as chronology
from alongside.chronology.api import Seen, Words
from alongside.kernel.answers import NotPossible, Refused
from alongside.kernel.caller import Caller
from alongside.kernel.dates import PartialDate
from alongside.kernel.ids import ChildId, source_of
from alongside.trust import api as trust
from tests.builders import (
    AVA,
    NOW,
    a_child,
    an_agency,
    an_office_holder,
    delivered,
    linked,
    person_of,
    somebody,
    taken_apart_by_two,
)

pytestmark = pytest.mark.usefixtures("clean")

VISIT = Words(
    PartialDate(date(2026, 11, 19)), "contact", "The fridge was empty. Ava had no socks on.", clock="16:30",
    title="Home visit", in_their_words="I like it when nan comes.", seen=Seen.ALONE,
    opinion="I think she is colder than last week.", action="Rang the food bank.",
)  # fmt: skip
LEO = {**AVA, "record": "P2", "forename": "Leo", "date_of_birth": "2020-02-02"}


def later(caller: Caller, **time: float) -> Caller:
    """The same person some time later."""
    return replace(caller, now=caller.now + timedelta(**time))


def test_an_entry_stands_in_the_story_with_fact_apart_from_opinion(admin: psycopg.Connection) -> None:
    child, worker = a_child(admin, an_agency())
    chronology.write(worker, note=uuid4(), children=(child,), words=VISIT)
    (entry,) = chronology.story(worker, child=child).entries
    (told,) = entry.witnesses
    assert (told.told_by, told.worker, told.seen) == ("Riverside School", "Amara Okafor, teacher", "alone")
    assert told.text == VISIT.text and told.opinion == VISIT.opinion and told.in_their_words == VISIT.in_their_words


def test_one_entry_for_two_siblings_stands_in_both_stories_and_once_in_the_database(
    admin: psycopg.Connection,
) -> None:
    school = an_agency()
    ava, worker = a_child(admin, school)
    leo, _ = a_child(admin, school, LEO)
    note = chronology.write(worker, note=uuid4(), children=(ava, leo), words=VISIT)
    for child in (ava, leo):
        assert [e.id for e in chronology.story(worker, child=child).entries] == [note]
    assert admin.execute("SELECT count(*) FROM chronology_notewords").fetchone() == (1,)


def test_an_entry_about_a_child_who_is_not_open_to_the_writer_is_refused(admin: psycopg.Connection) -> None:
    school = an_agency()
    ava, worker = a_child(admin, school)
    leo, _ = a_child(admin, school, LEO, worker="sam@riverside.example")
    with pytest.raises(Refused):
        chronology.write(worker, note=uuid4(), children=(ava, leo), words=VISIT)
    with pytest.raises(Refused):
        chronology.write(somebody(), note=uuid4(), children=(ava,), words=VISIT)
    assert admin.execute("SELECT count(*) FROM chronology_note").fetchone() == (0,)


def test_sent_twice_an_entry_is_recorded_once(admin: psycopg.Connection) -> None:
    child, worker = a_child(admin, an_agency())
    note = uuid4()
    for _ in range(2):
        assert chronology.write(worker, note=note, children=(child,), words=VISIT) == note
    assert len(chronology.story(worker, child=child).entries) == 1


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"text": " "}, "what happened"),
        ({"action": ""}, "Say what you did"),
        ({"when": PartialDate(date(2026, 11, 21))}, "not come yet"),
        ({"title": "x" * 121}, "120"),
    ],
)
def test_an_entry_that_lacks_something_is_answered_with_a_sentence(
    change: dict[str, object], sentence: str, admin: psycopg.Connection
) -> None:
    child, worker = a_child(admin, an_agency())
    with pytest.raises(NotPossible, match=sentence):
        chronology.write(worker, note=uuid4(), children=(child,), words=replace(VISIT, **change))  # type: ignore[arg-type]


def test_the_writer_corrects_and_the_earlier_words_stay(admin: psycopg.Connection) -> None:
    child, worker = a_child(admin, an_agency())
    note = chronology.write(worker, note=uuid4(), children=(child,), words=VISIT)
    better = replace(VISIT, text="The fridge held milk only.", action="", no_action_because="Nan was there.")
    chronology.correct(later(worker, hours=1), child=child, note=note, version=1, words=better, why="I misread.")
    (told,) = chronology.story(worker, child=child).entries[0].witnesses
    assert (told.text, told.corrected) == (better.text, "I misread.")
    assert told.action == "None, because: Nan was there."
    assert [v.words.text for v in chronology.versions(worker, child=child, note=note)] == [better.text, VISIT.text]
    with pytest.raises(NotPossible, match="in the meantime"):
        chronology.correct(worker, child=child, note=note, version=1, words=VISIT, why="Back.")
    with pytest.raises(NotPossible, match="why"):
        chronology.correct(worker, child=child, note=note, version=2, words=VISIT, why=" ")


def test_nobody_corrects_a_colleagues_entry(admin: psycopg.Connection) -> None:
    school = an_agency()
    child, amara = a_child(admin, school)
    _, sam = a_child(admin, school, worker="sam@riverside.example")
    note = chronology.write(amara, note=uuid4(), children=(child,), words=VISIT)
    with pytest.raises(NotPossible, match="Only the person who wrote"):
        chronology.correct(sam, child=child, note=note, version=1, words=VISIT, why="I know better.")


def test_an_entry_goes_with_the_writers_own_record_when_records_come_apart(admin: psycopg.Connection) -> None:
    school, health = an_agency(), an_agency("Health Visiting", AgencyKind.CHILD_HEALTH)
    delivered(health, "plain-people", [{**AVA, "record": "H9"}])
    child, worker = a_child(admin, school)
    note = chronology.write(worker, note=uuid4(), children=(child,), words=VISIT)
    matcher = an_office_holder(trust.Office.MATCHER)
    taken_apart_by_two(matcher, source_of(school.id, "P1"), source_of(health.id, "H9"))
    linked()
    ava, other = person_of(admin, school, "P1"), person_of(admin, health, "H9")
    assert ava != other
    assert [e.id for e in chronology.story(worker, child=ChildId(ava)).entries] == [note]


def test_an_entry_written_in_urgent_need_hangs_on_the_record_with_the_reason(admin: psycopg.Connection) -> None:
    school, police = an_agency(), an_agency("County Police", AgencyKind.POLICE)
    child, _ = a_child(admin, school)
    officer = an_office_holder(trust.Office.PRACTITIONER, police, number=7)
    admin.execute(
        "INSERT INTO agencies_practitioner (actor, agency, name, email, role) "
        "VALUES (%s, %s, 'Jo', 'jo@p.example', '')",
        (officer.actor, police.id),
    )
    trust.claim_urgent_need(officer, child=child, why="Found alone in the street at nine.")
    chronology.write(officer, note=uuid4(), children=(child,), words=VISIT)
    assert admin.execute("SELECT source FROM chronology_notesubject").fetchone() == (source_of(school.id, "P1"),)


def test_a_draft_is_kept_for_its_writer_alone_and_gone_when_the_entry_is_recorded(admin: psycopg.Connection) -> None:
    school = an_agency()
    child, amara = a_child(admin, school)
    _, sam = a_child(admin, school, worker="sam@riverside.example")
    draft = uuid4()
    assert chronology.save_draft(amara, child=child, draft=draft, fields={"text": "The fr"}, version=0) == 1
    assert chronology.save_draft(amara, child=child, draft=draft, fields={"text": "The fridge"}, version=1) == 2
    with pytest.raises(NotPossible, match="another window"):
        chronology.save_draft(amara, child=child, draft=draft, fields={"text": "older"}, version=1)
    (kept,) = chronology.my_drafts(amara)
    assert (kept.child, kept.fields, kept.version) == (child, {"text": "The fridge"}, 2)
    assert chronology.my_drafts(sam) == ()
    chronology.write(amara, note=draft, children=(child,), words=VISIT)
    assert chronology.my_drafts(amara) == ()
    with pytest.raises(NotPossible, match="recorded already"):
        chronology.save_draft(amara, child=child, draft=draft, fields={}, version=2)


def test_a_writer_throws_their_own_draft_away_and_nobody_elses(admin: psycopg.Connection) -> None:
    child, amara = a_child(admin, an_agency())
    draft = uuid4()
    chronology.save_draft(amara, child=child, draft=draft, fields={"text": "The fr"}, version=0)
    chronology.throw_draft_away(somebody(), draft=draft)
    assert len(chronology.my_drafts(amara)) == 1
    chronology.throw_draft_away(amara, draft=draft)
    assert chronology.my_drafts(amara) == ()


def test_what_is_new_is_what_came_after_the_last_sitting_not_after_the_last_click(admin: psycopg.Connection) -> None:
    child, worker = a_child(admin, an_agency())
    assert chronology.look(worker, child=child) is None
    assert chronology.look(later(worker, minutes=10), child=child) is None
    day = later(worker, days=1)
    assert chronology.look(day, child=child) == NOW + timedelta(minutes=10)
    assert chronology.look(later(day, minutes=5), child=child) == NOW + timedelta(minutes=10)


def test_the_database_itself_keeps_a_stranger_from_an_entry_and_from_adding_to_it(
    admin: psycopg.Connection, admin_dsn: str
) -> None:
    from django.db import transaction
    from django.db.utils import DatabaseError

    from alongside.chronology.models import Draft, NoteSubject, NoteWords
    from alongside.kernel.capability import visit

    school = an_agency()
    child, amara = a_child(admin, school)
    leo, sam = a_child(admin, school, LEO, worker="sam@riverside.example")
    note = chronology.write(amara, note=uuid4(), children=(child,), words=VISIT)
    chronology.save_draft(amara, child=child, draft=UUID(int=9), fields={}, version=0)
    with visit(sam):
        assert not NoteWords.objects.exists() and not NoteSubject.objects.exists() and not Draft.objects.exists()
        for author in (sam.actor, amara.actor):
            with pytest.raises(DatabaseError), transaction.atomic():
                NoteSubject(note=note, author=author, source=source_of(school.id, "P2")).save(force_insert=True)
    assert leo and admin.execute("SELECT count(*) FROM chronology_notesubject").fetchone() == (1,)
