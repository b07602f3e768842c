"""Letters, as other contexts may use them."""

from alongside.post.contracts import (
    DIRECTORY,
    SUBJECTS,
    Directory,
    Entry,
    Known,
    Letter,
    LetterKind,
    LetterState,
    Outbox,
    OwnLetter,
    SaidAddress,
    Sent,
)
from alongside.post.rules.calendars import calendar
from alongside.post.rules.trying import LATE_AFTER
from alongside.post.selectors import (
    addresses_of,
    am_written_to,
    became_of,
    count,
    my_letters,
    outbox,
    own_address,
    read_states,
    server_is_set,
    where_to_write,
)
from alongside.post.services.addressing import say_address, say_own_address
from alongside.post.services.sending import carry_next
from alongside.post.services.writing import keep_back, send

__all__ = [
    "DIRECTORY",
    "LATE_AFTER",
    "SUBJECTS",
    "Directory",
    "Entry",
    "Known",
    "Letter",
    "LetterKind",
    "LetterState",
    "Outbox",
    "OwnLetter",
    "SaidAddress",
    "Sent",
    "addresses_of", "am_written_to",
    "became_of",
    "calendar",
    "carry_next",
    "count",
    "keep_back",
    "my_letters",
    "outbox",
    "own_address",
    "read_states",
    "say_address",
    "say_own_address",
    "send",
    "server_is_set",
    "where_to_write",
]  # fmt: skip
