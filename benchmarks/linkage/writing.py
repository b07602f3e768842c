"""What agencies write down about a person: mostly right, each in its own way wrong."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pyarrow as pa

from alongside.linkage.engine import nicknames
from benchmarks.linkage.names import WRITTEN_OTHERWISE

if TYPE_CHECKING:
    from benchmarks.linkage.county import Person

HOLDS_NHS = {"health": 0.97, "school": 0.05, "social_care": 0.5, "police": 0.01, "housing": 0.01}
HOLDS_UPN = {"health": 0.02, "school": 0.97, "social_care": 0.5, "police": 0.0, "housing": 0.0}
LETTERS = "abcdefghijklmnopqrstuvwxyz"
SCHEMA = pa.schema(
    [
        *((name, pa.string()) for name in ("source", "agency", "forename", "middle_names", "surname")),
        ("other_names", pa.list_(pa.string())),
        *((name, pa.string()) for name in ("date_of_birth", "date_precision", "sex", "postcode", "address")),
        ("addresses_ever", pa.list_(pa.string())),
        *((name, pa.string()) for name in ("nhs_number", "upn")),
        ("shared_identifiers", pa.list_(pa.string())),
        ("no_name", pa.bool_()),
        ("open", pa.bool_()),
    ]
)


class Writer:
    """Writes records with the given chance; `errors` 1.0 is as many as usual, `surname` gives a new surname."""

    def __init__(self, chance: random.Random, surname: Callable[[], str], *, identifiers: bool, errors: float) -> None:
        self.chance, self.surname, self.identifiers, self.errors = chance, surname, identifiers, errors
        self.short_forms: dict[str, list[str]] = {}
        for name, roots in sorted(nicknames().items()):
            for root in roots - {name}:
                self.short_forms.setdefault(root.title(), []).append(name.title())
        self.spellings = {name: [n for n in alike if n != name] for alike in WRITTEN_OTHERWISE for name in alike}

    def _happens(self, share: float) -> bool:
        return self.chance.random() < share * self.errors

    def record(self, person: Person, source: str, agency: str) -> dict[str, object]:
        """What one agency wrote down about a person."""
        c = self.chance
        forename, surname, other = self.names(person)
        moved = self._happens(0.18)
        line, code = person.earlier if moved else person.home
        born, precision = self.written_date(person.born)
        return {
            "source": source,
            "agency": agency,
            "forename": None if self._happens(0.01) else forename,
            "middle_names": person.middle or None if c.random() < 0.4 else None,
            "surname": None if self._happens(0.005) else surname,
            "other_names": other or None,
            "date_of_birth": None if self._happens(0.03) else born,
            "date_precision": precision,
            "sex": None if c.random() < 0.03 else person.sex if c.random() > 0.004 else c.choice("fm"),
            "postcode": None if self._happens(0.04) else self.slip(code) if self._happens(0.015) else code,
            "address": line,
            "addresses_ever": [", ".join(person.earlier)] if not moved and c.random() < 0.15 else None,
            "nhs_number": person.nhs if self.identifiers and c.random() < HOLDS_NHS[agency] else None,
            "upn": person.upn or None if self.identifiers and c.random() < HOLDS_UPN[agency] else None,
            "shared_identifiers": None,
            "no_name": False,
            "open": True,
        }

    def names(self, person: Person) -> tuple[str, str, list[str]]:
        """Forename, surname and further names as one agency has them."""
        c = self.chance
        forename, surname, other = person.forename, person.surname, list[str]()
        if self._happens(0.06) and forename in self.short_forms:
            forename = c.choice(self.short_forms[forename])
        elif person.middle and self._happens(0.02):
            forename, other = person.middle, [forename]
        forename, surname = self._spelt(forename), self._spelt(surname)
        if person.child and self._happens(0.01):
            forename = f"Twin {person.twin}" if person.twin else c.choice(("Baby", "Baby girl", "Unborn"))
        if self._happens(0.04):
            new = self.surname()
            other += [surname] if c.random() < 0.4 else []
            surname = f"{surname}-{new}" if c.random() < 0.4 else new
        forename = self.slip(forename) if self._happens(0.04) else forename
        surname = self.slip(surname) if self._happens(0.04) else surname
        return (surname, forename, other) if self._happens(0.008) else (forename, surname, other)

    def _spelt(self, name: str) -> str:
        """Another office's spelling of a name that has several; accents are kept by few systems."""
        if name in self.spellings and self._happens(0.1):
            name = self.chance.choice(self.spellings[name])
        plain = name.translate(str.maketrans("ąćęłńóśźżȘșțăâîĄĆĘŁŃÓŚŹŻ", "acelnoszzSstaaiACELNOSZZ"))
        return plain if self.chance.random() < 0.5 else name

    def slip(self, text: str) -> str:
        """A text with one letter left out, put in, exchanged or swapped with its neighbour."""
        if len(text) < 3:
            return text
        place, way = self.chance.randrange(len(text) - 1), self.chance.randrange(4)
        letter = self.chance.choice(LETTERS)
        middle = ("", letter + text[place], letter, text[place + 1] + text[place])[way]
        return text[:place] + middle + text[place + (2 if way == 3 else 1) :]

    def written_date(self, born: date) -> tuple[str, str | None]:
        """A date of birth as written: mostly right, sometimes swapped, a day or a digit off, or estimated."""
        way = self.chance.random() / max(self.errors, 1e-9)
        if way < 0.008 and born.day <= 12:
            return f"{born.year}-{born.day:02d}-{born.month:02d}", None
        if way < 0.016:
            return (born + timedelta(days=self.chance.choice((-1, 1)))).isoformat(), None
        if way < 0.03:
            return f"{born.year}-{born.month:02d}-{self.chance.randint(1, 28):02d}", None
        if way < 0.038:
            return f"{born.year + self.chance.choice((-10, -1, 1, 10))}-{born.month:02d}-{min(born.day, 28):02d}", None
        if way < 0.046:
            return f"{born.year}-01-01", self.chance.choice((None, "estimated", "year"))
        return born.isoformat(), None
