"""Questions about a child as pages show them: each with the entries it speaks of, and who considered it when."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from alongside.agencies import api as agencies
from alongside.chronology.api import Entry, Story
from alongside.kernel.caller import Caller
from alongside.kernel.ids import ChildId
from alongside.plans import api as plans
from alongside.prompts import api as prompts
from alongside.prompts.api import Question


@dataclass(frozen=True, slots=True)
class Piece:
    """An entry that a question speaks of; new when it came after the question was considered."""

    entry: Entry
    new: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, its entries with the newest first, and who considered it in words, if anybody did."""

    question: Question
    pieces: tuple[Piece, ...]
    by: str


def asked_about(caller: Caller, story: Story) -> tuple[Asked, ...]:
    """The questions of this story: the open ones first."""
    found = prompts.answered(caller, child=ChildId(story.child), asked=story.prompts)
    return _asked(caller, found, story.entries)


def asked_of_plan(caller: Caller, child: UUID) -> tuple[Asked, ...]:
    """The questions that the plan of a child raises: the open ones first. What they speak of stands on its page."""
    here = ChildId(child)
    return _asked(caller, prompts.answered(caller, child=here, asked=plans.questions(caller, child=here)), ())


def _asked(caller: Caller, found: Sequence[Question], entries: Sequence[Entry]) -> tuple[Asked, ...]:
    answers = [q.answer for q in found if q.answer]
    people = agencies.practitioners(caller, actors=tuple({a.by for a in answers})) if answers else {}
    names = {a.id: a.name for a in agencies.all_agencies(caller)} if answers else {}
    said = {a: f"{people[a.by].name if a.by in people else 'Somebody'}, {names.get(a.agency, '')}" for a in answers}
    return tuple(Asked(q, _pieces(q, entries), said[q.answer] if q.answer else "") for q in found)


def _pieces(question: Question, entries: Sequence[Entry]) -> tuple[Piece, ...]:
    asked, new = set(question.asked.evidence), set(question.new) if question.answer else set()
    found = []
    for entry in reversed(entries):
        told = {w.id for w in entry.witnesses}
        if told & asked:
            found.append(Piece(entry, bool(told & new)))
    return tuple(found)
