"""Records put together as persons, never against a veto, and the same whatever order they arrive in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from alongside.linkage.contracts import Candidate, Member, Outcome, Rule
from alongside.linkage.rules.identifiers import type_of

VETOES = frozenset(
    {
        Rule.PERSON_SAID_DIFFERENT,
        Rule.TWO_OPEN_RECORDS,
        Rule.IDENTIFIERS_DIFFER,
        Rule.A_GENERATION_APART,
        Rule.A_GENERATION_OR_A_SLIP,
    }
)
"""Two records under one of these are never in one person, however they are linked through others."""

HOLDS = frozenset(
    {
        Rule.FORENAMES_DIFFER,
        Rule.DATES_CONFLICT,
        Rule.SEX_AND_FORENAME_DIFFER,
        Rule.IDENTIFIERS_MIXED,
        Rule.PERSON_UNSURE,
        Rule.TWO_OPEN_ALIKE,
    }
)
"""Two records asked about for one of these are not put together through others; only a person's word does."""

OTHER_NAMES = frozenset({Rule.FORENAMES_DIFFER, Rule.SEX_AND_FORENAME_DIFFER})
"""Of these the ones that speak of two people, where a date that differs may be a slip."""


@dataclass(slots=True)
class Groups:
    """Which records are one person so far. The name of a group is its first record."""

    members: Mapping[int, Member]
    group_of: dict[int, int] = field(default_factory=dict)
    records_of: dict[int, list[int]] = field(default_factory=dict)

    def of(self, record: int) -> int:
        """The group of a record; a record never joined is a group of its own."""
        return self.group_of.get(record, record)

    def records(self, group: int) -> list[int]:
        """The records of a group."""
        return self.records_of.get(group, [group])

    def join(self, a: int, b: int) -> None:
        """Make the groups of two records one group."""
        first, second = sorted((self.of(a), self.of(b)))
        if first == second:
            return
        moved = self.records(second)
        self.records_of[first] = self.records(first) + moved
        self.group_of.setdefault(first, first)
        for record in moved:
            self.group_of[record] = first
        self.records_of.pop(second, None)


@dataclass(frozen=True, slots=True)
class Between:
    """What is known between pairs of records: who must stay apart, who waits for a person, who is linked."""

    vetoed: frozenset[tuple[int, int]]
    held: frozenset[tuple[int, int]]
    named_apart: frozenset[tuple[int, int]]
    alike: frozenset[tuple[int, int]]
    linked: frozenset[tuple[int, int]]
    said_same: frozenset[tuple[int, int]]

    @staticmethod
    def read(candidates: Iterable[Candidate]) -> Between:
        """Sort the pairs by what their verdict means for the records around them."""
        vetoed, held, named, alike, linked, same = set(), set(), set(), set(), set(), set()
        for pair in candidates:
            if pair.verdict.outcome is Outcome.LINKED:
                linked.add((pair.a, pair.b))
                if pair.verdict.rule is Rule.PERSON_SAID_SAME:
                    same.add((pair.a, pair.b))
            elif pair.verdict.rule in VETOES and pair.verdict.outcome is Outcome.APART:
                vetoed.add((pair.a, pair.b))
            elif pair.verdict.rule in HOLDS:
                held.add((pair.a, pair.b))
                if pair.verdict.rule in OTHER_NAMES:
                    named.add((pair.a, pair.b))
                if pair.verdict.rule is Rule.TWO_OPEN_ALIKE:
                    alike.add((pair.a, pair.b))
        return Between(*map(frozenset, (vetoed, held, named, alike, linked, same)))


def may_join(pair: Candidate, groups: Groups, between: Between, largest: int) -> bool:
    """Whether the two groups of a linked pair can be one person.

    Refuses a veto, a hold (unless a person said same), conflicting identifiers, two open records of one agency,
    a second record of an agency that is not itself linked (one to one), and persons of too many records.
    """
    ours, theirs = groups.records(groups.of(pair.a)), groups.records(groups.of(pair.b))
    if len(ours) + len(theirs) > largest:
        return False
    by_a_person = pair.verdict.rule is Rule.PERSON_SAID_SAME
    across = groups.members[pair.a].agency != groups.members[pair.b].agency
    return all(
        _compatible(groups.members[x], groups.members[y], between, by_a_person=by_a_person, one_to_one=across)
        for x in ours
        for y in theirs
    )


def _compatible(x: Member, y: Member, between: Between, *, by_a_person: bool, one_to_one: bool) -> bool:
    """Whether two records may stand in one person."""
    key = (min(x.record, y.record), max(x.record, y.record))
    if key in between.said_same:
        return True
    if key in between.vetoed or (key in between.held and not by_a_person) or identifiers_conflict(x, y):
        return False
    if x.agency != y.agency or (by_a_person and key in between.alike):
        return True
    return not (x.open and y.open) and (key in between.linked or by_a_person or not one_to_one)


def identifiers_conflict(x: Member, y: Member) -> bool:
    """Both hold an identifier of one kind, and none of that kind is equal."""
    kinds = {type_of(i) for i in x.identifiers} & {type_of(i) for i in y.identifiers}
    return bool(kinds - {type_of(i) for i in x.identifiers & y.identifiers})
