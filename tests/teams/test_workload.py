"""How much somebody carries: the golden value of the design, the laws of the sum, and what is shown of it."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as some

from alongside.desk.team import candidates_of
from alongside.kernel.answers import Refused
from alongside.kernel.capability import visit
from alongside.kernel.ids import ActorId
from alongside.language import api as language
from alongside.language.api import Kind
from alongside.language.selectors import _shipped
from alongside.teams import api as teams
from alongside.teams.api import MemberKind, Model, Workload
from alongside.teams.rules import workload
from alongside.teams.rules.workload import Band, Case, Part
from alongside.trust import api as trust
from tests.builders import AVA, a_child, an_agency, an_office_holder, somebody

WEIGHTS = workload.weights_of((code, body) for code, body in _shipped(Kind.WEIGHT).items())
LEO = {**AVA, "record": "P2", "forename": "Leo", "date_of_birth": "2020-02-02"}
POINTS = some.decimals(0, 20, places=1)
CASES = some.builds(
    Case, some.sampled_from("abc"),
    some.frozensets(some.sampled_from(("protection", "in_need", "early_help", "looked_after", "made_up")), max_size=2),
    some.sampled_from(Part), some.sampled_from((Decimal(1), Decimal("1.5"))),
)  # fmt: skip


def case(family: str, reason: str, part: Part) -> Case:
    """A child with one open reason."""
    return Case(family, frozenset({reason}), part)


def test_the_golden_value_of_the_design() -> None:
    """S=15, CP lead 10 + sibling 10·.5, CIN co-lead 6·.6, EH member 4·.25, extra 3, FTE .8."""
    cases = [
        case("a", "protection", Part.LEAD), case("a", "protection", Part.LEAD), case("b", "in_need", Part.CO_LEAD),
        case("c", "early_help", Part.MEMBER),
    ]  # fmt: skip
    carried = workload.load(cases, WEIGHTS, extras=[Decimal(3)])
    able = workload.capacity(Decimal("0.8"), "experienced", WEIGHTS)
    assert (carried, able, round(carried / able, 2)) == (Decimal("37.6"), Decimal(80), Decimal("0.47"))
    assert workload.band(carried, able, WEIGHTS) is Band.ROOM
    assert workload.capacity(Decimal(1), "assessed-year", WEIGHTS) == 90


@given(some.lists(CASES, max_size=8), some.lists(POINTS, max_size=3), some.randoms())
def test_the_order_of_work_does_not_matter(cases: list[Case], extras: list[Decimal], dice: object) -> None:
    shuffled, more = list(cases), list(extras)
    dice.shuffle(shuffled)  # type: ignore[attr-defined]
    dice.shuffle(more)  # type: ignore[attr-defined]
    assert workload.load(shuffled, WEIGHTS, more) == workload.load(cases, WEIGHTS, extras)


@given(some.lists(CASES, max_size=8), CASES, POINTS)
def test_more_work_never_lowers_the_load(cases: list[Case], one_more: Case, extra: Decimal) -> None:
    before = workload.load(cases, WEIGHTS)
    assert workload.load([*cases, one_more], WEIGHTS) > before
    assert workload.load(cases, WEIGHTS, [extra]) >= before >= WEIGHTS["stable"]


@given(some.lists(CASES, max_size=8))
def test_the_slow_way_of_adding_up_comes_to_the_same(cases: list[Case]) -> None:
    total = WEIGHTS["stable"]
    for family in "abc":
        own = [_points(c) for c in cases if c.family == family]
        total += max(own, default=Decimal(0)) / 2
        for points in own:
            total += points / 2
    assert workload.load(cases, WEIGHTS) == total


def _points(c: Case) -> Decimal:
    heavy = {"protection": 10, "looked_after": 8, "in_need": 6}
    role = {Part.LEAD: "1", Part.CO_LEAD: "0.6", Part.MEMBER: "0.25"}[c.part]
    return max((heavy.get(r, 4) for r in c.reasons), default=4) * c.complexity * Decimal(role)


@pytest.mark.parametrize(("points", "band"), [
    ("84.9", Band.ROOM), ("85", Band.FULL), ("100", Band.FULL), ("100.1", Band.OVER),
])  # fmt: skip
def test_bands_begin_where_it_was_agreed(points: str, band: Band) -> None:
    assert workload.band(Decimal(points), Decimal(100), WEIGHTS) is band


ANNA = Workload(ActorId(somebody().actor), 1, 0, 0, Decimal("25.00"), None)


@pytest.mark.parametrize(("work", "line"), [
    (ANNA, "Leads for 1 family. Load 25 points; hours not recorded."),
    (
        replace(ANNA, leads=2, co_leads=1, member_of=3, load=Decimal("37.6"), capacity=Decimal(80)),
        "Leads for 2 families, leads with another for 1, is in 3 teams without leading. Load 37.6 points of 80 (47%): "
        "there is room.",
    ),
])  # fmt: skip
def test_work_is_told_in_one_plain_line(work: Workload, line: str) -> None:
    assert workload.told(work, WEIGHTS) == line


def _lines(found: Sequence[tuple[teams.Member, str]]) -> list[str]:
    return [words.split("chronology. ")[1] for _, words in found]


@pytest.mark.usefixtures("clean")
def test_whoever_chooses_a_lead_sees_what_each_carries_and_hours_are_said_to_be_missing(
    admin: psycopg.Connection,
) -> None:
    school = an_agency()
    ava, teacher = a_child(admin, school)
    leo, _ = a_child(admin, school, LEO)
    for child in (ava, leo):
        teams.begin(teacher, children=(child,), model=Model.AROUND, why="Several agencies help.")
        mine = teams.join(
            teacher, child=child, kind=MemberKind.PRACTITIONER, actor=teacher.actor, role="teacher", why="Knows them."
        )
    teams.lead(teacher, child=leo, seat=1, member=mine)
    work = teams.workload(teacher, child=ava)[teacher.actor]
    assert (work.leads, work.co_leads, work.member_of, work.capacity) == (1, 0, 1, None)
    assert work.load == 15 + 4 + 1, "Leo's early help whole, Ava's a quarter"
    team = teams.team_of(teacher, child=ava)
    assert team
    with visit(teacher):
        (line,) = _lines(candidates_of(teacher, ava, team))
    assert line == "Leads for 1 family, is in 1 team without leading. Load 20 points; hours not recorded."
    with pytest.raises(Refused):
        teams.workload(somebody(), child=ava)


@pytest.mark.usefixtures("clean")
def test_what_the_partnership_agrees_counts_from_then_on(admin: psycopg.Connection) -> None:
    ava, teacher = a_child(admin, an_agency())
    boss = an_office_holder(trust.Office.ADMINISTRATOR)
    (stable,) = language.history(boss, kind=Kind.WEIGHT, code="stable")
    language.change(boss, kind=Kind.WEIGHT, code="stable", body={**stable.body, "value": 20.5}, why="Agreed.", read=0)
    assert teams.agreed_weights(teacher)["stable"] == Decimal("20.5")
    assert teams.workload(teacher, child=ava) == {}, "there is no team yet"
