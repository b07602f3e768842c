"""Reading names: folded beside the original, many-valued, and honest about what is no name at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from alongside.kernel.folding import fold

NO_FORENAME = frozenset(
    [
        "baby",
        "babygirl",
        "babyboy",
        "infant",
        "newborn",
        "unborn",
        "child",
        "boy",
        "girl",
        "twin",
        "twins",
        "triplet",
        "male",
        "female",
        "unknown",
        "unnamed",
        "nk",
        "na",
        "none",
        "not",
        "known",
        "of",
        "mother",
        "mum",
        "mummy",
        "mom",
        "father",
        "dad",
        "daddy",
        "parent",
        "carer",
        "son",
        "daughter",
        "brother",
        "sister",
        "man",
        "woman",
        "lady",
        "gentleman",
        "husband",
        "wife",
        "mr",
        "mrs",
        "ms",
        "miss",
        "master",
        "tbc",
        "unk",
    ]
)
"""Words that stand where a forename is not known; a forename made only of these (and numbers) is none."""

NO_SURNAME = frozenset(["unknown", "unnamed", "nk", "na", "none", "not", "known"])
PARTICLES = frozenset(
    [
        "al",
        "el",
        "de",
        "del",
        "della",
        "der",
        "den",
        "di",
        "da",
        "dos",
        "du",
        "la",
        "le",
        "van",
        "von",
        "ter",
        "bin",
        "ibn",
        "bint",
        "abu",
        "o",
        "st",
        "ap",
    ]
)
Nicknames = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Forename:
    """A forename as compared: the folded whole, its parts when there are several, the full names it is short for."""

    whole: str | None
    parts: frozenset[str]
    roots: frozenset[str]


NO_NAME_AT_ALL = Forename(None, frozenset(), frozenset())


def read_forename(text: str | None, nicknames: Nicknames) -> Forename:
    """A forename made ready to compare. "Baby", "Twin 1", "unborn", "baby girl" are no forename."""
    whole = _without_stand_ins(fold(text), NO_FORENAME)
    if whole is None:
        return NO_NAME_AT_ALL
    words = whole.split()
    parts = frozenset(word for word in words if len(word) > 1) if len(words) > 1 else frozenset()
    return Forename(whole, parts, nicknames.get(whole, frozenset()))


def read_surname(text: str | None) -> tuple[str | None, frozenset[str]]:
    """A surname folded, and its parts when it has several; particles such as "de" are no part."""
    whole = _without_stand_ins(fold(text), NO_SURNAME)
    if whole is None:
        return None, frozenset()
    words = whole.split()
    parts = frozenset(word for word in words if len(word) > 1 and word not in PARTICLES)
    return whole, parts if len(words) > 1 else frozenset()


def read_other_names(
    middle_names: str | None, other_names: Iterable[str | None]
) -> tuple[frozenset[str], frozenset[str]]:
    """Further forenames and further surnames, from middle names, known-as names, aliases and former names.

    A single name may be either, so it is both; of a full name the last word is the surname.
    """
    forenames = set((_without_stand_ins(fold(middle_names), NO_FORENAME) or "").split())
    surnames: set[str] = set()
    for name in other_names:
        words = (_without_stand_ins(fold(name), NO_FORENAME) or "").split()
        if len(words) == 1:
            forenames.add(words[0])
            surnames.add(words[0])
        elif words:
            forenames.update(words[:-1])
            surnames.add(words[-1])
            surnames.update(read_surname(name.split()[-1] if name else None)[1])
    return frozenset(f for f in forenames if len(f) > 1), frozenset(s for s in surnames if len(s) > 1)


def _without_stand_ins(folded: str | None, stand_ins: frozenset[str]) -> str | None:
    """The name, or None when every word of it is a stand-in or a number."""
    if folded is None or all(word in stand_ins or word.isdigit() for word in folded.split()):
        return None
    return folded


def nickname_roots(rows: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    """From (full name, short forms separated by spaces): for each name the full names it may stand for."""
    roots: dict[str, set[str]] = {}
    for full, short_forms in rows:
        for name in (full, *short_forms.split()):
            roots.setdefault(name, set()).add(full)
    return {name: frozenset(found) for name, found in roots.items()}
