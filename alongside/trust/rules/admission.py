"""Who is let through the door. Facts in, decision out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from alongside.kernel.caller import Caller, Purpose
from alongside.kernel.scope import Scope, ScopeKind

URGENT_NEED_LASTS = timedelta(hours=4)
UNREVIEWED_URGENT_NEEDS_ALLOWED = 2
SHORTEST_REASON_IN_WORDS = 15

NOT_INVOLVED = "You are not involved with this child, so the record stays closed to you."
ASK_OR_URGENT = (
    "If you work with this child, ask your agency to record your involvement. "
    "If a child needs you now, say so under urgent need."
)
ASK_ADMINISTRATOR = "Ask your partnership's administrator if this should be part of your work."


_CHILD_PURPOSES = frozenset({Purpose.DIRECT_WORK, Purpose.SUPERVISION, Purpose.URGENT_NEED})


@dataclass(frozen=True, slots=True)
class HeldOffice:
    """An office held now; without an agency it is held for the whole partnership."""

    office: str
    agency: UUID | None


@dataclass(frozen=True, slots=True)
class Facts:
    """What is true about the caller now: offices held, and the level of the grant for each child asked about."""

    offices: tuple[HeldOffice, ...] = ()
    levels: Mapping[UUID, int] = field(default_factory=dict)
    known: bool = True


@dataclass(frozen=True, slots=True)
class Decision:
    """Let through or not, with the sentence for the person and for the ledger."""

    allowed: bool
    why: str
    next_step: str = ""
    known: bool = True


def _holds(facts: Facts, offices: Iterable[str], agency: UUID | None) -> bool:
    wanted = set(offices)
    return any(h.office in wanted and (h.agency is None or h.agency == agency) for h in facts.offices)


def _child(scope: Scope, facts: Facts, subjects: tuple[UUID, ...]) -> Decision:
    if subjects and all(facts.levels.get(s, -1) >= scope.level for s in subjects):
        return Decision(True, "involved with the child")
    return Decision(False, NOT_INVOLVED, ASK_OR_URGENT, known=facts.known)


def _agencies(scope: Scope, facts: Facts, subjects: tuple[UUID, ...]) -> Decision:
    if subjects and all(_holds(facts, scope.offices, agency) for agency in subjects):
        return Decision(True, f"holds {' or '.join(scope.offices)}")
    return Decision(False, "This is for another office than yours.", ASK_ADMINISTRATOR)


def _partnership(scope: Scope, caller: Caller, facts: Facts) -> Decision:
    if caller.job and not scope.offices:
        return Decision(True, f"job {caller.job}")
    held = [h for h in facts.offices if not scope.offices or h.office in scope.offices]
    if held:
        return Decision(True, f"holds {held[0].office}")
    return Decision(False, "This is for people who hold an office here.", ASK_ADMINISTRATOR)


def _system(scope: Scope, caller: Caller) -> Decision:
    if caller.job == scope.job:
        return Decision(True, f"job {scope.job}")
    return Decision(False, "Only the system itself does this.", ASK_ADMINISTRATOR)


def _purpose_fits(scope: Scope, caller: Caller) -> bool:
    return scope.kind is not ScopeKind.CHILD or caller.purpose in _CHILD_PURPOSES


def admit(scope: Scope, caller: Caller, facts: Facts, subjects: tuple[UUID, ...]) -> Decision:
    """One rule for each kind of scope. An invited caller's token is checked, and used up, by the capability itself."""
    if not _purpose_fits(scope, caller):
        return Decision(False, f"A child's record is not opened for {caller.purpose.value}.", ASK_OR_URGENT)
    if scope.kind is ScopeKind.CHILD:
        return _child(scope, facts, subjects)
    if scope.kind in (ScopeKind.RECORD, ScopeKind.AGENCY):
        return _agencies(scope, facts, subjects)
    if scope.kind is ScopeKind.PARTNERSHIP:
        return _partnership(scope, caller, facts)
    if scope.kind is ScopeKind.SYSTEM:
        return _system(scope, caller)
    return Decision(True, scope.kind.value)


@dataclass(frozen=True, slots=True)
class UrgentNeedFacts:
    """What is known when somebody claims an urgent need."""

    has_open_reason: bool
    unreviewed: int


def urgent_need(facts: UrgentNeedFacts, *, why: str, now: datetime) -> datetime:
    """Until when an urgent need opens the record: four hours, counted in moments, not on the clock on the wall.

    Raises ValueError with a sentence when it cannot be opened.
    """
    if len(why.strip()) < SHORTEST_REASON_IN_WORDS:
        raise ValueError("Say in a sentence what the child needs now and why it cannot wait.")
    if not facts.has_open_reason:
        raise ValueError("There is no open reason for this child. Make a referral first; it opens the record to you.")
    if facts.unreviewed >= UNREVIEWED_URGENT_NEEDS_ALLOWED:
        raise ValueError("Two of your urgent needs wait for your supervisor's review. Speak to your supervisor now.")
    return now + URGENT_NEED_LASTS
