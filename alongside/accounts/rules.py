"""How long invitations last and when signing in is paused. Pure."""

import hashlib
import secrets
from datetime import datetime, timedelta

FOUNDING_ADDRESS = "administrator@alongside.invalid"
"""Stands in the founding invitation until the founder types their own; nothing can be sent there (RFC 2606)."""
INVITATION_LASTS = timedelta(days=7)
FAILURES_ALLOWED = 5
PAUSE = timedelta(minutes=15)


def new_token() -> str:
    """Forty-three characters that nobody can guess (256 bits)."""
    return secrets.token_urlsafe(32)


def trace_of(token: str) -> str:
    """What is kept of a token: enough to recognise it, not enough to use it."""
    return hashlib.sha256(token.encode()).hexdigest()


def tidy_email(text: str) -> str:
    """Addresses are compared without capitals and blanks around them."""
    return text.strip().casefold()


def paused_until(failures: list[datetime], now: datetime) -> datetime | None:
    """After five failures within fifteen minutes signing in pauses until the oldest of them is that old."""
    recent = sorted(f for f in failures if now - f < PAUSE)
    if len(recent) < FAILURES_ALLOWED:
        return None
    return recent[-FAILURES_ALLOWED] + PAUSE
