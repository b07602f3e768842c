"""Linking, deciding and taking apart, in any order, end where the decisions alone lead; nothing is left behind."""

import random
from datetime import timedelta
from itertools import combinations
from pathlib import Path
from uuid import UUID

import psycopg
import pytest

from alongside.agencies.api import Agency, AgencyKind
from alongside.chronology import api as chronology
from alongside.kernel.answers import NotPossible
from alongside.kernel.caller import Caller
from alongside.kernel.ids import ActorId, ChildId, SourceId, source_of
from alongside.linkage import api as linkage
from alongside.linkage import engine
from alongside.linkage.tasks import link_all
from alongside.trust import api as trust
from tests.builders import NOW, an_agency, delivered, job, person_of, somebody, taken_apart_by_two

pytestmark = pytest.mark.usefixtures("clean")

NAMES = ("Ava", "Eva", "Ava-May")
SURNAMES = ("Ash", "Ashe")
BORN = ("2017-05-04", "2017-05-14")
HOMES = (("12 Mill Lane", "RD1 4QT"), ("9 Park Road", "RD2 2AA"))
AGENCIES = (
    ("Riverside School", AgencyKind.SCHOOL),
    ("County Health", AgencyKind.CHILD_HEALTH),
    ("Homes", AgencyKind.HOUSING),
)
Pair = tuple[UUID, UUID]


def some_people(dice: random.Random, many: int, first: int = 0) -> list[dict[str, object]]:
    """Records that nearly all could be one another."""
    rows: list[dict[str, object]] = []
    for number in range(first, first + many):
        home = dice.choice(HOMES)
        rows.append(
            {
                "record": f"P{number}", "forename": dice.choice(NAMES), "surname": dice.choice(SURNAMES),
                "date_of_birth": dice.choice(BORN), "address": home[0], "postcode": home[1],
            }
        )  # fmt: skip
    return rows


def three_agencies(admin: psycopg.Connection) -> tuple[list[Agency], Caller]:
    """Three agencies, and somebody who matches for all of them."""
    agencies = [an_agency(name, kind) for name, kind in AGENCIES]
    for agency in agencies:
        trust.found_office(job("founder"), actor=ActorId(UUID(int=9)), office=trust.Office.MATCHER, agency=agency.id)
    return agencies, somebody(actor=ActorId(UUID(int=9)))


def holders(admin: psycopg.Connection) -> dict[UUID, UUID]:
    """Who holds each record now."""
    found = "SELECT source, person_id FROM anchor_identity WHERE until IS NULL AND source <> person_id"
    return dict(admin.execute(found).fetchall())


def together(held: dict[UUID, UUID]) -> set[Pair]:
    """Pairs of records that are one person."""
    return {(a, b) for a, b in combinations(sorted(held), 2) if held[a] == held[b]}


def replayed(folder: Path) -> set[Pair]:
    """The same from nothing but the records and the newest word on each pair."""
    linker = job("linker")
    found = engine.link(
        linkage.records(linker).drop_columns("version"), decisions=linkage.decisions(linker),
        model=engine.load_model(folder / "model.json"), thresholds=engine.thresholds(), folder=folder / "anew",
    )  # fmt: skip
    held = dict(zip(*(found.partition[c].to_pylist() for c in ("source", "person")), strict=True))
    return together({UUID(str(s)): UUID(str(p)) for s, p in held.items()})


def asked(admin: psycopg.Connection) -> set[Pair]:
    """Pairs that wait for a person."""
    return set(admin.execute("SELECT source_a, source_b FROM linkage_pair WHERE outcome = 'ask'").fetchall())


class History:
    """Every id that ever held a record, and which of them hold none any more: those never hold one again."""

    def __init__(self) -> None:
        self.spent: set[UUID] = set()
        self.before: set[UUID] = set()

    def look(self, held: dict[UUID, UUID]) -> None:
        """After each step."""
        now = set(held.values())
        self.spent |= self.before - now
        self.before = now
        assert not now & self.spent, "an id that was given up came back"


