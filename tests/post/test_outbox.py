"""A letter exists if and only if the deed was kept, goes to safe addresses alone, and is never lost."""

import os
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import psycopg
import pytest
from django.db import IntegrityError, connection
from icalendar import Calendar

from alongside.kernel.answers import NotPossible, Refused
from alongside.kernel.caller import Caller
from alongside.kernel.capability import visit
from alongside.post import api as post
from alongside.post.api import Entry, Letter, LetterKind, LetterState
from alongside.post.tasks import how_it_stands, late
from alongside.teams import api as teams
from alongside.trust import api as trust
from tests.builders import NOW, WORKER, an_office_holder, job, somebody
from tests.post.around import HOME, LINES, Around, at, carried
from tests.post.sink import Sink, a_mail_server, set_to


def attempts(admin: psycopg.Connection) -> list[str]:
    """What came of letters, in order."""
    return [row[0] for row in admin.execute("SELECT outcome FROM post_attempt ORDER BY id").fetchall()]


def test_a_letter_to_a_practitioner_arrives_with_a_fixed_subject_a_link_and_its_own_number(
    ava: Around, sink: Sink, admin: psycopg.Connection
) -> None:
    assert ava.writes_to(ava.teacher.actor) is LetterState.WAITING
    assert carried() == 1 and carried() == 0
    ((to, message),) = sink.arrived
    letter = admin.execute("SELECT id FROM post_letter").fetchone()
    assert letter
    assert to == [WORKER]
    assert message["Subject"] == "Something is waiting for you"
    assert message["Message-ID"] == f"<{letter[0]}@alongside.example>"
    assert message["From"] == "Alongside <post@alongside.example>"
    text = message.get_payload()
    assert "Something is waiting for you." in str(text) and "https://alongside.example/ours" in str(text)
    assert attempts(admin) == ["sent"]


def test_a_meeting_comes_with_a_calendar_entry_that_names_nobody(ava: Around, sink: Sink) -> None:
    entry = Entry(NOW + timedelta(days=3), NOW + timedelta(days=3, hours=1), "m7@alongside.example")
    ava.writes_to(ava.teacher.actor, kind=LetterKind.MEETING, entry=entry)
    carried()
    ((_, message),) = sink.arrived
    assert message["Subject"] == "Meeting"
    (part,) = (p for p in message.walk() if p.get_content_type() == "text/calendar")
    assert (part.get_param("method"), part.get_filename()) == ("PUBLISH", "meeting.ics")
    payload = part.get_payload(decode=True)
    assert isinstance(payload, bytes)
    (event,) = Calendar.from_ical(payload.decode()).walk("VEVENT")
    assert (event["SUMMARY"], event.decoded("DTSTART"), event["UID"]) == ("Meeting", entry.start, entry.uid)


def test_a_letter_exists_if_and_only_if_the_deed_was_kept(ava: Around, admin: psycopg.Connection) -> None:
    with pytest.raises(RuntimeError), visit(ava.teacher):
        ava.writes_to(ava.teacher.actor)
        raise RuntimeError("the deed fails")
    assert admin.execute("SELECT count(*) FROM post_letter").fetchone() == (0,)


def test_a_letter_that_names_somebody_is_refused_and_nothing_is_kept(ava: Around, admin: psycopg.Connection) -> None:
    good = Letter(LetterKind.WAITING, ava.teacher.actor, LINES)
    bad = replace(good, lines=("It is about AVA.",), never=("Ava Pearce", "Ava"))
    with pytest.raises(NotPossible, match="never names anybody"):
        post.send(ava.teacher, letters=(good, bad))
    assert admin.execute("SELECT count(*) FROM post_letter").fetchone() == (0,)


def test_somebody_of_the_family_gets_nothing_until_an_address_is_said_to_be_safe(ava: Around, sink: Sink) -> None:
    assert ava.writes_to(ava.kim) is LetterState.NO_SAFE_ADDRESS
    ava.says(HOME)
    assert ava.writes_to(ava.kim) is LetterState.WAITING
    ava.says("", minutes=1)
    assert ava.writes_to(ava.kim) is LetterState.NO_SAFE_ADDRESS
    assert carried(minutes=2) == 0, "said to be unsafe between writing and sending"
    assert sink.arrived == []


def test_an_address_that_turns_unsafe_between_writing_and_sending_gets_nothing(
    ava: Around, sink: Sink, admin: psycopg.Connection
) -> None:
    ava.says(HOME)
    (sent,) = post.send(ava.teacher, letters=(Letter(LetterKind.WAITING, ava.kim, LINES),))
    ava.says("", minutes=1)
    assert carried(minutes=2) == 0
    assert sink.arrived == [] and attempts(admin) == ["no_safe_address"]
    assert post.became_of(ava.teacher, letters=(sent.letter,))[sent.letter].state is LetterState.NO_SAFE_ADDRESS


