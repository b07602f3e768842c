"""What a mapping takes each column of a file for, in words that a steward can check. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from alongside.records.rules.mapping import MappingFile, Part
from alongside.records.rules.values import tidy


@dataclass(frozen=True, slots=True)
class ColumnMeaning:
    """One column of a file, what stands in it first, and what the mapping takes it for; nothing when it is not used."""

    column: str
    example: str
    meanings: tuple[str, ...]


_WORDS = {
    ("person", "reference"): "the agency's own number of the person", ("person", "upn"): "the pupil's number (UPN)",
    ("person", "nhs_number"): "the person's NHS number", ("person", "household"): "who lives together",
    ("person", "mother"): "the number of the person's mother",
    ("involvement", "person"): "the number of the person a worker is involved with",
    ("involvement", "from"): "since when the worker is involved", ("involvement", "to"): "until when",
    ("event", "person"): "the number of the person something happened to", ("event", "on"): "the day it happened",
    ("reason", "person"): "the number of the child who is here", ("reason", "kind"): "why the child is here",
}  # fmt: skip
_SUBJECTS = {"person": "the person's", "event": "what happened: its", "involvement": "the involvement's",
             "reason": "the reason's", "relation": "the family tie's"}  # fmt: skip


def meanings(mapping: MappingFile, name: str, values: Mapping[str, str]) -> tuple[ColumnMeaning, ...]:
    """Each column of this row of a file or sheet of that name, with what it is taken for."""
    parts = [p for t in mapping.tables if t.fits(name, values) for p in t.parts]
    return tuple(ColumnMeaning(c, v, tuple(dict.fromkeys(_meanings(parts, tidy(c))))) for c, v in values.items())


def _meanings(parts: Iterable[Part], column: str) -> Iterator[str]:
    for part in parts:
        for field, value in part.values.items():
            if column in {tidy(c) for c in value.columns}:
                words = f"{_SUBJECTS[part.tells]} {field.replace('_', ' ')}"
                said = _WORDS.get((part.tells, field), words)
                yield said[:1].upper() + said[1:]
        if column in {tidy(c) for c, _ in part.when}:
            yield "Decides how the row is read"
