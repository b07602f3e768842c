"""Who is involved, as pages show it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from alongside.families.contracts import Identity
from alongside.kernel.dates import Period


@dataclass(frozen=True, slots=True)
class Involved:
    """One line: agency, who, role, how to reach them, from when to when."""

    id: UUID
    agency: str
    worker: str
    role: str
    contact: str
    period: Period
    open: bool

    def item_ids(self) -> tuple[UUID, ...]:
        """The involvement, for the ledger."""
        return (self.id,)


@dataclass(frozen=True, slots=True)
class MyChild:
    """A child whose record is open to the caller, why, and until when."""

    child: UUID
    identity: Identity
    why: str
    until: datetime | None

    def item_ids(self) -> tuple[UUID, ...]:
        """The child, for the ledger."""
        return (self.child,)
