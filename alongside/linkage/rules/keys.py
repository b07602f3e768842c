"""What a record is looked up under: whole numbers, several a record, made here and nowhere else.

The same rule makes the keys that are kept and the keys that are asked for, so what agrees on something shares a key.
A key is the first 8 bytes of BLAKE2b (RFC 7693) over the kind and what it says: no name can be read from it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import blake2b

from alongside.linkage.rules.dates import BirthDate, Precision
from alongside.linkage.rules.sounds import sound_of
from alongside.linkage.rules.standardise import Standard

_MOST_NAMES = 4
"""Of somebody's further forenames so many are looked up under, in alphabetical order."""


@dataclass(frozen=True, slots=True)
class Ties:
    """With whom somebody lives or belongs: the agency's household, and the records named as relatives."""

    record: str = ""
    household: str = ""
    relatives: frozenset[str] = frozenset()


NO_TIES = Ties()


@dataclass(frozen=True, slots=True)
class Keys:
    """`near` keys are each shared by few; `wide` ones by as many as bear a common name. Wide ones are in order."""

    near: frozenset[int] = field(default_factory=frozenset)
    wide: tuple[int, ...] = ()

    @property
    def all(self) -> list[int]:
        """Everything that a record is kept under."""
        return sorted(self.near.union(self.wide))


def key_of(told: str) -> int:
    """One key as a signed number of 64 bits."""
    return int.from_bytes(blake2b(told.encode(), digest_size=8).digest(), "big", signed=True)


def _both(a: str, b: str) -> str:
    """Two names in either order, since forename and surname get swapped."""
    return f"{a}|{b}" if a < b else f"{b}|{a}"


def keys_of(record: Standard, ties: Ties = NO_TIES) -> Keys:
    """Every key of a record, or of what is asked for: then what is not known makes no key."""
    names = _names(record)
    near = {*_by_birth(record, names), *_by_place(record, names), *_by_number(record), *ties_keys(ties)}
    return Keys(frozenset(near), tuple(dict.fromkeys(_wide(record, names))))


@dataclass(frozen=True, slots=True)
class _Names:
    """How names are heard: the forename in use with the full names it is short for, other forenames, surnames."""

    called: tuple[str, ...]
    further: tuple[str, ...]
    surnames: tuple[str, ...]

    @property
    def forenames(self) -> tuple[str, ...]:
        return self.called + self.further


def _names(record: Standard) -> _Names:
    called = {f"~{root}" for root in record.forename_roots}
    if record.forename is not None:
        called.add(sound_of(record.forename))
    further = {sound_of(name) for name in sorted(record.further_forenames)[:_MOST_NAMES]} - called
    surnames = {sound_of(name) for name in record.further_surnames}
    if record.surname is not None:
        surnames.add(sound_of(record.surname))
    return _Names(tuple(sorted(called)), tuple(sorted(further)), tuple(sorted(surnames)))


def _by_birth(record: Standard, names: _Names) -> Iterator[int]:
    """Born on this day, or in this year."""
    if record.born is None:
        return
    born = record.born.text
    yield from (key_of(f"forename-born|{name}|{born}") for name in names.forenames)
    yield from (key_of(f"surname-born|{name}|{born}") for name in names.surnames)
    together = [_both(f, s) for f in names.forenames for s in names.surnames]
    yield from (key_of(f"names-day|{pair}|{born[5:]}") for pair in together)
    for year in years_of(record.born):
        yield from (key_of(f"names-year|{pair}|{year}") for pair in together)
        yield from (key_of(f"postcode-year|{code}|{year}") for code in _postcodes(record))
        if record.place.district:
            yield from (key_of(f"forename-district|{f}|{year}|{record.place.district}") for f in names.called)
    yield from _by_ends(record, record.born)


def _by_ends(record: Standard, born: BirthDate) -> Iterator[int]:
    """How names begin and end, with the day: one slip in each name leaves an end of each; half a name is enough.

    With the year it takes the beginnings of both.
    """
    for name in (record.forename, record.surname):
        if name is not None:
            yield key_of(f"begins-born|{name[:2]}|{born.text}")
            yield key_of(f"ends-born|{name[-2:]}|{born.text}")
    if record.forename is not None and record.surname is not None:
        begins = f"{record.forename[0]}|{record.surname[:3]}"
        yield from (key_of(f"begins-year|{begins}|{year}") for year in years_of(born))


def years_of(born: BirthDate) -> tuple[int, ...]:
    """The year of birth; for an expected date near the turn of a year the other year, too."""
    if born.precision is not Precision.EXPECTED:
        return (born.year,)
    if born.text[5:7] in ("11", "12"):
        return (born.year, born.year + 1)
    return (born.year - 1, born.year) if born.text[5:7] in ("01", "02") else (born.year,)


def _by_place(record: Standard, names: _Names) -> Iterator[int]:
    """Any address ever, by itself; any postcode ever, with a name."""
    yield from (key_of(f"home|{home}") for home in record.address_keys)
    for code in _postcodes(record):
        yield from (key_of(f"forename-postcode|{name}|{code}") for name in names.forenames)
        yield from (key_of(f"surname-postcode|{name}|{code}") for name in names.surnames)


def _postcodes(record: Standard) -> list[str]:
    return sorted({*record.further_postcodes, *filter(None, [record.place.postcode])})


def beside_keys(wanted: Standard, home: Standard) -> frozenset[int]:
    """For somebody who lives where another lives: their forename, or else the surname, with the other's postcodes.

    With neither name, the other's addresses by themselves.
    """
    names, codes = _names(wanted), _postcodes(home)
    if names.called:
        return frozenset(key_of(f"forename-postcode|{name}|{code}") for name in names.called for code in codes)
    if names.surnames:
        return frozenset(key_of(f"surname-postcode|{name}|{code}") for name in names.surnames for code in codes)
    return frozenset(key_of(f"home|{key}") for key in home.address_keys)


def _by_number(record: Standard) -> Iterator[int]:
    yield from (key_of(f"number|{n}") for n in record.identifiers.trusted | record.identifiers.doubtful)


def ties_keys(ties: Ties) -> frozenset[int]:
    """Records of one household, and records that name one another or the same third as relatives."""
    known = {*ties.relatives, *filter(None, [ties.record])}
    keys = {key_of(f"record|{name}") for name in known}
    return frozenset(keys | {key_of(f"household|{ties.household}")}) if ties.household else frozenset(keys)


def _wide(record: Standard, names: _Names) -> Iterator[int]:
    """Names with nothing else, the closest first; and a surname with the year."""
    if record.forename is not None and record.surname is not None:
        yield key_of(f"names|{_both(record.forename, record.surname)}")
    for f in names.forenames:
        yield from (key_of(f"heard|{_both(f, s)}") for s in names.surnames)
    if record.born is not None:
        for year in years_of(record.born):
            yield from (key_of(f"surname-year|{s}|{year}") for s in names.surnames)
