"""Rows of a meeting as the contracts have them; one query a table, whatever the meeting holds."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar
from uuid import UUID

from alongside.anchor.models import Identity
from alongside.kernel.caller import Caller
from alongside.kernel.ids import ActorId, AgencyId, ChildId
from alongside.meetings import models
from alongside.meetings.contracts import (
    Added,
    Answered,
    Arranged,
    As,
    Attended,
    Came,
    Decision,
    Deed,
    Dissent,
    Fits,
    Happened,
    Invited,
    Item,
    Kind,
    Meeting,
    Note,
    Point,
    Proposed,
    Topic,
)
from alongside.meetings.rules.agenda import in_order
from alongside.teams import api as teams

Row = TypeVar("Row", bound=models.Of)
Part = TypeVar("Part")


def meetings_of(children: Iterable[UUID]) -> set[UUID]:
    """The meetings about these children, as far as they are open to the caller."""
    rows = models.MeetingChild.objects.raw(
        "SELECT c.id, c.meeting_id FROM meetings_meetingchild c JOIN anchor_identity i ON i.source = c.source "
        "AND i.until IS NULL WHERE i.person_id = ANY(%s)",
        [list(children)],
    )
    return {row.meeting_id for row in rows}


def meeting_row(child: ChildId, asked: UUID) -> models.Meeting | None:
    """A meeting about this child, if it is open to the caller."""
    found = models.Meeting.objects.raw(
        "SELECT m.* FROM meetings_meeting m WHERE m.id = %s AND EXISTS (SELECT 1 FROM meetings_meetingchild c JOIN "
        "anchor_identity i ON i.source = c.source AND i.until IS NULL WHERE c.meeting_id = m.id AND i.person_id = %s)",
        [asked, child],
    )
    return next(iter(found), None)


def bare(row: models.Meeting) -> Meeting:
    """A meeting with who is invited and when it is or could be: all that a letter needs before it begins. 3 queries."""
    asked = [row.id]
    invited = _by(models.Invited, asked, _invited, "at", "kind", "name")[row.id]
    arranged = _by(models.Arranged, asked, _arranged, "number")[row.id]
    times = _by(models.Time, asked, _time, "starts_at")[row.id]
    return Meeting(
        row.id, Kind(row.kind), row.why, row.minutes, row.place, row.online, row.calendar, row.called_at,
        ActorId(row.called_by), (), tuple(invited), tuple(times), tuple(arranged),
    )  # fmt: skip


def meeting_of(caller: Caller, child: ChildId, row: models.Meeting) -> Meeting:
    """A meeting with everything that happened around it and in it, as far as it is open to the caller."""
    return loaded(caller, child, [row])[0]


def loaded(caller: Caller, child: ChildId, rows: Sequence[models.Meeting]) -> list[Meeting]:
    """These meetings; 19 queries at most, however many they are, and fewer for what has not begun."""
    asked = [r.id for r in rows]
    begun = _by(models.Begun, asked, _happened)
    running = [key for key in asked if begun[key]]
    invited = _by(models.Invited, asked, _invited, "at", "kind", "name")
    arranged, points = _by(models.Arranged, asked, _arranged, "number"), _by(models.Point, asked, _point, "at", "id")
    said, times = _by(models.TimeAnswer, asked, _answer, "at", "pk"), _by(models.Time, asked, _time, "starts_at")
    items, attended = _by(models.Item, running, _item), _by(models.Attendance, asked, _attended, "at", "pk")
    notes, decisions = (
        _by(models.Note, running, _note, "at", "id"),
        _by(models.Decision, running, _decision, "at", "id"),
    )
    dissents, ended = _by(models.Dissent, running, _dissent, "at", "id"), _by(models.Ended, running, _happened)
    added = _by(models.Added, [key for key in running if ended[key]], _added, "at", "id")
    off, children = _by(models.CalledOff, asked, _happened), _children(asked)
    ways = teams.ways_in(caller, child=child)
    return [
        Meeting(
            row.id, Kind(row.kind), row.why, row.minutes, _where(row.place, [a.place for a in arranged[row.id]]),
            _where(row.online, [a.online for a in arranged[row.id]]), row.calendar, row.called_at,
            ActorId(row.called_by), children[row.id], tuple(invited[row.id]), _answered(times[row.id], said[row.id]),
            tuple(arranged[row.id]), _of_family(points[row.id], invited[row.id]), in_order(items[row.id]),
            tuple(attended[row.id]), tuple(notes[row.id]), tuple(decisions[row.id]), tuple(dissents[row.id]),
            tuple(added[row.id]), next(iter(begun[row.id]), None), next(iter(ended[row.id]), None),
            next(iter(off[row.id]), None), _me(caller, ways, invited[row.id]),
        )
        for row in rows
    ]  # fmt: skip


def me_in(caller: Caller, child: ChildId, meeting: UUID) -> UUID | None:
    """The caller's own invitation: as a practitioner, or by the place in the team of somebody of the family."""
    invited = models.Invited.objects.filter(meeting=meeting)
    mine = invited.filter(actor=caller.actor).values_list("id", flat=True).first()
    member = None if mine else teams.ways_in(caller, child=child).get(caller.actor)
    return invited.filter(member=member).values_list("id", flat=True).first() if member else mine


