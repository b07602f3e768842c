"""An invented county: families, the records agencies would hold of them, and the truth, all from one seed.

Harder than most: siblings a year apart, twins (some with nearly the same name, some "Twin 1"), parent and child of one
name, moves, new surnames, short names, hyphens, names of several origins and their spellings, slips of the pen,
missing and estimated dates, newborns without a name. Each agency holds a person at most once, and all its records are
open, as `alongside import` has them. Nobody in it exists.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import accumulate

import pyarrow as pa

from alongside.kernel.numbers import UPN_LETTERS
from alongside.linkage.engine import nicknames
from benchmarks.linkage.names import ORIGINS, Origin
from benchmarks.linkage.writing import SCHEMA, Writer

AGENCIES = ("health", "school", "social_care", "police", "housing")
ADULTS_KNOWN_TO = ("health", "social_care", "police", "housing")
STREETS = "Mill Church Station Park Victoria Green Manor Queens Kings Grange Albert York Orchard Field Bridge".split()
KINDS = "Street Road Avenue Lane Close Drive".split()
FIRST = (
    "Ash Brad Carl Dun East Fair Gar Har Ing Ken Lang Mar Nor Old Pen Rad Stan Thorn Wal West Whit Wood Bar Cor".split()
)
LAST = "by den field ford ham ington ley man ridge shaw son stead ton well wick wood worth sey more ner".split()
MIDDLE = ["", "", "er", "al", "ing", "en", "or"]
Home = tuple[str, str]


@dataclass(slots=True)
class Person:
    """One invented person. `twin_of` is the other twin's number, `twin` which of the two was born first."""

    entity: int
    forename: str
    middle: str
    surname: str
    born: date
    sex: str
    home: Home
    earlier: Home
    child: bool
    nhs: str
    upn: str
    twin: int = 0
    twin_of: int | None = None


@cache
def earlier_more_often(many: int, flat: int) -> list[float]:
    """Running sums of falling weights; the flatter the more even."""
    return list(accumulate(1 / (rank + flat) for rank in range(many)))


