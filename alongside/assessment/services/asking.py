"""Others are asked to contribute, and answer: written, nothing relevant, or not shared, because."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from alongside.assessment import models
from alongside.assessment.contracts import Answer
from alongside.assessment.rules import working
from alongside.assessment.services import finding
from alongside.kernel.answers import NotFound, NotPossible
from alongside.kernel.caller import Caller
from alongside.kernel.capability import capability
from alongside.kernel.ids import ActorId, ChildId
from alongside.kernel.scope import for_child
from alongside.teams import api as teams
from alongside.trust import api as trust


@capability("assessment.ask", scope=for_child(), writes=True)
def ask(
    caller: Caller, *, child: ChildId, assessment: UUID, asked: ActorId, question: str, sections: Sequence[str],
    answer_by: date,
) -> UUID:  # fmt: skip
    """Somebody of the team is asked to contribute: a question, the sections it is about, and a day."""
    row = finding.open_assessment(child, assessment)
    if not question.strip():
        raise NotPossible("Write what you would like to know.")
    if answer_by < caller.now.date():
        raise NotPossible("Choose a day that has not passed.")
    known = {s.code for s in working.sections_of(row.body)}
    if not set(sections) <= known:
        raise NotPossible("This assessment has no such section.")
    team = teams.team_of(caller, child=child)
    if team is None or asked not in {m.actor for m in team.members if m.actor}:
        raise NotPossible("Choose somebody of the team who can sign in. Bring them into the team first.")
    request = models.Request(
        assessment=row, source=trust.subjects(caller, children=(child,))[child], asked=asked,
        question=question.strip(), sections=list(sections), answer_by=answer_by, by=caller.actor, at=caller.now,
    )  # fmt: skip
    request.save(force_insert=True)
    return request.id


@capability("assessment.answer", scope=for_child(level=0), writes=True)
def answer(caller: Caller, *, child: ChildId, request: UUID, answer: Answer, words: str = "") -> None:
    """Somebody who was asked says that they have written, have nothing relevant, or do not share and why."""
    row = models.Request.objects.filter(id=request, asked=caller.actor).first()
    if row is None:
        raise NotFound("You were not asked this.")
    if models.RequestAnswer.objects.filter(request=row).exists():
        raise NotPossible("You have answered this already. Write what you would like to add into the assessment.")
    if answer is Answer.NOT_SHARING and not words.strip():
        raise NotPossible("Say why you do not share it. A refusal is recorded with its reason.")
    models.RequestAnswer(
        request=row, answer=answer.value, words=words.strip(), by=caller.actor, at=caller.now
    ).save(force_insert=True)  # fmt: skip
