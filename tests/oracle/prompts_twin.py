"""When a question is open, told day by day in the slow and obvious way, to judge the rule by."""

from collections.abc import Sequence
from datetime import date, timedelta

from alongside.chronology.contracts import Prompt
from alongside.prompts.contracts import Answer


def is_open(asked: Prompt, answers: Sequence[Answer], today: date) -> bool:
    """Live through the answers one after the other, then through the days up to today."""
    seen: set[object] | None = None
    again: date | None = None
    for answer in answers:
        if answer.kind == asked.kind and any(e in asked.evidence for e in answer.evidence):
            seen, again = set(answer.evidence), answer.look_again_on
    if seen is None:
        return True
    for entry in asked.evidence:
        if entry not in seen:
            return True
    return again in [today - timedelta(days=days) for days in range(400)]
