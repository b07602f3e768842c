"""The plain twin of the linkage engine: every pair looked at one by one, in Python, with nothing clever.

It judges the engine on small worlds: the engine must say the same of every pair and of every person.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

from alongside.linkage.contracts import (
    Candidate,
    Decision,
    Evidence,
    IdentifierLevel,
    Member,
    Model,
    Outcome,
    Said,
    Thresholds,
    Verdict,
)
from alongside.linkage.engine.explaining import read_record, weigh_pair
from alongside.linkage.rules.asking import Standing, ask_once
from alongside.linkage.rules.decide import decide
from alongside.linkage.rules.one_to_one import settle, settle_question
from alongside.linkage.rules.repeating import repeating
from alongside.linkage.rules.standardise import Standard
from alongside.linkage.rules.weigh import total

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Weighed:
    """A pair as the twin sees it, before its neighbours."""

    evidence: Evidence
    weight: float
    verdict: Verdict


def weigh_everyone(
    rows: Iterable[Mapping[str, Any]], decisions: Iterable[Decision], model: Model, thresholds: Thresholds
) -> dict[Pair, Weighed]:
    """Every pair of records, sources in order."""
    said = {(min(d.source_a, d.source_b), max(d.source_a, d.source_b)): d.said for d in decisions}
    read = _read(rows, thresholds)
    weighed = {}
    for a, b in combinations(read, 2):
        word = said.get((a.source, b.source), Said.NOTHING)
        evidence, weights = weigh_pair(a, b, model, thresholds, said=word)
        weight = total(weights, model)
        weighed[a.source, b.source] = Weighed(evidence, weight, decide(evidence))
    return weighed


def settle_everyone(
    rows: Iterable[Mapping[str, Any]], weighed: Mapping[Pair, Weighed], thresholds: Thresholds
) -> tuple[dict[Pair, Verdict], dict[str, str]]:
    """Final verdicts of the given pairs, and each source's person (its first source)."""
    read = _read(rows, thresholds)
    place = {record.source: number for number, record in enumerate(read)}
    members = {n: Member(n, r.agency, r.open, r.identifiers.trusted) for n, r in enumerate(read)}
    candidates = [
        Candidate(place[a], place[b], w.verdict, w.weight, _identified(w.evidence)) for (a, b), w in weighed.items()
    ]
    settled = settle(members, candidates, thresholds)
    person = {n: settled.group_of.get(n, n) for n in members}
    final = {}
    for (a, b), candidate in zip(weighed, candidates, strict=True):
        verdict = settled.verdicts.get((candidate.a, candidate.b), candidate.verdict)
        if verdict.outcome is not Outcome.LINKED:
            now = Candidate(candidate.a, candidate.b, verdict, candidate.weight, candidate.identified)
            verdict = settle_question(
                now,
                one_group=person[candidate.a] == person[candidate.b],
                both_hold_open=bool(
                    _open_agencies(read, person, candidate.a) & _open_agencies(read, person, candidate.b)
                ),
            )
        final[a, b] = verdict
    standing = [
        Standing(c.a, c.b, person[c.a], person[c.b], final[pair], c.weight, c.identified, _alone(person, c.a, c.b))
        for pair, c in zip(weighed, candidates, strict=True)
        if person[c.a] != person[c.b]
    ]
    spared = ask_once(standing)
    final |= {(read[a].source, read[b].source): verdict for (a, b), verdict in spared.items()}
    return final, {record.source: read[person[n]].source for n, record in enumerate(read)}


def _read(rows: Iterable[Mapping[str, Any]], thresholds: Thresholds) -> list[Standard]:
    """The records in order; where an agency holds people several times, none of its records is open."""
    read = sorted((read_record(row) for row in rows), key=lambda record: record.source)
    several = repeating(read, thresholds)
    return [replace(record, open=record.open and record.agency not in several) for record in read]


def _identified(evidence: Evidence) -> bool:
    return evidence.identifier in (IdentifierLevel.EQUAL, IdentifierLevel.MIXED)


def _alone(person: Mapping[int, int], *records: int) -> bool:
    return all(sum(other == person[record] for other in person.values()) == 1 for record in records)


def _open_agencies(read: list[Standard], person: Mapping[int, int], record: int) -> set[str]:
    return {other.agency for n, other in enumerate(read) if person[n] == person[record] and other.open}


def hang_together(pairs: Iterable[tuple[int, int]]) -> dict[int, int]:
    """For every record in a pair the first record it hangs together with, by walking from each record."""
    neighbours: dict[int, set[int]] = {}
    for a, b in pairs:
        neighbours.setdefault(a, set()).add(b)
        neighbours.setdefault(b, set()).add(a)
    first = {}
    for record in neighbours:
        seen, waiting = {record}, [record]
        while waiting:
            fresh = neighbours[waiting.pop()] - seen
            seen |= fresh
            waiting.extend(fresh)
        first[record] = min(seen)
    return first
