"""What goes wrong between a person and an agency's file. Every rate is a row with its source, or says "assumed"."""

import random
from dataclasses import dataclass, replace
from datetime import date

from alongside.cli.county.plan import Somebody


@dataclass(frozen=True, slots=True)
class Rate:
    """How often something goes wrong, as a share of records, and where that number is from."""

    share: float
    source: str


RATES = {
    "typing slip in a forename": Rate(0.03, "assumed"),
    "typing slip in a surname": Rate(0.03, "assumed"),
    "day and month swapped": Rate(0.008, "assumed"),
    "one digit of the date of birth wrong": Rate(0.015, "assumed"),
    "date of birth not recorded": Rate(0.02, "assumed"),
    "earlier address": Rate(0.10, "assumed"),
    "address not recorded": Rate(0.03, "assumed"),
    "known-as name instead of forename": Rate(0.4, "assumed"),
    "earlier surname": Rate(0.5, "assumed"),
}
NHS_NUMBER_KNOWN = {"health": 0.97, "gp": 0.99, "social_care": 0.6, "school": 0.0, "police": 0.0, "housing": 0.0}
"""Share of an agency's records that carry the NHS number; assumed."""


@dataclass(frozen=True, slots=True)
class Written:
    """A person as one agency has them in its file."""

    reference: str
    agency: str
    person: Somebody
    forename: str
    surname: str
    born: date | None
    address: str
    postcode: str
    nhs_number: str
    upn: str


def write_down(person: Somebody, agency: str, reference: str, dice: random.Random) -> Written:
    """How this agency has this person."""
    home = person.home
    if person.earlier_home and _happens("earlier address", dice):
        home = person.earlier_home
    forename = person.known_as if person.known_as and _happens("known-as name instead of forename", dice) else ""
    forename = forename or person.forename
    surname = person.surname
    if person.earlier_surname and _happens("earlier surname", dice):
        surname = person.earlier_surname
    if _happens("typing slip in a forename", dice):
        forename = slip(forename, dice)
    if _happens("typing slip in a surname", dice):
        surname = slip(surname, dice)
    written = Written(
        reference, agency, person, forename, surname, _birth(person, dice), home.address, home.postcode, "", person.upn
    )
    if _happens("address not recorded", dice):
        written = replace(written, address="", postcode="")
    if dice.random() < NHS_NUMBER_KNOWN[agency]:
        written = replace(written, nhs_number=person.nhs_number)
    return written if agency == "school" else replace(written, upn="")


def _happens(what: str, dice: random.Random) -> bool:
    return dice.random() < RATES[what].share


def slip(word: str, dice: random.Random) -> str:
    """One letter left out, doubled, changed or swapped with the next."""
    if len(word) < 4:
        return word
    at = dice.randrange(1, len(word) - 1)
    how = dice.randrange(4)
    if how == 0:
        return word[:at] + word[at + 1 :]
    if how == 1:
        return word[:at] + word[at] + word[at:]
    if how == 2:
        return word[:at] + dice.choice("aeiournstl") + word[at + 1 :]
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _birth(person: Somebody, dice: random.Random) -> date | None:
    born = person.born
    if born is None or person.unborn:
        return born
    if _happens("date of birth not recorded", dice):
        return None
    if born.day <= 12 and _happens("day and month swapped", dice):
        return born.replace(month=born.day, day=born.month)
    if _happens("one digit of the date of birth wrong", dice):
        return born.replace(day=min(28, max(1, born.day + dice.choice((-1, 1, 10, -10)))))
    return born


def nhs_number(dice: random.Random) -> str:
    """A number with the right check digit, in the range kept for made-up people (999)."""
    while True:
        digits = [9, 9, 9, *(dice.randrange(10) for _ in range(6))]
        check = (11 - sum(d * w for d, w in zip(digits, range(10, 1, -1))) % 11) % 11
        if check < 10:
            return "".join(map(str, [*digits, check]))


_UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"


def upn(dice: random.Random) -> str:
    """A unique pupil number with its check letter."""
    digits = f"{dice.randrange(10**12):012d}"
    return _UPN_LETTERS[sum(int(d) * place for d, place in zip(digits, range(2, 14))) % 23] + digits
