"""Licensed instruments, their scores, and what a plug-in of their owner has to offer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from alongside.kernel.ids import ActorId

PLUG_INS = "alongside.instruments"
"""The group of entry points under which a plug-in makes itself known; its name is the instrument's code."""


@dataclass(frozen=True, slots=True)
class Scale:
    """One score of an instrument, and its range, both ends included."""

    code: str
    words: str
    least: int
    most: int
    higher_is_better: bool


@dataclass(frozen=True, slots=True)
class Instrument:
    """An instrument, whose it is, and the licence under which this partnership uses it."""

    code: str
    words: str
    plain: str
    owner: str
    version: str
    licence_holder: str
    licence_ref: str
    valid_to: date | None
    scales: tuple[Scale, ...]
    has_questions: bool = False
    """Whether a plug-in is installed that asks its questions."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question of a plug-in, with the values and words of its answers."""

    code: str
    words: str
    answers: Mapping[str, str]


class PlugIn(Protocol):
    """What the owner of an instrument, or a licensed maker, offers as a Python package of its own."""

    version: str

    def questions(self) -> Sequence[Question]:
        """The questions, in their order and wording."""
        ...

    def add_up(self, answers: Mapping[str, str]) -> Mapping[str, int]:
        """The scores by code. Raises ValueError with a sentence when an answer is missing."""
        ...


@dataclass(frozen=True, slots=True)
class Scored:
    """Scores that were recorded: by which instrument and version, who completed it, when, under which licence."""

    id: UUID
    instrument: str
    version: str
    licence_ref: str
    scores: Mapping[str, int]
    completed_by: str
    completed_on: date
    by: ActorId
    at: datetime

    def item_ids(self) -> tuple[UUID, ...]:
        """The scores, for the ledger."""
        return (self.id,)
