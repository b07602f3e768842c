"""A person is asked once whether two people are one, however many of their records are alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from alongside.linkage.contracts import Outcome, Rule, Verdict
from alongside.linkage.rules.clusters import VETOES
from alongside.linkage.rules.one_to_one import RAISED


@dataclass(frozen=True, slots=True)
class Standing:
    """A pair of records of two different people, once everything else is settled; a is less than b."""

    a: int
    b: int
    person_a: int
    person_b: int
    verdict: Verdict
    weight: float
    identified: bool


def ask_once(pairs: Iterable[Standing]) -> dict[tuple[int, int], Verdict]:
    """The questions that need not be asked, and why: for each two people the heaviest question stays.

    None stays where other records of the two keep them apart, unless an identifier or a person raised it; what a
    person said about two of their records answers for the others, but for what a person was unsure of.
    """
    between: dict[tuple[int, int], list[Standing]] = defaultdict(list)
    for pair in pairs:
        between[min(pair.person_a, pair.person_b), max(pair.person_a, pair.person_b)].append(pair)
    spared: dict[tuple[int, int], Verdict] = {}
    for standing in between.values():
        spared |= _spared(standing)
    return spared


def _spared(standing: list[Standing]) -> dict[tuple[int, int], Verdict]:
    """What is not asked between two people."""
    vetoes = {p.verdict.rule for p in standing if p.verdict.outcome is Outcome.APART and p.verdict.rule in VETOES}
    asked = sorted((p for p in standing if p.verdict.outcome is Outcome.ASK), key=_turn)
    answered = [p for p in asked if vetoes and not _stands(p, vetoes)]
    left = [p for p in asked if p not in answered]
    told = {(p.a, p.b): Verdict(Outcome.APART, Rule.ANSWERED_BY_OTHERS) for p in answered}
    return told | {(p.a, p.b): Verdict(Outcome.APART, Rule.ASKED_WITH_ANOTHER) for p in left[1:]}


def _stands(pair: Standing, vetoes: set[Rule]) -> bool:
    if Rule.PERSON_SAID_DIFFERENT in vetoes:
        return pair.verdict.rule is Rule.PERSON_UNSURE
    return pair.identified or pair.verdict.rule in RAISED


def _turn(pair: Standing) -> tuple[bool, float, int, int]:
    """What a person was unsure of first, then the heaviest; sources break ties."""
    return pair.verdict.rule is not Rule.PERSON_UNSURE, -pair.weight, pair.a, pair.b
