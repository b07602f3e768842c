"""Two records side by side: for each field, the highest level on which they agree.

Levels are discrete so that the decision is a finite table. Many-valued names and addresses only ever raise a level.
Strings are compared as UTF-8 bytes, so that a database comparing bytes comes to the same number.
"""

from __future__ import annotations

from rapidfuzz.distance import DamerauLevenshtein, JaroWinkler

from alongside.linkage.contracts import (
    AddressLevel,
    DateLevel,
    Field,
    ForenameLevel,
    IdentifierLevel,
    SexLevel,
    SurnameLevel,
    Thresholds,
)
from alongside.linkage.rules.dates import BirthDate, Precision
from alongside.linkage.rules.identifiers import type_of
from alongside.linkage.rules.standardise import Standard

EXACT_DAYS = (Precision.DAY, Precision.FIRST)


def compare(a: Standard, b: Standard, thresholds: Thresholds) -> dict[Field, int]:
    """The level of each field for two records; the order of the two does not matter."""
    return {
        Field.IDENTIFIER: compare_identifiers(a, b),
        Field.FORENAME: compare_forenames(a, b, thresholds),
        Field.SURNAME: compare_surnames(a, b, thresholds),
        Field.DATE_OF_BIRTH: compare_dates(a.born, b.born, thresholds),
        Field.ADDRESS: compare_addresses(a, b),
        Field.SEX: compare_sex(a.sex, b.sex),
    }


def compare_identifiers(a: Standard, b: Standard) -> IdentifierLevel:
    """Equal when a trusted identifier is equal; differ when both hold one of a kind and none of it is equal.

    Mixed when one kind is equal and another differs.
    """
    equal = a.identifiers.trusted & b.identifiers.trusted
    differing = (a.identifiers.types & b.identifiers.types) - {type_of(identifier) for identifier in equal}
    if equal:
        return IdentifierLevel.MIXED if differing else IdentifierLevel.EQUAL
    if differing:
        return IdentifierLevel.DIFFER
    doubtful = a.identifiers.doubtful & b.identifiers.doubtful
    return IdentifierLevel.DOUBTFUL if doubtful else IdentifierLevel.UNKNOWN


def compare_forenames(a: Standard, b: Standard, thresholds: Thresholds) -> ForenameLevel:
    """The best of: the same, another name of one, swapped with the surname, short form, slip of the pen, near."""
    if a.forename is not None and a.forename == b.forename:
        return ForenameLevel.EXACT
    if a.forename in b.further_forenames or b.forename in a.further_forenames:
        return ForenameLevel.SHARED
    if names_swapped(a, b):
        return ForenameLevel.SWAPPED
    if a.forename is None or b.forename is None:
        return ForenameLevel.MISSING
    if a.forename_roots & b.forename_roots:
        return ForenameLevel.NICKNAME
    if a.forename_roots and b.forename_roots:
        return ForenameLevel.CONFLICT
    one_known = bool(a.forename_roots or b.forename_roots)
    return _spelling(a.forename.encode(), b.forename.encode(), thresholds, one_known=one_known)


def _spelling(a: bytes, b: bytes, thresholds: Thresholds, *, one_known: bool) -> ForenameLevel:
    """How alike two spellings are; where one is a known forename and the other is none, more is taken for a slip."""
    shortest, slips = min(len(a), len(b)), DamerauLevenshtein.distance(a, b, score_cutoff=2)
    least = thresholds.shortest_slip if one_known else thresholds.shortest_typo
    two_slips = one_known and shortest >= thresholds.shortest_two_slips and slips == 2
    if a[0] == b[0] and ((slips == 1 and shortest >= least) or two_slips):
        return ForenameLevel.TYPO
    if one_known and slips == 1 and shortest >= thresholds.shortest_typo and not _another_first_letter(a, b):
        return ForenameLevel.TYPO
    two_slips = slips <= 2 and shortest >= thresholds.shortest_typo
    if two_slips or JaroWinkler.similarity(a, b) >= thresholds.near_forename:
        return ForenameLevel.NEAR
    if min(len(a), len(b)) == 1 and a[0] == b[0]:
        return ForenameLevel.INITIAL
    return ForenameLevel.CONFLICT


def _another_first_letter(a: bytes, b: bytes) -> bool:
    """One first letter stands for the other, as in names that rhyme; none is left out, put in or swapped."""
    return len(a) == len(b) and a[:2] != b[1::-1]