def _me(caller: Caller, ways: Mapping[ActorId, UUID], invited: Iterable[Invited]) -> UUID | None:
    member = ways.get(caller.actor)
    return next((i.id for i in invited if i.actor == caller.actor or (member and i.member == member)), None)


def _by(
    table: type[Row], asked: Sequence[UUID], part: Callable[[Row], Part], *order: str
) -> defaultdict[UUID, list[Part]]:  # fmt: skip
    found: defaultdict[UUID, list[Part]] = defaultdict(list)
    for row in table._default_manager.filter(meeting__in=asked).order_by(*order) if asked else ():
        found[row.meeting_id].append(part(row))
    return found


def _where(first: str, moved: Sequence[str]) -> str:
    """Where it is now: as said when it was moved last, or as it was called."""
    return next((place for place in reversed(moved) if place), first)


def _children(asked: Sequence[UUID]) -> defaultdict[UUID, tuple[ChildId, ...]]:
    rows = list(models.MeetingChild.objects.filter(meeting__in=asked))
    known = Identity.objects.filter(source__in=[r.source for r in rows], until=None).values_list("source", "person")
    person = dict(known)
    found: defaultdict[UUID, tuple[ChildId, ...]] = defaultdict(tuple)
    for row in rows:
        if row.source in person:
            found[row.meeting_id] = tuple(sorted({*found[row.meeting_id], ChildId(person[row.source])}))
    return found


def _invited(row: models.Invited) -> Invited:
    return Invited(
        row.id, As(row.kind), row.name, row.role, ActorId(row.actor) if row.actor else None, row.member,
        AgencyId(row.agency) if row.agency else None,
    )  # fmt: skip


def _arranged(row: models.Arranged) -> Arranged:
    return Arranged(row.starts_at, row.place, row.online, row.why, row.at, ActorId(row.by))


def _time(row: models.Time) -> Proposed:
    return Proposed(row.id, row.starts_at)


def _answer(row: models.TimeAnswer) -> tuple[UUID, UUID, Fits]:
    return row.time_id, row.invited_id, Fits(row.fits)


def _answered(times: Iterable[Proposed], said: Iterable[tuple[UUID, UUID, Fits]]) -> tuple[Proposed, ...]:
    """Each time with the newest answer of each person."""
    newest = {(time, who): fits for time, who, fits in said}
    return tuple(
        Proposed(t.id, t.starts_at, tuple(Answered(who, fits) for (time, who), fits in newest.items() if time == t.id))
        for t in times
    )


def _point(row: models.Point) -> Point:
    return Point(row.id, row.words, row.whose_id, False, row.at)


def _of_family(points: Iterable[Point], invited: Iterable[Invited]) -> tuple[Point, ...]:
    family = {i.id for i in invited if i.kind is As.FAMILY}
    return tuple(replace(p, family=p.whose in family) for p in points)


def _item(row: models.Item) -> Item:
    return Item(row.id, Topic(row.topic), row.about, row.words, row.more, row.level, row.number)


def _attended(row: models.Attendance) -> Attended:
    return Attended(row.pk, row.invited_id, Came(row.came), row.words, row.at)


def _note(row: models.Note) -> Note:
    return Note(row.id, row.item_id, row.whose_id, row.words, row.at, ActorId(row.by))


def _decision(row: models.Decision) -> Decision:
    return Decision(
        row.id, row.item_id, Deed(row.deed), row.words, row.who, row.due_on, row.row,
        tuple(ActorId(o) for o in row.owners), row.at, ActorId(row.by),
    )  # fmt: skip


def _dissent(row: models.Dissent) -> Dissent:
    return Dissent(row.id, row.decision_id, row.whose_id, row.words, row.at)


def _added(row: models.Added) -> Added:
    return Added(row.id, row.whose_id, row.words, row.at)


def _happened(row: models.Of) -> Happened:
    return Happened(row.at, ActorId(row.by), getattr(row, "why", ""))
