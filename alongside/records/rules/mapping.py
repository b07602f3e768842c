"""A mapping says which column of an agency's file means what. It is data (TOML), never code."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatch
from typing import Any

from alongside.kernel.answers import NotPossible
from alongside.records.rules.checks import Check, read_check
from alongside.records.rules.values import tidy


class BadMapping(NotPossible):
    """The mapping cannot be read; the sentence says where and what was expected."""


@dataclass(frozen=True, slots=True)
class Value:
    """Where one value comes from: a column or several, or a fixed text; and how its words are understood."""

    columns: tuple[str, ...] = ()
    fixed: str = ""
    join: str = " "
    split: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
    otherwise: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that a row may tell: a person, an event, an involvement, a reason, a relation."""

    tells: str
    values: Mapping[str, Value]
    when: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Columns with the values they must have; an empty tuple means that the column must not be empty."""


@dataclass(frozen=True, slots=True)
class Table:
    """One kind of file or sheet of a delivery."""

    name: str
    files: tuple[str, ...]
    requires: tuple[str, ...]
    parts: tuple[Part, ...]
    columns: frozenset[str]
    checks: tuple[Check, ...] = ()
    """What is odd about a row, beside what the numbers of persons say by themselves."""

    def fits(self, name: str, columns: Iterable[str]) -> bool:
        """Whether a file or sheet of this name with these columns is of this kind."""
        named = not self.files or any(fnmatch(name.casefold(), pattern.casefold()) for pattern in self.files)
        return named and {tidy(c) for c in self.requires} <= {tidy(c) for c in columns}


@dataclass(frozen=True, slots=True)
class MappingFile:
    """All of a mapping, with its text, so that a delivery can say exactly how it was read."""

    name: str
    title: str
    tables: tuple[Table, ...]
    delivery: Mapping[str, Value]
    text: str


FIELDS: Mapping[str, frozenset[str]] = {
    "person": frozenset(
        """reference forename middle_names surname full_name other_names date_of_birth expected_date_of_birth sex
        address postcode addresses_ever nhs_number upn shared_identifiers household mother school died_on""".split()
    ),
    "event": frozenset(["person", "reference", "on", "time", "kind", "title", "text", "action", "outcome", "worker"]),
    "involvement": frozenset(["person", "worker", "worker_email", "role", "contact", "from", "to", "open"]),
    "reason": frozenset(["person", "kind", "from", "to", "reference"]),
    "relation": frozenset(["person", "relative", "kind", "from", "to"]),
}
NEEDED = {
    "person": ("reference",),
    "event": ("person", "on"),
    "involvement": ("person",),
    "reason": ("person", "kind", "from"),
    "relation": ("person", "relative", "kind"),
}
DELIVERY_FIELDS = frozenset({"current_as_of", "covers_from", "covers_to"})


def read_mapping(text: str, *, name: str) -> MappingFile:
    """The mapping in this TOML text. Raises BadMapping with the place and what was expected."""
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadMapping(f"The mapping {name} is not TOML: {error}.") from error
    try:
        return _mapping(said, name, text)
    except (TypeError, ValueError, AttributeError) as error:  # a number where a table is expected, and the like
        raise BadMapping(f"The mapping {name} is not built like a mapping: {error}.") from error


def _mapping(said: dict[str, Any], name: str, text: str) -> MappingFile:
    tables = tuple(_table(i, t, name) for i, t in enumerate(said.get("table", []), start=1))
    if not tables:
        raise BadMapping(f"The mapping {name} has no [[table]].")
    delivery = said.get("delivery", {})
    _check(set(delivery), DELIVERY_FIELDS, f"{name}, [delivery]")
    return MappingFile(
        name=str(said.get("name", name)),
        title=str(said.get("title", name)),
        tables=tables,
        delivery={k: _value(v, f"{name}, [delivery] {k}") for k, v in delivery.items()},
        text=text,
    )


def _check(said: set[str], known: frozenset[str], where: str) -> None:
    if strange := sorted(said - known):
        raise BadMapping(f"{where}: {', '.join(strange)} is not known. Known: {', '.join(sorted(known))}.")


def _table(number: int, said: dict[str, Any], name: str) -> Table:
    where = f"{name}, table {said.get('name', number)}"
    _check(set(said), frozenset({"name", "files", "requires", "tells_nothing", "checks", *FIELDS}), where)
    parts: list[Part] = []
    for tells in FIELDS:
        told = said.get(tells, [])
        for part in told if isinstance(told, list) else [told]:
            parts.append(_part(tells, dict(part), f"{where}, {tells}"))
    if not parts and not said.get("tells_nothing"):
        raise BadMapping(f"{where} tells nothing: it needs a person, event, involvement, reason or relation.")
    columns = {tidy(c) for p in parts for v in p.values.values() for c in v.columns}
    columns |= {tidy(c) for p in parts for c, _ in p.when}
    return Table(
        name=str(said.get("name", number)),
        files=_one_or_several(said.get("files", ())),
        requires=_one_or_several(said.get("requires", ())),
        parts=tuple(parts),
        columns=frozenset(columns),
        checks=(*_checks(said.get("checks", ()), where), *_checks_of_numbers(parts)),
    )


def _one_or_several(said: str | Iterable[str]) -> tuple[str, ...]:
    return (said,) if isinstance(said, str) else tuple(said)


def _checks(said: Iterable[Mapping[str, Any]], where: str) -> tuple[Check, ...]:
    try:
        return tuple(read_check(check) for check in said)
    except ValueError as error:
        raise BadMapping(f"{where}, checks: {error}.") from error


def _checks_of_numbers(parts: Iterable[Part]) -> Iterator[Check]:
    """An NHS number or a pupil number has a check digit, whoever sends it."""
    for part in parts:
        for name in ("nhs_number", "upn"):
            value = part.values.get(name) if part.tells == "person" else None
            if value and len(value.columns) == 1:
                yield Check(name, value.columns)


def _part(tells: str, said: dict[str, Any], where: str) -> Part:
    when = said.pop("when", {})
    _check(set(said), FIELDS[tells], where)
    for needed in NEEDED[tells]:
        if needed not in said:
            raise BadMapping(f"{where} needs {needed}.")
    conditions = tuple((c, tuple([v] if isinstance(v, str) else v)) for c, v in when.items())
    return Part(tells, {k: _value(v, f"{where}.{k}") for k, v in said.items()}, conditions)


def _value(said: Any, where: str) -> Value:
    if isinstance(said, str):
        return Value(columns=(said,))
    if not isinstance(said, dict):
        raise BadMapping(f"{where}: expected a column name or a table such as {{ column = 'Name' }}.")
    _check(set(said), frozenset({"column", "columns", "value", "join", "split", "words", "otherwise"}), where)
    columns = _one_or_several(said.get("columns") or said.get("column") or ())
    words = {str(k).casefold(): str(v) for k, v in said.get("words", {}).items()}
    return Value(
        columns, str(said.get("value", "")), str(said.get("join", " ")), str(said.get("split", "")), words,
        said.get("otherwise"),
    )  # fmt: skip
