"""A record as compared, as one line of text and back: what look-up keeps, so that nothing is read twice."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from alongside.linkage.rules.dates import BirthDate, Precision
from alongside.linkage.rules.identifiers import NONE, Identifiers
from alongside.linkage.rules.keys import Ties
from alongside.linkage.rules.places import Place, read_place
from alongside.linkage.rules.standardise import Standard


@dataclass(frozen=True, slots=True)
class EarlierHome:
    """An address that an agency does not give any more, and the day on which it gave another."""

    address: str
    postcode: str
    until: date


@dataclass(frozen=True, slots=True)
class Kept:
    """A record as look-up keeps it; `until` says of an address key until when it was the record's address."""

    record: Standard
    ties: Ties
    until: dict[str, str]


def with_earlier_homes(record: Standard, ties: Ties, homes: Iterable[EarlierHome]) -> Kept:
    """A record with the addresses it had before: they find it, too, and say until when."""
    until: dict[str, str] = {}
    codes = set()
    for home in homes:
        read = read_place(home.postcode, home.address)
        codes |= {read.postcode} if read.postcode else set()
        for key in read.keys - record.place.keys:
            until[key] = max(until.get(key, ""), home.until.isoformat())
    if not until and not codes:
        return Kept(record, ties, until)
    further = (record.further_postcodes | codes) - {record.place.postcode}
    known = replace(record, further_postcodes=further, address_keys=record.address_keys.union(until))
    return Kept(known, ties, until)


def as_text(kept: Kept) -> str:
    """One line of JSON. Lists are in order, so that the same record always reads the same."""
    r, born, place, known = kept.record, kept.record.born, kept.record.place, kept.record.identifiers
    return json.dumps(
        [
            r.source, r.agency, int(r.open), int(r.nameless),
            r.forename, sorted(r.further_forenames), sorted(r.forename_roots), r.surname, sorted(r.further_surnames),
            [born.text, born.precision.value, born.day_number] if born else None,
            [place.postcode, place.district, sorted(place.keys)],
            sorted(r.further_postcodes), sorted(r.address_keys - place.keys), r.sex,
            sorted(known.trusted), sorted(known.doubtful),
            kept.ties.household, sorted(kept.ties.relatives), kept.until,
        ],
        separators=(",", ":"),
        ensure_ascii=False,
    )  # fmt: skip


def read_text(text: str) -> Kept:
    """The record that `as_text` wrote down."""
    (
        source, agency, is_open, nameless, forename, forenames, roots, surname, surnames, born, place, codes, homes,
        sex, trusted, doubtful, household, relatives, until,
    ) = json.loads(text)  # fmt: skip
    code, district, here = place
    record = Standard(
        source=source,
        agency=agency,
        open=bool(is_open),
        nameless=bool(nameless),
        forename=forename,
        further_forenames=_set(forenames),
        forename_roots=_set(roots),
        surname=surname,
        further_surnames=_set(surnames),
        born=BirthDate(born[0], _PRECISIONS[born[1]], int(born[0][:4]), born[2]) if born else None,
        place=Place(code, district, keys := _set(here)),
        further_postcodes=_set(codes),
        address_keys=keys.union(homes) if homes else keys,
        sex=sex,
        identifiers=Identifiers(_set(trusted), _set(doubtful)) if trusted or doubtful else NONE,
    )
    return Kept(record, Ties(source, household, _set(relatives)), until)


_PRECISIONS = {precision.value: precision for precision in Precision}
_NOTHING: frozenset[str] = frozenset()


def _set(texts: list[str]) -> frozenset[str]:
    """Most lists are empty; then nothing is made."""
    return frozenset(texts) if texts else _NOTHING
