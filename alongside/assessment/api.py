"""The assessment, as other contexts may use it."""

from alongside.assessment.contracts import (
    JUDGEMENTS,
    Answer,
    Assessment,
    Capacity,
    Changed,
    Disagreement,
    Fact,
    Head,
    Part,
    PartKind,
    Position,
    Request,
    Section,
    Signature,
    Stance,
    Step,
    Text,
)
from alongside.assessment.rules.conversation import is_late
from alongside.assessment.rules.texts import standing
from alongside.assessment.rules.working import changes, hints, may_change, unfinished
from alongside.assessment.selectors import (
    asked_of_me,
    assessment_of,
    assessments,
    events_of,
    facts,
    saves,
    texts,
)
from alongside.assessment.services.agreeing import take_position, talk_over
from alongside.assessment.services.asking import answer, ask
from alongside.assessment.services.finishing import finish, sign
from alongside.assessment.services.writing import add_part, begin, begin_next, put_evidence, save

__all__ = [
    "JUDGEMENTS",
    "Answer",
    "Assessment",
    "Capacity",
    "Changed",
    "Disagreement",
    "Fact",
    "Head",
    "Part",
    "PartKind",
    "Position",
    "Request",
    "Section",
    "Signature",
    "Stance",
    "Step",
    "Text",
    "add_part",
    "answer",
    "ask",
    "asked_of_me",
    "assessment_of",
    "assessments",
    "begin",
    "begin_next",
    "changes",
    "events_of",
    "facts",
    "finish",
    "hints",
    "is_late",
    "may_change",
    "put_evidence",
    "save",
    "saves",
    "sign",
    "standing",
    "take_position",
    "talk_over",
    "texts",
    "unfinished",
]