def test_an_address_of_an_account_is_not_safe_because_it_signs_in(ava: Around, sink: Sink) -> None:
    kim = ava.lets_kim_in()
    assert ava.writes_to(kim.actor) is LetterState.NO_SAFE_ADDRESS
    assert ava.writes_to(ava.kim) is LetterState.NO_SAFE_ADDRESS
    ava.says(HOME)
    assert ava.writes_to(kim.actor) is LetterState.WAITING, "her actor and her membership are one person"
    post.say_own_address(replace(kim, now=NOW + timedelta(minutes=1)), safe=False, who_reads="My partner")
    assert ava.writes_to(ava.kim) is LetterState.NO_SAFE_ADDRESS, "what she says herself counts for both"
    assert carried(minutes=2) == 0 and sink.arrived == []


def test_a_practitioner_who_says_that_no_address_is_safe_gets_no_mail_at_the_account_either(
    ava: Around, sink: Sink
) -> None:
    ava.writes_to(ava.teacher.actor)
    post.say_own_address(ava.teacher, safe=False)
    assert ava.writes_to(ava.teacher.actor) is LetterState.NO_SAFE_ADDRESS
    assert carried() == 0 and sink.arrived == []


def test_nobody_leads_a_colleagues_letters_elsewhere(ava: Around, sink: Sink) -> None:
    sam = ava.with_a_colleague()
    post.say_address(sam, child=ava.child, person=ava.teacher.actor, safe=True, address="thief@home.example")
    ava.writes_to(ava.teacher.actor)
    found = teams.team_of(ava.teacher, child=ava.child)
    assert found
    (member,) = (m.id for m in found.members if m.actor == ava.teacher.actor)
    ava.writes_to(member)
    carried(minutes=1)
    assert sink.addresses == [WORKER, WORKER]


def test_without_a_mail_server_letters_stay_and_the_doctor_says_so_after_an_hour(
    ava: Around, admin: psycopg.Connection
) -> None:
    ava.writes_to(ava.teacher.actor)
    assert carried() == 0 and attempts(admin) == []
    box = how_it_stands(clock=at(hours=1))
    assert (box.waiting, box.oldest, box.server_is_set) == (1, NOW, False)
    assert late(box, now=at(hours=1)()) == ""
    words = late(how_it_stands(clock=at(hours=2)), now=at(hours=2)())
    assert words.startswith("1 letter waits, the oldest since 2026-11-20 21:00 UTC.")
    assert "No mail server is set" in words
    with a_mail_server() as server:
        assert carried(hours=3) == 1
        assert server.addresses == [WORKER]
    assert late(how_it_stands(clock=at(hours=9)), now=at(hours=9)()) == ""


def test_while_the_mail_server_is_away_letters_wait_longer_each_time_and_then_arrive(
    ava: Around, admin: psycopg.Connection
) -> None:
    ava.writes_to(ava.teacher.actor)
    with set_to(1):  # nobody listens there
        assert carried() == 0
        assert carried(seconds=59) == 0 and attempts(admin) == ["failed"], "not yet again"
        assert carried(minutes=1) == 0
        assert carried(minutes=2, seconds=59) == 0 and attempts(admin) == ["failed", "failed"], "twice as long"
        assert carried(minutes=3) == 0
    with a_mail_server() as server:
        server.refusing = True
        assert carried(minutes=7) == 0
        server.refusing = False
        assert carried(minutes=15) == 1
        assert server.addresses == [WORKER]
    assert attempts(admin) == ["failed"] * 4 + ["sent"]


def test_a_letter_that_has_waited_for_days_is_given_up_with_a_line(
    ava: Around, sink: Sink, admin: psycopg.Connection
) -> None:
    ava.writes_to(ava.teacher.actor)
    assert carried(days=5) == 0 and sink.arrived == []
    assert admin.execute("SELECT outcome, words FROM post_attempt").fetchone() == (
        "given_up", "It waited for so long that what it tells of has passed.",
    )  # fmt: skip
    boss = an_office_holder(trust.Office.ADMINISTRATOR)
    assert post.outbox(replace(boss, now=at(days=6)())).given_up == 1


KILLED = """
import os, django
django.setup()
from django.core.mail import EmailMessage
from alongside.post.tasks import carry
from datetime import datetime
send = EmailMessage.send
def and_die(message, *given):
    send(message, *given)
    os.kill(os.getpid(), 9)
EmailMessage.send = and_die
carry(clock=lambda: datetime.fromisoformat(os.environ["NOW"]))
"""


