"""Where marks, brackets, bars and "+n" labels stand in a lane so that none of them touch."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from alongside.layout.pictures import measure
from alongside.layout.pictures.time_facts import Bar, Kind, Mark
from alongside.layout.pictures.time_scale import Scale

DEEPEST = 5
_HEAVIEST_FIRST: tuple[Kind, ...] = ("concern", "decision", "strength", "missed", "contact", "other")
_WEIGHTS = {kind: place for place, kind in enumerate(_HEAVIEST_FIRST)}
SMALL = 12


@dataclass(frozen=True, slots=True)
class Stacked:
    """An entry at column middle `x`, `level` steps above the ground."""

    mark: Mark
    x: float
    level: int


@dataclass(frozen=True, slots=True)
class More:
    """`count` further entries that do not fit between `left` and `right`; the words stand around `x`."""

    x: float
    left: float
    right: float
    count: int

    @property
    def text(self) -> str:
        """+12."""
        return f"+{self.count}"

    @property
    def half(self) -> float:
        """Half the room that the words or the columns need, whichever is more."""
        return max(measure.width(self.text, SMALL, bold=True) / 2 + 3, (self.right - self.left) / 2)


@dataclass(frozen=True, slots=True)
class Packed:
    """Something with words on a row of its own among others: it takes up `left` to `right`."""

    what: Bar | Mark
    x0: float
    x1: float
    left: float
    right: float
    row: int
    text: str = ""
    text_x: float = 0


def stack(marks: Iterable[Mark], scale: Scale) -> tuple[tuple[Stacked, ...], tuple[More, ...]]:
    """Entries whose day is known, stacked in columns of time, and labels for what does not fit."""
    columns: dict[int, list[Mark]] = defaultdict(list)
    for mark in marks:
        columns[scale.column_of(mark.on)].append(mark)
    shown: list[Stacked] = []
    more: list[More] = []
    for column, held in sorted(columns.items()):
        x = scale.middle_of(column)
        # What is not drawn must not be a concern while a contact is.
        drawn = sorted(held, key=_weight)[:DEEPEST]
        shown += [Stacked(mark, x, level) for level, mark in enumerate(drawn)]
        if len(held) > DEEPEST:
            more.append(More(x, x - scale.column / 2, x + scale.column / 2, len(held) - DEEPEST))
    return tuple(shown), joined(more, scale)


def _weight(mark: Mark) -> tuple[int, date, str, str]:
    return _WEIGHTS[mark.kind], mark.on, mark.text, mark.href


def joined(labels: Sequence[More], scale: Scale) -> tuple[More, ...]:
    """Labels that would touch become one that stands for both, until none touch."""
    done: list[More] = []
    for label in labels:
        done.append(_inside(label, scale))
        while len(done) > 1 and done[-2].x + done[-2].half > done[-1].x - done[-1].half:
            last, before = done.pop(), done.pop()
            both = More((before.left + last.right) / 2, before.left, last.right, before.count + last.count)
            done.append(_inside(both, scale))
    return tuple(done)


def _inside(label: More, scale: Scale) -> More:
    x = min(scale.right - label.half, max(scale.left + label.half, label.x))
    return More(x, label.left, label.right, label.count)


def pack(wanted: Iterable[Packed]) -> tuple[Packed, ...]:
    """Each on the first row where it touches nobody."""
    ends: list[float] = []
    done: list[Packed] = []
    for one in sorted(wanted, key=lambda one: (one.left, one.right, one.text)):
        row = next((row for row, end in enumerate(ends) if end + 4 <= one.left), len(ends))
        if row == len(ends):
            ends.append(one.right)
        ends[row] = max(ends[row], one.right)
        done.append(replace(one, row=row))
    return tuple(done)


def brackets(marks: Iterable[Mark], scale: Scale) -> tuple[Packed, ...]:
    """Entries known only by month or year, each across the whole time in which it may have been."""
    least = 2 * scale.size + 8
    wanted = []
    for mark in marks:
        x0, x1 = scale.x(mark.first), scale.x(mark.last) + scale.per_day
        middle = min(scale.right - least / 2, max(scale.left + least / 2, (x0 + x1) / 2))
        left, right = min(x0, middle - least / 2), min(scale.right, max(x1, middle + least / 2))
        wanted.append(Packed(mark, left, right, left, right, 0))
    return pack(wanted)


def bars(found: Iterable[Bar], scale: Scale, today: date) -> tuple[Packed, ...]:
    """Involvements and plans on rows, with their words inside or, where they are short, beside them in full."""
    wanted = []
    for bar in found:
        end = bar.to_on or max(today, bar.from_on)
        if end < scale.from_on or bar.from_on > scale.to_on:
            continue
        x0 = min(scale.x(bar.from_on), scale.right - 2)  # one that begins on the last day still shows
        x1 = max(x0 + 2, min(scale.right, scale.x(end) + scale.per_day))
        text = measure.shorten(bar.text, SMALL, scale.right - scale.left - 16)
        wanted.append(_with_words(bar, x0, x1, text, scale))
    return pack(wanted)


def _with_words(bar: Bar, x0: float, x1: float, text: str, scale: Scale) -> Packed:
    # Inside when they fit; else wholly beside the bar, so that no edge runs through the words.
    room = measure.width(text, SMALL)
    if room + 18 <= x1 - x0:
        return Packed(bar, x0, x1, x0, x1, 0, text, x0 + 8)
    if x1 + room + 8 <= scale.right:
        return Packed(bar, x0, x1, x0, x1 + room + 8, 0, text, x1 + 5)
    if x0 - room - 8 >= scale.left:
        return Packed(bar, x0, x1, x0 - room - 8, x1, 0, text, x0 - room - 5)
    inside = measure.shorten(bar.text, SMALL, x1 - x0 - 18)
    return Packed(bar, x0, x1, x0, x1, 0, inside, x0 + 8)


def widest_free(x0: float, x1: float, blocks: Iterable[tuple[float, float]]) -> tuple[float, float]:
    """The widest part between x0 and x1 that no block touches; empty when there is none."""
    best, reached = (x0, x0), x0
    for left, right in [*sorted(blocks), (x1, x1)]:
        if min(left, x1) - reached > best[1] - best[0]:
            best = (reached, min(left, x1))
        reached = max(reached, right)
    return best
