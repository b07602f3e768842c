"""The meetings about a child, and one meeting with its agenda."""

from collections import Counter, defaultdict
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import Count

from alongside.kernel.answers import NotFound
from alongside.kernel.caller import Caller
from alongside.kernel.capability import capability
from alongside.kernel.ids import ActorId, ChildId
from alongside.kernel.scope import for_child, for_system
from alongside.layout.dates import LONDON
from alongside.meetings import models
from alongside.meetings.contracts import Head, Invited, Item, Kind, Meeting, Stage
from alongside.meetings.rules import agenda as building
from alongside.meetings.selectors import gathering, rows
from alongside.post import api as post

_REACHED = (post.LetterState.WAITING, post.LetterState.SENT)


@capability("meetings.meetings", scope=for_child(level=0))
def meetings(caller: Caller, *, child: ChildId) -> tuple[Head, ...]:
    """Every meeting about this child that is open to the caller, the newest first; 8 queries."""
    found = list(models.Meeting.objects.filter(id__in=rows.meetings_of([child])))
    asked = [m.id for m in found]
    starts = dict(_of(models.Arranged, asked).order_by("number").values_list("meeting", "starts_at"))
    ended = dict(_of(models.Ended, asked).values_list("meeting", "at"))
    stages = {
        Stage.CALLED_OFF: set(_of(models.CalledOff, asked).values_list("meeting", flat=True)),
        Stage.ENDED: set(ended), Stage.GOING_ON: set(_of(models.Begun, asked).values_list("meeting", flat=True)),
        Stage.SETTLED: set(starts),
    }  # fmt: skip
    times, decisions = _count(models.Time, asked), _count(models.Decision, asked)
    heads = [
        Head(
            m.id, Kind(m.kind), m.why, next((s for s, those in stages.items() if m.id in those), Stage.PROPOSED),
            starts.get(m.id), ended.get(m.id), times[m.id], decisions[m.id],
        )
        for m in found
    ]  # fmt: skip
    called = {m.id: m.called_at for m in found}
    return tuple(sorted(heads, key=lambda h: (h.starts_at or called[h.id], str(h.id)), reverse=True))


def _of(table: type[models.Of], asked: list[UUID]):  # type: ignore[no-untyped-def]
    return table._default_manager.filter(meeting__in=asked)


def _count(table: type[models.Of], asked: list[UUID]) -> Counter[UUID]:
    return Counter(dict(_of(table, asked).values_list("meeting").annotate(n=Count("pk"))))


@capability("meetings.meeting", scope=for_child(level=0))
def meeting(caller: Caller, *, child: ChildId, meeting: UUID) -> Meeting:
    """One meeting with everything that happened around it and in it."""
    return rows.meeting_of(caller, child, row(child, meeting))


@capability("meetings.agenda", scope=for_child(level=0))
def agenda(caller: Caller, *, child: ChildId, meeting: UUID) -> tuple[Item, ...]:
    """What is talked about: as it stood when the meeting began, or as it would stand if it began on its day."""
    found = rows.meeting_of(caller, child, row(child, meeting))
    if found.begun:
        return found.items
    today = caller.now.date()
    on = max(today, found.now.starts_at.date()) if found.now else today
    return building.build(found.id, gathering.known(caller, child, found), on)


@capability("meetings.saves", scope=for_child(level=0))
def saves(caller: Caller, *, child: ChildId, meeting: UUID) -> int:
    """How many things were said and done in a meeting, as far as the reader may see them; it only ever grows."""
    asked = [row(child, meeting).id]
    tables: tuple[type[models.Of], ...] = (
        models.Item, models.Attendance, models.Note, models.Decision, models.Dissent, models.Invited, models.Begun,
        models.Ended, models.Added,
    )  # fmt: skip
    return sum(_of(table, asked).count() for table in tables)


@capability("meetings.not_reached", scope=for_child())
def not_reached(caller: Caller, *, child: ChildId, meeting: UUID) -> tuple[Invited, ...]:
    """Those who have no letter of what happened last, for want of a safe address: somebody tells them in person."""
    found = rows.meeting_of(caller, child, row(child, meeting))
    newest = {w.invited_id: w.letter for w in models.Letter.objects.filter(meeting=meeting).order_by("at", "occasion")}
    states = post.became_of(caller, letters=tuple(newest.values()))
    reached = {i for i, x in newest.items() if x in states and states[x].state in _REACHED}
    return tuple(i for i in found.invited if i.id not in reached and i.id != found.me)


def row(child: ChildId, meeting: UUID) -> models.Meeting:
    """A meeting about this child, if it is open to the caller."""
    found = rows.meeting_row(child, meeting)
    if found is None:
        raise NotFound("There is no such meeting, or it is not open to you.")
    return found


_TO_ANSWER = """
    SELECT v.actor, min(t.starts_at) FROM meetings_invited v JOIN meetings_time t ON t.meeting_id = v.meeting_id
    WHERE v.actor IS NOT NULL AND v.by <> v.actor AND t.starts_at > %(now)s
      AND NOT EXISTS (SELECT 1 FROM meetings_timeanswer a WHERE a.invited_id = v.id)
      AND NOT EXISTS (SELECT 1 FROM meetings_arranged a WHERE a.meeting_id = v.meeting_id)
      AND NOT EXISTS (SELECT 1 FROM meetings_calledoff c WHERE c.meeting_id = v.meeting_id)
      AND NOT EXISTS (SELECT 1 FROM meetings_begun b WHERE b.meeting_id = v.meeting_id)
      AND EXISTS (SELECT 1 FROM meetings_meetingchild c
                  JOIN anchor_identity i ON i.source = c.source AND i.until IS NULL
                  JOIN trust_grant g ON g.child = i.person_id AND g.actor = v.actor AND g.valid @> %(now)s
                  WHERE c.meeting_id = v.meeting_id)
    GROUP BY v.id, v.actor ORDER BY v.actor, 2
"""


@capability("meetings.to_answer", scope=for_system("digest"))
def to_answer(caller: Caller) -> dict[ActorId, tuple[date, ...]]:
    """The first proposed day of each meeting for which somebody has not said which times suit them."""
    found: dict[ActorId, list[date]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_TO_ANSWER, {"now": caller.now})
        for actor, first in cursor.fetchall():
            found[ActorId(actor)].append(first.astimezone(LONDON).date())
    return {actor: tuple(days) for actor, days in found.items()}
