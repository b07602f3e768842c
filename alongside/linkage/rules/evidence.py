"""Evidence as one number and back, so that a table of verdicts can be joined to any number of pairs."""

from __future__ import annotations

from alongside.linkage.contracts import (
    AddressLevel,
    Band,
    DateLevel,
    Evidence,
    Field,
    ForenameLevel,
    IdentifierLevel,
    Said,
    SexLevel,
    SurnameLevel,
)

SIZES: tuple[tuple[str, int], ...] = (
    ("said", len(Said)),
    ("two_open", 2),
    ("nameless", 2),
    ("identifier", len(IdentifierLevel)),
    ("forename", len(ForenameLevel)),
    ("surname", len(SurnameLevel)),
    ("date", len(DateLevel)),
    ("address", len(AddressLevel)),
    ("sex", len(SexLevel)),
    ("band", len(Band)),
)
"""The digits of the code and how many values each has; levels start at -1, everything else at 0."""

LOWEST = {"identifier": -1, "forename": -1, "surname": -1, "date": -1, "address": -1, "sex": -1}
DIGIT_OF = {
    Field.IDENTIFIER: "identifier",
    Field.FORENAME: "forename",
    Field.SURNAME: "surname",
    Field.DATE_OF_BIRTH: "date",
    Field.ADDRESS: "address",
    Field.SEX: "sex",
}


def place_values() -> dict[str, int]:
    """What one step of each digit adds to the code."""
    values, value = {}, 1
    for name, size in reversed(SIZES):
        values[name] = value
        value *= size
    return values


def encode(evidence: Evidence) -> int:
    """Evidence as one whole number, different for different evidence."""
    return sum((int(getattr(evidence, name)) - LOWEST.get(name, 0)) * value for name, value in place_values().items())


def decode(code: int) -> Evidence:
    """The evidence a number stands for."""
    digits: dict[str, int] = {}
    for name, size in reversed(SIZES):
        code, digit = divmod(code, size)
        digits[name] = digit + LOWEST.get(name, 0)
    return Evidence(
        said=Said(digits["said"]),
        two_open=bool(digits["two_open"]),
        nameless=bool(digits["nameless"]),
        identifier=IdentifierLevel(digits["identifier"]),
        forename=ForenameLevel(digits["forename"]),
        surname=SurnameLevel(digits["surname"]),
        date=DateLevel(digits["date"]),
        address=AddressLevel(digits["address"]),
        sex=SexLevel(digits["sex"]),
        band=Band(digits["band"]),
    )


def levels_of(evidence: Evidence) -> dict[Field, int]:
    """The level of each compared field."""
    return {field: int(getattr(evidence, digit)) for field, digit in DIGIT_OF.items()}


def gather(levels: dict[Field, int], *, said: Said, two_open: bool, nameless: bool, band: Band) -> Evidence:
    """Evidence from the levels of the fields and what is known about the pair."""
    return Evidence(
        said=said,
        two_open=two_open,
        nameless=nameless,
        identifier=IdentifierLevel(levels[Field.IDENTIFIER]),
        forename=ForenameLevel(levels[Field.FORENAME]),
        surname=SurnameLevel(levels[Field.SURNAME]),
        date=DateLevel(levels[Field.DATE_OF_BIRTH]),
        address=AddressLevel(levels[Field.ADDRESS]),
        sex=SexLevel(levels[Field.SEX]),
        band=band,
    )
