"""Questions about a child as pages show them: each with the entries it speaks of, and who considered it when."""

from dataclasses import dataclass

from alongside.agencies import api as agencies
from alongside.chronology.api import Entry, Story
from alongside.kernel.caller import Caller
from alongside.kernel.ids import ChildId
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
    answers = [q.answer for q in found if q.answer]
    people = agencies.practitioners(caller, actors=tuple({a.by for a in answers})) if answers else {}
    names = {a.id: a.name for a in agencies.all_agencies(caller)} if answers else {}
    said = {a: f"{people[a.by].name if a.by in people else 'Somebody'}, {names.get(a.agency, '')}" for a in answers}
    return tuple(Asked(q, _pieces(q, story), said[q.answer] if q.answer else "") for q in found)


def _pieces(question: Question, story: Story) -> tuple[Piece, ...]:
    asked, new = set(question.asked.evidence), set(question.new) if question.answer else set()
    found = []
    for entry in reversed(story.entries):
        told = {w.id for w in entry.witnesses}
        if told & asked:
            found.append(Piece(entry, bool(told & new)))
    return tuple(found)
