"""Questions that arise from the entries alone (`3-practice` of the design, section 4.4; thresholds are ours, dated).

A prompt is never a score: it names its evidence and asks a human.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from alongside.chronology.contracts import Entry, Prompt, PromptKind
from alongside.kernel.dates import Period


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
    optimism_notes: int = 3
    optimism_agencies: int = 2
    optimism_days: int = 90
    came_back_days: int = 365
    came_back_entries: int = 3


def _agencies(entry: Entry) -> frozenset[str]:
    return frozenset(w.told_by for w in entry.witnesses)


def _ids(entries: Sequence[Entry]) -> tuple[UUID, ...]:
    return tuple(w.id for e in entries for w in e.witnesses)


def _told_by(agency: str, entry: Entry) -> tuple[UUID, ...]:
    """This agency's own account: two agencies that fell silent after one entry are two questions."""
    return tuple(w.id for w in entry.witnesses if w.told_by == agency)


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
            found.append(Prompt(PromptKind.SILENCE, question, _told_by(agency, own[-1])))
    return found


def was_not_brought(entries: Sequence[Entry], today: date, limit: Thresholds) -> list[Prompt]:
    """Appointments missed one after the other."""
    since = today - timedelta(days=limit.missed_days)
    missed = [e for e in entries if e.kind == "missed" and e.when.on >= since]
    if len(missed) < limit.missed_in_a_row:
        return []
    question = f"The child was not brought to {len(missed)} appointments in six months. What stands in the way?"
    return [Prompt(PromptKind.WAS_NOT_BROUGHT, question, _ids(missed))]


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
    return [Prompt(PromptKind.CUMULATIVE, question, _ids(concerns))]


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
    return [Prompt(PromptKind.UNSEEN, question, _ids(worries[-3:]))]


def optimism(entries: Sequence[Entry], today: date, limit: Thresholds) -> list[Prompt]:
    """Good things were recorded while several agencies, each by itself, recorded concerns in the same days.

    Source: the case-review term "rule of optimism", in our own definition (`3-practice`, section 4.4). A positive note
    is an entry of the kind strength; whether it sums up a time is not stored, so every such entry counts.
    """
    since = today - timedelta(days=limit.optimism_days)
    recent = [e for e in entries if e.when.on >= since]
    good = [e for e in recent if e.kind == "strength"]
    worries = [e for e in recent if e.kind == "concern"]
    agencies = frozenset[str]().union(*map(_agencies, worries)) if worries else frozenset()
    if len(good) < limit.optimism_notes or len(agencies) < limit.optimism_agencies:
        return []
    question = (
        f"{len(good)} entries in {limit.optimism_days} days tell something good, and {len(agencies)} agencies recorded "
        "concerns in the same days. What has really changed for the child?"
    )
    return [Prompt(PromptKind.OPTIMISM, question, _ids([*good, *worries]))]


def came_back(entries: Sequence[Entry], here: Sequence[Period], today: date, limit: Thresholds) -> list[Prompt]:
    """The child is here again within a year after every reason had ended: what was known then is not to be lost.

    Source: "start-again" of `3-practice`, section 4.4, in the part "repeat referral within 12 months after closure".
    `here` are the periods of all reasons; of which type of neglect they speak is not stored, so any of them counts.
    The evidence are the last entries up to the end; without an entry from then nothing is asked.
    """
    gap = _last_gap(here, today)
    if gap is None or (gap[1] - gap[0]).days > limit.came_back_days:
        return []
    ended, began = gap
    before = [e for e in entries if e.when.last <= ended][-limit.came_back_entries :]
    if not before:
        return []
    question = (
        f"Here again since {began:%-d %B %Y}, after the last reason had ended on {ended:%-d %B %Y}. "
        "What was known and tried then, and what is different this time?"
    )
    return [Prompt(PromptKind.CAME_BACK, question, _ids(before))]


def _last_gap(here: Sequence[Period], today: date) -> tuple[date, date] | None:
    """The last day of the time before, and the first of the time since which there is a reason without a gap."""
    gap, upto = None, None
    for start, end in sorted((p.from_on, p.to_on or date.max) for p in here if p.from_on and p.from_on <= today):
        if upto is not None and (start - upto).days > 1:
            gap = upto, start
        upto = max(upto or end, end)
    return gap if upto is not None and upto >= today else None
