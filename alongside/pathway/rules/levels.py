"""Levels of help: which one holds, which way a step leads, and whether the sectors that belong there are there."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from alongside.pathway.contracts import Help, Stated, Step

ORDER = (Help.ENDED, Help.EARLY_HELP, Help.IN_NEED, Help.PROTECTION)


def height(level: Help) -> int:
    """From the lowest, 0, up."""
    return ORDER.index(level)


def now_at(steps: Sequence[Step], stated: Sequence[Stated]) -> tuple[Help | None, date | None]:
    """The level and since when: the last step taken here, else the highest that an agency's record states."""
    if steps:
        return steps[-1].level, steps[-1].from_on
    highest = max(stated, key=lambda s: (height(s.level), s.since or date.min), default=None)
    return (highest.level, highest.since) if highest else (None, None)


def leads_up(before: Help | None, after: Help) -> bool:
    """Whether a step leads up; from nothing, every step does."""
    return before is None or height(after) > height(before)


def fault(before: Help | None, after: Help, last_on: date | None, from_on: date, today: date) -> str:
    """Why a step cannot be taken, in a sentence; nothing when it can."""
    if before is after:
        return "The child is at this level already."
    if from_on > today:
        return "A step is recorded once it is taken: choose today or a day before."
    if last_on and from_on < last_on:
        return "This day is before the last step. Choose that day or a later one."
    return ""


def missing_sectors(needs: Iterable[Mapping[str, object]], there: Iterable[str]) -> tuple[str, ...]:
    """Which sectors of an agreed composition are not around the child, in sentences. `there`: kinds of agencies."""
    count = Counter(there)
    return tuple(_lack(n, count) for n in needs if _present(n, count) < _asked(n))


def _present(need: Mapping[str, object], count: Mapping[str, int]) -> int:
    kinds = need["kinds"]
    assert isinstance(kinds, list)
    return sum(count.get(k, 0) for k in kinds)


def _asked(need: Mapping[str, object]) -> int:
    asked = need["at_least"]
    assert isinstance(asked, int)
    return asked


def _lack(need: Mapping[str, object], count: Mapping[str, int]) -> str:
    return f"{need['words']}: {_present(need, count)} of {_asked(need)} in the team."
