"""Oddities: values that are taken in as they came and told to the agency, because they can hardly be right. Pure.

A mapping declares them for its tables: `checks = [{order = ["Start", "End"]}, {codes = "Need", known = "N0 N1"}]`.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from alongside.kernel.dates import PartialDate
from alongside.kernel.numbers import nhs_number_is_valid, upn_is_valid
from alongside.records.rules.values import parse_date, tidy

Row = Mapping[str, str]
Oddity = tuple[str, str, str]
"""The column, what was found there, what was expected."""
Look = Callable[[Row], Oddity | None]

KINDS = ("order", "codes", "upn", "nhs_number", "either", "instead")
_OF_TWO = frozenset({"order", "instead"})
_OF_ONE = frozenset({"codes", "upn", "nhs_number"})
_SAID_NOTHING = ""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing to look at in every row: `columns` in the order of the mapping, `known` codes, `expected` in words."""

    kind: str
    columns: tuple[str, ...]
    known: frozenset[str] = frozenset()
    expected: str = ""


def read_check(said: Mapping[str, Any]) -> Check:
    """A check from its TOML. Raises ValueError with what was expected."""
    kind = next((k for k in KINDS if k in said), None)
    if kind is None or set(said) - {kind, "known", "expected"}:
        raise ValueError(f"found {dict(said)}, expected one of {', '.join(KINDS)}, with known or expected")
    named = said[kind]
    columns = (named,) if isinstance(named, str) else tuple(named)
    if (kind in _OF_TWO and len(columns) != 2) or (kind in _OF_ONE and len(columns) != 1):
        raise ValueError(f"found {dict(said)}, expected {'two columns' if kind in _OF_TWO else 'one column'}")
    if kind == "codes" and not said.get("known"):
        raise ValueError(f"found {dict(said)}, expected known codes beside it, such as known = 'N0 N1'")
    return Check(kind, columns, frozenset(str(said.get("known", "")).upper().split()), str(said.get("expected", "")))


def looks_for(checks: tuple[Check, ...], columns: tuple[str, ...]) -> tuple[Look, ...]:
    """The checks fitted to rows that have these columns; one whose columns are all missing looks at nothing."""
    place = {tidy(c): c for c in columns}
    found = []
    for check in checks:
        here = tuple(place.get(tidy(c), "") for c in check.columns)
        if any(here) or check.kind == "either":
            found.append(_LOOKS[check.kind](check, here))
    return tuple(found)


def oddities(looks: tuple[Look, ...], row: Row) -> Iterator[Oddity]:
    """What is odd about this row."""
    return (odd for look in looks if (odd := look(row)))


def _said(row: Row, column: str) -> str:
    return row[column].strip() if column else _SAID_NOTHING


def _day(row: Row, column: str) -> PartialDate | None:
    try:
        return parse_date(_said(row, column))
    except ValueError:
        return None


def _order(check: Check, here: tuple[str, ...]) -> Look:
    first, second = here

    def look(row: Row) -> Oddity | None:
        begun, ended = _day(row, first), _day(row, second)
        if begun is None or ended is None or begun.on <= ended.last:
            return None
        return second, _said(row, second), f"a day that is not before {first} {_said(row, first)}"

    return look


def _codes(check: Check, here: tuple[str, ...]) -> Look:
    (column,) = here
    known = check.expected or f"one of {', '.join(sorted(check.known))}"

    def look(row: Row) -> Oddity | None:
        strange = [code for code in _said(row, column).split("; ") if code and code.upper() not in check.known]
        return (column, "; ".join(strange), known) if strange else None

    return look


def _number(is_valid: Callable[[str], bool], expected: str) -> Callable[[Check, tuple[str, ...]], Look]:
    def made(check: Check, here: tuple[str, ...]) -> Look:
        (column,) = here

        def look(row: Row) -> Oddity | None:
            said = "".join(_said(row, column).split()).upper()
            return (column, _said(row, column), expected) if said and not is_valid(said) else None

        return look

    return made


def _either(check: Check, here: tuple[str, ...]) -> Look:
    def look(row: Row) -> Oddity | None:
        if any(_said(row, column) for column in here):
            return None
        return check.columns[0], "", f"{' or '.join(check.columns)}"

    return look


def _instead(check: Check, here: tuple[str, ...]) -> Look:
    """An element that newer years call otherwise: columns are the old name and the new one."""
    old, _ = here

    def look(row: Row) -> Oddity | None:
        return (old, _said(row, old), f"{check.columns[1]} instead, as in newer years") if _said(row, old) else None

    return look


_LOOKS: Mapping[str, Callable[[Check, tuple[str, ...]], Look]] = {
    "order": _order,
    "codes": _codes,
    "upn": _number(upn_is_valid, "a unique pupil number whose first letter fits its figures"),
    "nhs_number": _number(nhs_number_is_valid, "an NHS number whose last figure fits the others"),
    "either": _either,
    "instead": _instead,
}
