"""When a question is open, and what an answer needs. Pure.

A question is known by its kind and its evidence. An answer holds for the entries that its writer read: entries that
came later open the question again, and so does the day on which the writer wanted to look again. Evidence that falls
away, because it is long ago by now or was taken apart, opens nothing.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from uuid import UUID

from alongside.chronology.contracts import Prompt
from alongside.prompts.contracts import Answer, Question

LONGEST = 4_000
"""Letters of an answer; whoever needs more writes an entry."""


def identity(evidence: Iterable[UUID]) -> tuple[UUID, ...]:
    """Evidence in the one order in which it is stored: sorted, each once."""
    return tuple(sorted(set(evidence)))


def answer_to(asked: Prompt, answers: Sequence[Answer]) -> Answer | None:
    """The newest answer of this kind that shares evidence with the question; `answers` come in the order given."""
    speaking = (a for a in reversed(answers) if a.kind == asked.kind and not set(asked.evidence).isdisjoint(a.evidence))
    return next(speaking, None)


def question(asked: Prompt, answers: Sequence[Answer], today: date) -> Question:
    """Whether the question is open today, and what is new since it was answered."""
    answer = answer_to(asked, answers)
    if answer is None:
        return Question(asked, None, asked.evidence, open=True)
    new = tuple(e for e in asked.evidence if e not in answer.evidence)
    again = answer.look_again_on is not None and answer.look_again_on <= today
    return Question(asked, answer, new, open=bool(new) or again)


def questions(asked: Iterable[Prompt], answers: Sequence[Answer], today: date) -> tuple[Question, ...]:
    """Every question with its answer: first those that are open, then those that were considered."""
    return tuple(sorted((question(a, answers, today) for a in asked), key=lambda q: not q.open))


def faults(words: str, look_again_on: date | None, today: date) -> Iterator[tuple[str, str]]:
    """What an answer lacks: the field and a sentence."""
    if not words.strip():
        yield "words", "Say what you considered, and why you decided as you did."
    if len(words) > LONGEST:
        yield "words", f"Say it in at most {LONGEST:,} letters. Longer thoughts belong in an entry."
    if look_again_on is not None and look_again_on <= today:
        yield "look_again_on", "Choose a day after today, or leave it empty."
