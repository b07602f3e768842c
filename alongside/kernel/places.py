"""Reading addresses: postcode, district, and keys by which two addresses are the same."""

from __future__ import annotations

import re
from dataclasses import dataclass

from alongside.kernel.folding import fold

UK_POSTCODE = re.compile(r"\b([A-Z]{1,2}[0-9][0-9A-Z]?)\s?([0-9][A-Z]{2})\b", re.IGNORECASE)
POSTCODE_FORM = re.compile(r"([A-Z]{1,2}[0-9][0-9A-Z]?)[0-9][A-Z]{2}")
HOUSE_NUMBER = re.compile(r"\b0*([0-9]+[a-z]?)\b")
SHORT_FORMS = {
    "street": "st", "road": "rd", "avenue": "ave", "close": "cl", "drive": "dr", "lane": "ln", "gardens": "gdns",
    "court": "ct", "place": "pl", "crescent": "cres", "terrace": "terr", "apartment": "flat", "apt": "flat",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """One address as compared: postcode without space, its district, and keys equal only for one home."""

    postcode: str | None
    district: str | None
    keys: frozenset[str]


NOWHERE = Place(None, None, frozenset())


def read_postcode(text: str | None) -> str | None:
    """A postcode in capitals without spaces; None for nothing and for what only fills the field.

    That is ZZ99 (no fixed abode, unknown), one sign over and over (00000, 99999) and words without a number.
    """
    plain = "".join(sign for sign in (text or "").replace(" ", "") if sign.isalnum()).upper()
    filled_in = plain.startswith("ZZ99") or len(set(plain)) == 1 or not any(sign.isdigit() for sign in plain)
    return None if filled_in else plain


def district_of(postcode: str | None) -> str | None:
    """The outward part of a British postcode, or the first two signs of another."""
    if postcode is None:
        return None
    british = POSTCODE_FORM.fullmatch(postcode)
    return british.group(1) if british else postcode[:2]


def house_of(line: str) -> str | None:
    """House and flat numbers of a folded address line without postcode, in order of text, or None."""
    numbers = HOUSE_NUMBER.findall(line)
    return "-".join(sorted(numbers)) or None


def read_place(postcode: str | None, address: str | None) -> Place:
    """One address made ready to compare; the postcode may stand in its own column or in the line.

    Two addresses are the same home when postcode and house number agree, or the whole line does.
    """
    before, found, after = _without_postcode(address or "")
    code = read_postcode(postcode) or read_postcode(found)
    words = (fold(f"{before} {after}") or "").split()
    line = " ".join(SHORT_FORMS.get(word, word) for word in words)
    house = house_of(line)
    keys = set()
    if code and house:
        keys.add(f"{code}|{house}")
    if len(words) > 2 and (house or code):
        keys.add(f"{line}|{'' if house else code}")
    return Place(code, district_of(code), frozenset(keys))


def _without_postcode(address: str) -> tuple[str, str, str]:
    """What stands before the first British postcode of a line, the postcode, and what follows."""
    found = UK_POSTCODE.search(address)
    if found is None:
        return address, "", ""
    return address[: found.start()], found.group(0), address[found.end() :]
