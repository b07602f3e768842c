"""What a person is asked once everybody is known: once about two people, however many of their records are alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from alongside.linkage.contracts import Outcome, Rule, Verdict
from alongside.linkage.rules.clusters import VETOES
from alongside.linkage.rules.one_to_one import RAISED

A_SLIP = Verdict(Outcome.ASK, Rule.A_GENERATION_OR_A_SLIP)


@dataclass(frozen=True, slots=True)
class Standing:
    """A pair of records of two different people, once everything else is settled; a is less than b.

    `alone`: neither of the two has another record.
    """

    a: int
    b: int
    person_a: int
    person_b: int
    verdict: Verdict
    weight: float
    identified: bool
    alone: bool = False


def ask_once(pairs: Iterable[Standing]) -> dict[tuple[int, int], Verdict]:
    """The pairs whose verdict changes. For each two people the heaviest question stays, and no other.

    Of two records a generation apart of which all else agrees, and which nobody else's record bears out, a date may
    be wrong: that becomes a question. Parents and children are mostly known to several agencies.

    No question stays where other records of the two keep them apart, unless an identifier or a person raised it; what a
    person said about two of their records answers for the others, but for what a person was unsure of.
    """
    between: dict[tuple[int, int], list[Standing]] = defaultdict(list)
    for pair in pairs:
        between[min(pair.person_a, pair.person_b), max(pair.person_a, pair.person_b)].append(pair)
    changed: dict[tuple[int, int], Verdict] = {}
    for standing in between.values():
        changed |= _spared(standing) | {(p.a, p.b): A_SLIP for p in standing if _may_be_a_slip(p)}
    return changed


def _may_be_a_slip(pair: Standing) -> bool:
    return pair.alone and pair.verdict == Verdict(Outcome.APART, Rule.A_GENERATION_OR_A_SLIP)


def _spared(standing: list[Standing]) -> dict[tuple[int, int], Verdict]:
    """What is not asked between two people."""
    vetoes = {p.verdict.rule for p in standing if p.verdict.outcome is Outcome.APART and p.verdict.rule in VETOES}
    asked = sorted((p for p in standing if _may_be_spared(p)), key=_turn)
    answered = [p for p in asked if vetoes and not _stands(p, vetoes)]
    left = [p for p in asked if p not in answered]
    told = {(p.a, p.b): Verdict(Outcome.APART, Rule.ANSWERED_BY_OTHERS) for p in answered}
    return told | {(p.a, p.b): Verdict(Outcome.APART, Rule.ASKED_WITH_ANOTHER) for p in left[1:]}


def _may_be_spared(pair: Standing) -> bool:
    """Not one that another record has made doubtful: it tells how this run differs from deciding everything anew."""
    return pair.verdict.outcome is Outcome.ASK and pair.verdict.rule is not Rule.NEWER_RECORD


def _stands(pair: Standing, vetoes: set[Rule]) -> bool:
    if Rule.PERSON_SAID_DIFFERENT in vetoes:
        return pair.verdict.rule is Rule.PERSON_UNSURE
    return pair.identified or pair.verdict.rule in RAISED


_FIRST = (Rule.PERSON_UNSURE, Rule.TWO_OPEN_ALIKE)


def _turn(pair: Standing) -> tuple[int, float, int, int]:
    """What a person was unsure of first, then one agency's two records, then the heaviest; sources break ties."""
    rule = pair.verdict.rule
    return _FIRST.index(rule) if rule in _FIRST else len(_FIRST), -pair.weight, pair.a, pair.b
