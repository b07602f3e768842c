"""Everybody says whether they agree; a disagreement is talked over until a day, and ends with an outcome."""

from datetime import date
from uuid import UUID

from alongside.assessment import models
from alongside.assessment.contracts import Part, Stance, Step
from alongside.assessment.rules import conversation, working
from alongside.assessment.selectors import parts_of
from alongside.assessment.services import finding
from alongside.kernel.answers import NotFound, NotPossible
from alongside.kernel.caller import Caller
from alongside.kernel.capability import capability
from alongside.kernel.ids import ChildId
from alongside.kernel.scope import for_child
from alongside.language import api as language
from alongside.trust import api as trust

TRIGGER = "disagreement_recorded"


@capability("assessment.take_position", scope=for_child(level=0), writes=True)
def take_position(caller: Caller, *, child: ChildId, part: UUID, stance: Stance, words: str = "") -> None:
    """Somebody says whether they agree with a judgement; who disagrees opens a conversation with a day to settle it."""
    _, found = finding.part(child, part)
    for sentence in working.position_faults(found.kind, stance, words):
        raise NotPossible(sentence)
    me = finding.writer(caller, child)
    sources = trust.subjects(caller, children=found.children)
    for source in dict.fromkeys(sources.values()):
        models.Position(
            part_id=part, source=source, by=caller.actor, capacity=me.capacity.value, agency=me.agency,
            stance=stance.value, words=words.strip(), at=caller.now,
        ).save(force_insert=True)  # fmt: skip
    going_on = any(not d.over for d in found.disagreements)
    if working.opens_conversation(stance, going_on):
        _open(caller, found, sources[child], words.strip())


def _open(caller: Caller, part: Part, source: UUID, words: str) -> None:
    row = models.Conversation(
        part_id=part.id, source=source, by=caller.actor, at=caller.now, settle_by=_settle_by(caller, caller.now.date())
    )
    row.save(force_insert=True)
    _add(caller, row.id, Step.SAID, words)


def _settle_by(caller: Caller, today: date) -> date:
    """By when a disagreement that is recorded today is to be settled, as the partnership agreed."""
    found = language.deadlines(caller, trigger=TRIGGER, happened_on=today)
    return found[0].due_on if found else today


@capability("assessment.talk_over", scope=for_child(level=0), writes=True)
def talk_over(caller: Caller, *, child: ChildId, conversation_id: UUID, step: Step, words: str) -> None:
    """A step in the conversation: something said, an outcome, the managers it goes to, or what they decided."""
    row = models.Conversation.objects.filter(id=conversation_id).first()
    if row is None:
        raise NotFound("There is no such conversation, or it is not open to you.")
    _, found = finding.part(child, row.part_id)
    talk = next(d for p in parts_of(_assessment_of(found.id)) for d in p.disagreements if d.id == conversation_id)
    if fault := conversation.faults([s.kind for s in talk.steps], step, words):
        raise NotPossible(fault)
    _add(caller, conversation_id, step, words.strip())


def _assessment_of(part: UUID) -> UUID:
    found: UUID = models.Part.objects.values_list("assessment_id", flat=True).get(id=part)
    return found


def _add(caller: Caller, conversation_id: UUID, step: Step, words: str) -> None:
    models.ConversationStep(
        conversation_id=conversation_id, kind=step.value, words=words, by=caller.actor, at=caller.now
    ).save(force_insert=True)  # fmt: skip
