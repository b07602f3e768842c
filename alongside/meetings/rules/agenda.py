"""The agenda builds itself from what is overdue, due, changed and new; the family's points come first. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid5

from alongside.meetings.contracts import Item, Point, Topic

SOON = timedelta(days=28)
"""How far ahead an agenda looks while nobody has said when the plan is reviewed next; ours, dated 2026-11-23."""
ORDER = tuple(Topic)


@dataclass(frozen=True, slots=True)
class Work:
    """A task that is not done: by when, who does it, and, where it is stuck, what would help, as reported."""

    id: UUID
    words: str
    who: str
    due_on: date
    help: str = ""


@dataclass(frozen=True, slots=True)
class Aim:
    """A goal that is open: by when, and when it was reviewed last."""

    id: UUID
    words: str
    due_on: date | None
    reviewed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Piece:
    """Something that changed, or that people do not agree about: what it is about, in words, and who may read it."""

    id: UUID
    words: str
    more: str = ""
    level: int = 0


@dataclass(frozen=True, slots=True)
class Known:
    """Everything an agenda is made of. `until` is the day up to which tasks are looked ahead to."""

    points: Sequence[Point] = ()
    work: Sequence[Work] = ()
    aims: Sequence[Aim] = ()
    changed: Sequence[Piece] = ()
    entries: Sequence[Piece] = ()
    disagreements: Sequence[Piece] = ()
    every_goal: bool = False
    until: date | None = None


def build(meeting: UUID, known: Known, today: date) -> tuple[Item, ...]:
    """The agenda of a day, in the order in which it is talked about; each thing once, for the first reason it has."""
    made: list[Item] = []
    seen: set[UUID] = set()
    for item in _everything(known, today):
        if item.about not in seen:
            seen.add(item.about)
            made.append(item)
    return tuple(
        Item(uuid5(meeting, f"item {x.about}"), x.topic, x.about, x.words, x.more, x.level, place)
        for place, x in enumerate(made, start=1)
    )


def _everything(known: Known, today: date) -> Iterator[Item]:
    points = sorted(known.points, key=lambda p: (not p.family, p.at, str(p.id)))
    yield from (_item(Topic.FAMILY if p.family else Topic.POINT, p.id, p.words) for p in points)
    work = sorted(known.work, key=lambda w: (w.due_on, w.words, str(w.id)))
    yield from (_item(Topic.OVERDUE, w.id, w.words, _who(w)) for w in work if w.due_on < today)
    yield from (_item(Topic.HELP, w.id, w.words, f"{w.help} {_who(w)}") for w in work if w.help)
    yield from _reviews(known, today)
    yield from (_item(Topic.CHANGED, c.id, c.words, c.more, c.level) for c in known.changed)
    yield from (_item(Topic.ENTRIES, e.id, e.words, e.more, e.level) for e in known.entries)
    yield from (_item(Topic.DISAGREEMENT, d.id, d.words, d.more, d.level) for d in known.disagreements)
    until = known.until if known.until and known.until > today else today + SOON
    yield from (_item(Topic.COMING, w.id, w.words, _who(w)) for w in work if today <= w.due_on <= until)


def _reviews(known: Known, today: date) -> Iterator[Item]:
    due = [a for a in known.aims if known.every_goal or (a.due_on and a.due_on <= today)]
    for aim in sorted(due, key=lambda a: (a.due_on or date.max, a.words, str(a.id))):
        more = f"Reviewed last on {aim.reviewed_at:%-d %B %Y}." if aim.reviewed_at else "Not reviewed yet."
        yield _item(Topic.REVIEW, aim.id, aim.words, more)


def _who(work: Work) -> str:
    return f"{work.who}, by {work.due_on:%-d %B %Y}."


def _item(topic: Topic, about: UUID, words: str, more: str = "", level: int = 0) -> Item:
    return Item(about, topic, about, words, more, level)


def in_order(items: Iterable[Item]) -> tuple[Item, ...]:
    """As they are talked about: the family's points first, also those that come up in the room."""
    return tuple(sorted(items, key=lambda i: (ORDER.index(i.topic), i.number, str(i.id))))