class County:
    """Makes persons and their records; everything follows from the seed."""

    def __init__(self, seed: int, *, identifiers: bool = True, errors: float = 1.0) -> None:
        self.chance = random.Random(seed)
        english = sorted({root for roots in nicknames().values() for root in roots})
        self.chance.shuffle(english)
        surnames = sorted({a + m + b for a in FIRST for m in MIDDLE for b in LAST})
        self.chance.shuffle(surnames)
        forenames = tuple(name.title() for name in english)
        self.english = Origin(
            1 - sum(o.share for o in ORIGINS), forenames, forenames, tuple(s.title() for s in surnames)
        )
        self.origins = (self.english, *ORIGINS)
        self.twins: dict[int, int] = {}
        self.writer = Writer(self.chance, self.surname, identifiers=identifiers, errors=errors)

    def pick(self, names: tuple[str, ...], flat: int = 8) -> str:
        """A name, earlier ones more often."""
        return self.chance.choices(names, cum_weights=earlier_more_often(len(names), flat))[0]

    def surname(self) -> str:
        """Any surname of the county."""
        return self.pick(self._origin().surnames, 12)

    def _origin(self) -> Origin:
        return self.chance.choices(self.origins, [origin.share for origin in self.origins])[0]

    def home(self) -> Home:
        """A street address and a postcode."""
        c = self.chance
        inward = f"{c.randint(1, 9)}{c.choice('ABDEFGHJLN')}{c.choice('PQRSTUWXYZ')}"
        code = f"{c.choice(('LX', 'BW', 'QY'))}{c.randint(1, 28)} {inward}"
        flat = f"Flat {c.randint(1, 30)}, " if c.random() < 0.2 else ""
        return f"{flat}{c.randint(1, 120)} {c.choice(STREETS)} {c.choice(KINDS)}", code

    def families(self) -> Iterator[list[Person]]:
        """Families without end."""
        made = 0
        while True:
            family = self._family(made)
            made += len(family)
            yield family

    def _family(self, first: int) -> list[Person]:
        """One household: one or two adults, up to four children, some twins, some of a parent's name."""
        c, origin = self.chance, self._origin()
        family: list[Person] = []
        home, earlier, surname = self.home(), self.home(), self.pick(origin.surnames, 12)
        for _ in range(c.choice((1, 2, 2))):
            other = self.surname() if c.random() < 0.25 else surname
            family.append(self._person(first + len(family), origin, other, home, earlier, self._birthday(1962, 2001)))
        born, parent = self._birthday(2007, 2022), family[0]
        for _ in range(c.choice((1, 1, 2, 2, 3, 4))):
            child = self._child(first, family, origin, surname, born)
            if c.random() < 0.02:
                child.forename, child.sex = parent.forename, parent.sex
            family.append(child)
            if c.random() < 0.02:
                family.append(self._twin(first, family, origin, child))
            born += timedelta(days=c.randint(300, 1500))
        return family

    def _person(
        self, entity: int, origin: Origin, surname: str, home: Home, earlier: Home, born: date, *, child: bool = False
    ) -> Person:
        sex = self.chance.choice("fm")
        names = origin.girls if sex == "f" else origin.boys
        middle = self.pick(names) if self.chance.random() < 0.5 else ""
        upn = self._upn() if child else ""
        return Person(entity, self.pick(names), middle, surname, born, sex, home, earlier, child, self._nhs(), upn)

    def _child(self, first: int, family: list[Person], origin: Origin, surname: str, born: date) -> Person:
        """A child whose names nobody in the family has yet as a forename, nor as a form of it."""
        taken = {person.forename for person in family}
        middles = {person.middle for person in family}
        while True:
            one = family[0]
            child = self._person(first + len(family), origin, surname, one.home, one.earlier, born, child=True)
            if child.forename in middles or child.middle in taken:
                continue
            if not any(self._one_name(child.forename, name) for name in taken):
                return child

    def _twin(self, first: int, family: list[Person], origin: Origin, child: Person) -> Person:
        twin = self._child(first, family, origin, child.surname, child.born)
        if self.chance.random() < 0.1:
            twin.forename = self._like(child.forename) or twin.forename
        child.twin, twin.twin = 1, 2
        child.twin_of, twin.twin_of = twin.entity, child.entity
        self.twins[child.entity] = twin.entity
        return twin

    def _like(self, forename: str) -> str | None:
        """Another forename that looks much the same, as some parents of twins choose; not a form of the same."""
        names = {name for origin in self.origins for name in (*origin.girls, *origin.boys)}
        alike = [n for n in sorted(names) if n[:3] == forename[:3] and abs(len(n) - len(forename)) < 2]
        alike = [n for n in alike if not self._one_name(n, forename)]
        return self.chance.choice(alike) if alike else None

    @staticmethod
    def _one_name(a: str, b: str) -> bool:
        """The same name, or forms of one name (Lily, Lilly): no parents give those to two children."""
        roots = (nicknames().get(name.lower(), frozenset[str]()) for name in (a, b))
        return a == b or bool(frozenset.intersection(*roots))

    def _birthday(self, low: int, high: int) -> date:
        return date(self.chance.randint(low, high), 1, 1) + timedelta(days=self.chance.randint(0, 364))

    def _nhs(self) -> str:
        """An NHS number with a correct check digit."""
        while True:
            body = f"{self.chance.randint(400000000, 799999999)}"
            check = (11 - sum(int(d) * w for d, w in zip(body, range(10, 1, -1), strict=True)) % 11) % 11
            if check < 10:
                return f"{body}{check}"

    def _upn(self) -> str:
        """A unique pupil number with a correct check letter."""
        body = f"{self.chance.randint(10**10, 10**11 - 1)}{self.chance.randint(0, 9)}"
        return UPN_LETTERS[sum(int(d) * p for d, p in zip(body, range(2, 14), strict=True)) % 23] + body

    def records(self, many: int) -> tuple[pa.Table, dict[str, int]]:
        """About that many records, shuffled, and who each source is."""
        return self._written(self.people(int(many / 1.95), children_only=False))

    def children(self, many: int) -> tuple[pa.Table, dict[str, int]]:
        """The records of at least that many children and of their parents and siblings, and who each source is."""
        return self._written(self.people(many, children_only=True))

    def people(self, many: int, *, children_only: bool) -> list[Person]:
        """Families until there are at least that many persons, or children."""
        people: list[Person] = []
        counted = 0
        for family in self.families():
            people += family
            counted += sum(person.child or not children_only for person in family)
            if counted >= many:
                break
        return people

    def known_to(self, person: Person) -> list[str]:
        """The one to four agencies that hold this person."""
        agencies = AGENCIES if person.child else ADULTS_KNOWN_TO
        return self.chance.sample(agencies, self.chance.choices((1, 2, 3, 4), (40, 32, 20, 8))[0])

    def _written(self, people: list[Person]) -> tuple[pa.Table, dict[str, int]]:
        rows, truth = [], {}
        for person in people:
            for agency in self.known_to(person):
                source = f"{agency}:{self.chance.getrandbits(48):012x}"
                rows.append(self.writer.record(person, source, agency))
                truth[source] = person.entity
        self.chance.shuffle(rows)
        return pa.Table.from_pylist(rows, SCHEMA), truth
