"""A meeting is called, its time found with the family first, held by many, and told the moment it ends."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection

from alongside.chronology import api as chronology
from alongside.kernel.answers import NotFound, NotPossible, Refused
from alongside.kernel.capability import visit
from alongside.meetings import api as meetings
from alongside.meetings.api import As, Came, Deed, Fits, Guest, Kind, Stage, Topic
from alongside.pathway import api as pathway
from alongside.plans import api as plans
from alongside.plans.api import GoalWords, Rating, Said, State
from tests.builders import TODAY, somebody
from tests.meetings.around import FRIDAY, MONDAY, TUESDAY, Room, plan_of
from tests.plans.around import WORDS

SOON = TODAY + timedelta(days=20)


def test_a_meeting_is_called_with_everybody_and_each_person_once(room: Room) -> None:
    asked = room.called()
    found = room.see(asked)
    assert [(i.kind, i.name) for i in found.invited if i.kind is not As.PRACTITIONER] == [
        (As.FAMILY, "Kim"), (As.GUEST, "Nan"),
    ]  # fmt: skip
    assert {i.actor for i in found.invited if i.actor} == {room.teacher.actor, room.officer.actor}
    assert found.stage is Stage.PROPOSED and [t.starts_at for t in found.times] == [MONDAY, TUESDAY]
    meetings.invite(room.teacher, child=room.child, meeting=asked, guests=(*room.guests(), Guest(As.GUEST, "nan")))
    assert len(room.see(asked).invited) == 4


def test_a_time_that_the_family_has_not_said_works_needs_a_reason(room: Room) -> None:
    asked = room.called()
    monday, tuesday = room.see(asked).times
    meetings.answer_times(room.kim, child=room.child, meeting=asked, answers={monday.id: Fits.NOT})
    meetings.answer_times(room.kim, child=room.child, meeting=asked, answers={tuesday.id: Fits.NOT})
    meetings.answer_times(room.kim, child=room.child, meeting=asked, answers={tuesday.id: Fits.PREFERRED})
    with pytest.raises(NotPossible, match="The family has not said"):
        meetings.settle(room.teacher, child=room.child, meeting=asked, time=monday.id)
    meetings.settle(room.teacher, child=room.child, meeting=asked, time=tuesday.id)
    found = room.see(asked)
    assert found.now and found.now.starts_at == TUESDAY and found.stage is Stage.SETTLED
    with pytest.raises(NotPossible, match="settled already"):
        meetings.settle(room.teacher, child=room.child, meeting=asked, time=tuesday.id)
    meetings.move(
        room.teacher, child=room.child, meeting=asked, starts_at=FRIDAY, why="The hall is taken.", place="Hall"
    )
    moved = room.see(asked)
    assert [a.starts_at for a in moved.arranged] == [TUESDAY, FRIDAY], "when it was to be stays on record"
    assert moved.place == "Hall"


def test_a_practitioner_writes_down_an_answer_for_the_family_but_the_family_only_for_itself(room: Room) -> None:
    asked = room.called()
    (monday, _), nan = room.see(asked).times, room.who(asked, "Nan")
    meetings.answer_times(
        room.teacher, child=room.child, meeting=asked, answers={monday.id: Fits.WORKS}, invited=nan.id
    )  # fmt: skip
    with pytest.raises(NotPossible, match="for yourself only"):
        meetings.answer_times(room.kim, child=room.child, meeting=asked, answers={monday.id: Fits.NOT}, invited=nan.id)
    (answer,) = room.see(asked).times[0].answers
    assert (answer.invited, answer.fits) == (nan.id, Fits.WORKS)


def test_the_agenda_builds_itself_and_the_familys_points_come_first(room: Room) -> None:
    room.ava.with_task(due_on=TODAY - timedelta(days=10))
    asked = room.settled(Kind.REVIEW)
    meetings.add_point(room.teacher, child=room.child, meeting=asked, words="Photographs")
    meetings.add_point(room.kim, child=room.child, meeting=asked, words="Mondays")
    agenda = meetings.agenda(room.teacher, child=room.child, meeting=asked)
    assert [(i.topic, i.words) for i in agenda][:4] == [
        (Topic.FAMILY, "Mondays"), (Topic.POINT, "Photographs"), (Topic.OVERDUE, "Breakfast club"),
        (Topic.REVIEW, WORDS.words),
    ]  # fmt: skip
    meetings.begin(room.at(MONDAY), child=room.child, meeting=asked)
    assert meetings.agenda(room.teacher, child=room.child, meeting=asked)[:4] == agenda[:4]


def test_what_was_not_talked_about_comes_to_the_next_meeting(room: Room) -> None:
    first = room.settled()
    meetings.add_point(room.kim, child=room.child, meeting=first, words="Mondays")
    meetings.add_point(room.kim, child=room.child, meeting=first, words="Shoes")
    meetings.begin(room.at(MONDAY), child=room.child, meeting=first)
    shoes = next(i for i in room.see(first).items if i.words == "Shoes")
    meetings.note(room.at(MONDAY), child=room.child, meeting=first, item=shoes.id, words="She has some now.")
    meetings.end(room.at(MONDAY), child=room.child, meeting=first)
    second = room.called()
    assert [i.words for i in meetings.agenda(room.at(MONDAY), child=room.child, meeting=second)] == ["Mondays"]


def test_decisions_in_the_room_become_the_plan_at_once(room: Room) -> None:
    asked = room.begun()
    here = room.at(MONDAY)
    with pytest.raises(NotPossible, match="no plan"):
        meetings.decide_review_day(here, child=room.child, meeting=asked, on=SOON)
    meetings.decide_goal(here, child=room.child, meeting=asked, said=WORDS)
    (goal,) = plan_of(room).goals
    meetings.decide_task(
        here, child=room.child, meeting=asked, goal=goal.id, words="Ring the club", due_on=SOON,
        owners=(room.ava.mine(),),
    )  # fmt: skip
    (task,) = plan_of(room).tasks
    assert [o.actor for o in task.owned_now] == [room.teacher.actor]
    meetings.decide_report(
        here, child=room.child, meeting=asked, task=task.id, said=Said(State.STUCK, "Nobody answers.")
    )  # fmt: skip
    meetings.decide_review(
        here, child=room.child, meeting=asked, goal=goal.id, rating=Rating.KEEP, words="Not yet.", measured="3 of 5"
    )
    meetings.decide_review_day(here, child=room.child, meeting=asked, on=SOON, agree=True)
    meetings.decide_next(here, child=room.child, meeting=asked, kind=Kind.REVIEW, starts_at=FRIDAY)
    plan = plan_of(room)
    assert plan.agreed and plan.review_on == SOON and plan.goals[0].reviews[-1].rating is Rating.KEEP
    assert plan.tasks[0].state is State.STUCK
    decided = {d.deed: d.row for d in room.see(asked).decisions}
    assert set(decided) == {Deed.GOAL, Deed.TASK, Deed.REPORT, Deed.REVIEW, Deed.REVIEW_DAY, Deed.NEXT}
    assert [decided[deed] for deed in (Deed.GOAL, Deed.TASK, Deed.REVIEW)] == [goal.id, task.id, goal.id]
    after = room.see(decided[Deed.NEXT] or uuid4())
    assert after.stage is Stage.SETTLED and {i.name for i in after.invited} == {i.name for i in room.see(asked).invited}


def test_an_agreed_plan_is_taken_up_again_when_the_room_decides_more(room: Room) -> None:
    room.ava.with_task()
    room.ava.agreed()
    asked = room.begun()
    later = room.at(MONDAY)
    meetings.decide_goal(
        later, child=room.child, meeting=asked, said=GoalWords("She sleeps badly.", "A bed of her own")
    )
    plan = plan_of(room)
    assert plan.version.number == 2 and plan.version.agreed_at is None and len(plan.goals) == 2
    with pytest.raises(NotPossible, match="not in the plan"):
        meetings.decide_report(later, child=room.child, meeting=asked, task=uuid4(), said=Said(State.OPEN))
    with pytest.raises(NotPossible, match="not in the plan"):
        meetings.decide_review(later, child=room.child, meeting=asked, goal=uuid4(), rating=Rating.KEEP, words="x")


def test_a_mother_says_her_words_and_disagrees_and_both_stand(room: Room) -> None:
    asked = room.settled()
    meetings.add_point(room.kim, child=room.child, meeting=asked, words="Mondays")
    meetings.begin(room.at(MONDAY), child=room.child, meeting=asked)
    item, kim = room.item(asked), room.at(MONDAY, room.kim)
    meetings.note(kim, child=room.child, meeting=asked, item=item.id, words="I work on Mondays.")
    meetings.attend(kim, child=room.child, meeting=asked, came=Came.JOINED)
    decision = room.agreement(asked)
    meetings.disagree(kim, child=room.child, meeting=asked, decision=decision.id, words="I cannot promise that.")
    made = meetings.end(room.at(MONDAY), child=room.child, meeting=asked)
    assert [n.words for n in made.family_said] == ["I work on Mondays."]
    assert [(d.words, [x.words for x in against]) for d, against in made.decided] == [
        ("Kim rings on Mondays.", ["I cannot promise that."])
    ]
    assert [i.name for i, _ in made.there] == ["Kim", "Amara Okafor"]
    assert meetings.summary(room.see(asked)) == made, "the summary is the same whenever it is read"


def test_what_has_ended_stays_as_it_is_and_what_is_added_later_is_marked(room: Room) -> None:
    asked = room.begun()
    decision = room.agreement(asked)
    with pytest.raises(NotPossible, match="not ended"):
        meetings.add_afterwards(room.kim, child=room.child, meeting=asked, words="One more thing.")
    before = meetings.end(room.at(MONDAY), child=room.child, meeting=asked)
    with pytest.raises(NotPossible, match="has ended"):
        meetings.disagree(room.kim, child=room.child, meeting=asked, decision=decision.id, words="No.")
    with pytest.raises(NotPossible, match="has ended"):
        meetings.end(room.at(MONDAY), child=room.child, meeting=asked)
    meetings.add_afterwards(room.kim, child=room.child, meeting=asked, words="I was tired.")
    found = room.see(asked)
    assert [a.words for a in found.added] == ["I was tired."] and meetings.summary(found) == before


def test_the_database_itself_takes_nothing_more_once_a_meeting_has_ended(room: Room) -> None:
    asked = room.begun()
    kim = room.who(asked, "Kim")
    meetings.end(room.at(MONDAY), child=room.child, meeting=asked)
    with pytest.raises(IntegrityError, match="stays as it is"), visit(room.teacher), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO meetings_attendance (meeting_id, invited_id, came, words, at, by) "
            "VALUES (%s, %s, 'present', '', now(), %s)",
            (asked, kim.id, room.teacher.actor),
        )


def test_a_meeting_that_was_called_off_does_not_begin(room: Room) -> None:
    asked = room.settled()
    meetings.call_off(room.teacher, child=room.child, meeting=asked, why="Ava is ill.")
    assert room.see(asked).stage is Stage.CALLED_OFF
    with pytest.raises(NotPossible, match="called off"):
        meetings.begin(room.teacher, child=room.child, meeting=asked)


@pytest.mark.parametrize(
    ("deed", "why"),
    [
        (lambda r, m: meetings.note(r.teacher, child=r.child, meeting=m, item=uuid4(), words="x"), "not begun"),
        (lambda r, m: meetings.settle(r.teacher, child=r.child, meeting=m, time=uuid4()), "not proposed"),
        (
            lambda r, m: meetings.answer_times(r.teacher, child=r.child, meeting=m, answers={uuid4(): Fits.NOT}),
            "not proposed",
        ),
        (lambda r, m: meetings.move(r.teacher, child=r.child, meeting=m, starts_at=FRIDAY, why="x"), "No time"),
        (lambda r, m: meetings.propose(r.teacher, child=r.child, meeting=m, times=()), "at least one"),
        (
            lambda r, m: meetings.propose(r.teacher, child=r.child, meeting=m, times=(MONDAY - timedelta(days=9),)),
            "still to come",
        ),
        (lambda r, m: meetings.arrange(r.teacher, child=r.child, meeting=m, starts_at=FRIDAY, why=" "), "Say how"),
        (
            lambda r, m: meetings.arrange(
                r.teacher, child=r.child, meeting=m, starts_at=MONDAY - timedelta(days=9), why="x"
            ),
            "still to come",
        ),
        (lambda r, m: meetings.invite(r.teacher, child=r.child, meeting=m, guests=()), "Choose somebody"),
        (
            lambda r, m: meetings.invite(
                r.teacher, child=r.child, meeting=m, guests=(Guest(As.PRACTITIONER, actor=r.kim.actor),)
            ),
            "an agency has named",
        ),
        (
            lambda r, m: meetings.invite(
                r.teacher, child=r.child, meeting=m, guests=(Guest(As.FAMILY, member=uuid4()),)
            ),
            "not in the team",
        ),
        (lambda r, m: meetings.attend(r.teacher, child=r.child, meeting=m, came=Came.SENT_WORDS), "what they sent"),
        (
            lambda r, m: meetings.attend_together(
                r.teacher, child=r.child, meeting=m, came={uuid4(): (Came.ABSENT, "")}
            ),
            "not invited",
        ),
        (
            lambda r, m: meetings.attend_together(
                r.teacher, child=r.child, meeting=m, came={r.who(m, "Nan").id: (Came.SENT_WORDS, " ")}
            ),
            "what they sent",
        ),
        (
            lambda r, m: meetings.attend(r.teacher, child=r.child, meeting=m, came=Came.ABSENT, invited=uuid4()),
            "not invited",
        ),
    ],
)
def test_what_is_not_possible_says_why(deed: object, why: str, room: Room) -> None:
    asked = room.called()
    with pytest.raises(NotPossible, match=why):
        deed(room, asked)  # type: ignore[operator]


def test_the_same_time_is_no_move_and_a_second_beginning_is_none(room: Room) -> None:
    asked = room.settled()
    with pytest.raises(NotPossible, match="at this time already"):
        meetings.move(room.teacher, child=room.child, meeting=asked, starts_at=MONDAY, why="x")
    with pytest.raises(NotPossible, match="settled already"):
        meetings.arrange(room.teacher, child=room.child, meeting=asked, starts_at=FRIDAY, why="x")
    meetings.begin(room.at(MONDAY), child=room.child, meeting=asked)
    with pytest.raises(NotPossible, match="begun already"):
        meetings.begin(room.at(MONDAY), child=room.child, meeting=asked)
    for unknown in (_note, _against):
        with pytest.raises(NotPossible):
            unknown(room, asked)


def _note(room: Room, asked: UUID) -> None:
    meetings.note(room.at(MONDAY), child=room.child, meeting=asked, item=uuid4(), words="x")


def _against(room: Room, asked: UUID) -> None:
    meetings.disagree(room.at(MONDAY), child=room.child, meeting=asked, decision=uuid4(), words="x")


def test_a_meeting_lasts_between_five_minutes_and_a_day_of_work(room: Room) -> None:
    with pytest.raises(NotPossible, match="how long"):
        meetings.call(
            room.teacher, children=(room.child,), called=meetings.Called(Kind.TEAM, "x", 3), guests=()
        )  # fmt: skip


def test_the_family_reads_the_meetings_it_is_invited_to_and_no_others(room: Room) -> None:
    with_her, without = room.settled(), room.called(Kind.STRATEGY, guests=())
    assert [h.id for h in meetings.meetings(room.kim, child=room.child)] == [with_her]
    assert {h.id for h in meetings.meetings(room.officer, child=room.child)} == {with_her, without}
    with pytest.raises(NotFound):
        room.see(without, room.kim)
    with pytest.raises(NotFound):
        meetings.add_point(room.kim, child=room.child, meeting=without, words="x")
    with pytest.raises(Refused):
        room.see(with_her, somebody())


def test_what_agencies_hold_is_on_the_agenda_of_practitioners_only(room: Room) -> None:
    asked = room.settled()
    room.something_new()
    meetings.begin(room.at(MONDAY), child=room.child, meeting=asked)
    (new,) = [i for i in room.see(asked).items if i.topic is Topic.ENTRIES]
    assert new.words == "1 new entry in the chronology: 1 concern" and new.level == 1
    assert new.id not in {i.id for i in room.see(asked, room.kim).items}
    meetings.note(room.at(MONDAY), child=room.child, meeting=asked, item=new.id, words="We talked about school.")
    (hidden,) = meetings.summary(room.see(asked, room.kim)).talked_about
    assert hidden.item is None and [n.words for n in hidden.notes] == ["We talked about school."]


def test_the_story_tells_of_a_meeting_once_it_was_held(room: Room) -> None:
    asked = room.begun()
    decision = room.agreement(asked)
    meetings.disagree(
        room.at(MONDAY, room.kim), child=room.child, meeting=asked, decision=decision.id, words="I cannot."
    )  # fmt: skip
    assert meetings.events_of(room.teacher, child=room.child) == ()
    meetings.end(room.at(MONDAY), child=room.child, meeting=asked)
    for _ in range(2):
        (told,) = [e for e in chronology.story(room.teacher, child=room.child).entries if e.id == asked]
        assert told.title == "Team meeting"
        assert told.witnesses[0].text == (
            "There: Amara Okafor. Decided: Kim rings on Mondays (Kim). Not everybody agreed: I cannot."
        )


def test_facts_for_measuring_name_nobody(room: Room) -> None:
    asked = room.begun()
    meetings.attend(room.at(MONDAY, room.kim), child=room.child, meeting=asked, came=Came.PRESENT)
    meetings.decide_goal(room.at(MONDAY), child=room.child, meeting=asked, said=WORDS)
    meetings.end(room.at(MONDAY), child=room.child, meeting=asked)
    (fact,) = meetings.facts_of(room.teacher, child=room.child)
    assert (fact.planning, fact.family_invited, fact.family_attended, fact.goals_set) == (True, True, True, 1)
    assert len(fact.agencies) == 1 and fact.held_at == MONDAY


def test_somebody_who_is_not_invited_is_told_so(room: Room) -> None:
    asked = room.called(guests=(Guest(As.FAMILY, member=room.member),))
    with pytest.raises(NotPossible, match="not among those invited"):
        meetings.add_point(room.officer, child=room.child, meeting=asked, words="x")


def test_a_page_that_polls_sees_that_something_was_said(room: Room) -> None:
    asked = room.begun()
    before = meetings.saves(room.kim, child=room.child, meeting=asked)
    room.agreement(asked)
    assert meetings.saves(room.kim, child=room.child, meeting=asked) == before + 1


def test_a_meeting_is_read_with_as_many_questions_however_long_it_is(room: Room) -> None:
    from django.test.utils import CaptureQueriesContext

    asked = room.begun()

    def asks() -> int:
        with CaptureQueriesContext(connection) as counted:
            room.see(asked)
        return len(counted)

    few = asks()
    for number in range(5):
        room.agreement(asked, f"Agreement {number}")
    assert asks() == few


def test_plans_know_what_the_meeting_said_as_any_other_report(room: Room) -> None:
    _, task = room.ava.with_task()
    asked = room.begun()
    done = Said(State.DONE, seen="Her name is on the list.")
    meetings.decide_report(room.at(MONDAY), child=room.child, meeting=asked, task=task, said=done)
    found = plans.plan_of(room.teacher, child=room.child)
    assert found and found.tasks[0].state is State.DONE
    assert room.see(asked).decisions[0].words == "Done: Breakfast club. Her name is on the list."


@pytest.mark.parametrize("kind", Kind)
def test_what_a_meeting_was_starts_and_stops_clocks_when_it_ends(room: Room, kind: Kind) -> None:
    asked = room.settled(kind)
    meetings.begin(room.teacher, child=room.child, meeting=asked)
    before = {h.what for h in pathway.pathway_of(room.teacher, child=room.child).happened}
    meetings.end(room.teacher, child=room.child, meeting=asked)
    after = {h.what for h in pathway.pathway_of(room.teacher, child=room.child).happened}
    expected = {
        Kind.REVIEW: {"review_held"}, Kind.CORE_GROUP: {"core_group_held"}, Kind.STRATEGY: {"strategy_meeting_held"},
        Kind.CONFERENCE: {"initial_conference_held"}, Kind.REVIEW_CONFERENCE: {"review_conference_held"},
    }.get(kind, set())  # fmt: skip
    assert {str(x) for x in after - before} == expected
    titles = [e.title for e in chronology.story(room.teacher, child=room.child).entries]
    assert not any("was held" in title for title in titles), "the meeting itself is in the story, and is told once"
