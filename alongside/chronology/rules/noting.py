"""What an entry needs before it can stand in a child's story. Pure.

Facts apart from opinion, and what was done or why nothing was: multi-agency chronologies, `3-practice` of the design.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from alongside.chronology.contracts import Words

SITTING = timedelta(minutes=30)
"""Looking again within this time is the same look (our definition)."""
LONGEST_TITLE = 120


def faults(words: Words, *, subjects: int, today: date) -> Iterator[tuple[str, str]]:
    """Each thing that keeps the entry from being recorded: the field, and a sentence that says what to do."""
    if subjects == 0:
        yield "children", "Choose at least one child this is about."
    if words.when.on > today:
        yield "when", "This day has not come yet. Record what has happened; a plan says what should."
    if not words.text.strip():
        yield "text", "Write what happened: what you saw and heard yourself, or who told you."
    if len(words.title) > LONGEST_TITLE:
        yield "title", f"Keep this to {LONGEST_TITLE} characters; the rest belongs under what happened."
    if not words.action.strip() and not words.no_action_because.strip():
        yield "action", "Say what you did. If you did nothing, say under the next question why."


def last_looked(looks: tuple[tuple[datetime, datetime], ...], now: datetime) -> datetime | None:
    """When somebody looked last before this sitting; `looks` are the sittings, from–until, the newest first."""
    past = [until for _, until in looks if now - until > SITTING]
    return max(past, default=None)


def goes_on(until: datetime | None, now: datetime) -> bool:
    """Whether looking now belongs to the sitting that lasted until then."""
    return until is not None and now - until <= SITTING
