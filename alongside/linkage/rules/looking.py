"""Is she already known? What may be asked, who is worth showing, and the reasons in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import log2

from rapidfuzz.distance import DamerauLevenshtein

from alongside.linkage.contracts import (
    AddressLevel,
    Field,
    ForenameLevel,
    Model,
    PersonRecord,
    SurnameLevel,
    Thresholds,
)
from alongside.linkage.rules.compare import compare
from alongside.linkage.rules.explain import speaks_against, words_for
from alongside.linkage.rules.keeping import Kept
from alongside.linkage.rules.names import Nicknames
from alongside.linkage.rules.sounds import sound_alike
from alongside.linkage.rules.standardise import Standard, standardise
from alongside.linkage.rules.weigh import total, weigh

MOST_ANSWERS = 10
FEWEST_BITS = 6.0
"""Somebody is worth showing from this much more likely than anybody at random: 2 to the 6th, 64 times."""
FURTHEST_BEHIND = 15.0
"""Who fits this many bits worse than the best is not shown: the best is 30,000 times likelier."""
AS_GOOD = 3.0
"""Who fits within this many bits of the last one shown fits nearly as well (as a rival, in thresholds.toml)."""
SEALED_FROM = 0.0
"""A sealed record is hinted at from this weight (bits) on: as likely as not that it is this child."""
OLDEST = 25
"""Ages from here on are not asked for: this is about children and the young people they become."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody says of a child; empty texts and None are not said. `number` is any number that identifies."""

    forename: str = ""
    surname: str = ""
    born: date | None = None
    age: int | None = None
    address: str = ""
    postcode: str = ""
    number: str = ""
    lives_with: str = ""

    @property
    def details(self) -> tuple[str, ...]:
        """Which things are said, never what: for the ledger."""
        told = {
            "forename": self.forename, "surname": self.surname, "date of birth": self.born,
            "age": self.age is not None, "address": self.address, "postcode": self.postcode, "number": self.number,
            "somebody they live with": self.lives_with,
        }  # fmt: skip
        return tuple(name for name, value in told.items() if value)


def is_enough(asked: Asked) -> bool:
    """A number; or two things, one of them a name; or a date of birth with a place.

    Less would be looking people over, and not looking for one.
    """
    if asked.number:
        return True
    named = [asked.forename, asked.surname, asked.lives_with]
    placed = bool(asked.address or asked.postcode)
    when = asked.born is not None or asked.age is not None
    told = sum(map(bool, named)) + placed + when
    return told >= 2 and (any(named) or (asked.born is not None and placed))


def may_hint(asked: Asked) -> bool:
    """Whether so much is said that it may be answered with "an agency may know": a number, a day, or three things.

    Somebody who has a name only must not learn that a record nobody may see bears it.
    """
    return bool(asked.number) or asked.born is not None or len(asked.details) >= 3


def read_asked(asked: Asked, today: date, nicknames: Nicknames) -> tuple[Standard, ...]:
    """What is asked as records to compare with: one; two for an age, which falls into two years of birth."""
    number, kind = "".join(asked.number.split()), "upn"
    if number.replace("-", "").isdigit():
        kind = "nhs_number"
    said = [(asked.born.isoformat() if asked.born else None, "day" if asked.born else None)]
    if asked.born is None and asked.age is not None:
        said = [(f"{today.year - asked.age - passed:04d}-07-01", "year") for passed in (0, 1)]
    shared = (asked.number,) if ":" in number else ()
    return tuple(
        standardise(
            PersonRecord(
                source="", agency="", forename=asked.forename, surname=asked.surname, date_of_birth=born,
                date_precision=precision, address=asked.address, postcode=asked.postcode, open=False,
                nhs_number=number if kind == "nhs_number" else None,
                upn=number if kind == "upn" and not shared else None, shared_identifiers=shared,
            ),
            nicknames,
        )
        for born, precision in said
    )  # fmt: skip


def read_name(words: str, nicknames: Nicknames) -> Standard:
    """Somebody they live with, as a record: the last word is the surname; one word alone is taken for a surname."""
    *before, last = words.split() or [""]
    record = PersonRecord(source="", agency="", forename=" ".join(before), surname=last, open=False)
    return standardise(record, nicknames)


def names_fit(asked: Standard, kept: Standard, thresholds: Thresholds) -> bool:
    """Whether a record may be of the person named as living with the child: neither name speaks against it."""
    levels = compare(asked, kept, thresholds)
    surname, forename = levels[Field.SURNAME], levels[Field.FORENAME]
    heard = sound_alike(asked.forename, kept.forename)
    return surname > SurnameLevel.DIFFERENT and (asked.forename is None or forename > ForenameLevel.CONFLICT or heard)


