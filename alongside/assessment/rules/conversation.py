"""The conversation about a disagreement: it has a day, may go to named managers, and ends with an outcome."""

from collections.abc import Sequence
from datetime import date

from alongside.assessment.contracts import Disagreement, Step


def faults(steps: Sequence[Step], step: Step, words: str) -> str:
    """What keeps this step from being taken, in a sentence; empty when nothing does.

    Managers decide only what was brought before them; after an outcome nothing is added, a new view opens a new one.
    """
    if Step.SETTLED in steps or Step.DECIDED in steps:
        return "This conversation is over. Record your view of the judgement anew if it has changed."
    if step is Step.DECIDED and Step.TO_MANAGERS not in steps:
        return "Managers decide what was brought before them. Name them first."
    if step is Step.TO_MANAGERS and Step.TO_MANAGERS in steps:
        return "This is before the managers already."
    if not words.strip():
        return _MISSING[step]
    return ""


_MISSING = {
    Step.SAID: "Write what was said.",
    Step.SETTLED: "Write what you settled on together.",
    Step.TO_MANAGERS: "Name the managers who are to decide.",
    Step.DECIDED: "Write what the managers decided, and why.",
}


def is_late(conversation: Disagreement, today: date) -> bool:
    """Whether its day has passed without an outcome."""
    return not conversation.over and today > conversation.settle_by
