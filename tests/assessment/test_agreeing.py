"""Who agrees, what a disagreement becomes, who is asked, and how an assessment ends and goes on."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from django.db.utils import DatabaseError

from alongside.assessment import api as assessment
from alongside.assessment.api import Answer, Capacity, PartKind, Stance, Step
from alongside.assessment.rules.sealing import trace_of
from alongside.chronology import api as chronology
from alongside.kernel.answers import NotFound, NotPossible, Refused
from tests.assessment.builders import Around, a_family
from tests.builders import TODAY, somebody

pytestmark = pytest.mark.usefixtures("clean")


@pytest.fixture
def ava(admin: psycopg.Connection) -> Around:
    """The people around Ava, and the assessment they have begun."""
    return a_family(admin)


def test_everybody_says_whether_they_agree_and_the_newest_view_counts(ava: Around) -> None:
    part = ava.writes(ava.teacher, "Ava is often hungry.")
    for stance, words in ((Stance.DISAGREE, "She eats at her aunt's."), (Stance.PARTLY, "On Mondays, yes.")):
        assessment.take_position(ava.mother, child=ava.child, part=part, stance=stance, words=words)
    assessment.take_position(ava.officer, child=ava.child, part=part, stance=Stance.AGREE)
    said = {p.by: p for p in ava.read().parts[0].positions}
    assert said[ava.mother.actor].stance is Stance.PARTLY and said[ava.mother.actor].capacity is Capacity.FAMILY
    assert said[ava.officer.actor].stance is Stance.AGREE
    with pytest.raises(NotPossible, match="see differently"):
        assessment.take_position(ava.officer, child=ava.child, part=part, stance=Stance.PARTLY)
    known = ava.writes(ava.teacher, "She is in year 4.", PartKind.INFORMATION)
    with pytest.raises(NotPossible, match="no judgement"):
        assessment.take_position(ava.officer, child=ava.child, part=known, stance=Stance.AGREE)


def test_a_disagreement_is_talked_over_until_a_day_and_may_go_to_managers(ava: Around) -> None:
    part = ava.writes(ava.teacher, "Ava is often hungry.")
    assessment.take_position(ava.mother, child=ava.child, part=part, stance=Stance.DISAGREE, words="She is not.")
    (talk,) = ava.read().parts[0].disagreements
    assert talk.settle_by == date(2026, 12, 4), "ten working days after Friday 20 November 2026"
    assert [s.words for s in talk.steps] == ["She is not."] and not talk.over

    def step(step: Step, words: str) -> None:
        assessment.talk_over(ava.teacher, child=ava.child, conversation_id=talk.id, step=step, words=words)

    with pytest.raises(NotPossible, match="Name them first"):
        step(Step.DECIDED, "They decide.")
    with pytest.raises(NotPossible, match="Name the managers"):
        step(Step.TO_MANAGERS, " ")
    step(Step.TO_MANAGERS, "Ms Reed and Mr Ali")
    step(Step.DECIDED, "Both views stand in the assessment.")
    with pytest.raises(NotPossible, match="is over"):
        step(Step.SAID, "Still.")
    titles = [e.title for e in chronology.story(ava.teacher, child=ava.child).entries]
    assert "A judgement is disagreed with" in titles and "Managers decide about a disagreement" in titles
    with pytest.raises(NotFound):
        assessment.talk_over(ava.teacher, child=ava.child, conversation_id=uuid4(), step=Step.SAID, words="x")


def test_somebody_who_is_asked_answers_or_has_nothing_relevant_or_says_why_not(ava: Around) -> None:
    asked: dict[str, Any] = {"child": ava.child, "assessment": ava.assessment, "sections": ("safety",)}
    request = assessment.ask(
        ava.teacher,
        asked=ava.officer.actor,
        question="Was anybody called?",
        answer_by=TODAY + timedelta(days=7),
        **asked,
    )
    ((child, where, mine),) = assessment.asked_of_me(ava.officer)
    assert (child, where, mine.question) == (ava.child, ava.assessment, "Was anybody called?")
    with pytest.raises(NotPossible, match="why you do not share"):
        assessment.answer(ava.officer, child=ava.child, request=request, answer=Answer.NOT_SHARING)
    with pytest.raises(NotFound):
        assessment.answer(ava.teacher, child=ava.child, request=request, answer=Answer.WRITTEN)
    assessment.answer(ava.officer, child=ava.child, request=request, answer=Answer.NOTHING_RELEVANT)
    assert assessment.asked_of_me(ava.officer) == () and ava.read().requests[0].answer is Answer.NOTHING_RELEVANT
    with pytest.raises(NotPossible, match="answered this already"):
        assessment.answer(ava.officer, child=ava.child, request=request, answer=Answer.WRITTEN)
    for change, words in (
        ({"question": " "}, "like to know"),
        ({"answer_by": TODAY - timedelta(days=1)}, "has not passed"),
        ({"sections": ("shoes",)}, "no such section"),
        ({"asked": somebody().actor}, "of the team"),
    ):
        said = {"asked": ava.officer.actor, "question": "Well?", "answer_by": TODAY, **asked, **change}
        with pytest.raises(NotPossible, match=words):
            assessment.ask(ava.teacher, **said)


def test_a_finished_assessment_is_signed_and_stays_as_it_is(ava: Around, admin: psycopg.Connection) -> None:
    with pytest.raises(NotPossible, match="Nobody has written"):
        assessment.finish(ava.teacher, child=ava.child, assessment=ava.assessment)
    part = ava.writes(ava.teacher, "Ava is often hungry.")
    with pytest.raises(NotPossible, match="nothing to sign"):
        assessment.sign(ava.mother, child=ava.child, assessment=ava.assessment)
    trace = assessment.finish(ava.teacher, child=ava.child, assessment=ava.assessment)
    for who in (ava.teacher, ava.officer, ava.mother):
        assessment.sign(who, child=ava.child, assessment=ava.assessment, words="I see it differently.")
    with pytest.raises(NotPossible, match="signed already"):
        assessment.sign(ava.mother, child=ava.child, assessment=ava.assessment)
    read = ava.read()
    assert len(read.signatures) == 3 and read.trace == trace == trace_of(read.parts)
    for deed in (
        lambda: ava.saves(ava.teacher, part, "Not so.", 1),
        lambda: ava.writes(ava.teacher, "One more."),
        lambda: assessment.put_evidence(ava.teacher, child=ava.child, part=part, entries=(uuid4(),)),
    ):
        with pytest.raises(NotPossible, match="finished and signed"):
            deed()
    with pytest.raises((DatabaseError, psycopg.Error), match="finished"):
        admin.execute(
            "INSERT INTO assessment_parttext (part_id, number, follows, text, by, at, save_id)"
            " VALUES (%s, 2, '{1}', 'x', %s, now(), %s)",
            (part, ava.teacher.actor, uuid4()),
        )
    assessment.take_position(ava.mother, child=ava.child, part=part, stance=Stance.DISAGREE, words="Not right.")
    assert ava.read().parts[0].positions[0].words == "Not right.", "it stays possible to say so, for ever"


def test_the_next_begins_as_a_copy_that_keeps_whose_words_they_are_and_shows_what_changed(ava: Around) -> None:
    ours = ava.writes(ava.teacher, "Ava is often hungry.")
    ava.writes(ava.mother, "Her aunt helps.", PartKind.STRENGTH, section="wider-family")
    with pytest.raises(NotPossible, match="not finished"):
        assessment.begin_next(ava.officer, child=ava.child, assessment=uuid4(), previous=ava.assessment)
    entry = uuid4()
    assessment.put_evidence(ava.teacher, child=ava.child, part=ours, entries=(entry,))
    assessment.finish(ava.teacher, child=ava.child, assessment=ava.assessment)
    again = uuid4()
    for _ in range(2):
        assessment.begin_next(ava.officer, child=ava.child, assessment=again, previous=ava.assessment)
    second = assessment.assessment_of(ava.officer, child=ava.child, assessment=again)
    assert second.head.number == 2 and second.previous == ava.assessment
    copied, hers = second.parts
    assert (copied.author, copied.evidence, copied.copied_from) == (ava.teacher.actor, (entry,), ours)
    assert (hers.author, hers.capacity) == (ava.mother.actor, Capacity.FAMILY)
    with pytest.raises(NotPossible, match="somebody else's own words"):
        ava.saves(ava.officer, hers.id, "She does not.", 1)
    ava.saves(ava.officer, copied.id, "Ava has breakfast at school now.", 1)
    now = assessment.assessment_of(ava.officer, child=ava.child, assessment=again)
    (changed,) = assessment.changes(now.sections, ava.read().parts, now.parts)
    assert changed.section.code == "health"
    assert (changed.added, changed.gone) == (("Ava has breakfast at school now.",), ("Ava is often hungry.",))


def test_the_database_refuses_a_part_in_somebody_elses_name(ava: Around) -> None:
    from django.db import connection

    from alongside.kernel.capability import visit

    forged = (
        "INSERT INTO assessment_part (id, assessment_id, section, kind, author, by, capacity, level, why_level, place,"
        " at) VALUES (%s, %s, 'health', 'need', %s, %s, 'practitioner', 0, '', 1, now())"
    )
    for author, by in ((ava.teacher.actor, ava.teacher.actor), (ava.teacher.actor, ava.officer.actor)):
        with pytest.raises(DatabaseError), visit(ava.officer), connection.cursor() as cursor:
            cursor.execute(forged, (uuid4(), ava.assessment, author, by))
    with pytest.raises(Refused):
        ava.writes(somebody(), "x")
