"""When the meeting is: everybody answers, the family first; it is settled, moved, or called off."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import Max

from alongside.kernel.answers import NotPossible
from alongside.kernel.caller import Caller
from alongside.kernel.capability import capability
from alongside.kernel.ids import ChildId
from alongside.kernel.scope import for_child
from alongside.meetings import models
from alongside.meetings.contracts import Fits, Occasion
from alongside.meetings.rules import times
from alongside.meetings.selectors import rows
from alongside.meetings.services import finding, telling


@capability("meetings.answer_times", scope=for_child(level=0), writes=True)
def answer_times(
    caller: Caller, *, child: ChildId, meeting: UUID, answers: Mapping[UUID, Fits], invited: UUID | None = None
) -> None:
    """Somebody says which of the times suit them; a practitioner writes it down for others, too."""
    row = finding.before(child, meeting)
    who = finding.whose(caller, child, row, invited)
    proposed = set(models.Time.objects.filter(meeting=row).values_list("id", flat=True))
    if not answers or not answers.keys() <= proposed:
        raise NotPossible("This time was not proposed.")
    models.TimeAnswer.objects.bulk_create(
        models.TimeAnswer(
            meeting=row, time_id=time, invited=who, fits=fits.value, at=caller.now, by=caller.actor
        )
        for time, fits in answers.items()
    )  # fmt: skip


@capability("meetings.settle", scope=for_child(), writes=True)
def settle(caller: Caller, *, child: ChildId, meeting: UUID, time: UUID, why: str = "") -> None:
    """The meeting is at one of the proposed times: with the reason, where the family has not said that it works."""
    row = finding.before(child, meeting, alone=True)
    found = rows.meeting_of(caller, child, row)
    proposed = next((t for t in found.times if t.id == time), None)
    if proposed is None:
        raise NotPossible("This time was not proposed.")
    if found.now:
        raise NotPossible("The time is settled already. You can move the meeting.")
    if times.needs_a_reason(proposed, found.invited) and not why.strip():
        raise NotPossible("The family has not said that this time works. Say why it is this time.")
    _arrange(caller, child, row, proposed.starts_at, why=why)


@capability("meetings.arrange", scope=for_child(), writes=True)
def arrange(caller: Caller, *, child: ChildId, meeting: UUID, starts_at: datetime, why: str) -> None:
    """The meeting is at a time that was not proposed to everybody, like one that was agreed at the door: why."""
    row = finding.before(child, meeting, alone=True)
    if models.Arranged.objects.filter(meeting=row).exists():
        raise NotPossible("The time is settled already. You can move the meeting.")
    _arrange(caller, child, row, starts_at, why=finding.needs(why, "how this time was agreed"))


@capability("meetings.move", scope=for_child(), writes=True)
def move(
    caller: Caller, *, child: ChildId, meeting: UUID, starts_at: datetime, why: str, place: str = "", online: str = ""
) -> None:
    """The meeting is at another time, or elsewhere: why. When it was to be before stays on record."""
    row = finding.before(child, meeting, alone=True)
    because = finding.needs(why, "why the meeting moves")
    newest = models.Arranged.objects.filter(meeting=row).order_by("-number").first()
    if newest is None:
        raise NotPossible("No time is settled yet.")
    if newest.starts_at == starts_at and not place.strip() and not online.strip():
        raise NotPossible("The meeting is at this time already.")
    _arrange(caller, child, row, starts_at, why=because, place=place, online=online)


@capability("meetings.call_off", scope=for_child(), writes=True)
def call_off(caller: Caller, *, child: ChildId, meeting: UUID, why: str) -> None:
    """The meeting does not take place: why."""
    row = finding.before(child, meeting, alone=True)
    models.CalledOff(
        meeting=row, why=finding.needs(why, "why it is called off"), at=caller.now, by=caller.actor
    ).save(force_insert=True)  # fmt: skip
    telling.tell(caller, child, rows.bare(row), Occasion.CALLED_OFF)


def _arrange(
    caller: Caller,
    child: ChildId,
    row: models.Meeting,
    starts_at: datetime,
    *,
    why: str = "",
    place: str = "",
    online: str = "",
) -> None:
    if starts_at <= caller.now:
        raise NotPossible("Choose a time that is still to come.")
    number = models.Arranged.objects.filter(meeting=row).aggregate(n=Max("number"))["n"] or 0
    models.Arranged(
        meeting=row, number=number + 1, starts_at=starts_at, place=place.strip(), online=online.strip(),
        why=why.strip(), at=caller.now, by=caller.actor,
    ).save(force_insert=True)  # fmt: skip
    telling.tell(caller, child, rows.bare(row), Occasion.ARRANGED)
