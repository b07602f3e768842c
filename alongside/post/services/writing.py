"""A letter is written in the transaction of the deed it tells of: it exists if and only if the deed was kept."""

from collections.abc import Sequence
from uuid import UUID

from alongside.kernel.answers import NotPossible
from alongside.kernel.caller import Caller
from alongside.kernel.capability import capability
from alongside.kernel.scope import for_self, for_system
from alongside.post import models
from alongside.post.contracts import Letter, LetterState, Sent
from alongside.post.rules import words
from alongside.post.selectors import postman, where_to_write


@capability("post.send", scope=for_self(), writes=True)
def send(caller: Caller, *, letters: tuple[Letter, ...]) -> tuple[Sent, ...]:
    """Letters go into the outbox; says of each whether it waits, or has no safe address and is handed over in person.

    Call it inside the capability that does the deed. Refuses a letter that names somebody.
    """
    for letter in letters:
        if why := words.fault(letter):
            raise NotPossible(why)
    safe = where_to_write(postman(caller), people=tuple(dict.fromkeys(x.to for x in letters)))
    rows = [_row(caller, x, waits=x.to in safe) for x in letters]
    models.Letter.objects.bulk_create(rows)
    if unsafe := [r.id for r in rows if r.next_at is None]:
        keep_back(postman(caller), letters=unsafe)
    return tuple(
        Sent(r.id, r.to, LetterState.NO_SAFE_ADDRESS if r.next_at is None else LetterState.WAITING) for r in rows
    )


def _row(caller: Caller, letter: Letter, *, waits: bool) -> models.Letter:
    row = models.Letter(
        kind=letter.kind.value, to=letter.to, lines=list(letter.lines), page=letter.page, at=caller.now,
        by=caller.actor, next_at=caller.now if waits else None,
    )  # fmt: skip
    if entry := letter.entry:
        row.starts_at, row.ends_at, row.uid = entry.start, entry.end, entry.uid
        row.edition, row.called_off = entry.edition, entry.called_off
    return row


@capability("post.keep_back", scope=for_system("post"), writes=True)
def keep_back(caller: Caller, *, letters: Sequence[UUID]) -> None:
    """These letters are not sent: there is no safe address to send them to."""
    models.Attempt.objects.bulk_create(
        models.Attempt(letter_id=x, outcome=LetterState.NO_SAFE_ADDRESS.value, at=caller.now) for x in letters
    )
