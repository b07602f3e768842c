"""The assessment, as pages and print show it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from alongside.kernel.ids import ActorId, AgencyId, ChildId


class PartKind(StrEnum):
    """What a part is: something known, a judgement, the child's own words, or what nobody knows yet."""

    INFORMATION = "information"
    STRENGTH = "strength"
    NEED = "need"
    LIVED = "lived"
    OWN_WORDS = "own_words"
    MISSING = "missing"


JUDGEMENTS = frozenset({PartKind.STRENGTH, PartKind.NEED, PartKind.LIVED})
"""Parts beside which everybody says whether they agree."""


class Capacity(StrEnum):
    """As whom somebody writes."""

    PRACTITIONER = "practitioner"
    FAMILY = "family"


class Stance(StrEnum):
    """What somebody thinks of a judgement."""

    AGREE = "agree"
    PARTLY = "partly"
    DISAGREE = "disagree"


class Step(StrEnum):
    """What happens in a conversation about a disagreement."""

    SAID = "said"
    SETTLED = "settled"
    TO_MANAGERS = "to_managers"
    DECIDED = "decided"


class Answer(StrEnum):
    """What came of asking somebody to contribute."""

    WRITTEN = "written"
    NOTHING_RELEVANT = "nothing_relevant"
    NOT_SHARING = "not_sharing"


@dataclass(frozen=True, slots=True)
class Section:
    """One section of a template: its code, group, heading and question, and the kinds of entries beside it."""

    code: str
    group: str
    words: str
    prompt: str
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Text:
    """What was saved at one time; `follows` are the numbers of the texts that it takes the place of."""

    number: int
    follows: tuple[int, ...]
    text: str
    by: ActorId
    at: datetime


@dataclass(frozen=True, slots=True)
class Position:
    """Somebody's view of a judgement; the newest of each person counts."""

    by: ActorId
    capacity: Capacity
    agency: AgencyId | None
    stance: Stance
    words: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Spoken:
    """One step of a conversation about a disagreement."""

    kind: Step
    words: str
    by: ActorId
    at: datetime


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A conversation about a judgement, to be settled by a day; unsettled it goes to named managers."""

    id: UUID
    opened_by: ActorId
    opened_at: datetime
    settle_by: date
    steps: tuple[Spoken, ...]

    @property
    def over(self) -> bool:
        """Whether an outcome is recorded."""
        return any(s.kind in (Step.SETTLED, Step.DECIDED) for s in self.steps)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a section: who wrote it as whom, about which children, how closely it is held, and what it says.

    `texts` are those that stand now: one, or several when two people wrote at the same time and nobody has settled it.
    """

    id: UUID
    section: str
    kind: PartKind
    author: ActorId
    capacity: Capacity
    agency: AgencyId | None
    level: int
    why_level: str
    children: tuple[ChildId, ...]
    texts: tuple[Text, ...]
    copied_from: UUID | None
    evidence: tuple[UUID, ...]
    positions: tuple[Position, ...]
    disagreements: tuple[Disagreement, ...]

    @property
    def settled(self) -> bool:
        """Whether one text stands."""
        return len(self.texts) == 1

    def item_ids(self) -> tuple[UUID, ...]:
        """The part, for the ledger."""
        return (self.id,)


@dataclass(frozen=True, slots=True)
class Request:
    """Somebody was asked to contribute: what, by when, and what they answered."""

    id: UUID
    asked: ActorId
    question: str
    sections: tuple[str, ...]
    answer_by: date
    asked_by: ActorId
    at: datetime
    answer: Answer | None
    words: str


@dataclass(frozen=True, slots=True)
class RequestAround:
    """A request that stands in an assessment of a child whom the caller works with."""

    child: ChildId
    assessment: UUID
    request: Request

    def item_ids(self) -> tuple[UUID, ...]:
        """The request, for the ledger."""
        return (self.request.id,)


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A request that nobody has answered: who was asked and by when, and nothing of what."""

    request: UUID
    assessment: UUID
    child: ChildId
    source: UUID
    asked: ActorId
    asked_on: date
    answer_by: date


@dataclass(frozen=True, slots=True)
class Signature:
    """Somebody signed the finished assessment, as whom, and what they want to be read with it."""

    by: ActorId
    capacity: Capacity
    agency: AgencyId | None
    words: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Head:
    """One assessment in a list: which template, its number in the row, when it began and when it was finished."""

    id: UUID
    template: str
    words: str
    number: int
    children: tuple[ChildId, ...]
    begun_by: ActorId
    begun_at: datetime
    finished_at: datetime | None

    def item_ids(self) -> tuple[UUID, ...]:
        """The assessment, for the ledger."""
        return (self.id,)


@dataclass(frozen=True, slots=True)
class Assessment:
    """The whole assessment as far as the reader may see it."""

    head: Head
    previous: UUID | None
    sections: tuple[Section, ...]
    parts: tuple[Part, ...]
    requests: tuple[Request, ...]
    signatures: tuple[Signature, ...]
    trace: str

    def item_ids(self) -> tuple[UUID, ...]:
        """The assessment and every part shown, for the ledger."""
        return (self.head.id, *(p.id for p in self.parts))

    def of(self, section: str) -> tuple[Part, ...]:
        """The parts of one section, in the order in which they were begun."""
        return tuple(p for p in self.parts if p.section == section)

    def part(self, part: UUID) -> Part | None:
        """One part, if the reader may see it."""
        return next((p for p in self.parts if p.id == part), None)


@dataclass(frozen=True, slots=True)
class Fact:
    """Something an agency has told, beside the section where it belongs; nobody copies it by hand."""

    words: str
    told_by: str
    on: date | None
    entry: UUID | None


Facts = Mapping[str, tuple[Fact, ...]]


@dataclass(frozen=True, slots=True)
class Changed:
    """How one section differs from the assessment before."""

    section: Section
    added: tuple[str, ...]
    gone: tuple[str, ...]
