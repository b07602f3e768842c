"""Letters are carried to the mail server, one transaction each.

A letter is taken, sent and marked in one transaction. A crash between sending and marking undoes the mark: the letter
is sent again, and both carry one Message-ID, so that whoever reads them sees one letter. None is ever lost.
"""

import logging
from dataclasses import dataclass
from email.mime.text import MIMEText

from django.conf import settings
from django.core.mail import EmailMessage

from alongside.kernel.caller import Caller
from alongside.kernel.capability import capability
from alongside.kernel.scope import for_system
from alongside.post import models
from alongside.post.contracts import SUBJECTS, Entry, LetterKind, LetterState, Sent
from alongside.post.rules import calendars, trying, words
from alongside.post.selectors import where_to_write

log = logging.getLogger(__name__)
TOO_OLD = "It waited for so long that what it tells of has passed."


@dataclass(frozen=True, slots=True)
class _Outcome:
    name: str
    words: str = ""


@capability("post.carry_next", scope=for_system("post"), writes=True)
def carry_next(caller: Caller) -> Sent | None:
    """The letter that has waited longest is sent, if its address is still safe; None when none is due.

    A letter that could not be sent still waits, for longer each time, and is given up after some days.
    """
    due = models.Letter.objects.filter(next_at__lte=caller.now).order_by("next_at", "id")
    letter = due.select_for_update(skip_locked=True).first()
    if letter is None:
        return None
    outcome = _carry(caller, letter)
    models.Attempt(letter=letter, outcome=outcome.name, words=outcome.words, at=caller.now).save(force_insert=True)
    failed = outcome.name == "failed"
    letter.next_at = trying.again_at(_failures(letter), caller.now) if failed else None
    letter.save(update_fields=["next_at"])
    return Sent(letter.id, letter.to, LetterState.WAITING if failed else LetterState(outcome.name))


def _failures(letter: models.Letter) -> int:
    return models.Attempt.objects.filter(letter=letter, outcome="failed").count()


def _carry(caller: Caller, letter: models.Letter) -> _Outcome:
    address = where_to_write(caller, people=(letter.to,)).get(letter.to)
    if not address:
        return _Outcome("no_safe_address")
    if trying.is_too_old(letter.at, caller.now):
        return _Outcome("given_up", TOO_OLD)
    try:
        _message(letter, address).send()
    except Exception as error:  # whatever it was, the letter waits, and the others are not held up by it
        log.warning("letter %s was not sent: %s", letter.id, type(error).__name__)
        return _Outcome("failed", type(error).__name__)
    return _Outcome("sent")


def _message(letter: models.Letter, address: str) -> EmailMessage:
    link = words.link(settings.SITE, letter.page)
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
    message = EmailMessage(
        subject=SUBJECTS[LetterKind(letter.kind)], body=words.body(letter.lines, link), to=[address],
        headers={"Message-ID": f"<{letter.id}@{domain}>", "Auto-Submitted": "auto-generated"},
    )  # fmt: skip
    if letter.starts_at and letter.ends_at:
        entry = Entry(letter.starts_at, letter.ends_at, letter.uid, letter.edition, letter.called_off)
        part = MIMEText(calendars.calendar(entry, at=letter.at), "calendar", "utf-8")
        part.set_param("method", calendars.method(entry))
        part.add_header("Content-Disposition", "attachment", filename="meeting.ics")
        message.attach(part)
    return message
