"""Who lived with a child, day by day: the plain twin that asks of each day what every record says on it."""

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from alongside.families.contracts import Home, How, Lived, LivesWith
from alongside.families.rules.homes import Named, Written

Said = tuple[str, UUID, UUID, How]
"""At a home, somebody, by a record, in a way."""


def standing(lived: Iterable[Lived], day: date) -> list[Lived]:
    """What each record says on this day: all that it said on the day itself, else what it said last before."""
    found = []
    told = list(lived)
    for source in {one.source for one in told}:
        before = sorted((x for x in told if x.source == source and x.said_on <= day), key=lambda x: (x.said_on, x.turn))
        that_day = [one for one in before if one.said_on == day]
        found += that_day or before[-1:]
    return found


def name_of(one: Lived, names: dict[Written, Named]) -> str:
    """The home, or in place of one the agency's household."""
    home = names[one.address, one.postcode].home
    return home or (f"household {one.agency} {one.household}" if one.household else "")


def on(day: date, child: UUID, lived: Iterable[Lived], ties: Iterable[LivesWith], names: dict[Written, Named]) -> tuple[
    set[tuple[str, UUID]], set[Said]
]:  # fmt: skip
    """On this day: each home with the records of the child that say it, and everybody else said to live there."""
    now = standing(lived, day)
    own = [one for one in now if one.person == child and name_of(one, names)]
    homes: set[tuple[str, UUID]] = {(name_of(one, names), one.source) for one in own}
    said: set[Said] = set()
    for mine in own:
        for other in now:
            if other.person == child:
                continue
            named, theirs = names[mine.address, mine.postcode], names[other.address, other.postcode]
            if named.exact and named == theirs:
                said.add((named.home, other.person, other.source, How.ADDRESS))
            if mine.household and (mine.agency, mine.household) == (other.agency, other.household):
                said.add((name_of(mine, names), other.person, other.source, How.HOUSEHOLD))
    for tie in ties:
        if (
            child in (tie.person, tie.relative)
            and tie.person != tie.relative
            and tie.from_on <= day <= (tie.to_on or day)
        ):
            who = tie.relative if tie.person == child else tie.person
            for home in {name for name, _ in homes} or {""}:
                said.add((home, who, tie.source, How.RELATION))
    return homes, said


def read_off(homes: Iterable[Home], day: date) -> tuple[set[tuple[str, UUID]], set[Said]]:
    """The same of what the rule made, for one day."""
    now = [home for home in homes if home.from_on <= day <= (home.to_on or day)]
    own: set[tuple[str, UUID]] = {
        (h.name, w.source) for h in now if h.name for w in h.witnesses if w.from_on <= day <= (w.to_on or day)
    }
    said: set[Said] = {
        (home.name, one.person, w.source, w.how)
        for home in now for one in home.companions for w in one.witnesses if w.from_on <= day <= (w.to_on or day)
    }  # fmt: skip
    return own, said


def days(first: date, many: int) -> list[date]:
    """So many days."""
    return [first + timedelta(days=n) for n in range(many)]