def names_swapped(a: Standard, b: Standard) -> bool:
    """Forename and surname stand in each other's place."""
    known = a.forename is not None and b.forename is not None
    return known and a.forename == b.surname and a.surname == b.forename


def compare_surnames(a: Standard, b: Standard, thresholds: Thresholds) -> SurnameLevel:
    """The best of: the same, one name in common, near. Swapped names are told once, with the forename."""
    if a.surname is not None and a.surname == b.surname:
        return SurnameLevel.EXACT
    if names_swapped(a, b) and a.forename != b.forename:
        return SurnameLevel.MISSING
    if a.surname in b.further_surnames or b.surname in a.further_surnames or a.further_surnames & b.further_surnames:
        return SurnameLevel.SHARED
    if a.surname is None or b.surname is None:
        return SurnameLevel.MISSING
    near = JaroWinkler.similarity(a.surname.encode(), b.surname.encode()) >= thresholds.near_surname
    return SurnameLevel.NEAR if near else SurnameLevel.DIFFERENT


def compare_dates(a: BirthDate | None, b: BirthDate | None, thresholds: Thresholds) -> DateLevel:
    """The best of: the same day, a slip (one day, swapped, one digit), the same as far as known, close."""
    if a is None or b is None:
        return DateLevel.MISSING
    exact = a.precision in EXACT_DAYS and b.precision in EXACT_DAYS
    if exact and a.text == b.text:
        return DateLevel.EXACT
    if Precision.EXPECTED in (a.precision, b.precision):
        return DateLevel.BY_YEAR if _days_apart(a, b) <= thresholds.expected_days else DateLevel.MISSING
    if exact and _is_slip(a, b):
        return DateLevel.NEAR
    if _agree_as_far_as_known(a, b):
        return DateLevel.BY_YEAR
    return _how_far(a, b, exact, thresholds)


def _days_apart(a: BirthDate, b: BirthDate) -> int:
    if a.day_number is None or b.day_number is None:
        return 10**6
    return abs(a.day_number - b.day_number)


def _is_slip(a: BirthDate, b: BirthDate) -> bool:
    swapped = a.text[5:7] == b.text[8:10] and a.text[8:10] == b.text[5:7]
    in_the_year = a.year == b.year and (swapped or _one_slip(a, b))
    return in_the_year or _days_apart(a, b) == 1


def _one_slip(a: BirthDate, b: BirthDate) -> bool:
    """One digit is wrong, or two that stand beside each other are swapped."""
    return DamerauLevenshtein.distance(a.text, b.text, score_cutoff=1) == 1


def _agree_as_far_as_known(a: BirthDate, b: BirthDate) -> bool:
    precisions = (a.precision, b.precision)
    if precisions == (Precision.DAY, Precision.DAY) or a.year != b.year:
        return False
    return Precision.YEAR in precisions or a.text[5:7] == b.text[5:7]


def _how_far(a: BirthDate, b: BirthDate, exact: bool, thresholds: Thresholds) -> DateLevel:
    years = abs(a.year - b.year)
    birthday = exact and a.text[5:] == b.text[5:]
    if birthday and _one_slip(a, b):
        return DateLevel.YEAR_SLIP
    if years >= thresholds.generation_years:
        return DateLevel.FAR
    two_parts = exact and years == 0 and (a.text[5:7] == b.text[5:7] or a.text[8:] == b.text[8:])
    close = _days_apart(a, b) <= 31 or two_parts or (not exact and years <= 1)
    return DateLevel.CLOSE if close else DateLevel.CONFLICT


def compare_addresses(a: Standard, b: Standard) -> AddressLevel:
    """The best agreement of any address ever known; only two known postcodes, or two known homes, can differ."""
    if a.address_keys & b.address_keys:
        return AddressLevel.SAME_ADDRESS
    here, there = a.place.postcode, b.place.postcode
    if _postcodes(a) & _postcodes(b):
        return AddressLevel.SAME_POSTCODE
    if here is None or there is None:
        return AddressLevel.DIFFERENT if a.place.keys and b.place.keys else AddressLevel.MISSING
    return AddressLevel.SAME_DISTRICT if a.place.district == b.place.district else AddressLevel.DIFFERENT


def _postcodes(a: Standard) -> frozenset[str]:
    return a.further_postcodes | {a.place.postcode} if a.place.postcode else a.further_postcodes


def compare_sex(a: str | None, b: str | None) -> SexLevel:
    """Same, different, or not known of both."""
    if a is None or b is None:
        return SexLevel.MISSING
    return SexLevel.SAME if a == b else SexLevel.DIFFERENT
