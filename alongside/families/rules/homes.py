"""Which addresses are one home, and from when to when each record said so. Pure.

A description stands until the same record says something else. Nothing here knows when somebody really moved: only
what was said, by whom, and on which days.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import zip_longest

from alongside.families.contracts import Lived
from alongside.kernel.folding import fold
from alongside.kernel.ids import SourceId
from alongside.kernel.places import Place, read_place

Written = tuple[str, str]
"""An address and a postcode, as an agency writes them."""
Span = tuple[date, date | None]
"""From a day to a day, both included; without an end it goes on."""
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Named:
    """The name of a home. `exact`: two people with it live together, and not only under one postcode."""

    home: str
    exact: bool


NO_ADDRESS = Named("", exact=False)


def names_of(written: Iterable[Written]) -> dict[Written, Named]:
    """The home that each address is of: the same however it is written, as far as that can be told.

    An address without a postcode is the home with that line if there is only one, and a postcode alone is the home
    under it if there is only one; else each stands for itself. Two postcodes are never one home.
    """
    read = {place: read_place(place[1], place[0]) for place in set(written)}
    sure = {place: _with_postcode(found) for place, found in read.items()}
    of_line, under = defaultdict(set), defaultdict(set)
    for place, home in sure.items():
        if home:
            under[read[place].postcode].add(home)
            for key in read[place].keys:
                of_line[key].add(home)
    return {place: _named(place, read[place], sure[place], of_line, under) for place in read}


def _with_postcode(place: Place) -> str:
    """The key that holds the postcode; empty without one, or where nothing else is known."""
    held = [key for key in place.keys if place.postcode and place.postcode in key.split("|")]
    return min(held, default="")


def _named(
    written: Written, place: Place, sure: str, of_line: Mapping[str, set[str]], under: Mapping[str | None, set[str]]
) -> Named:
    if sure:
        return Named(sure, exact=True)
    if line := min(place.keys, default=""):
        return Named(_only(of_line.get(line)) or line, exact=True)
    if place.postcode:
        return Named(_only(under.get(place.postcode)) or f"{place.postcode}|", exact=False)
    words = fold(written[0])
    return Named(f"{words}|", exact=False) if words else NO_ADDRESS


def _only(homes: set[str] | None) -> str:
    return min(homes) if homes and len(homes) == 1 else ""


@dataclass(frozen=True, slots=True)
class Stay:
    """What one description says, from the day it was said to the last day before the record said something else."""

    lived: Lived
    from_on: date
    to_on: date | None
    named: Named


def stays_of(lived: Iterable[Lived], names: Mapping[Written, Named]) -> tuple[Stay, ...]:
    """Every description with the days on which it stood. What was corrected on the same day stood that one day."""
    by_source: dict[SourceId, list[Lived]] = defaultdict(list)
    for one in set(lived):
        by_source[one.source].append(one)
    found = []
    for told in by_source.values():
        told.sort(key=lambda one: (one.said_on, one.turn))
        for one, after in zip_longest(told, told[1:]):
            until = max(one.said_on, after.said_on - DAY) if after else None
            found.append(Stay(one, one.said_on, until, names[one.address, one.postcode]))
    return tuple(sorted(found, key=lambda stay: (stay.from_on, stay.lived.source, stay.lived.turn)))


def overlap(a: Span, b: Span) -> Span | None:
    """The days that both have; None if there are none."""
    from_on, to_on = max(a[0], b[0]), earlier(a[1], b[1])
    return None if to_on is not None and to_on < from_on else (from_on, to_on)


def earlier(a: date | None, b: date | None) -> date | None:
    """The earlier of two ends."""
    return min((end for end in (a, b) if end is not None), default=None)


def later(a: date | None, b: date | None) -> date | None:
    """The later of two ends: none, if one goes on."""
    return None if a is None or b is None else max(a, b)


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans that overlap or follow on one another as one, in order."""
    found: list[Span] = []
    for from_on, to_on in sorted(spans, key=lambda span: span[0]):
        last = found[-1] if found else None
        if last is not None and (last[1] is None or from_on <= last[1] + DAY):
            found[-1] = (last[0], later(last[1], to_on))
        else:
            found.append((from_on, to_on))
    return tuple(found)


def rest_of(span: Span, taken: Sequence[Span]) -> tuple[Span, ...]:
    """The days of a span that none of the taken ones has; `taken` is joined, and so in order."""
    start, end = span
    found: list[Span] = []
    for from_on, to_on in taken:
        if before := overlap((start, end), (start, from_on - DAY)):
            found.append(before)
        if to_on is None:
            return tuple(found)
        start = max(start, to_on + DAY)
    return (*found, (start, end)) if end is None or start <= end else tuple(found)


def span_of(spans: Sequence[Span]) -> Span:
    """From the first day of all to the last."""
    from_on, to_on = spans[0]
    for start, end in spans[1:]:
        from_on, to_on = min(from_on, start), later(to_on, end)
    return from_on, to_on
