"""One record of an agency is one record of another: best pairs first, and a close rival makes it a question."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from alongside.linkage.contracts import Candidate, Member, Outcome, Rule, Thresholds, Verdict
from alongside.linkage.rules.clusters import Between, Groups, may_join

RivalKey = tuple[int, str]


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
    between, rivals = Between.read(candidates), _rivals(members, candidates)
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
    rivals: Mapping[RivalKey, list[Candidate]],
    thresholds: Thresholds,
) -> Verdict:
    if groups.of(pair.a) == groups.of(pair.b):
        return pair.verdict
    if pair.verdict.rule is not Rule.PERSON_SAID_SAME and _has_rival(pair, groups, rivals, thresholds.rival_bits):
        return Verdict(Outcome.ASK, Rule.RIVAL)
    if not may_join(pair, groups, between, thresholds.largest_person):
        return Verdict(Outcome.ASK, Rule.RECORDS_BETWEEN_CONFLICT)
    return pair.verdict


def _rivals(members: Mapping[int, Member], candidates: Iterable[Candidate]) -> dict[RivalKey, list[Candidate]]:
    """For a record and another agency, all pairs that could be the record's match there."""
    found: dict[RivalKey, list[Candidate]] = {}
    for pair in candidates:
        across = members[pair.a].agency != members[pair.b].agency
        if across and pair.verdict.outcome is not Outcome.APART:
            found.setdefault((pair.a, members[pair.b].agency), []).append(pair)
            found.setdefault((pair.b, members[pair.a].agency), []).append(pair)
    return found


def _has_rival(pair: Candidate, groups: Groups, rivals: Mapping[RivalKey, list[Candidate]], rival_bits: float) -> bool:
    """Another record of the same agency fits nearly as well, and is not already the same person."""
    for mine, other in ((pair.a, pair.b), (pair.b, pair.a)):
        agency = groups.members[other].agency
        if agency == groups.members[mine].agency:
            return False
        for rival in rivals.get((mine, agency), ()):
            third = rival.b if rival.a == mine else rival.a
            close = rival.weight > pair.weight - rival_bits
            if third != other and close and groups.of(third) != groups.of(other):
                return True
    return False


def settle_question(pair: Candidate, *, one_group: bool, both_hold_open: bool) -> Verdict:
    """What becomes of a pair that is not linked once all persons are known.

    `both_hold_open`: both persons already have an open record of one agency, so they cannot be one person; the
    question is answered, unless an identifier or a person raised it.
    """
    if pair.verdict.rule is Rule.NEWER_RECORD:
        return pair.verdict
    if one_group:
        return Verdict(Outcome.LINKED, Rule.LINKED_THROUGH_OTHERS)
    raised = pair.identified or pair.verdict.rule in (Rule.PERSON_UNSURE, Rule.RIVAL, Rule.RECORDS_BETWEEN_CONFLICT)
    if pair.verdict.outcome is Outcome.ASK and both_hold_open and not raised:
        return Verdict(Outcome.APART, Rule.MATCHED_ELSEWHERE)
    return pair.verdict
