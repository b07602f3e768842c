"""Each capability declares one scope; the door has one rule for each kind of scope."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID


class ScopeKind(StrEnum):
    """Whom a capability is for."""

    CHILD = "child"
    RECORD = "record"
    AGENCY = "agency"
    PARTNERSHIP = "partnership"
    OWN = "self"
    INVITED = "invited"
    PUBLIC = "public"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Scope:
    """The kind, the argument that names whom it is about, and what must be held there.

    `offices` are the offices that open an agency or partnership scope; `job` is the job of a system scope.
    """

    kind: ScopeKind
    argument: str = ""
    offices: tuple[str, ...] = ()
    level: int = 1
    job: str = ""

    def subjects(self, words: Mapping[str, Any]) -> tuple[UUID, ...]:
        """The ids that this call is about, taken from its own arguments."""
        if not self.argument:
            return ()
        value = words[self.argument]
        if value is None:
            return ()
        return tuple(value) if isinstance(value, (tuple, list, frozenset, set)) else (value,)


def for_child(argument: str = "child", *, level: int = 1) -> Scope:
    """Needs a grant for each of these children, now."""
    return Scope(ScopeKind.CHILD, argument, level=level)


def for_record(argument: str = "agencies") -> Scope:
    """Needs to be steward or matcher of each agency whose records are concerned."""
    return Scope(ScopeKind.RECORD, argument, offices=("steward", "matcher"))


def for_agency(argument: str = "agency", *, offices: tuple[str, ...]) -> Scope:
    """Needs one of these offices in that agency, or in the whole partnership."""
    return Scope(ScopeKind.AGENCY, argument, offices=offices)


def for_partnership(*offices: str) -> Scope:
    """Needs one of these offices anywhere; with none named, any post held now."""
    return Scope(ScopeKind.PARTNERSHIP, offices=offices)


def for_self() -> Scope:
    """About the caller alone."""
    return Scope(ScopeKind.OWN)


def for_invited(argument: str = "token") -> Scope:
    """Opened by a single-purpose, expiring token that the capability itself checks and uses up."""
    return Scope(ScopeKind.INVITED, argument)


def for_public() -> Scope:
    """For anybody; shows nothing stored about anybody."""
    return Scope(ScopeKind.PUBLIC)


def for_system(job: str) -> Scope:
    """For one of the system's own named jobs."""
    return Scope(ScopeKind.SYSTEM, job=job)
