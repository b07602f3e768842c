"""Everybody who is invited is told by letter, in the transaction of the deed that the letter tells of."""

from collections.abc import Collection
from uuid import UUID

from alongside.kernel.caller import Caller
from alongside.kernel.ids import ChildId
from alongside.meetings import models
from alongside.meetings.contracts import As, Meeting, Occasion
from alongside.meetings.rules import letters
from alongside.post import api as post

_OURS = "/ours"
"""Somebody of the family begins where all that is shared with them stands, whichever of the children it is about."""


def tell(
    caller: Caller, child: ChildId, found: Meeting, occasion: Occasion, *, only: Collection[UUID] | None = None
) -> None:
    """Write to everybody, or `only` to those just invited; the meeting keeps which letter went to whom."""
    pages = {As.FAMILY: _OURS}
    page = f"/children/{child}/meetings/{found.id}"
    written = [
        (who, post.Letter(x.kind, x.to, x.lines, pages.get(who.kind, page), x.entry))
        for who, x in letters.letters(found, occasion, page)
        if only is None or who.id in only
    ]
    sent = post.send(caller, letters=tuple(x for _, x in written))
    models.Letter.objects.bulk_create(
        models.Letter(
            meeting_id=found.id,
            invited_id=who.id,
            letter=done.letter,
            occasion=occasion.value,
            at=caller.now,
            by=caller.actor,
        )
        for (who, _), done in zip(written, sent, strict=True)
    )
