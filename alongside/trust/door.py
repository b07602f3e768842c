"""The door: scope and purpose checked, transaction opened, context set for the database, ledger line left."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from alongside.kernel.answers import Refused
from alongside.kernel.caller import Caller
from alongside.kernel.capability import Capability, Rendered
from alongside.kernel.context import signed_context
from alongside.kernel.scope import Scope, ScopeKind
from alongside.ledger.api import Line, Outcome, write_lines
from alongside.trust.rules.admission import Decision, Facts, HeldOffice, admit

_VISIT_LASTS = 15 * 60  # seconds; a batch of an import is far shorter

_LEVELS = """
    SELECT g.child, max(g.level) FROM trust_grant g
    WHERE g.actor = %s AND g.child = ANY(%s) AND g.valid @> %s GROUP BY g.child
"""
_OFFICES = "SELECT office, agency FROM trust_office WHERE actor = %s AND since <= %s AND (until IS NULL OR until > %s)"


@dataclass(slots=True)
class _Visit:
    """One transaction of one caller, with the lines it will leave.

    `levels` are the grants it has asked for, `answers` what it has read; once something is written, both may change
    and each is asked for anew.
    """

    caller: Caller
    lines: list[Line] = field(default_factory=list)
    levels: dict[tuple[Caller, tuple[UUID, ...]], dict[UUID, int]] | None = field(default_factory=dict)
    answers: dict[tuple[object, ...], Any] | None = field(default_factory=dict)

    def something_is_written(self) -> None:
        """From here on nothing that was asked before is trusted."""
        self.levels = self.answers = None


_now_inside: ContextVar[_Visit | None] = ContextVar("visit", default=None)


class TheDoor:
    """Implements `kernel.capability.Door`."""

    def let_through(self, capability: Capability, caller: Caller, words: Mapping[str, Any]) -> Any:
        """Do the work for this caller, or refuse; either way a line is left."""
        with self.visit(caller):
            here = _now_inside.get()
            assert here is not None
            with _as_caller(here, caller):
                return _do(capability, caller, words, here)

    @contextmanager
    def visit(self, caller: Caller) -> Iterator[None]:
        """One transaction for several capabilities; a visit inside a visit joins it."""
        if _now_inside.get() is not None:
            yield
            return
        if connection.in_atomic_block:
            raise RuntimeError("The door owns the outermost transaction; it cannot be entered from inside another.")
        here = _Visit(caller)
        token = _now_inside.set(here)
        try:
            with transaction.atomic(durable=True):
                _set_context(caller)
                yield
                write_lines(here.lines)
        except BaseException:
            _keep_lines(here)
            raise
        finally:
            _now_inside.reset(token)


def _do(capability: Capability, caller: Caller, words: Mapping[str, Any], here: _Visit) -> Any:
    subjects = capability.scope.subjects(words)
    decision = admit(capability.scope, caller, _facts(capability.scope, caller, subjects, here), subjects)
    line = _line(capability, caller, subjects, decision)
    if not decision.allowed:
        here.lines.append(line)
        raise Refused(decision.why, next_step=decision.next_step, known=decision.known)
    if capability.writes:
        here.something_is_written()
    try:
        answer = _answer(capability, caller, words, here)
    except Refused as refusal:
        here.lines.append(replace(line, outcome=Outcome.REFUSED, why=refusal.why))
        raise
    here.lines.append(replace(line, items=_items_of(answer), why=_why(line.why, answer)))
    return answer


def _answer(capability: Capability, caller: Caller, words: Mapping[str, Any], here: _Visit) -> Any:
    """What is read twice in one visit is asked of the database once; checks and lines are those of every reading."""
    asked = (capability.name, caller, *sorted(words.items())) if here.answers is not None else ()
    if not asked or not _can_be_kept(asked):
        return capability.work(caller, **words)
    assert here.answers is not None
    if asked not in here.answers:
        answer = capability.work(caller, **words)
        if here.answers is None:
            return answer
        here.answers[asked] = answer
    kept = here.answers[asked]
    return dict(kept) if isinstance(kept, dict) else kept


def _can_be_kept(asked: tuple[object, ...]) -> bool:
    try:
        hash(asked)
    except TypeError:
        return False
    return True


def _line(capability: Capability, caller: Caller, subjects: tuple[UUID, ...], decision: Decision) -> Line:
    return Line(
        at=caller.now,
        actor=caller.actor,
        session=caller.session,
        capability=capability.name,
        scope=capability.scope.kind.value,
        purpose=caller.purpose.value,
        subjects=tuple(s for s in subjects if isinstance(s, UUID)),
        outcome=Outcome.ALLOWED if decision.allowed else Outcome.REFUSED,
        why=decision.why,
    )


def _items_of(answer: Any) -> tuple[UUID, ...]:
    if (ids := _shown_by(answer)) is not None:
        return tuple(ids())
    if isinstance(answer, tuple):
        return tuple(i for part in answer if (ids := _shown_by(part)) is not None for i in ids())
    return ()


def _why(allowed: str, answer: Any) -> str:
    """Of a search the line also says by which things it was made, such as a surname; never which surname."""
    said = getattr(answer, "searched_by", None)
    return f"{allowed}; searched by {', '.join(said())}" if said else allowed


def _shown_by(part: Rendered | Any) -> Callable[[], Iterable[UUID]] | None:
    """How this part says what it shows, if it can; by name, because a list may be long and `isinstance` is slow."""
    return getattr(part, "item_ids", None)


def _facts(scope: Scope, caller: Caller, subjects: tuple[UUID, ...], here: _Visit) -> Facts:
    if scope.kind is ScopeKind.CHILD:
        return Facts(levels=_known_levels(caller, subjects, here))
    if scope.kind in (ScopeKind.RECORD, ScopeKind.AGENCY, ScopeKind.PARTNERSHIP):
        return Facts(offices=_offices_of(caller.actor, caller.now))
    return Facts()


def _known_levels(caller: Caller, children: tuple[UUID, ...], here: _Visit) -> dict[UUID, int]:
    if here.levels is None:
        return _levels_of(caller.actor, children, caller.now)
    if (caller, children) not in here.levels:
        here.levels[caller, children] = _levels_of(caller.actor, children, caller.now)
    return here.levels[caller, children]


def _levels_of(actor: UUID, children: Sequence[UUID], now: datetime) -> dict[UUID, int]:
    with connection.cursor() as cursor:
        cursor.execute(_LEVELS, (actor, list(children), now))
        return dict(cursor.fetchall())


def _offices_of(actor: UUID, now: datetime) -> tuple[HeldOffice, ...]:
    with connection.cursor() as cursor:
        cursor.execute(_OFFICES, (actor, now, now))
        return tuple(HeldOffice(office, agency) for office, agency in cursor.fetchall())


@contextmanager
def _as_caller(here: _Visit, caller: Caller) -> Iterator[None]:
    """One of the system's jobs may work inside a person's visit; the database is told who it is, then told back."""
    if caller == here.caller:
        yield
        return
    before, here.caller = here.caller, caller
    _set_context(caller)
    try:
        yield
    finally:
        here.caller = before
        if not connection.needs_rollback and connection.in_atomic_block:
            _set_context_unless_broken(before)


def _set_context_unless_broken(caller: Caller) -> None:
    """After an error in the database nothing more can be said in this transaction; it ends anyway."""
    if connection.connection is not None and connection.connection.info.transaction_status.name != "INERROR":
        _set_context(caller)


def _set_context(caller: Caller) -> None:
    token = signed_context(caller, key=settings.CONTEXT_KEY, expiry=time.time() + _VISIT_LASTS)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('alongside.context', %s, true)", (token,))


def _keep_lines(here: _Visit) -> None:
    """What was refused or failed is told in a transaction of its own, because the visit's own was undone."""
    if not here.lines or connection.in_atomic_block:
        return
    lines = [replace(x, outcome=Outcome.FAILED) if x.outcome is Outcome.ALLOWED else x for x in here.lines]
    with transaction.atomic(durable=True):
        _set_context(here.caller)
        write_lines(lines)
