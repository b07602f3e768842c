"""What a line of the ledger says."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class Outcome(StrEnum):
    """How a call at the door ended."""

    ALLOWED = "allowed"
    REFUSED = "refused"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Line:
    """One call: by whom, through which sign-in, for what, about whom, how it ended and what it showed."""

    at: datetime
    actor: UUID
    session: str
    capability: str
    scope: str
    purpose: str
    subjects: tuple[UUID, ...]
    outcome: Outcome
    why: str
    items: tuple[UUID, ...] = ()
