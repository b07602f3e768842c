"""A question about a child and what somebody has thought about it, as pages and programs show them."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from alongside.chronology.contracts import Prompt, PromptKind
from alongside.kernel.ids import ActorId, AgencyId


@dataclass(frozen=True, slots=True)
class Answer:
    """Somebody considered a question, for the entries they read; on `look_again_on` it is asked again."""

    kind: PromptKind
    evidence: tuple[UUID, ...]
    words: str
    by: ActorId
    agency: AgencyId
    at: datetime
    look_again_on: date | None


@dataclass(frozen=True, slots=True)
class Question:
    """A question, the newest answer to it if there is one, and the evidence that came after that answer."""

    asked: Prompt
    answer: Answer | None
    new: tuple[UUID, ...]
    open: bool

    def item_ids(self) -> tuple[UUID, ...]:
        """The entries that it speaks of, for the ledger."""
        return self.asked.evidence
