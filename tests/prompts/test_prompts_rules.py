"""When a question is open: each law of the rule, and the slow twin as judge."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as some

from alongside.chronology.contracts import Prompt, PromptKind
from alongside.kernel.ids import ActorId, AgencyId
from alongside.prompts import rules
from alongside.prompts.contracts import Answer
from tests.oracle.prompts_twin import is_open

TODAY, NOW = date(2026, 11, 20), datetime(2026, 11, 20, 21, 0, tzinfo=UTC)
ENTRIES = some.lists(some.integers(1, 6), min_size=1, max_size=5, unique=True)
KINDS = some.sampled_from((PromptKind.SILENCE, PromptKind.UNSEEN))


def asked(*entries: int, kind: PromptKind = PromptKind.SILENCE) -> Prompt:
    """A question with this evidence."""
    return Prompt(kind, "Who has seen the child?", tuple(UUID(int=n) for n in entries))


def answer(*entries: int, kind: PromptKind = PromptKind.SILENCE, again: int | None = None) -> Answer:
    """Somebody considered it; `again` is in so many days."""
    return Answer(
        kind, rules.identity(UUID(int=n) for n in entries), "Nan is there.", ActorId(UUID(int=8)),
        AgencyId(UUID(int=9)), NOW, None if again is None else TODAY + timedelta(days=again),
    )  # fmt: skip


QUESTIONS = some.builds(lambda e, k: asked(*e, kind=k), ENTRIES, KINDS)
ANSWERS = some.lists(
    some.builds(lambda e, k, a: answer(*e, kind=k, again=a), ENTRIES, KINDS, some.none() | some.integers(-30, 30)),
    max_size=6,
)


@given(QUESTIONS, ANSWERS)
def test_a_question_is_open_exactly_when_the_slow_twin_says_so(question: Prompt, answers: list[Answer]) -> None:
    assert rules.question(question, answers, TODAY).open == is_open(question, answers, TODAY)


@given(QUESTIONS, ANSWERS)
def test_an_answer_for_just_this_evidence_closes_it_whatever_was_said_before(
    question: Prompt, answers: list[Answer]
) -> None:
    newest = answer(*(e.int for e in question.evidence), kind=question.kind)
    found = rules.question(question, [*answers, newest], TODAY)
    assert (found.open, found.answer, found.new) == (False, newest, ())


@given(QUESTIONS, ANSWERS)
def test_new_evidence_opens_it_and_is_named(question: Prompt, answers: list[Answer]) -> None:
    more = Prompt(question.kind, question.question, (*question.evidence, UUID(int=77)))
    found = rules.question(more, answers, TODAY)
    assert found.open and UUID(int=77) in found.new


@given(QUESTIONS, ANSWERS, some.data())
def test_evidence_that_falls_away_opens_nothing(question: Prompt, answers: list[Answer], data: some.DataObject) -> None:
    before = rules.question(question, answers, TODAY)
    fewer = data.draw(some.lists(some.sampled_from(question.evidence), min_size=1, unique=True))
    after = rules.question(Prompt(question.kind, "?", tuple(fewer)), answers, TODAY)
    if before.answer and before.answer == after.answer and not before.open:
        assert not after.open


@given(some.lists(QUESTIONS, max_size=6), ANSWERS)
def test_open_questions_stand_first_and_none_is_lost(questions: list[Prompt], answers: list[Answer]) -> None:
    found = rules.questions(questions, answers, TODAY)
    assert [q.open for q in found] == sorted((q.open for q in found), reverse=True)
    assert sorted(map(repr, questions)) == sorted(repr(q.asked) for q in found)


@pytest.mark.parametrize(("again", "is_asked"), [(1, False), (0, True), (-1, True), (None, False)])
def test_it_is_asked_again_from_the_day_that_was_chosen(again: int | None, is_asked: bool) -> None:
    assert rules.question(asked(1), [answer(1, again=again)], TODAY).open == is_asked


def test_two_agencies_that_fell_silent_are_two_questions() -> None:
    assert rules.question(asked(2), [answer(1)], TODAY).answer is None
    assert rules.question(asked(1), [answer(1, kind=PromptKind.UNSEEN)], TODAY).answer is None


@given(some.lists(some.uuids()))
def test_the_order_of_evidence_is_no_part_of_a_question(evidence: list[UUID]) -> None:
    assert rules.identity(evidence) == rules.identity([*reversed(evidence), *evidence])


@pytest.mark.parametrize(("words", "again", "fields"), [
    ("Nan is there.", None, []),
    ("Nan is there.", TODAY + timedelta(days=1), []),
    (" ", None, ["words"]),
    ("x" * (rules.LONGEST + 1), None, ["words"]),
    ("x" * rules.LONGEST, TODAY, ["look_again_on"]),
    ("", TODAY - timedelta(days=1), ["words", "look_again_on"]),
])  # fmt: skip
def test_an_answer_says_why_and_looks_ahead(words: str, again: date | None, fields: list[str]) -> None:
    assert [field for field, _ in rules.faults(words, again, TODAY)] == fields
