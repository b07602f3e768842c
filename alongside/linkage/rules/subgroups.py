"""For whom links may be worse: groups that two records show by themselves. Nobody's origin is guessed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from alongside.kernel.folding import fold
from alongside.linkage.rules.places import read_place, read_postcode

TWIN_DAYS = 2
"""Twins may be born on both sides of midnight."""
MANY_POSTCODES = 4
DAYS_A_YEAR = 365


class Group(StrEnum):
    """A group of links; one link may be in several."""

    TWINS = "twins"
    SIBLINGS = "siblings"
    NO_DATE = "no_date"
    MOVES = "moves"
    NAMES = "names"
    REST = "rest"


WORDS: dict[Group, tuple[str, str]] = {
    Group.TWINS: ("Twins", "Somebody else of the same surname and address was born within two days."),
    Group.SIBLINGS: (
        "Brothers and sisters in one home",
        "Somebody else of the same surname and address was born within twelve years, not counting twins.",
    ),
    Group.NO_DATE: ("No exact date of birth", "One of the two records has no date of birth, or not to the day."),
    Group.MOVES: ("Many addresses", "Four postcodes or more are known of the two records together."),
    Group.NAMES: (
        "Names written in another way",
        "A name has a letter outside A to Z, there are more than two words in forename and surname, or the two "
        "records have them the other way round. It is about how names are written, and guesses nobody's origin.",
    ),
    Group.REST: ("All others", "None of these."),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class RecordFacts:
    """What one record says, as far as groups need it: its names and postcodes as written, other addresses as lines."""

    forename: str
    surname: str
    born: date | None
    exact: bool
    postcodes: tuple[str, ...]
    addresses_ever: tuple[str, ...]
    nearest_days: int | None
    """How many days apart the nearest other person of its surname and address was born."""


def groups_of(left: RecordFacts, right: RecordFacts, generation_years: int) -> frozenset[Group]:
    """The groups that a link of these two records belongs to; brothers and sisters are less than a generation apart."""
    days = [r.nearest_days for r in (left, right) if r.nearest_days is not None]
    nearest = min(days, default=None)
    found = set()
    if nearest is not None and nearest <= TWIN_DAYS:
        found.add(Group.TWINS)
    elif nearest is not None and nearest < generation_years * DAYS_A_YEAR:
        found.add(Group.SIBLINGS)
    if not all(r.born and r.exact for r in (left, right)):
        found.add(Group.NO_DATE)
    if len(_postcodes(left) | _postcodes(right)) >= MANY_POSTCODES:
        found.add(Group.MOVES)
    if _written_otherwise(left) or _written_otherwise(right) or _crosswise(left, right):
        found.add(Group.NAMES)
    return frozenset(found or {Group.REST})


def _postcodes(record: RecordFacts) -> set[str]:
    read = [read_postcode(code) for code in record.postcodes]
    read += [read_place(None, line).postcode for line in record.addresses_ever]
    return {code for code in read if code}


def _written_otherwise(record: RecordFacts) -> bool:
    name = f"{record.forename} {record.surname}"
    return not name.isascii() or len(name.split()) > 2


def _crosswise(left: RecordFacts, right: RecordFacts) -> bool:
    one, other = (tuple(fold(name) for name in (r.forename, r.surname)) for r in (left, right))
    return None not in one and one == other[::-1] and one != other
