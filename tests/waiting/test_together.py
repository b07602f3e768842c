"""The work of a team on one page; several things at once, each done or told why not, and nothing half done."""

from datetime import timedelta
from uuid import UUID, uuid4

import psycopg
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.kernel.answers import NotFound, NotPossible, Refused
from alongside.plans import api as plans
from alongside.plans.api import State
from alongside.post import api as post
from alongside.trust import api as trust
from alongside.waiting import api as waiting
from alongside.waiting.api import About, DeedKind
from tests.builders import TODAY, job, somebody
from tests.waiting.around import IN_A_WEEK, Around, words_of

LATER = TODAY + timedelta(days=20)


def set_out(ava: Around, kind: DeedKind, *items: UUID, words: str = "Half term.") -> UUID:
    """The teacher sets out to do something with these."""
    deed = uuid4()
    waiting.set_out(
        ava.teacher, children=(ava.child,), deed=deed, kind=kind, chosen=ava.chosen(*items),
        on=LATER if kind is DeedKind.MOVE else None, words=words,
    )  # fmt: skip
    return deed


def test_everything_that_waits_around_my_children_stands_by_its_day(ava: Around) -> None:
    mine, his = ava.a_task(), ava.a_task("Drive by", ava.sam.actor, TODAY + timedelta(days=1))
    request = ava.asks_sam(TODAY + timedelta(days=3))
    plans.agree(ava.teacher, child=ava.child, number=1, review_on=TODAY + timedelta(days=60))
    lines = waiting.around(ava.teacher, children=(ava.child,))
    assert [x.id for x in lines[:3]] == [his, request, mine]
    assert [x.about for x in lines] == [About.TASK, About.REQUEST, About.TASK, About.REVIEW]
    assert [[p.name for p in x.people] for x in lines] == [["Sam Hill"], ["Sam Hill"], ["Amara Okafor"], []]
    assert waiting.around(ava.sam, children=(ava.child,)) == lines
    with pytest.raises(Refused):
        waiting.around(somebody(), children=(ava.child,))


def test_my_teams_children_are_those_in_whose_team_i_am(ava: Around) -> None:
    assert waiting.my_teams_children(ava.teacher) == waiting.my_teams_children(ava.sam) == (ava.child,)
    assert waiting.my_teams_children(somebody()) == ()
    trust.found_office(job("founder"), actor=ava.sam.actor, office=trust.Office.SUPERVISOR, agency=None)
    assert waiting.my_teams_children(ava.sam) == (ava.child,)


def test_days_of_several_move_with_one_reason(ava: Around) -> None:
    plans.agree(ava.teacher, child=ava.child, number=1, review_on=TODAY + timedelta(days=60))
    (review,) = ava.lines()
    plans.revise(ava.teacher, child=ava.child, why="More to do.")
    task = ava.a_task()
    deed = set_out(ava, DeedKind.MOVE, task, review)
    assert ava.lines()[task].due_on == IN_A_WEEK, "setting out does nothing yet"
    for item in (task, review):
        waiting.carry_out(ava.teacher, child=ava.child, deed=deed, item=item)
    assert {ava.lines()[task].due_on, ava.lines()[review].due_on} == {LATER}
    found = waiting.together(ava.teacher, deed=deed)
    assert [(o.chosen.id, o.done, o.words) for o in found.outcomes] == [
        (task, True, "The day was moved."), (review, True, "The day was moved."),
    ]  # fmt: skip


def test_a_deed_sent_twice_is_done_once(ava: Around) -> None:
    task = ava.a_task()
    deed = set_out(ava, DeedKind.MOVE, task)
    for _ in range(2):
        waiting.set_out(
            ava.teacher, children=(ava.child,), deed=deed, kind=DeedKind.MOVE, chosen=ava.chosen(task), on=LATER,
            words="Half term.",
        )  # fmt: skip
        waiting.carry_out(ava.teacher, child=ava.child, deed=deed, item=task)
    (found,) = plans.tasks_around(ava.teacher, children=(ava.child,))
    assert [d.on for d in found.task.due] == [IN_A_WEEK, LATER]


def test_what_is_not_possible_is_told_and_the_others_are_done(ava: Around) -> None:
    mine, his = ava.a_task(), ava.a_task("Drive by", ava.sam.actor)
    deed = set_out(ava, DeedKind.DONE, mine, his, words="I saw it.")
    waiting.carry_out(ava.teacher, child=ava.child, deed=deed, item=mine)
    with pytest.raises(NotPossible, match="Only those who own") as error:
        waiting.carry_out(ava.teacher, child=ava.child, deed=deed, item=his)
    waiting.say_why_not(ava.teacher, deed=deed, item=his, why=str(error.value))
    outcomes = {o.chosen.id: (o.done, o.words) for o in waiting.together(ava.teacher, deed=deed).outcomes}
    assert outcomes == {mine: (True, "Recorded as done."), his: (False, "Only those who own a task record it as done.")}
    assert ava.lines()[mine].state == State.DONE and not ava.lines()[his].done


def test_what_was_interrupted_says_so_and_goes_on_where_it_stopped(ava: Around) -> None:
    first, second = ava.a_task(), ava.a_task("Second")
    deed = set_out(ava, DeedKind.DONE, first, second, words="I saw it.")
    waiting.carry_out(ava.teacher, child=ava.child, deed=deed, item=first)
    assert [o.done for o in waiting.together(ava.teacher, deed=deed).outcomes] == [True, None]
    for item in (first, second):
        waiting.carry_out(ava.teacher, child=ava.child, deed=deed, item=item)
    assert [o.done for o in waiting.together(ava.teacher, deed=deed).outcomes] == [True, True]