def one_step(
    dice: random.Random, matcher: Caller, agencies: list[Agency], number: int, joined: list[list[str]]
) -> None:
    """Somebody decides, takes apart or takes back, or an agency sends somebody new."""
    deed = dice.choice(("decide", "decide", "apart", "back", "send"))
    waiting, sources = (
        linkage.my_pairs(matcher),
        sorted(str(r) for r in linkage.records(job("linker"))["source"].to_pylist()),
    )
    a, b = (SourceId(UUID(s)) for s in dice.choice([dice.sample(sources, 2), *map(sorted, joined)]))
    try:
        if deed == "send":
            delivered(dice.choice(agencies), "plain-people", some_people(dice, 1, 100 + number))
        elif deed == "decide" and waiting:
            pair = dice.choice(waiting)
            linkage.decide(
                matcher, pair=pair.id, said=dice.choice(("same", "same", "different", "unsure")), why="I asked."
            )
        elif deed == "apart":
            linkage.undo(matcher, source_a=a, source_b=b, why="I know both.")
        else:
            said = dice.choice(linkage.decisions(job("linker")) or [None])
            pair_said = (SourceId(UUID(said.source_a)), SourceId(UUID(said.source_b))) if said else (a, b)
            linkage.take_back(matcher, source_a=pair_said[0], source_b=pair_said[1], why="That was a mistake.")
    except NotPossible:
        return


@pytest.mark.parametrize("seed", range(4))
def test_any_sequence_ends_in_the_state_that_replaying_its_decisions_gives(
    seed: int, admin: psycopg.Connection, tmp_path: Path
) -> None:
    dice, history = random.Random(seed), History()
    engine.save_model(engine.prior_model(), tmp_path / "model.json")
    agencies, matcher = three_agencies(admin)
    for agency in agencies:
        delivered(agency, "plain-people", some_people(dice, 4))
    moment = NOW
    for number in range(20):
        if number:
            one_step(dice, matcher, agencies, number, [[str(s) for s in p] for p in sorted(together(holders(admin)))])
        moment += timedelta(minutes=1)
        link_all(folder=tmp_path, clock=lambda now=moment: now)  # type: ignore[misc]
        history.look(holders(admin))
        assert together(holders(admin)) ^ replayed(tmp_path) <= asked(admin)
    assert together(holders(admin)) and linkage.decisions(job("linker"))
    link_all(folder=tmp_path, clock=lambda: moment, whole=True)
    history.look(holders(admin))
    assert together(holders(admin)) == replayed(tmp_path)


def a_known_child(agency: Agency, name: str, admin: psycopg.Connection) -> Caller:
    """The agency knows this child, has seen it once, and somebody there works with it."""
    child = {"record": "P1", "forename": name, "surname": "Ash", "date_of_birth": "2017-05-04"}
    seen = {"record": "E1", "person": "P1", "date": "2026-10-01", "kind": "contact", "text": f"{name} was seen"}
    email = f"{name.lower()}@example.org"
    working = {"person": "P1", "worker": name, "worker_email": email, "role": "teacher", "from": "2024-09-01", "to": ""}
    delivered(agency, "plain-people", [child])
    delivered(agency, "plain-events", [seen])
    delivered(agency, "plain-reasons", [{"person": "P1", "kind": "in need", "from": "2026-01-05"}])
    delivered(agency, "plain-involvements", [working])
    row = admin.execute("SELECT actor FROM agencies_practitioner WHERE email = %s", (email,)).fetchone()
    assert row
    return somebody(actor=ActorId(row[0]))


def as_they_see_it(
    admin: psycopg.Connection, workers: list[Caller], agencies: list[Agency]
) -> list[tuple[list[str], list[object]]]:
    """For each worker the chronology of the agency's child, and what they were let in for, without ids."""
    seen = []
    for worker, agency in zip(workers, agencies, strict=True):
        story = chronology.story(worker, child=ChildId(person_of(admin, agency, "P1")))
        grants: list[object] = [(g.level, g.basis, g.why, g.until) for g in trust.my_grants(worker)]
        seen.append((sorted(w.text for e in story.entries for w in e.witnesses), sorted(grants, key=str)))
    return seen


def test_undoing_restores_the_earlier_chronologies_and_grants(admin: psycopg.Connection, tmp_path: Path) -> None:
    everyone, matcher = three_agencies(admin)
    agencies = everyone[:2]
    workers = [a_known_child(agency, name, admin) for agency, name in zip(agencies, ("Ava", "Eva"), strict=True)]
    link_all(folder=tmp_path, clock=lambda: NOW)
    before = as_they_see_it(admin, workers, agencies)
    assert before[0][0] == ["Ava was seen"] and before[1][0] == ["Eva was seen"]

    (pair,) = linkage.my_pairs(matcher)
    linkage.decide(matcher, pair=pair.id, said="same", why="One child, two spellings.")
    link_all(folder=tmp_path, clock=lambda: NOW + timedelta(minutes=1))
    assert [texts for texts, _ in as_they_see_it(admin, workers, agencies)] == [["Ava was seen", "Eva was seen"]] * 2

    first, second = (source_of(agency.id, "P1") for agency in agencies)
    taken_apart_by_two(matcher, first, second)
    link_all(folder=tmp_path, clock=lambda: NOW + timedelta(minutes=2))
    assert as_they_see_it(admin, workers, agencies) == before
