"""One letter a day to whoever has something waiting, and a reminder before and after the day, each once."""

from dataclasses import replace
from datetime import timedelta
from threading import Thread
from uuid import UUID

import psycopg
import pytest
from django.db import connection

from alongside.assessment import api as assessments
from alongside.assessment.api import Answer
from alongside.kernel.answers import Refused
from alongside.kernel.ids import ActorId
from alongside.meetings import api as meetings
from alongside.meetings.api import As, Called, Fits, Guest, Kind
from alongside.plans import api as plans
from alongside.plans.api import Said, State
from alongside.post import api as post
from alongside.post.api import LetterState
from alongside.teams import api as teams
from alongside.waiting import api as waiting
from alongside.waiting.api import Occasion
from alongside.waiting.tasks import Written
from tests.builders import NOW, TODAY, job
from tests.waiting.around import IN_A_WEEK, Around, clock, words_of, written

DIGEST = "What is waiting for you today"


def test_a_practitioner_gets_one_letter_a_day_with_counts_and_days_and_no_name(ava: Around) -> None:
    ava.a_task("Breakfast club")
    ava.a_task("Ring Kim Pearce about Ava", due_on=TODAY + timedelta(days=2))
    assert written() == Written(1, 0)
    assert written() == Written(0, 0), "never twice on one day"
    (letter,) = post.my_letters(ava.teacher)
    assert letter.subject == DIGEST
    assert letter.lines == ("2 things are due within a week, the first on 22 November 2026.",)
    assert (letter.page, letter.state) == ("/my-tasks", LetterState.WAITING)
    assert not {"Ava", "Kim", "Pearce", "Breakfast"} & set(" ".join(letter.lines).split())
    assert written(1) == Written(1, 0), "the next day there is another"
    assert post.my_letters(ava.sam) == ()


def test_what_is_done_or_far_away_waits_for_nobody(ava: Around) -> None:
    task = ava.a_task()
    ava.a_task("Later", due_on=TODAY + timedelta(days=30))
    plans.report(ava.teacher, child=ava.child, task=task, said=Said(State.DONE, seen="I saw it."))
    assert written().digests == 0


def test_a_letter_counts_nothing_of_a_child_whose_record_is_closed_to_them_now(ava: Around) -> None:
    ava.a_task(owner=ava.sam.actor)
    found = teams.team_of(ava.teacher, child=ava.child)
    assert found
    (sam,) = (m.id for m in found.members if m.actor == ava.sam.actor)
    teams.leave(ava.teacher, child=ava.child, member=sam, why="He moved away.")
    assert written().digests == 0


def test_whoever_does_not_want_the_letter_gets_none_and_may_change_their_mind(ava: Around) -> None:
    ava.a_task()
    assert waiting.wants_digest(ava.teacher)
    waiting.want_digest(ava.teacher, wanted=False)
    assert not waiting.wants_digest(ava.teacher)
    assert written().digests == 0
    waiting.want_digest(ava.after(0.1), wanted=True)
    assert written().digests == 1


def test_a_command_and_the_worker_at_one_moment_write_one_letter(ava: Around, admin: psycopg.Connection) -> None:
    ava.a_task()
    found = waiting.digests_due(job("digest"))

    def write() -> None:
        for actor, lines in found.items():
            waiting.write_digest(job("digest"), actor=actor, lines=lines)
        connection.close()

    threads = [Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert admin.execute("SELECT count(*) FROM waiting_digest").fetchone() == (1,)
    assert admin.execute("SELECT count(*) FROM post_letter").fetchone() == (1,)


def test_the_database_holds_that_nobody_gets_two_letters_on_one_day(ava: Around, admin: psycopg.Connection) -> None:
    ava.a_task()
    written()
    with pytest.raises(psycopg.errors.UniqueViolation, match="waiting_one_letter_a_day"):
        admin.execute(
            'INSERT INTO waiting_digest (actor, "on", at, letter) '
            'SELECT actor, "on", at, gen_random_uuid() FROM waiting_digest'
        )


def test_a_meeting_is_counted_until_it_is_answered_and_only_for_whoever_is_asked(ava: Around) -> None:
    times = (NOW + timedelta(days=20), NOW + timedelta(days=21))
    asked = meetings.call(
        ava.teacher, children=(ava.child,), called=Called(Kind.TEAM, "Breakfast.", 45, "School"),
        guests=(Guest(As.PRACTITIONER, actor=ava.sam.actor),), times=times,
    )  # fmt: skip
    assert meetings.to_answer(job("digest")) == {ava.sam.actor: ((NOW + timedelta(days=20)).date(),)}
    assert written().digests == 1
    (letter,) = [x for x in post.my_letters(ava.sam) if "waits" in " ".join(x.lines)]
    assert letter.lines[0].startswith("1 invitation to a meeting waits")
    found = meetings.meeting(ava.sam, child=ava.child, meeting=asked)
    meetings.answer_times(
        ava.sam, child=ava.child, meeting=asked, answers={t.id: Fits.WORKS for t in found.times}
    )  # fmt: skip
    assert meetings.to_answer(job("digest")) == {}


def test_whoever_was_asked_is_reminded_before_and_after_the_day_once_each(ava: Around) -> None:
    request = ava.asks_sam(IN_A_WEEK)  # a Friday; three working days before is the Tuesday
    assert [written(days).reminders for days in (0, 3, 4, 5, 7, 8, 9)] == [0, 0, 1, 0, 0, 1, 0]
    reminders = [x for x in words_of(post.my_letters(ava.sam)) if x[0] == "A reminder"]
    assert [line for _, line in reversed(reminders)] == [
        "You were asked to contribute to an assessment by 27 November 2026. There is no answer from you yet.",
        "You were asked to contribute to an assessment by 27 November 2026. That day has passed without your answer.",
    ]
    found = waiting.reminders_of(ava.teacher, items=(request,))[request]
    assert [(r.occasion, r.to) for r in found] == [(Occasion.SOON, ava.sam.actor), (Occasion.LATE, ava.sam.actor)]


def test_nobody_is_reminded_of_what_they_have_answered(ava: Around) -> None:
    request = ava.asks_sam()
    assessments.answer(ava.sam, child=ava.child, request=request, answer=Answer.NOTHING_RELEVANT)
    assert written(6) == Written(0, 0)


def test_requests_are_part_of_the_letter_of_the_day(ava: Around) -> None:
    ava.asks_sam()
    assert written().digests == 1
    (letter,) = post.my_letters(ava.sam)
    assert letter.lines[1] == "Among them: a request to contribute."


def test_only_the_job_counts_over_all_children(ava: Around) -> None:
    for closed in (waiting.digests_due, waiting.reminders_due, plans.due_days, assessments.unanswered):
        with pytest.raises(Refused):
            closed(ava.teacher)


def test_reminders_are_seen_by_those_who_work_with_the_child_alone(ava: Around) -> None:
    request = ava.asks_sam()
    written(6)
    stranger = replace(ava.teacher, actor=ActorId(UUID(int=99)))
    assert waiting.reminders_of(stranger, items=(request,)) == {}
    assert len(waiting.reminders_of(ava.sam, items=(request,))[request]) == 1


def test_a_clock_is_given(ava: Around) -> None:
    assert clock(1)() - clock()() == timedelta(days=1)
