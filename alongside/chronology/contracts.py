"""The story, as pages, print and programs show it."""

from dataclasses import dataclass
from uuid import UUID

from alongside.kernel.dates import PartialDate
from alongside.kernel.duties import Event
from alongside.records.contracts import Coverage
from alongside.teams.contracts import Involved


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened; several witnesses when several agencies tell of the same thing, each with its text."""

    when: PartialDate
    clock: str
    kind: str
    witnesses: tuple[Event, ...]

    @property
    def id(self) -> UUID:
        """The id of the first witness's own entry."""
        return self.witnesses[0].id

    @property
    def title(self) -> str:
        """A short name for it, from the first witness who gave one."""
        return next((w.title for w in self.witnesses if w.title), "")


@dataclass(frozen=True, slots=True)
class Prompt:
    """A question with its evidence; a human answers it."""

    kind: str
    question: str
    evidence: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """All entries in order, who was involved, what the deliveries cover, and the questions that arise."""

    child: UUID
    entries: tuple[Entry, ...]
    involved: tuple[Involved, ...]
    coverage: tuple[Coverage, ...]
    prompts: tuple[Prompt, ...]

    def item_ids(self) -> tuple[UUID, ...]:
        """Every entry and involvement shown, for the ledger."""
        return tuple(w.id for e in self.entries for w in e.witnesses) + tuple(i.id for i in self.involved)