@dataclass(frozen=True, slots=True)
class Likeness:
    """How a record fits what is asked: weight in bits with all priors, and the level of each field."""

    kept: Kept
    asked: Standard
    levels: Mapping[Field, int]
    weight: float
    at_home: bool = False


def liken(
    asked: Sequence[Standard], kept: Kept, model: Model, thresholds: Thresholds, *, homely: float = 0.0
) -> Likeness:
    """The best of what is asked against one record; `homely` are the bits for living with who is named."""
    best = _weigh(_nearest(asked, kept.record), kept, model, thresholds)
    if not homely:
        return best
    return Likeness(kept, best.asked, best.levels, best.weight + homely, at_home=True)


def _nearest(asked: Sequence[Standard], record: Standard) -> Standard:
    """Of what is asked for an age, the one of the year nearest to the record's: no other year fits better."""
    born = record.born
    if len(asked) == 1 or born is None:
        return asked[0]
    return min(asked, key=lambda one: abs(one.born.year - born.year) if one.born else 0)


def _weigh(asked: Standard, kept: Kept, model: Model, thresholds: Thresholds) -> Likeness:
    levels = compare(asked, kept.record, thresholds)
    return Likeness(kept, asked, levels, total(weigh(levels, asked, kept.record, model), model))


def homely_bits(prior: float, people: int) -> float:
    """What it says that somebody lives with who was named: one of a few, and no longer anybody.

    With n records in those homes the search is among n and not among 1 / prior, so it is worth log2(1 / (n prior)).
    """
    return max(0.0, -log2(prior * max(people, 1)))


def worth_showing(found: Iterable[Likeness], prior: float) -> list[Likeness]:
    """The likely ones, best first: above the least, and not too far behind the best. `prior` is in bits."""
    in_order = sorted(found, key=lambda f: (-f.weight, f.kept.record.source))
    if not in_order:
        return []
    least = max(prior + FEWEST_BITS, in_order[0].weight - FURTHEST_BEHIND)
    return [f for f in in_order if f.weight >= least]


def reasons(found: Likeness) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Why it may be this child, and what speaks against it, in words."""
    told = [(_against(found, field, level), _words(found, field, level)) for field, level in found.levels.items()]
    home = ("lives with somebody of the name you gave",) if found.at_home else ()
    return (*(w for no, w in told if w and not no), *home), tuple(w for no, w in told if w and no)


def _against(found: Likeness, field: Field, level: int) -> bool:
    return speaks_against(field, level) and not _heard(found, field, level)


def _heard(found: Likeness, field: Field, level: int) -> bool:
    """Names that are written in two ways and sound the same."""
    asked, kept = found.asked, found.kept.record
    if field is Field.FORENAME:
        return level == ForenameLevel.CONFLICT and sound_alike(asked.forename, kept.forename)
    return (
        field is Field.SURNAME and level == SurnameLevel.DIFFERENT and sound_alike(asked.surname, kept.surname)
    )  # fmt: skip


def _words(found: Likeness, field: Field, level: int) -> str:
    if level < 0:
        return ""
    if _heard(found, field, level):
        return f"{field.value} sounds the same"
    if field is Field.SURNAME and level == SurnameLevel.NEAR:
        return _near_surname(found)
    return _place(found, level) if field is Field.ADDRESS else words_for(field, level)


def _near_surname(found: Likeness) -> str:
    asked, kept = found.asked.surname or "", found.kept.record.surname or ""
    if DamerauLevenshtein.distance(asked, kept, score_cutoff=1) <= 1:
        return "surname one letter apart"
    return "surname sounds the same" if sound_alike(asked, kept) else words_for(Field.SURNAME, SurnameLevel.NEAR)


def _place(found: Likeness, level: int) -> str:
    """Where they live, or where they lived and until when, as far as the agency has told."""
    asked, kept = found.asked, found.kept.record
    if level == AddressLevel.SAME_ADDRESS and not asked.address_keys & kept.place.keys:
        until = max((found.kept.until.get(key, "") for key in asked.address_keys & kept.address_keys), default="")
        if not until:
            return "lived at the same address before"
        return f"lived at the same address until about {_month(until)}"
    if level == AddressLevel.SAME_POSTCODE and asked.place.postcode != kept.place.postcode:
        return "lived in the same postcode before"
    return words_for(Field.ADDRESS, level)


def _month(day: str) -> str:
    return f"{_MONTHS[int(day[5:7]) - 1]} {day[:4]}"


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def initials(record: Standard) -> str:
    """The first letters of forename and surname; somebody without a name has none."""
    return " ".join(f"{name[0].upper()}." for name in (record.forename, record.surname) if name)
