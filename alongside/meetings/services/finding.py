"""Finding the rows that a deed in a meeting is about, or the sentence why there are none."""

from uuid import UUID

from django.db import connection

from alongside.kernel.answers import NotFound, NotPossible
from alongside.kernel.caller import Caller
from alongside.kernel.ids import ChildId
from alongside.meetings import models
from alongside.meetings.selectors import rows
from alongside.trust import api as trust


def needs(said: str, what: str) -> str:
    """What was said, or a refusal where nothing was."""
    if not said.strip():
        raise NotPossible(f"Say {what}.")
    return said.strip()


_SO_FAR = """
    SELECT EXISTS (SELECT 1 FROM meetings_begun WHERE meeting_id = %(asked)s),
           EXISTS (SELECT 1 FROM meetings_ended WHERE meeting_id = %(asked)s),
           EXISTS (SELECT 1 FROM meetings_calledoff WHERE meeting_id = %(asked)s)
"""


def meeting(child: ChildId, asked: UUID) -> models.Meeting:
    """A meeting about this child, if it is open to the caller."""
    found = rows.meeting_row(child, asked)
    if found is None:
        raise NotFound("There is no such meeting, or it is not open to you.")
    return found


def open_meeting(child: ChildId, asked: UUID, *, alone: bool = False) -> models.Meeting:
    """A meeting that has not ended and was not called off; it stays so until this deed is done.

    Many say and decide things at the same time; whoever begins, ends or moves the meeting does so `alone`.
    """
    found, _ = _open(child, asked, alone)
    return found


def before(child: ChildId, asked: UUID, *, alone: bool = False) -> models.Meeting:
    """A meeting that has not begun."""
    found, begun = _open(child, asked, alone)
    if begun:
        raise NotPossible("The meeting has begun already.")
    return found


def running(child: ChildId, asked: UUID, *, alone: bool = False) -> models.Meeting:
    """A meeting that is going on."""
    found, begun = _open(child, asked, alone)
    if not begun:
        raise NotPossible("The meeting has not begun yet.")
    return found


def _open(child: ChildId, asked: UUID, alone: bool) -> tuple[models.Meeting, bool]:
    """The meeting, and whether it has begun. The lock comes first: only then is it seen what others have done."""
    found = meeting(child, asked)
    lock = "pg_advisory_xact_lock" if alone else "pg_advisory_xact_lock_shared"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {lock}(hashtextextended('meeting ' || %s::text, 0))", [str(asked)])
        cursor.execute(_SO_FAR, {"asked": asked})
        begun, ended, called_off = cursor.fetchone()
    if ended:
        raise NotPossible("The meeting has ended and stays as it was. You can still add something after it.")
    if called_off:
        raise NotPossible("The meeting was called off.")
    return found, begun


def is_family(caller: Caller, child: ChildId) -> bool:
    """Whether the caller has a way in as somebody of the family, and no closer one."""
    return all(g.level < trust.Level.PROFESSIONAL for g in trust.my_grants(caller) if g.child == child)


def whose(caller: Caller, child: ChildId, found: models.Meeting, asked: UUID | None) -> models.Invited:
    """For whom it is said: for the caller, or, where a practitioner writes it down, for anybody who is invited."""
    for_others = asked is not None and not is_family(caller, child)
    mine = None if for_others else rows.me_in(caller, child, found.id)
    wanted = asked or mine
    if wanted is None:
        raise NotPossible("You are not among those invited. Add yourself to them first.")
    if wanted != mine and not for_others:
        raise NotPossible("You can say this for yourself only.")
    row = models.Invited.objects.filter(meeting=found, id=wanted).first()
    if row is None:
        raise NotPossible("This person is not invited to the meeting.")
    return row


def item(found: models.Meeting, asked: UUID) -> models.Item:
    """Something on the agenda."""
    row = models.Item.objects.filter(meeting=found, id=asked).first()
    if row is None:
        raise NotPossible("This is not on the agenda.")
    return row
