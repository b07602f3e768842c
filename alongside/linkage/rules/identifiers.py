"""Numbers that identify a person: read, checked, and trusted only when well formed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from operator import mul

NHS_FORM = re.compile(r"[0-9]{10}")
NHS_WEIGHTS = tuple(range(10, 1, -1))
UPN_FORM = re.compile(r"[A-HJ-NP-RT-Z][0-9]{11}[0-9A-HJ-NP-RT-Z]")
UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
UPN_VALUES = {sign: value for signs in ("0123456789", UPN_LETTERS) for value, sign in enumerate(signs)}


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


def nhs_number_is_valid(number: str) -> bool:
    """Ten digits with a correct check digit, not all the same.

    Weights 10 to 2 on the first nine, 11 minus the remainder by 11 (11 becomes 0, 10 is never issued):
    NHS Data Dictionary, NHS NUMBER. 9434765919 is valid, 9434765918 is not.
    """
    if not NHS_FORM.fullmatch(number) or len(set(number)) == 1:
        return False
    digits = list(map(int, number))
    total: int = sum(map(mul, digits, NHS_WEIGHTS))
    return (11 - total % 11) % 11 == digits[9]


def upn_is_valid(upn: str) -> bool:
    """A letter, eleven digits, and a digit or letter, the first letter checking the rest.

    Values (a digit's own, a letter's place in an alphabet without I, O and S) times positions 2 to 13, by 23:
    DfE, unique pupil numbers. A950000178301 and H243278544154 are valid, R247962919251 is not.
    """
    if not UPN_FORM.fullmatch(upn):
        return False
    return UPN_LETTERS[sum(map(mul, map(UPN_VALUES.__getitem__, upn[1:]), range(2, 14))) % 23] == upn[0]


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
