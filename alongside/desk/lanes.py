"""From a story to the picture of it: agencies by time."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from alongside.chronology.api import Entry, Story
from alongside.kernel.dates import Precision
from alongside.kernel.ids import AgencyId
from alongside.layout.dates import day, month
from alongside.layout.pictures.time_facts import Bar, Lane, Mark
from alongside.layout.pictures.time_lanes import draw
from alongside.layout.pictures.time_words import sentences

_LONG_AGO = date(1900, 1, 1)
SPANS = {"all": None, "3y": 3 * 365, "1y": 365, "3m": 91}
_PRECISIONS = {Precision.MONTH: "month", Precision.YEAR: "year"}


@dataclass(frozen=True, slots=True)
class Picture:
    """The picture for a wide page and for a phone, and the same in sentences."""

    wide: str
    narrow: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Window:
    """The days that picture and list both show, and where a step earlier or later leads, if anything is there."""

    span: str
    from_on: date
    to_on: date
    earlier: date | None
    later: date | None

    def holds(self, entry: Entry) -> bool:
        """Whether the entry may have happened in these days; one known to the year belongs to all of them."""
        return entry.when.last >= self.from_on and entry.when.on <= self.to_on


def window(story: Story, *, span: str, upto: str, today: date) -> Window:
    """The span that was asked for, up to a day or up to now; everything where nothing sensible was asked."""
    days = [entry.when.on for entry in story.entries] or [today]
    newest, oldest, length = max(today, *days), min(days), SPANS.get(span)
    if length is None:
        return Window("all", oldest - timedelta(days=7), newest, None, None)
    to_on = min(newest, _day(upto) or newest)
    from_on = to_on - timedelta(days=length)
    later = min(newest, to_on + timedelta(days=length)) if to_on < newest else None
    return Window(span, from_on, to_on, from_on if oldest < from_on else None, later)


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None


def by_month(entries: Sequence[Entry]) -> tuple[tuple[str, tuple[Entry, ...]], ...]:
    """The entries under the month, or the year, in which they happened; the newest first."""
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in reversed(entries):
        known_to_the_year = entry.when.precision is Precision.YEAR
        heading = f"{entry.when.on.year}, month not known" if known_to_the_year else month(entry.when.on)
        found[heading].append(entry)
    return tuple((heading, tuple(group)) for heading, group in found.items())


def chronology_picture(story: Story, shown_days: Window, *, today: date) -> Picture | None:
    """The picture of this story over these days; none when nothing has been told yet."""
    lanes = lanes_of(story, today)
    if not lanes:
        return None
    from_on, to_on = shown_days.from_on, shown_days.to_on
    shown = sum(map(shown_days.holds, story.entries))
    told = sentences(lanes, from_on=from_on, to_on=to_on, today=today)
    words = (f"{shown} {'entry' if shown == 1 else 'entries'} from {day(from_on)} to {day(to_on)}.", *told[1:])
    wide = draw(lanes, from_on=from_on, to_on=to_on, today=today, about=told)
    narrow = draw(lanes, from_on=from_on, to_on=to_on, today=today, about=told, width=358, ident="chronology-narrow")
    return Picture(wide, narrow, words)


def lanes_of(story: Story, today: date) -> tuple[Lane, ...]:
    """One lane an agency: its accounts, its involvements, and the days its deliveries cover."""
    marks: dict[str, list[Mark]] = defaultdict(list)
    ids = {w.told_by: w.agency for e in story.entries for w in e.witnesses}
    for entry in story.entries:
        for agency in dict.fromkeys(w.told_by for w in entry.witnesses):
            marks[agency].append(_mark(entry))
    covered = {c.agency: c.periods for c in story.coverage}
    found = []
    for agency in sorted(marks):
        bars = tuple(
            Bar(v.period.from_on, v.period.to_on or (None if v.open else v.period.from_on), v.role or v.worker)
            for v in story.involved
            if v.agency == agency and v.period.from_on and v.period.from_on <= today
        )
        days = tuple((p.from_on or _LONG_AGO, p.to_on or today) for p in covered.get(AgencyId(ids[agency]), ()))
        days = days or ((marks[agency][0].on, marks[agency][-1].on),)
        found.append(Lane(agency, agency, tuple(marks[agency]), bars, days))
    return tuple(found)


def _mark(entry: Entry) -> Mark:
    words = entry.title or entry.witnesses[0].text[:90]
    return Mark(
        entry.when.on, _PRECISIONS.get(entry.when.precision, "day"), entry.kind, words, f"#entry-{entry.id}",  # type: ignore[arg-type]
        len({w.agency for w in entry.witnesses}),
    )  # fmt: skip
