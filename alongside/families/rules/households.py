"""With whom a child lived, when and where, as agencies say. Computed from their words each time, and stored nowhere.

Agencies that differ are shown to differ: nothing here decides who is right.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import zip_longest

from alongside.families.contracts import (
    Companion,
    Difference,
    Home,
    How,
    Lived,
    LivesWith,
    Witness,
)
from alongside.families.rules.homes import (
    DAY,
    Named,
    Span,
    Stay,
    Written,
    joined,
    names_of,
    overlap,
    rest_of,
    span_of,
    stays_of,
)
from alongside.kernel.ids import PersonId

_Told = tuple[PersonId, Witness]


def homes_of(
    child: PersonId,
    lived: Iterable[Lived],
    together: Iterable[LivesWith] = (),
    names: Mapping[Written, Named] | None = None,
) -> tuple[Home, ...]:
    """The times in which the child was said to live somewhere, in order, each with who was said to live there, too.

    The order in which descriptions are given does not matter. Somebody is in a home when a record of theirs says the
    same address, or the same household of the same agency, on a day on which one of the child's does; or when a tie
    says so. A postcode alone puts nobody together.
    """
    told = tuple(set(lived))
    stays = stays_of(told, names or names_of((one.address, one.postcode) for one in told))
    ties = [tie for tie in set(together) if child in (tie.person, tie.relative) and tie.person != tie.relative]
    own, others = _split(child, stays)
    times = [time for group in _by_home(own).values() for time in _times(group)]
    placed = [_home(time, others, ties, child) for time in times]
    placed += _nowhere(child, ties, [(home.from_on, home.to_on) for home in placed])
    return tuple(sorted(placed, key=lambda home: (home.from_on, home.to_on or date.max, home.name)))


def _split(child: PersonId, stays: Sequence[Stay]) -> tuple[list[Stay], list[Stay]]:
    own = [stay for stay in stays if stay.lived.person == child]
    return own, [stay for stay in stays if stay.lived.person != child]


def _by_home(own: Iterable[Stay]) -> dict[str, list[Stay]]:
    """The child's stays at each home; without an address the agency's household stands for it."""
    found: dict[str, list[Stay]] = defaultdict(list)
    for stay in own:
        name = stay.named.home or _household(stay.lived)
        if name:
            found[name].append(stay)
    return found


def _household(lived: Lived) -> str:
    return f"household {lived.agency} {lived.household}" if lived.household else ""


def _times(group: Sequence[Stay]) -> Iterable[list[Stay]]:
    """The stays at one home in times without a gap."""
    for span in joined((stay.from_on, stay.to_on) for stay in group):
        yield [stay for stay in group if overlap((stay.from_on, stay.to_on), span)]


def _home(own: Sequence[Stay], others: Sequence[Stay], ties: Sequence[LivesWith], child: PersonId) -> Home:
    span = span_of([(stay.from_on, stay.to_on) for stay in own])
    latest = max(own, key=lambda stay: (bool(stay.lived.address), stay.from_on, stay.lived.turn)).lived
    said = [
        _witness(stay, (stay.from_on, stay.to_on), How.ADDRESS if stay.named.home else How.HOUSEHOLD) for stay in own
    ]
    beside = [told for other in others for told in _beside(own, other)]
    beside += [told for tie in ties for told in _tied(tie, child, span)]
    name = own[0].named.home or _household(own[0].lived)
    return Home(name, latest.address, latest.postcode, *span, _once(said), _companions(beside))


def _witness(stay: Stay, span: Span, how: How) -> Witness:
    return Witness(stay.lived.agency, stay.lived.source, *span, how, stay.lived.address)


def _beside(own: Sequence[Stay], other: Stay) -> Iterable[_Told]:
    """What one description of somebody else says of living with the child in this time."""
    days = (other.from_on, other.to_on)
    home = own[0].named.home
    if other.named.exact and other.named.home == home:
        exact = joined((stay.from_on, stay.to_on) for stay in own if stay.named.exact)
        for shared in filter(None, (overlap(days, span) for span in exact)):
            yield other.lived.person, _witness(other, shared, How.ADDRESS)
    for mine in own:
        same = mine.lived.household and _household(mine.lived) == _household(other.lived)
        if same and (both := overlap(days, (mine.from_on, mine.to_on))):
            yield other.lived.person, _witness(other, both, How.HOUSEHOLD)


def _tied(tie: LivesWith, child: PersonId, span: Span) -> Iterable[_Told]:
    other = tie.relative if tie.person == child else tie.person
    if both := overlap((tie.from_on, tie.to_on), span):
        yield other, Witness(tie.agency, tie.source, *both, How.RELATION)


def _nowhere(child: PersonId, ties: Sequence[LivesWith], times: Iterable[Span]) -> list[Home]:
    """Days of which only a tie speaks: somebody lived with the child, and nobody says where."""
    known = joined(times)
    left = joined(rest for tie in ties for rest in rest_of((tie.from_on, tie.to_on), known))
    found = []
    for span in left:
        told = [x for tie in ties for x in _tied(tie, child, span)]
        found.append(Home("", "", "", *span, _once(witness for _, witness in told), _companions(told)))
    return found


def _companions(told: Iterable[_Told]) -> tuple[Companion, ...]:
    by_person: dict[PersonId, list[Witness]] = defaultdict(list)
    for person, witness in told:
        by_person[person].append(witness)
    found = []
    for person, said in by_person.items():
        witnesses = _once(said)
        found.append(Companion(person, *span_of([(w.from_on, w.to_on) for w in witnesses]), witnesses))
    return tuple(sorted(found, key=lambda one: (one.from_on, one.person)))


def _once(said: Iterable[Witness]) -> tuple[Witness, ...]:
    """What a record says in the same way on days that follow on one another is said once, in its latest words."""
    groups: dict[tuple[object, ...], list[Witness]] = defaultdict(list)
    for witness in said:
        groups[witness.agency, witness.source, witness.how].append(witness)
    found = []
    for group in groups.values():
        for span in joined((w.from_on, w.to_on) for w in group):
            newest = max(
                (w for w in group if overlap((w.from_on, w.to_on), span)), key=lambda w: (w.from_on, w.address)
            )
            found.append(Witness(newest.agency, newest.source, *span, newest.how, newest.address))
    return tuple(sorted(found, key=lambda w: (w.from_on, w.agency, w.source, w.how)))


def differences(homes: Sequence[Home]) -> tuple[Difference, ...]:
    """The days on which records say different addresses, each stretch with the homes that are said."""
    placed = [(number, home) for number, home in enumerate(homes) if home.address or home.postcode]
    turns = sorted({home.from_on for _, home in placed} | {home.to_on + DAY for _, home in placed if home.to_on})
    found: list[Difference] = []
    for start, after in zip_longest(turns, turns[1:]):
        end = after - DAY if after else None
        said = tuple(n for n, home in placed if overlap((home.from_on, home.to_on), (start, end)))
        if len(said) > 1:
            found.append(Difference(start, end, said))
    return tuple(found)
