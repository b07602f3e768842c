"""One record of an agency is one record of another: best pairs first, and a close rival makes it a question."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from alongside.linkage.contracts import Candidate, Member, Outcome, Rule, Thresholds, Verdict
from alongside.linkage.rules.clusters import Between, Groups, may_join

RAISED = frozenset({Rule.PERSON_UNSURE, Rule.TWO_OPEN_ALIKE, Rule.RIVAL, Rule.RECORDS_BETWEEN_CONFLICT})
"""Questions that stand although other records of the two speak against it: that is what is asked."""


@dataclass(frozen=True, slots=True)
class Settled:
    """Linked pairs after their neighbours were looked at, and the group (first record) of every joined record."""

    verdicts: Mapping[tuple[int, int], Verdict]
    group_of: Mapping[int, int]


def settle(
    members: Mapping[int, Member],
    candidates: Sequence[Candidate],
    thresholds: Thresholds,
    known: Iterable[tuple[int, int]] = (),
) -> Settled:
    """Go through the linked pairs, best first, and join what fits; the rest becomes a question.

    `known` are pairs already one person from an earlier run; they are kept without question. The order in which
    candidates are given does not matter. Verdicts are returned for linked pairs only.
    """
    groups = Groups(members)
    for a, b in known:
        groups.join(a, b)
    between, rivals = Between.read(candidates), _rivals(candidates)
    verdicts: dict[tuple[int, int], Verdict] = {}
    for pair in sorted((c for c in candidates if c.verdict.outcome is Outcome.LINKED), key=lambda c: _turn(c, members)):
        verdict = _settle_one(pair, groups, between, rivals, thresholds)
        if verdict.outcome is Outcome.LINKED:
            groups.join(pair.a, pair.b)
        verdicts[pair.a, pair.b] = verdict
    return Settled(verdicts, groups.group_of)


def _turn(pair: Candidate, members: Mapping[int, Member]) -> tuple[int, float, int, int]:
    """People's words first, then records of one agency, then identifiers, then the heaviest; sources break ties."""
    if pair.verdict.rule is Rule.PERSON_SAID_SAME:
        turn = 0
    elif members[pair.a].agency == members[pair.b].agency:
        turn = 1
    else:
        turn = 2 if pair.identified else 3
    return turn, -pair.weight, pair.a, pair.b


def _settle_one(
    pair: Candidate,
    groups: Groups,
    between: Between,
    rivals: Mapping[int, list[Candidate]],
    thresholds: Thresholds,
) -> Verdict:
    if groups.of(pair.a) == groups.of(pair.b):
        return pair.verdict
    by_a_person = pair.verdict.rule is Rule.PERSON_SAID_SAME
    if not by_a_person and _has_rival(pair, groups, between, rivals, thresholds.rival_bits):
        return Verdict(Outcome.ASK, Rule.RIVAL)
    if not may_join(pair, groups, between, thresholds.largest_person):
        return Verdict(Outcome.ASK, Rule.RECORDS_BETWEEN_CONFLICT)
    return pair.verdict


def _rivals(candidates: Iterable[Candidate]) -> dict[int, list[Candidate]]:
    """For a record all pairs that could be its match."""
    found: dict[int, list[Candidate]] = {}
    for pair in candidates:
        if pair.verdict.outcome is not Outcome.APART:
            found.setdefault(pair.a, []).append(pair)
            found.setdefault(pair.b, []).append(pair)
    return found


def _has_rival(
    pair: Candidate, groups: Groups, between: Between, rivals: Mapping[int, list[Candidate]], rival_bits: float
) -> bool:
    """Another record fits nearly as well, cannot be the same person as the chosen one, and is not so already.

    Two records of one agency cannot, nor two that are vetoed or bear different names: twins of whom one record
    says only a short form that both could have, parent and child of one name where a third record has no date.
    """
    for mine, other in ((pair.a, pair.b), (pair.b, pair.a)):
        for rival in rivals.get(mine, ()):
            third = rival.b if rival.a == mine else rival.a
            close = rival.weight > pair.weight - rival_bits and groups.of(third) != groups.of(other)
            if close and third != other and _exclude(pair, other, third, rival, groups, between):
                return True
    return False


def _exclude(pair: Candidate, other: int, third: int, rival: Candidate, groups: Groups, between: Between) -> bool:
    """Whether the third and the other cannot both be the first. A number settles it against what has none."""
    agency, mine = groups.members[other].agency, pair.a if pair.b == other else pair.b
    apart = (min(other, third), max(other, third))
    if groups.members[third].agency == agency != groups.members[mine].agency:
        return apart not in between.alike
    settled = pair.identified and not rival.identified
    linked = rival.verdict.outcome is Outcome.LINKED
    return linked and not settled and apart in between.vetoed | between.named_apart


def settle_question(pair: Candidate, *, one_group: bool, both_hold_open: bool) -> Verdict:
    """What becomes of a pair that is not linked once all persons are known.

    `both_hold_open`: both persons already have an open record of one agency, so they cannot be one person; the
    question is answered, unless an identifier or a person raised it.
    """
    if pair.verdict.rule is Rule.NEWER_RECORD:
        return pair.verdict
    if one_group:
        return Verdict(Outcome.LINKED, Rule.LINKED_THROUGH_OTHERS)
    raised = pair.identified or pair.verdict.rule in RAISED
    if pair.verdict.outcome is Outcome.ASK and both_hold_open and not raised:
        return Verdict(Outcome.APART, Rule.MATCHED_ELSEWHERE)
    return pair.verdict
