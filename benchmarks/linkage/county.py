"""An invented county: families, the records agencies would hold of them, and the truth, all from one seed.

Harder than most: siblings a year apart, twins (some with one-letter names, some "Twin 1"), parent and child of one
name, moves, new surnames, short names, hyphens, slips of the pen, missing and estimated dates. Names are common
English forenames from the product's own list and surnames put together from syllables; nobody in it exists.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

import pyarrow as pa

from alongside.kernel.numbers import UPN_LETTERS
from alongside.linkage.engine import nicknames

AGENCIES = ("health", "school", "social_care", "police", "housing")
HOLDS_NHS = {"health": 0.97, "school": 0.05, "social_care": 0.5, "police": 0.01, "housing": 0.01}
HOLDS_UPN = {"health": 0.02, "school": 0.97, "social_care": 0.5, "police": 0.0, "housing": 0.0}
STREETS = "Mill Church Station Park Victoria Green Manor Queens Kings Grange Albert York Orchard Field Bridge".split()
KINDS = "Street Road Avenue Lane Close Drive".split()
LETTERS = "abcdefghijklmnopqrstuvwxyz"
FIRST = (
    "Ash Brad Carl Dun East Fair Gar Har Ing Ken Lang Mar Nor Old Pen Rad Stan Thorn Wal West Whit Wood Bar Cor".split()
)
LAST = "by den field ford ham ington ley man ridge shaw son stead ton well wick wood worth sey more ner".split()
MIDDLE = ["", "", "er", "al", "ing", "en", "or"]


@dataclass(slots=True)
class Person:
    """One invented person."""

    entity: int
    forename: str
    middle: str
    surname: str
    born: date
    sex: str
    home: tuple[str, str]
    earlier: tuple[str, str]
    child: bool
    twin: int = 0
    nhs: str = ""
    upn: str = ""
    other: list[str] = field(default_factory=list)


class County:
    """Makes persons and their records; everything follows from the seed."""

    def __init__(self, seed: int, *, identifiers: bool = True, errors: float = 1.0) -> None:
        self.chance = random.Random(seed)
        self.identifiers, self.errors = identifiers, errors
        shorts = nicknames()
        self.forenames = sorted({root for roots in shorts.values() for root in roots})
        self.chance.shuffle(self.forenames)
        self.short_forms: dict[str, list[str]] = {}
        for name, roots in sorted(shorts.items()):
            for root in roots - {name}:
                self.short_forms.setdefault(root, []).append(name)
        self.surnames = sorted({a + m + b for a in FIRST for m in MIDDLE for b in LAST})
        self.chance.shuffle(self.surnames)
        self.heavy_forenames = [1 / (rank + 8) for rank in range(len(self.forenames))]
        self.heavy_surnames = [1 / (rank + 12) for rank in range(len(self.surnames))]

    def _pick(self, names: list[str], weights: list[float], many: int) -> list[str]:
        return self.chance.choices(names, weights, k=many)

    def home(self) -> tuple[str, str]:
        """A street address and a postcode."""
        c = self.chance
        inward = f"{c.randint(1, 9)}{c.choice('ABDEFGHJLN')}{c.choice('PQRSTUWXYZ')}"
        code = f"{c.choice(('LX', 'BW', 'QY'))}{c.randint(1, 28)} {inward}"
        flat = f"Flat {c.randint(1, 30)}, " if c.random() < 0.2 else ""
        return f"{flat}{c.randint(1, 120)} {c.choice(STREETS)} {c.choice(KINDS)}", code

    def persons(self, many: int) -> list[Person]:
        """Families until there are at least that many persons."""
        made: list[Person] = []
        while len(made) < many:
            made.extend(self.family(len(made)))
        return made

    def family(self, first: int) -> list[Person]:
        """One household: one or two adults, up to four children, some twins, some of a parent's name."""
        c = self.chance
        surname = self._pick(self.surnames, self.heavy_surnames, 1)[0]
        names = iter(self._pick(self.forenames, self.heavy_forenames, 20))
        home, earlier = self.home(), self.home()
        family: list[Person] = []

        def add(forename: str, family_name: str, born: date, child: bool) -> Person:
            person = Person(
                first + len(family),
                forename,
                next(names) if c.random() < 0.5 else "",
                family_name,
                born,
                c.choice("fm"),
                home,
                earlier,
                child,
            )
            person.nhs, person.upn = self.nhs_number(), self.upn_number() if child else ""
            family.append(person)
            return person

        for _ in range(c.choice((1, 2, 2))):
            other = self._pick(self.surnames, self.heavy_surnames, 1)[0] if c.random() < 0.25 else surname
            add(next(names), other, self._birthday(1962, 2001), False)
        born, taken = self._birthday(2007, 2022), {person.forename for person in family}
        for _ in range(c.choice((1, 1, 2, 2, 3, 4))):
            forename = next((name for name in names if name not in taken), "Zebedee")
            if c.random() < 0.02:
                forename = family[0].forename
            taken.add(forename)
            child = add(forename, surname, born, True)
            if c.random() < 0.02:
                twin = next((name for name in names if name not in taken), "Zenobia")
                if c.random() < 0.1:
                    twin = self.like(child.forename)
                taken.add(twin)
                add(twin, surname, born, True).twin = 2
                child.twin = 1
            born += timedelta(days=c.randint(300, 1500))
        return family

    def like(self, forename: str) -> str:
        """Another forename that looks much the same, as some parents of twins choose."""
        alike = [
            n for n in self.forenames if n != forename and n[:3] == forename[:3] and abs(len(n) - len(forename)) < 2
        ]
        return self.chance.choice(alike or self.forenames)

    def _birthday(self, low: int, high: int) -> date:
        return date(self.chance.randint(low, high), 1, 1) + timedelta(days=self.chance.randint(0, 364))

    def nhs_number(self) -> str:
        """An NHS number with a correct check digit."""
        while True:
            body = f"{self.chance.randint(400000000, 799999999)}"
            check = (11 - sum(int(d) * w for d, w in zip(body, range(10, 1, -1), strict=True)) % 11) % 11
            if check < 10:
                return f"{body}{check}"

    def upn_number(self) -> str:
        """A unique pupil number with a correct check letter."""
        body = f"{self.chance.randint(10**10, 10**11 - 1)}{self.chance.randint(0, 9)}"
        return UPN_LETTERS[sum(int(d) * p for d, p in zip(body, range(2, 14), strict=True)) % 23] + body

    def records(self, many: int) -> tuple[pa.Table, dict[str, int]]:
        """About that many records, shuffled, and who each source is."""
        rows, truth = [], {}
        for person in self.persons(int(many / 1.95)):
            for agency in self.chance.sample(AGENCIES, self.chance.choices((1, 2, 3, 4), (40, 32, 20, 8))[0]):
                source = f"{agency}:{self.chance.getrandbits(48):012x}"
                rows.append(self.record(person, source, agency))
                truth[source] = person.entity
        self.chance.shuffle(rows)
        return pa.Table.from_pylist(rows, SCHEMA), truth

    def record(self, person: Person, source: str, agency: str) -> dict[str, object]:
        """What one agency wrote down about a person."""
        c, likely = self.chance, self.errors
        forename, surname, other = person.forename, person.surname, list(person.other)
        if c.random() < 0.06 * likely and person.forename in self.short_forms:
            forename = c.choice(self.short_forms[person.forename]).title()
        elif person.middle and c.random() < 0.02 * likely:
            forename, other = person.middle, [person.forename, *other]
        if person.child and c.random() < 0.01 * likely:
            forename = f"Twin {person.twin}" if person.twin else c.choice(("Baby", "Baby girl", "Unborn"))
        if c.random() < 0.04 * likely:
            new = self._pick(self.surnames, self.heavy_surnames, 1)[0]
            other += [surname] if c.random() < 0.4 else []
            surname = f"{surname}-{new}" if c.random() < 0.4 else new
        forename = self.slip(forename) if c.random() < 0.04 * likely else forename
        surname = self.slip(surname) if c.random() < 0.04 * likely else surname
        if c.random() < 0.008 * likely:
            forename, surname = surname, forename
        moved = c.random() < 0.18 * likely
        line, code = person.earlier if moved else person.home
        born, precision = self.written_date(person.born)
        nhs = person.nhs if self.identifiers and c.random() < HOLDS_NHS[agency] else None
        upn = person.upn or None if self.identifiers and c.random() < HOLDS_UPN[agency] else None
        return {
            "source": source,
            "agency": agency,
            "forename": None if c.random() < 0.01 * likely else forename.title(),
            "middle_names": person.middle.title() or None if c.random() < 0.4 else None,
            "surname": None if c.random() < 0.005 * likely else surname,
            "other_names": [name.title() for name in other] or None,
            "date_of_birth": None if c.random() < 0.03 * likely else born,
            "date_precision": precision,
            "sex": None if c.random() < 0.03 else person.sex if c.random() > 0.004 else c.choice("fm"),
            "postcode": None if c.random() < 0.04 * likely else code,
            "address": line,
            "addresses_ever": [", ".join(person.earlier)] if not moved and c.random() < 0.15 else None,
            "nhs_number": nhs,
            "upn": upn,
            "shared_identifiers": None,
            "no_name": False,
            "open": c.random() < 0.9,
        }

    def slip(self, name: str) -> str:
        """A name with one letter left out, put in, exchanged or swapped with its neighbour."""
        if len(name) < 3:
            return name
        place, way = self.chance.randrange(len(name) - 1), self.chance.randrange(4)
        letter = self.chance.choice(LETTERS)
        middle = ("", letter + name[place], letter, name[place + 1] + name[place])[way]
        return name[:place] + middle + name[place + (2 if way == 3 else 1) :]

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
