"""Where it is safe to write to somebody. Pure."""

import re
from collections.abc import Iterable

from alongside.post.contracts import Known, SaidAddress

_ADDRESS = re.compile(r"[^\s@<>,;:\"()\[\]\\]+@[^\s@<>,;:\"()\[\]\\]+\.[^\s@<>,;:\"()\[\]\\]+")


def safe_address(known: Known, said: Iterable[SaidAddress]) -> str:
    """The address that may be written to; empty when none may.

    The newest word counts: once somebody said that none is safe, not even the account's is written to. Of a
    practitioner, who has an address at work, only their own word counts: nobody leads a colleague's letters elsewhere.
    Of everybody else, nothing is safe until it is said to be.
    """
    counts = [s for s in said if not known.at_work or s.by == s.person]
    last = newest(counts)
    if last is None:
        return known.at_work
    return last.address if last.safe else ""


def newest(said: Iterable[SaidAddress]) -> SaidAddress | None:
    """The word that counts: the newest, and of two at one moment the careful one."""
    return max(said, key=lambda s: (s.at, not s.safe), default=None)


def is_address(text: str) -> bool:
    """Whether this looks like one e-mail address, and only one."""
    return text.isprintable() and bool(_ADDRESS.fullmatch(text))


def tidy(text: str) -> str:
    """Addresses are kept without capitals and blanks around them, as accounts keep theirs."""
    return text.strip().casefold()
