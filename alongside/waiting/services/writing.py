"""The daily letter and reminders are written, each with the row that says so, in one transaction."""

from uuid import UUID

from django.db import connection

from alongside.assessment.api import Unanswered
from alongside.kernel.caller import Caller
from alongside.kernel.capability import capability
from alongside.kernel.ids import ActorId
from alongside.kernel.scope import for_self, for_system
from alongside.layout.dates import LONDON, day
from alongside.post import api as post
from alongside.post.api import Letter, LetterKind
from alongside.waiting import models
from alongside.waiting.contracts import About, Occasion
from alongside.waiting.rules import reminding

_ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtextextended('waiting ' || %s, 0))"


def _alone(about: UUID) -> None:
    """A command and the worker may do this at one moment; the second waits, and then sees what the first has done."""
    with connection.cursor() as cursor:
        cursor.execute(_ONE_AT_A_TIME, (str(about),))


@capability("waiting.want_digest", scope=for_self(), writes=True)
def want_digest(caller: Caller, *, wanted: bool) -> None:
    """I want the daily letter, or I do not."""
    models.Wish(actor=caller.actor, wanted=wanted, at=caller.now).save(force_insert=True)


@capability("waiting.write_digest", scope=for_system("digest"), writes=True)
def write_digest(caller: Caller, *, actor: ActorId, lines: tuple[str, ...]) -> bool:
    """Somebody gets the letter of today, unless they have had it; says whether it was written."""
    today = caller.now.astimezone(LONDON).date()
    _alone(actor)
    if models.Digest.objects.filter(actor=actor, on=today).exists():
        return False
    (sent,) = post.send(caller, letters=(Letter(LetterKind.DIGEST, actor, lines, "/my-tasks"),))
    models.Digest(actor=actor, on=today, at=caller.now, letter=sent.letter).save(force_insert=True)
    return True


@capability("waiting.remind", scope=for_system("digest"), writes=True)
def remind(caller: Caller, *, of: Unanswered, occasion: Occasion) -> bool:
    """Somebody who was asked to contribute is reminded, once for each occasion; says whether a letter was written."""
    _alone(of.request)
    if models.Reminder.objects.filter(item=of.request, occasion=occasion.value).exists():
        return False
    page = f"/children/{of.child}/assessments/{of.assessment}"
    letter = Letter(LetterKind.REMINDER, of.asked, reminding.lines(occasion, day(of.answer_by)), page)
    (sent,) = post.send(caller, letters=(letter,))
    models.Reminder(
        item=of.request, about=About.REQUEST.value, occasion=occasion.value, to=of.asked, source=of.source,
        letter=sent.letter, at=caller.now, by=caller.actor,
    ).save(force_insert=True)  # fmt: skip
    return True
