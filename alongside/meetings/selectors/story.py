"""What meetings tell: the story of a child, and facts for measuring how people work together."""

from uuid import UUID

from alongside.agencies import api as agencies
from alongside.kernel.caller import Caller
from alongside.kernel.capability import capability
from alongside.kernel.duties import Event
from alongside.kernel.ids import ChildId
from alongside.kernel.scope import for_child
from alongside.meetings import models
from alongside.meetings.contracts import KINDS, PLANNING, As, Deed, Fact, Meeting, Summary
from alongside.meetings.rules import summing_up
from alongside.meetings.selectors import rows


@capability("meetings.events_of", scope=for_child())
def events_of(caller: Caller, *, child: ChildId) -> tuple[Event, ...]:
    """Each meeting that was held, for the story: who was there, and what was decided; the same each time one asks."""
    told = [
        agencies.Told(m.id, m.begun.at, m.begun.by, KINDS[m.kind], summing_up.sentence(m), m.begun.at.date())
        for m in _held(caller, child)
        if m.begun
    ]
    return agencies.as_events(caller, child=child, told=told)


@capability("meetings.facts_of", scope=for_child())
def facts_of(caller: Caller, *, child: ChildId) -> tuple[Fact, ...]:
    """Each meeting that was held, as ids, kinds and dates: which agencies took part, the family, and goals set."""
    return tuple(_fact(m, summing_up.summary(m)) for m in _held(caller, child))


def _held(caller: Caller, child: ChildId) -> list[Meeting]:
    ended = models.Ended.objects.filter(meeting__in=rows.meetings_of([child])).select_related("meeting")
    held = [e.meeting for e in ended.order_by("at", "pk")]
    return rows.loaded(caller, child, held) if held else []


def _fact(meeting: Meeting, made: Summary) -> Fact:
    assert meeting.begun, "it has ended"
    there = [i for i, _ in made.there]
    goals: set[UUID | None] = {d.row for d in meeting.decisions if d.deed is Deed.GOAL}
    return Fact(
        meeting.id, meeting.kind, meeting.kind in PLANNING, meeting.begun.at,
        tuple(sorted({i.agency for i in there if i.agency})),
        any(i.kind is As.FAMILY for i in meeting.invited), any(i.kind is As.FAMILY for i in there), len(goals),
    )  # fmt: skip