def test_the_deed_and_what_came_of_it_are_one_transaction(ava: Around, admin: psycopg.Connection) -> None:
    task = ava.a_task()
    deed = set_out(ava, DeedKind.MOVE, task)
    admin.execute("ALTER TABLE waiting_outcome ADD CONSTRAINT never CHECK (false)")
    try:
        with pytest.raises(Exception, match="never"):
            waiting.carry_out(ava.teacher, child=ava.child, deed=deed, item=task)
    finally:
        admin.execute("ALTER TABLE waiting_outcome DROP CONSTRAINT never")
    assert ava.lines()[task].due_on == IN_A_WEEK


def test_several_are_asked_how_it_stands_by_letter(ava: Around) -> None:
    his, hers, request = ava.a_task("Drive by", ava.sam.actor), ava.a_task_of_kim(), ava.asks_sam()
    deed = set_out(ava, DeedKind.REMIND, his, hers, request, words="")
    for item in (his, request):
        waiting.carry_out(ava.teacher, child=ava.child, deed=deed, item=item)
    with pytest.raises(NotPossible, match="ask them in person"):
        waiting.carry_out(ava.teacher, child=ava.child, deed=deed, item=hers)
    assert sorted(words_of(post.my_letters(ava.sam))) == [
        ("A reminder", "A task of yours is due on 27 November 2026. The team asks how it stands."),
        ("A reminder", "Your contribution to an assessment is due on 27 November 2026. The team asks you for it."),
    ]
    (reminder,) = ava.lines()[his].reminders
    assert (reminder.by, reminder.to) == (ava.teacher.actor, ava.sam.actor)
    again = set_out(ava, DeedKind.REMIND, his, words="")
    with pytest.raises(NotPossible, match="today already"):
        waiting.carry_out(ava.teacher, child=ava.child, deed=again, item=his)


def test_where_no_address_is_safe_the_reminder_stands_here_and_that_is_said(ava: Around) -> None:
    post.say_own_address(ava.sam, safe=False)
    his = ava.a_task("Drive by", ava.sam.actor)
    deed = set_out(ava, DeedKind.REMIND, his, words="")
    waiting.carry_out(ava.teacher, child=ava.child, deed=deed, item=his)
    (outcome,) = waiting.together(ava.teacher, deed=deed).outcomes
    assert outcome.words == "Reminded here; no e-mail, because no address is safe."


@pytest.mark.parametrize(
    ("kind", "words", "why"),
    [
        (DeedKind.MOVE, " ", "Say to which day"),
        (DeedKind.DONE, "", "Say who saw"),
    ],
)
def test_a_deed_says_why(ava: Around, kind: DeedKind, words: str, why: str) -> None:
    with pytest.raises(NotPossible, match=why):
        set_out(ava, kind, ava.a_task(), words=words)


def test_a_deed_is_about_something_and_not_about_everything(ava: Around) -> None:
    for items in ((), tuple(uuid4() for _ in range(51))):
        with pytest.raises(NotPossible, match="between 1 and 50"):
            set_out(ava, DeedKind.REMIND, *items)


def test_what_is_gone_or_was_not_chosen_is_told(ava: Around) -> None:
    gone = uuid4()
    deed = set_out(ava, DeedKind.REMIND, gone)
    with pytest.raises(NotPossible, match="not in the plan or the assessment any more"):
        waiting.carry_out(ava.teacher, child=ava.child, deed=deed, item=gone)
    with pytest.raises(NotPossible, match="was not chosen"):
        waiting.carry_out(ava.teacher, child=ava.child, deed=deed, item=uuid4())


def test_a_deed_is_of_whoever_set_out_to_do_it(ava: Around) -> None:
    deed = set_out(ava, DeedKind.REMIND, ava.a_task("Drive by", ava.sam.actor))
    with pytest.raises(NotFound):
        waiting.together(ava.sam, deed=deed)
    with pytest.raises(NotPossible):
        waiting.say_why_not(ava.sam, deed=deed, item=uuid4(), why="x")


def test_the_worklist_asks_the_same_few_questions_however_much_waits(ava: Around) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            waiting.around(ava.teacher, children=(ava.child,))
        return len(captured.captured_queries)

    ava.asks_sam()
    ava.a_task()
    few = asked()
    for number in range(5):
        ava.a_task(f"Task {number}", ava.sam.actor)
    assert asked() == few


def test_a_mother_who_can_sign_in_is_asked_how_her_task_stands_and_finds_the_letter_here(ava: Around) -> None:
    kim = ava.lets_kim_in()
    task = ava.a_task_of_kim(kim.actor)
    deed = set_out(ava, DeedKind.REMIND, task, words="")
    waiting.carry_out(ava.teacher, child=ava.child, deed=deed, item=task)
    (outcome,) = waiting.together(ava.teacher, deed=deed).outcomes
    assert outcome.words == "Reminded here; no e-mail, because no address is safe."
    (letter,) = post.my_letters(kim)
    assert letter.page == "/ours", "where families read what is shared with them"
    assert [r.to for r in waiting.reminders_of(kim, items=(task,))[task]] == [kim.actor]
    with pytest.raises(Refused):
        waiting.around(kim, children=(ava.child,))
