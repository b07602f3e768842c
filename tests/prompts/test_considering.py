"""A question is answered by a human, stays answered until something new comes in, and nobody else reads the answer."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import psycopg
import pytest
from django.db import DatabaseError, connection
from django.test import Client

from alongside.agencies.api import AgencyKind
from alongside.chronology import api as chronology
from alongside.chronology.api import PromptKind, Words
from alongside.cli.caller import clock
from alongside.kernel.answers import NotPossible, Refused
from alongside.kernel.caller import Caller
from alongside.kernel.capability import visit
from alongside.kernel.dates import PartialDate
from alongside.kernel.ids import ChildId
from alongside.plans import api as plans
from alongside.prompts import api as prompts
from alongside.prompts.models import Considered
from tests.builders import AVA, TODAY, a_child, an_agency, somebody
from tests.desk.test_first_hour_pages import signed_in
from tests.plans.around import ava_and_those_around

pytestmark = pytest.mark.usefixtures("clean")
BECAUSE = "The bus was cut. A taxi comes from Monday."


def missed(worker: Caller, child: ChildId, days_ago: int) -> UUID:
    """The child was not brought so many days ago."""
    words = Words(
        PartialDate(worker.now.date() - timedelta(days=days_ago)), "missed", f"Dentist, {days_ago}.", action="Rang."
    )
    return chronology.write(worker, note=uuid4(), children=(child,), words=words)


@pytest.fixture
def ava(admin: psycopg.Connection) -> tuple[ChildId, Caller, tuple[UUID, ...]]:
    """A child who was not brought twice, her teacher, and the two entries."""
    child, teacher = a_child(admin, an_agency())
    return child, teacher, (missed(teacher, child, 40), missed(teacher, child, 30))


def only(caller: Caller, child: ChildId) -> prompts.Question:
    """The one question that arises."""
    (question,) = prompts.open_questions(caller, child=child)
    return question


def considered(caller: Caller, child: ChildId, again: date | None = None) -> None:
    """Somebody considers the one question."""
    asked = only(caller, child).asked
    prompts.consider(
        caller, child=child, kind=asked.kind, evidence=asked.evidence, words=f" {BECAUSE} ", look_again_on=again
    )


def test_a_question_is_open_until_somebody_says_what_they_considered(
    ava: tuple[ChildId, Caller, tuple[UUID, ...]],
) -> None:
    child, teacher, entries = ava
    assert only(teacher, child).open and only(teacher, child).answer is None
    considered(teacher, child)
    now = only(teacher, child)
    assert not now.open and now.answer is not None
    assert (now.answer.words, now.answer.by, now.answer.at) == (BECAUSE, teacher.actor, teacher.now)
    assert now.answer.evidence == tuple(sorted(entries))


def test_a_new_entry_opens_it_again_and_the_earlier_answer_stays_readable(
    ava: tuple[ChildId, Caller, tuple[UUID, ...]],
) -> None:
    child, teacher, _ = ava
    considered(teacher, child)
    third = missed(teacher, child, 1)
    again = only(teacher, child)
    assert again.open and again.new == (third,) and again.answer is not None and again.answer.words == BECAUSE
    considered(teacher, child)
    assert not only(teacher, child).open


def test_what_came_in_while_somebody_wrote_is_not_taken_for_read(ava: tuple[ChildId, Caller, tuple[UUID, ...]]) -> None:
    child, teacher, entries = ava
    third = missed(teacher, child, 1)
    prompts.consider(teacher, child=child, kind=PromptKind.WAS_NOT_BROUGHT, evidence=entries, words=BECAUSE)
    now = only(teacher, child)
    assert now.open and now.new == (third,)


def test_it_is_asked_again_on_the_chosen_day(ava: tuple[ChildId, Caller, tuple[UUID, ...]]) -> None:
    child, teacher, _ = ava
    considered(teacher, child, TODAY + timedelta(days=14))
    assert not only(replace(teacher, now=teacher.now + timedelta(days=13)), child).open
    assert only(replace(teacher, now=teacher.now + timedelta(days=14)), child).open


def test_who_has_no_grant_neither_reads_nor_answers(ava: tuple[ChildId, Caller, tuple[UUID, ...]]) -> None:
    child, teacher, entries = ava
    considered(teacher, child)
    with pytest.raises(Refused):
        prompts.open_questions(somebody(), child=child)
    with pytest.raises(Refused):
        prompts.consider(somebody(), child=child, kind=PromptKind.UNSEEN, evidence=entries, words=BECAUSE)


def test_past_the_first_net_the_database_shows_a_stranger_nothing_and_nobody_changes_an_answer(
    ava: tuple[ChildId, Caller, tuple[UUID, ...]], admin: psycopg.Connection
) -> None:
    child, teacher, _ = ava
    considered(teacher, child)
    assert Considered.objects.count() == 0, "outside the door"
    with visit(somebody()):
        assert Considered.objects.count() == 0
    row = admin.execute("SELECT source, agency FROM prompts_considered").fetchone()
    assert row
    forged = Considered(
        source=row[0], kind="unseen", evidence=[uuid4()], words="x", by=somebody().actor, agency=row[1], at=teacher.now
    )
    with pytest.raises(DatabaseError, match="row-level security"), visit(somebody()):
        forged.save(force_insert=True)
    for deed in ("UPDATE prompts_considered SET words = 'x'", "DELETE FROM prompts_considered"):
        with pytest.raises(DatabaseError, match="permission denied"), visit(teacher), connection.cursor() as cursor:
            cursor.execute(deed)
    assert admin.execute("SELECT words FROM prompts_considered").fetchall() == [(BECAUSE,)]


def test_an_answer_without_words_or_about_another_child_s_entry_is_not_recorded(
    ava: tuple[ChildId, Caller, tuple[UUID, ...]], admin: psycopg.Connection
) -> None:
    child, teacher, entries = ava
    kind = PromptKind.WAS_NOT_BROUGHT
    for evidence, words in ((entries, " "), ((*entries, uuid4()), BECAUSE), ((), BECAUSE)):
        with pytest.raises(NotPossible):
            prompts.consider(teacher, child=child, kind=kind, evidence=evidence, words=words)
    assert admin.execute("SELECT count(*) FROM prompts_considered").fetchone() == (0,)


def test_an_answer_leaves_its_line_in_the_ledger_and_none_in_the_story(
    ava: tuple[ChildId, Caller, tuple[UUID, ...]], admin: psycopg.Connection
) -> None:
    child, teacher, entries = ava
    considered(teacher, child)
    lines = admin.execute("SELECT count(*) FROM ledger_line WHERE capability = 'prompts.consider'").fetchone()
    assert lines == (1,)
    assert {w.id for e in chronology.story(teacher, child=child).entries for w in e.witnesses} == set(entries)


def test_a_colleague_of_another_agency_reads_who_considered_it_and_why(
    ava: tuple[ChildId, Caller, tuple[UUID, ...]], admin: psycopg.Connection
) -> None:
    child, teacher, _ = ava
    considered(teacher, child)
    same, nurse = a_child(admin, an_agency("Health Visiting", AgencyKind.CHILD_HEALTH), AVA, "kim@health.example")
    assert same == child
    answer = only(nurse, child).answer
    assert answer is not None and answer.words == BECAUSE and answer.by == teacher.actor


def _page(client: Client, child: ChildId, place: str = "") -> str:
    return client.get(f"/children/{child}{place}").content.decode()


def test_the_page_shows_the_entries_asks_why_and_folds_what_was_considered(
    ava: tuple[ChildId, Caller, tuple[UUID, ...]],
) -> None:
    child, teacher = ava[0], replace(ava[1], now=clock())
    entries = (missed(teacher, child, 20), missed(teacher, child, 10))
    client = signed_in(teacher)
    before = _page(client, child)
    assert all(f"/children/{child}/chronology#entry-{e}" in before for e in entries)
    evidence = only(teacher, child).asked.evidence
    address = f"/children/{child}/questions/was_not_brought/{evidence[0]}"
    assert address in before and "question was considered" not in before
    assert client.post(address, {"words": ""}).status_code == 422
    kept = client.post(address, {"words": BECAUSE, "read": str(uuid4())})
    assert kept.status_code == 422 and BECAUSE in kept.content.decode(), "nothing that was typed is lost"
    read = " ".join(map(str, evidence))
    assert f'value="{read}"' in kept.content.decode(), "the entries as they are now stand on the page"
    answer = client.post(address, {"words": BECAUSE, "read": read})
    assert answer.status_code == 302
    for place in ("", "/chronology"):
        after = _page(client, child, place)
        assert "No question is open." in after and "1 question was considered" in after
        assert BECAUSE in after and "Amara Okafor, Riverside School" in after
    missed(teacher, child, 1)
    assert "1 is new since" in _page(client, child) and "New since" in _page(client, child)


def test_what_a_plan_asks_is_considered_and_asked_again_when_it_is_another_day(admin: psycopg.Connection) -> None:
    ava = ava_and_those_around(admin)
    ava.with_task()
    ava.agreed()
    late = replace(ava.teacher, now=ava.teacher.now + timedelta(days=120))
    asked = plans.questions(late, child=ava.child)
    assert len(asked) == 2, "a task and the review are long overdue"
    for question in asked:
        prompts.consider(
            late, child=ava.child, kind=question.kind, evidence=question.evidence, words="The club was closed."
        )
    assert [q.open for q in prompts.open_questions(late, child=ava.child) if q.asked.kind == "drift"] == [False, False]
    with pytest.raises(NotPossible, match="have changed since"):
        prompts.consider(late, child=ava.child, kind=asked[0].kind, evidence=(ava.child,), words="x")
    plans.review_by(late, child=ava.child, on=late.now.date() + timedelta(days=1), why="Moved.")
    later = replace(late, now=late.now + timedelta(days=60))
    opened = [q.open for q in prompts.open_questions(later, child=ava.child) if q.asked.kind == "drift"]
    assert opened == [True, False], "another day of review that has gone by is another question"
