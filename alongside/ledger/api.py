"""The ledger's door: lines are written through here."""

from alongside.ledger.contracts import Line, Outcome
from alongside.ledger.services import write_lines

__all__ = ["Line", "Outcome", "write_lines"]
