"""Linking on a page's behalf, once at a time."""

import fcntl
from datetime import UTC, datetime

from django.conf import settings

from alongside.linkage.tasks import link_all


def now() -> datetime:
    """This moment."""
    return datetime.now(UTC)


def link_now() -> None:
    """Link everything again. Two pages that ask at the same time wait for one another, whichever process they are in.

    It runs within the request: small partnerships wait some seconds. A worker that shows its progress comes later.
    """
    folder = settings.HOME / "linkage"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        link_all(folder=folder, clock=now)
