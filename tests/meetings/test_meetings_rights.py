"""Who may read a meeting and write in it, what the database holds by itself, and who could not be written to."""

from datetime import timedelta
from threading import Thread
from time import sleep

import pytest
from django.db import ProgrammingError, connection

from alongside.kernel.answers import NotFound, NotPossible
from alongside.kernel.capability import visit
from alongside.meetings import api as meetings
from alongside.meetings.api import As, Guest
from alongside.post import api as post
from alongside.teams import api as teams
from alongside.teams.api import MemberKind
from tests.builders import NOW
from tests.meetings.around import FRIDAY, MONDAY, Room, let_in


@pytest.mark.parametrize(
    "written",
    [
        "INSERT INTO meetings_note (id, meeting_id, item_id, whose_id, words, at, by) "
        "SELECT gen_random_uuid(), %(meeting)s, i.id, %(other)s, 'x', now(), %(kim)s FROM meetings_item i LIMIT 1",
        "INSERT INTO meetings_decision (id, meeting_id, deed, words, who, owners, at, by) "
        "VALUES (gen_random_uuid(), %(meeting)s, 'agreement', 'x', 'x', '{}', now(), %(kim)s)",
        "INSERT INTO meetings_ended (meeting_id, at, by) VALUES (%(meeting)s, now(), %(kim)s)",
        "INSERT INTO meetings_dissent (id, meeting_id, decision_id, whose_id, words, at, by) "
        "SELECT gen_random_uuid(), %(meeting)s, d.id, %(other)s, 'x', now(), %(kim)s FROM meetings_decision d LIMIT 1",
        "INSERT INTO meetings_item (id, meeting_id, number, topic, words, more, about, level, at, by) "
        "VALUES (gen_random_uuid(), %(meeting)s, 9, 'overdue', 'x', '', gen_random_uuid(), 0, now(), %(kim)s)",
    ],
)
def test_the_database_itself_lets_the_family_speak_for_itself_alone_and_decide_nothing(
    written: str, room: Room
) -> None:
    asked = room.settled()
    meetings.add_point(room.kim, child=room.child, meeting=asked, words="Mondays")
    meetings.begin(room.at(MONDAY), child=room.child, meeting=asked)
    room.agreement(asked)
    said = {"meeting": asked, "kim": room.kim.actor, "other": room.who(asked, "Amara").id}
    with (
        pytest.raises(ProgrammingError, match="row-level security"),
        visit(room.at(MONDAY, room.kim)),
        connection.cursor() as cursor,
    ):
        cursor.execute(written, said)


def test_a_way_in_that_comes_later_opens_the_meetings_one_is_invited_to(room: Room) -> None:
    nan = teams.join(
        room.teacher, child=room.child, kind=MemberKind.FAMILY, role="grandparent", why="Her nan.", name="Ruth"
    )
    asked = room.called(guests=(Guest(As.FAMILY, member=nan),))
    ruth = let_in(room.ava, nan)
    found = room.see(asked, ruth)
    assert found.me == room.who(asked, "Ruth").id
    with pytest.raises(NotFound):
        room.see(asked, room.kim)


def test_whoever_has_no_safe_address_is_named_to_the_others(room: Room) -> None:
    asked = room.settled()
    names = [i.name for i in meetings.not_reached(room.teacher, child=room.child, meeting=asked)]
    assert names == ["Kim", "Nan", "Sam Hill"], "nobody has an account with an address, and nobody said one is safe"
    post.say_address(
        room.teacher, child=room.child, person=room.member, safe=True, address="kim@home.example", who_reads="Only Kim"
    )
    later = room.at(NOW + timedelta(hours=1))
    meetings.move(later, child=room.child, meeting=asked, starts_at=FRIDAY, why="The hall is taken.")
    names = [i.name for i in meetings.not_reached(room.teacher, child=room.child, meeting=asked)]
    assert names == ["Nan", "Sam Hill"]


def test_many_speak_at_once_while_one_ends_the_meeting_and_each_word_is_kept_or_refused(room: Room) -> None:
    asked = room.settled()
    meetings.add_point(room.teacher, child=room.child, meeting=asked, words="Mondays")
    meetings.begin(room.at(MONDAY), child=room.child, meeting=asked)
    item, kept = room.item(asked), list[str]()

    def speak(number: int) -> None:
        try:
            for turn in range(8):
                words = f"{number} {turn}"
                meetings.note(room.at(MONDAY), child=room.child, meeting=asked, item=item.id, words=words)
                kept.append(words)
        except NotPossible:
            pass
        finally:
            connection.close()

    threads = [Thread(target=speak, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    sleep(0.15)
    made = meetings.end(room.at(MONDAY), child=room.child, meeting=asked)
    for thread in threads:
        thread.join()
    told = {n.words for t in made.talked_about for n in t.notes}
    assert told == set(kept) == {n.words for n in room.see(asked).notes}
