"""Numbers that identify a person: read, checked, and trusted only when well formed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from alongside.kernel.numbers import nhs_number_is_valid, upn_is_valid


@dataclass(frozen=True, slots=True)
class Identifiers:
    """What a record is known by: texts of the form type:value.

    `trusted` may link or keep apart; `doubtful` is kept as text and may only make a person look.
    """

    trusted: frozenset[str]
    doubtful: frozenset[str]

    @property
    def types(self) -> frozenset[str]:
        """The kinds of trusted identifier."""
        return frozenset(type_of(identifier) for identifier in self.trusted)


NONE = Identifiers(frozenset(), frozenset())


def type_of(identifier: str) -> str:
    """The kind of an identifier written as type:value."""
    return identifier.split(":", 1)[0]


def read_nhs_number(text: str | None) -> Identifiers:
    """An NHS number as an identifier: trusted if valid, doubtful if not, nothing for nothing."""
    return _read("nhs", "".join(text.replace("-", " ").split()), nhs_number_is_valid) if text else NONE


def read_upn(text: str | None) -> Identifiers:
    """A unique pupil number as an identifier: trusted if valid, doubtful if not, nothing for nothing."""
    return _read("upn", "".join(text.split()).upper(), upn_is_valid) if text else NONE


def read_shared(text: str | None) -> Identifiers:
    """One identifier that agencies share, written type:value; NHS numbers and UPNs are checked here too."""
    whole = (text or "").strip()
    kind, colon, value = (part.strip() for part in whole.partition(":"))
    kind = kind.casefold()
    if not colon or not kind or not value:
        return Identifiers(frozenset(), frozenset({f"untyped:{whole}"})) if whole else NONE
    if kind == "nhs":
        return read_nhs_number(value)
    return read_upn(value) if kind == "upn" else Identifiers(frozenset({f"{kind}:{value}"}), frozenset())


def read_identifiers(nhs_number: str | None, upn: str | None, shared: Iterable[str | None]) -> Identifiers:
    """All identifiers of one record together. None is required."""
    read = [read_nhs_number(nhs_number), read_upn(upn), *map(read_shared, shared)]
    known = [identifiers for identifiers in read if identifiers is not NONE]
    if len(known) < 2:
        return known[0] if known else NONE
    return Identifiers(
        frozenset[str]().union(*(i.trusted for i in known)), frozenset[str]().union(*(i.doubtful for i in known))
    )


def _read(kind: str, value: str, is_valid: Callable[[str], bool]) -> Identifiers:
    if not value:
        return NONE
    known = frozenset({f"{kind}:{value}"})
    return Identifiers(known, frozenset()) if is_valid(value) else Identifiers(frozenset(), known)
