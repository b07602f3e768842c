"""Questions that arise from the entries alone (`3-practice` of the design, section 4.4; thresholds are ours, dated).

A prompt is never a score: it names its evidence and asks a human.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from alongside.chronology.contracts import Entry, Prompt


@dataclass(frozen=True, slots=True)
class Thresholds:
    """When a question arises; local practice may differ. In force from 2026-11-01 until changed."""

    silence_days: int = 60
    cumulative_entries: int = 5
    cumulative_agencies: int = 3
    cumulative_days: int = 182
    missed_in_a_row: int = 2
    missed_days: int = 182
    unseen_days: int = 42


def _agencies(entry: Entry) -> frozenset[str]:
    return frozenset(w.told_by for w in entry.witnesses)


def _ids(entries: Sequence[Entry]) -> tuple[UUID, ...]:
    return tuple(w.id for e in entries for w in e.witnesses)


def silences(
    entries: Sequence[Entry], covered_to: Mapping[str, date | None], today: date, limit: Thresholds
) -> list[Prompt]:
    """An involved agency has told nothing for a while, though its deliveries cover the time.

    `covered_to` names the involved agencies; None means that it is not known up to when its deliveries reach.
    """
    found = []
    for agency, covered in sorted(covered_to.items()):
        own = [e for e in entries if agency in _agencies(e)]
        if covered is None or not own:
            continue
        upto = min(today, covered)
        days = (upto - own[-1].when.last).days
        if days >= limit.silence_days:
            question = f"{agency} has recorded nothing for {days} days. Do you know how the child is from them?"
            found.append(Prompt("silence", question, _ids(own[-1:])))
    return found


def was_not_brought(entries: Sequence[Entry], today: date, limit: Thresholds) -> list[Prompt]:
    """Appointments missed one after the other."""
    since = today - timedelta(days=limit.missed_days)
    missed = [e for e in entries if e.kind == "missed" and e.when.on >= since]
    if len(missed) < limit.missed_in_a_row:
        return []
    question = f"The child was not brought to {len(missed)} appointments in six months. What stands in the way?"
    return [Prompt("was_not_brought", question, _ids(missed))]


def cumulative(entries: Sequence[Entry], today: date, limit: Thresholds) -> list[Prompt]:
    """Many small concerns from several agencies, none of which decided anything alone."""
    since = today - timedelta(days=limit.cumulative_days)
    concerns = [e for e in entries if e.kind in ("concern", "missed") and e.when.on >= since]
    agencies = frozenset[str]().union(*map(_agencies, concerns)) if concerns else frozenset()
    if len(concerns) < limit.cumulative_entries or len(agencies) < limit.cumulative_agencies:
        return []
    question = (
        f"{len(concerns)} concerns from {len(agencies)} agencies in six months. "
        "Taken together, what are they like for the child?"
    )
    return [Prompt("cumulative", question, _ids(concerns))]


def unseen(entries: Sequence[Entry], today: date, limit: Thresholds) -> list[Prompt]:
    """Nobody has recorded seeing the child for weeks, while concerns were recorded."""
    by_seen: dict[bool, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_seen[any(w.seen in ("seen", "alone") for w in entry.witnesses)].append(entry)
    last = by_seen[True][-1] if by_seen[True] else None
    since = last.when.last if last else today - timedelta(days=limit.unseen_days)
    worries = [e for e in by_seen[False] if e.kind == "concern" and e.when.on > since]
    if not worries or (today - since).days < limit.unseen_days:
        return []
    question = f"No entry says that the child was seen since {since:%-d %B %Y}. Who has seen the child?"
    return [Prompt("unseen", question, _ids(worries[-3:]))]
