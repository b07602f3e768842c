"""What the engine found is taken over by the tables exactly as the rule about keeping ids says."""

import random
from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID, uuid4

import psycopg
import pyarrow
import pytest

from alongside.linkage import api as linkage
from alongside.linkage.rules.assign import Assignment, assign
from tests.builders import NOW, an_agency, delivered, job, linked

SOURCES = [UUID(int=n, version=4) for n in range(1, 11)]
PAIR = ("source_a", "source_b", "outcome", "rule", "match_weight", "match_probability", "reasons")
Held = Mapping[UUID, tuple[UUID, int]]


def partition_of(clusters: Mapping[UUID, UUID]) -> pyarrow.Table:
    """As the engine hands it over: each source with the source that stands for its person."""
    return pyarrow.table({"source": list(map(str, clusters)), "person": list(map(str, clusters.values()))})


def pairs_of(*rows: tuple[str, str, str, str, float, float, str]) -> pyarrow.Table:
    """As the engine hands them over."""
    return pyarrow.table({name: [row[place] for row in rows] for place, name in enumerate(PAIR)})


NO_PAIRS = pyarrow.table({n: pyarrow.array([], pyarrow.float64() if "match" in n else pyarrow.string()) for n in PAIR})


def held(admin: psycopg.Connection) -> dict[UUID, tuple[UUID, int]]:
    """Who holds each source now, and the place of that in history."""
    rows = admin.execute("SELECT source, person_id, id FROM anchor_identity WHERE until IS NULL").fetchall()
    return {source: (person, place) for source, person, place in rows}


def as_the_rule_says(before: Held, said: Assignment, after: Held) -> bool:
    """Each person of the rule is one person of the tables, the same one where the rule invented nobody."""
    wanted = {s: said.moves.get(s) or before[s][0] for s in {*before, *said.moves}}
    same: dict[UUID, UUID] = {}
    for source, person in wanted.items():
        if same.setdefault(person, after[source][0]) != after[source][0]:
            return False
        if person not in said.new_people and after[source][0] != person:
            return False
    return len(set(same.values())) == len(same) and set(wanted) == set(after)


@pytest.mark.usefixtures("clean")
@pytest.mark.parametrize("seed", range(6))
def test_people_keep_their_ids_as_the_rule_says_however_records_join_and_part(
    seed: int, admin: psycopg.Connection
) -> None:
    dice = random.Random(seed)
    for moment in range(8):
        known = dice.sample(SOURCES, dice.randrange(1, len(SOURCES) + 1))
        known = sorted({*held(admin), *known})
        few = dice.randrange(1, len(known) + 1)
        clusters = {source: known[dice.randrange(few)] for source in known}
        before = held(admin)
        said = assign({s: str(c) for s, c in clusters.items()}, before, uuid4)
        caller = job("linker", NOW + timedelta(minutes=moment))
        assert linkage.adopt(caller, partition=partition_of(clusters), pairs=NO_PAIRS) == len(said.moves)
        assert as_the_rule_says(before, said, held(admin))
        assert linkage.adopt(caller, partition=partition_of(clusters), pairs=NO_PAIRS) == 0


@pytest.mark.usefixtures("clean")
def test_a_pair_of_which_nothing_changed_keeps_its_id_and_one_that_changed_does_not(admin: psycopg.Connection) -> None:
    people = [{"record": f"P{n}", "forename": name, "surname": "Ash"} for n, name in enumerate(("Ava", "Leo", "Mia"))]
    delivered(an_agency(), "plain-people", people)
    linked()
    a, b, c = (str(source) for source in sorted(held(admin)))
    everybody = partition_of({source: source for source in held(admin)})

    def ids_after(*pairs: tuple[str, str, str, str, float, float, str]) -> dict[str, UUID]:
        linkage.adopt(job("linker"), partition=everybody, pairs=pairs_of(*pairs))
        return dict(admin.execute("SELECT sentence, id FROM linkage_pair").fetchall())

    first = ids_after((a, b, "ask", "likely", 1.5, 0.25, 'Alike, "nearly"\n'), (a, c, "ask", "likely", 0.1, 0.5, ""))
    again = ids_after((a, b, "ask", "likely", 1.5, 0.25, 'Alike, "nearly"\n'), (a, c, "linked", "likely", 0.1, 0.5, ""))
    assert first.keys() == again.keys() == {'Alike, "nearly"\n', ""}
    assert first['Alike, "nearly"\n'] == again['Alike, "nearly"\n'] and first[""] != again[""]
    assert ids_after((a, b, "apart", "likely", 1.5, 0.25, "")) == {}


@pytest.mark.usefixtures("clean")
def test_descriptions_reach_the_engine_as_they_were_written(admin: psycopg.Connection) -> None:
    ava = {"record": "P1", "forename": 'A"va, ', "surname": "O'Ash", "address": "1 Mill Lane\nLeeds", "sex": "f"}
    delivered(an_agency(), "plain-people", [ava, {"record": "P2", "surname": "Nobody"}])
    admin.execute("UPDATE families_description SET other_names = %s WHERE reference = 'P1'", (["Av", 'e, "v"', ""],))
    admin.execute("UPDATE families_description SET surname = '' WHERE reference = 'P2'")
    rows = linkage.records(job("linker")).to_pylist()
    known, unnamed = sorted(rows, key=lambda row: bool(row["no_name"]))
    found = admin.execute("SELECT forename, address FROM families_description WHERE reference = 'P1'").fetchone()
    assert (known["forename"], known["address"]) == found and known["other_names"] == ["Av", 'e, "v"', ""]
    assert (known["middle_names"], known["date_of_birth"], known["shared_identifiers"]) == (None, None, [])
    assert (unnamed["forename"], unnamed["no_name"], unnamed["open"]) == (None, True, True)


@pytest.mark.usefixtures("clean")
def test_a_date_written_in_full_is_not_said_to_be_exact_and_one_written_in_part_is_said_to_be_so() -> None:
    dates = {"P1": "2014-01-01", "P2": "2014-03-05", "P3": "2014-03", "P4": "2014"}
    delivered(
        an_agency(), "plain-people", [{"record": r, "surname": "A", "date_of_birth": d} for r, d in dates.items()]
    )
    rows = linkage.records(job("linker")).to_pylist()
    told = {(row["date_of_birth"], row["date_precision"]) for row in rows}
    assert told == {("2014-01-01", None), ("2014-03-05", None), ("2014-03-01", "month"), ("2014-01-01", "year")}


@pytest.mark.usefixtures("clean")
def test_when_no_record_is_left_no_pair_is_left_either(admin: psycopg.Connection) -> None:
    delivered(an_agency(), "plain-people", [{"record": f"P{n}", "forename": "Ava", "surname": "Ash"} for n in (1, 2)])
    linked()
    a, b = (str(source) for source in sorted(held(admin)))
    everybody = partition_of({source: source for source in held(admin)})
    pair = (a, b, "ask", "score", 3.0, 0.9, "The same name.")
    linkage.adopt(job("linker"), partition=everybody, pairs=pairs_of(pair))
    assert admin.execute("SELECT count(*) FROM linkage_pair").fetchone() == (1,)
    admin.execute("DELETE FROM families_description")
    linked()
    assert admin.execute("SELECT count(*) FROM linkage_pair").fetchone() == (0,)