def test_a_postman_killed_between_sending_and_marking_loses_no_letter_and_doubles_are_recognisable(
    ava: Around, sink: Sink, admin: psycopg.Connection
) -> None:
    from django.conf import settings

    ava.writes_to(ava.teacher.actor)
    beside = {
        **os.environ, "DJANGO_SETTINGS_MODULE": "alongside.config.settings", "ALONGSIDE_MAIL_HOST": "127.0.0.1",
        "ALONGSIDE_MAIL_PORT": str(settings.EMAIL_PORT), "ALONGSIDE_MAIL_TLS": "none", "NOW": NOW.isoformat(),
        "ALONGSIDE_MAIL_FROM": settings.DEFAULT_FROM_EMAIL,
    }  # fmt: skip
    done = subprocess.run([sys.executable, "-c", KILLED], env=beside, capture_output=True, timeout=60)
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert len(sink.arrived) == 1 and attempts(admin) == []
    assert carried() == 1
    first, second = (message["Message-ID"] for _, message in sink.arrived)
    assert first == second
    assert attempts(admin) == ["sent"]


def test_two_postmen_never_carry_the_same_letter(ava: Around, sink: Sink, admin_dsn: str) -> None:
    ava.writes_to(ava.teacher.actor)
    with psycopg.connect(admin_dsn) as other:
        other.execute("SELECT 1 FROM post_letter FOR UPDATE")
        assert carried() == 0, "another holds it"
    assert carried() == 1


def rows_of(caller: Caller, table: str) -> int:
    """How many rows of a table the database itself shows somebody inside the door."""
    with visit(caller), connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        count: int = cursor.fetchone()[0]
    return count


def test_the_database_shows_letters_to_whoever_they_are_to_and_to_the_postman_alone(ava: Around) -> None:
    kim = ava.lets_kim_in()
    ava.says(HOME)
    ava.writes_to(kim.actor)
    post.say_own_address(ava.teacher, safe=False)
    for caller, letters, said in ((kim, 1, 0), (job("post"), 1, 2), (ava.teacher, 0, 2), (somebody(), 0, 0)):
        assert rows_of(caller, "post_letter") == letters
        assert rows_of(caller, "post_safeaddress") == said
    (mine,) = post.my_letters(kim)
    assert (mine.subject, mine.lines, mine.state) == ("Something is waiting for you", LINES, LetterState.WAITING)
    assert post.my_letters(ava.teacher) == ()


def test_what_the_family_says_themselves_is_seen_by_those_who_work_with_the_child(ava: Around) -> None:
    kim = ava.lets_kim_in()
    post.say_own_address(kim, safe=True, address=" Kim@Home.example ", who_reads="Only me")
    found = post.addresses_of(ava.teacher, child=ava.child, people=(kim.actor, ava.kim))
    assert (found[kim.actor].address, found[kim.actor].who_reads) == (HOME, "Only me")
    assert found[ava.kim] == found[kim.actor], "by whichever id she is asked for"
    own = post.own_address(kim)
    assert own and own.safe
    assert post.own_address(somebody()) is None


def test_nobody_of_a_family_speaks_of_anybody_else(ava: Around) -> None:
    kim = ava.lets_kim_in()
    with pytest.raises(Refused):
        post.say_address(kim, child=ava.child, person=ava.teacher.actor, safe=True, address=HOME)
    with pytest.raises(Exception, match="row-level security"), visit(kim), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO post_safeaddress (person, source, address, safe, who_reads, at, by) "
            "SELECT %s, g.subject, 'x@y.example', true, '', now(), %s FROM trust_grant g",
            (ava.kim, kim.actor),
        )


def test_a_safe_address_is_one_address(ava: Around) -> None:
    with pytest.raises(NotPossible, match="one e-mail address"):
        post.say_own_address(ava.teacher, safe=True, address="me@x.example, you@y.example")


def test_a_letter_is_settled_once(ava: Around, admin: psycopg.Connection) -> None:
    ava.writes_to(ava.kim)
    letter = admin.execute("SELECT id FROM post_letter").fetchone()
    assert letter
    with pytest.raises(IntegrityError):
        post.keep_back(job("post"), letters=(letter[0],))


def test_the_database_knows_no_other_kind_of_letter(ava: Around, admin: psycopg.Connection) -> None:
    with pytest.raises(psycopg.errors.CheckViolation):
        admin.execute(
            'INSERT INTO post_letter (id, kind, "to", lines, page, uid, edition, called_off, at, by) '
            "VALUES (gen_random_uuid(), 'about Ava', %s, '{x}', '', '', 0, false, now(), %s)",
            (UUID(int=1), UUID(int=1)),
        )
