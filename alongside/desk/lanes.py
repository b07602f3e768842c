"""From a story to the picture of it: agencies by time."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from alongside.chronology.api import Entry, Story
from alongside.kernel.dates import Precision
from alongside.kernel.ids import AgencyId
from alongside.layout.dates import day
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


def chronology_picture(story: Story, *, span: str, today: date) -> Picture | None:
    """The picture of this story over the chosen span; none when nothing has been told yet."""
    lanes = lanes_of(story, today)
    days = [m.on for lane in lanes for m in lane.marks]
    if not days:
        return None
    to_on = max(today, *days)
    length = SPANS.get(span)
    from_on = min(days) - timedelta(days=7) if length is None else to_on - timedelta(days=length)
    shown = sum(from_on <= entry.when.on <= to_on for entry in story.entries)
    told = sentences(lanes, from_on=from_on, to_on=to_on, today=today)
    words = (f"{shown} {'entry' if shown == 1 else 'entries'} from {day(from_on)} to {day(to_on)}.", *told[1:])
    wide = draw(lanes, from_on=from_on, to_on=to_on, today=today)
    narrow = draw(lanes, from_on=from_on, to_on=to_on, today=today, width=358, ident="chronology-narrow")
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
