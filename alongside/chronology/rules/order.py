"""The order of a story, and which accounts are of the same thing."""

from collections.abc import Iterable, Sequence

from alongside.chronology.contracts import Entry
from alongside.kernel.dates import Precision
from alongside.kernel.duties import Event

_SAME_WORDS = 0.5
"""Share of the shorter text's significant words that both texts use (our definition)."""
_FEWEST_WORDS = 4
_LITTLE_WORDS = frozenset(
    """a an and are as at be been but by for from had has have he her him his i in is it its not of on or our she that
    the their them they this to was we were who with you said child mother father mum dad""".split()
)


def significant_words(text: str) -> frozenset[str]:
    """The words that carry meaning, without capitals and punctuation."""
    cleaned = "".join(c if c.isalnum() else " " for c in text.casefold())
    return frozenset(w for w in cleaned.split() if w not in _LITTLE_WORDS and len(w) > 1)


def same_thing(a: Event, b: Event) -> bool:
    """Two agencies speak of one thing: same exact day, same kind, no two different clock times, and
    either the same words or half of the shorter account's words in common. One agency's two entries stay two.
    """
    if a.agency == b.agency or a.kind != b.kind or a.when != b.when:
        return False
    if a.when.precision is not Precision.DAY or (a.clock and b.clock and a.clock != b.clock):
        return False
    mine, yours = significant_words(f"{a.title} {a.text}"), significant_words(f"{b.title} {b.text}")
    shorter = min(len(mine), len(yours))
    return (mine == yours and shorter > 0) or (shorter >= _FEWEST_WORDS and len(mine & yours) >= _SAME_WORDS * shorter)


def _place(event: Event) -> tuple[object, ...]:
    said = (event.reference, event.kind, event.title, event.text)
    return (event.when.on, event.when.last, event.clock or "24", event.told_by, *said)


def told_in_order(events: Iterable[Event]) -> tuple[Entry, ...]:
    """Every account in order of when it happened; accounts of the same thing stand together as one entry."""
    entries: list[list[Event]] = []
    by_day: dict[object, list[list[Event]]] = {}
    for event in _each_account_once(events):
        beside = by_day.setdefault((event.when, event.kind), [])
        joined = next((group for group in beside if _joins(group, event)), None)
        if joined is None:
            joined = []
            entries.append(joined)
            beside.append(joined)
        joined.append(event)
    return tuple(_entry(group) for group in entries)


def _each_account_once(events: Iterable[Event]) -> list[Event]:
    """An agency that wrote the same words about several people of one family has told one account, not several."""
    once: dict[tuple[object, ...], Event] = {}
    for event in sorted(events, key=_place):
        once.setdefault((event.agency, event.when, event.clock, event.kind, event.title, event.text), event)
    return list(once.values())


def _joins(group: Sequence[Event], event: Event) -> bool:
    return all(same_thing(witness, event) for witness in group)


def _entry(witnesses: Sequence[Event]) -> Entry:
    clock = next((w.clock for w in witnesses if w.clock), "")
    return Entry(witnesses[0].when, clock, witnesses[0].kind, tuple(witnesses))
