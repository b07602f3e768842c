"""A record made ready to compare: everything that is no information becomes None, everything else is folded."""

from __future__ import annotations

from dataclasses import dataclass

from alongside.linkage.contracts import PersonRecord
from alongside.linkage.rules.dates import BirthDate, read_date
from alongside.linkage.rules.identifiers import Identifiers, read_identifiers
from alongside.linkage.rules.names import Nicknames, read_forename, read_other_names, read_surname
from alongside.linkage.rules.places import Place, read_place

SEXES = {"f": "f", "female": "f", "2": "f", "m": "m", "male": "m", "1": "m"}


@dataclass(frozen=True, slots=True)
class Standard:
    """One record as compared. `further_…` are all other values the record may go by; they can only help."""

    source: str
    agency: str
    open: bool
    nameless: bool
    forename: str | None
    further_forenames: frozenset[str]
    forename_roots: frozenset[str]
    surname: str | None
    further_surnames: frozenset[str]
    born: BirthDate | None
    place: Place
    further_postcodes: frozenset[str]
    address_keys: frozenset[str]
    sex: str | None
    identifiers: Identifiers


def standardise(record: PersonRecord, nicknames: Nicknames) -> Standard:
    """One record made ready to compare. The original stays with the agency's record, unchanged."""
    forename = read_forename(record.forename, nicknames)
    surname, surname_parts = read_surname(record.surname)
    more_forenames, more_surnames = read_other_names(record.middle_names, record.other_names)
    place = read_place(record.postcode, record.address)
    earlier = [read_place(None, line) for line in record.addresses_ever]
    return Standard(
        source=record.source,
        agency=record.agency,
        open=record.open,
        nameless=is_nameless(record.no_name, forename.whole, surname),
        forename=forename.whole,
        further_forenames=(forename.parts | more_forenames) - {forename.whole},
        forename_roots=forename.roots,
        surname=surname,
        further_surnames=(surname_parts | more_surnames) - {surname},
        born=read_date(record.date_of_birth, record.date_precision),
        place=place,
        further_postcodes=frozenset(p.postcode for p in earlier if p.postcode) - {place.postcode},
        address_keys=place.keys.union(*(p.keys for p in earlier)),
        sex=read_sex(record.sex),
        identifiers=read_identifiers(record.nhs_number, record.upn, record.shared_identifiers),
    )


def is_nameless(no_name: bool, forename: str | None, surname: str | None) -> bool:
    """A record that names nobody, said so or plain to see: it can be linked by an identifier only."""
    return no_name or (forename is None and surname is None)


def read_sex(text: str | None) -> str | None:
    """f, m or None; words and the codes 1 and 2 are understood, anything else is not information."""
    return SEXES.get((text or "").strip().casefold())
