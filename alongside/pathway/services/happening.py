"""Something happens: it starts clocks, and stops those that waited for it."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from alongside.kernel.answers import NotFound, NotPossible
from alongside.kernel.caller import Caller
from alongside.kernel.capability import capability
from alongside.kernel.ids import ChildId
from alongside.kernel.scope import for_child
from alongside.language import api as language
from alongside.language.contracts import Milestone
from alongside.pathway import models
from alongside.pathway.selectors import sources_of
from alongside.trust import api as trust


@capability("pathway.happened", scope=for_child("children"), writes=True)
def happened(
    caller: Caller, *, children: Sequence[ChildId], what: Milestone, on: date, words: str = "",
    told_elsewhere: bool = False,
) -> tuple[UUID, ...]:  # fmt: skip
    """Something happened for these children on this day; said again for the same day, it is the same milestone.

    Gives the milestone of each child. The timescales agreed for it start their clocks, as they stand today.
    `told_elsewhere`: the deed that it came from is in the story by itself.
    """
    if on > caller.now.date():
        raise NotPossible("This is recorded once it has happened: choose today or a day before.")
    return tuple(_happened(caller, child, what, on, (words, told_elsewhere)) for child in children)


def _happened(caller: Caller, child: ChildId, what: Milestone, on: date, told: tuple[str, bool]) -> UUID:
    known = models.Milestone.objects.filter(source__in=sources_of(child), what=what.value, on=on, taken_back="")
    if already := known.values_list("id", flat=True).first():
        return already
    source = trust.subjects(caller, children=(child,))[child]
    row = models.Milestone(
        source=source, what=what.value, on=on, words=told[0].strip(), told_elsewhere=told[1], by=caller.actor,
        at=caller.now,
    )  # fmt: skip
    row.save(force_insert=True)
    for deadline in language.deadlines(caller, trigger=what.value, happened_on=on):
        scale = deadline.timescale
        models.Clock(
            source=source, milestone=row, code=scale.code, words=scale.words, statutory=scale.statutory,
            rests_on=scale.source, met_by=scale.met_by, ends_with=scale.ends_with, due_on=deadline.due_on,
            act_by=deadline.act_by, by=caller.actor, at=caller.now,
        ).save(force_insert=True)  # fmt: skip
    return row.id


@capability("pathway.take_back", scope=for_child(), writes=True)
def take_back(caller: Caller, *, child: ChildId, milestone: UUID, why: str) -> None:
    """A milestone was recorded in error: it stays readable, and no clock counts it any more."""
    if not why.strip():
        raise NotPossible("Say in a few words why this was recorded in error.")
    known = models.Milestone.objects.filter(source__in=sources_of(child), id=milestone, taken_back="")
    if not known.update(taken_back=why.strip(), taken_back_by=caller.actor, taken_back_at=caller.now):
        raise NotFound("This was taken back already, or is not about this child.")


@capability("pathway.say_why_late", scope=for_child(), writes=True)
def say_why_late(caller: Caller, *, child: ChildId, clock: UUID, because: str) -> None:
    """A late thing carries its reason; it may be said before or after the thing is done, and more than once."""
    if not because.strip():
        raise NotPossible("Say in a few words why it is late.")
    row = models.Clock.objects.filter(source__in=sources_of(child), id=clock).first()
    if row is None:
        raise NotFound("This clock is not about this child.")
    models.LateReason(
        source=row.source, clock=row, because=because.strip(), by=caller.actor, at=caller.now
    ).save(force_insert=True)  # fmt: skip
