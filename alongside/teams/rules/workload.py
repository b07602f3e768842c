"""How much somebody carries (`3-practice` of the design, section 8.1; our definition after published schemes). Pure.

Load in points: what is always there, and for each child weight x complexity x rank in the family x role, and extras.
Capacity in points: 100 x full-time equivalent x stage. Every weight is local practice and comes as data. It informs
whoever chooses a lead; it never decides, and where hours are not recorded nothing is divided.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from alongside.teams.contracts import Workload

Weights = Mapping[str, Decimal]
"""The weights by their codes: stable, case-…, sibling, role-…, full-time, stage-…, full-from, over-from."""
AVERAGE = Decimal(1)


class Part(StrEnum):
    """What somebody does for a family."""

    LEAD = "lead"
    CO_LEAD = "co-lead"
    MEMBER = "member"


class Band(StrEnum):
    """How full somebody is, in words."""

    ROOM = "there is room"
    FULL = "full"
    OVER = "more than one person can carry; needs a plan agreed with the manager"


@dataclass(frozen=True, slots=True)
class Case:
    """A child somebody works with: of which family, for which open reasons, and in which part."""

    family: str
    reasons: frozenset[str]
    part: Part
    complexity: Decimal = AVERAGE


def weights_of(practices: Iterable[tuple[str, Mapping[str, object]]]) -> Weights:
    """The weights as they are agreed, exact to the last figure."""
    return {code: Decimal(str(body["value"])) for code, body in practices}


def load(cases: Iterable[Case], weights: Weights, extras: Iterable[Decimal] = ()) -> Decimal:
    """The points somebody carries; in each family the heaviest child counts whole, each further one in part."""
    families: dict[str, list[Decimal]] = defaultdict(list)
    for case in cases:
        points = _weight(case.reasons, weights) * case.complexity * weights[f"role-{case.part.value}"]
        families[case.family].append(points)
    counted = (_of_family(points, weights["sibling"]) for points in families.values())
    return sum(counted, weights["stable"]) + sum(extras, Decimal(0))


def _weight(reasons: frozenset[str], weights: Weights) -> Decimal:
    """The heaviest open reason counts; a reason without a weight of its own, and none at all, count as other."""
    other = weights["case-other"]
    return max((weights.get(f"case-{r.replace('_', '-')}", other) for r in reasons), default=other)


def _of_family(points: Iterable[Decimal], sibling: Decimal) -> Decimal:
    first, *further = sorted(points, reverse=True)
    return first + sibling * sum(further, Decimal(0))


def capacity(full_time_equivalent: Decimal, stage: str, weights: Weights) -> Decimal:
    """The points one person can carry; a stage without a weight of its own counts whole."""
    return weights["full-time"] * full_time_equivalent * weights.get(f"stage-{stage}", Decimal(1))


def band(carried: Decimal, able: Decimal, weights: Weights) -> Band:
    """How full somebody is."""
    if carried > weights["over-from"] * able:
        return Band.OVER
    return Band.FULL if carried >= weights["full-from"] * able else Band.ROOM


def told(work: Workload, weights: Weights) -> str:
    """Somebody's work in one plain line."""
    families = f"{work.leads} {'family' if work.leads == 1 else 'families'}"
    parts = [f"Leads for {families}"]
    if work.co_leads:
        parts.append(f"leads with another for {work.co_leads}")
    if work.member_of:
        parts.append(f"is in {work.member_of} {'team' if work.member_of == 1 else 'teams'} without leading")
    counted = f"{', '.join(parts)}. Load {_points(work.load)} points"
    if not work.capacity:
        return f"{counted}; hours not recorded."
    share = round(work.load / work.capacity * 100)
    return f"{counted} of {_points(work.capacity)} ({share}%): {band(work.load, work.capacity, weights)}."


def _points(points: Decimal) -> str:
    return f"{round(points, 1).normalize():f}"
