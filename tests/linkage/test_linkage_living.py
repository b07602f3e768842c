"""Runs that build upon one another decide what one run over everything decides."""

from __future__ import annotations

import random
from itertools import combinations
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from alongside.linkage import engine
from alongside.linkage.contracts import Decision, Said
from alongside.linkage.engine.living import Living
from tests.linkage.worlds import as_table, model_with_frequencies, some_decisions, some_records

T = engine.thresholds()
Row = dict[str, Any]
Pair = tuple[str, str]


class Told:
    """What somebody knows who takes over the results of run after run."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.records = folder, dict[str, Row]()
        self.person, self.pairs = dict[str, str](), dict[Pair, str]()
        self.parts = 0

    def run(
        self, changed: list[Row], decisions: list[Decision], *, gone: tuple[str, ...] = (), whole: bool = False
    ) -> None:
        """Send what changed; take over what is said of those concerned."""
        for row in changed:
            self.records[row["source"]] = row
        for source in gone:
            del self.records[source]
        with Living(self.folder) as living:
            result = living.link(
                versioned(changed),
                gone=gone,
                decisions=decisions,
                thresholds=T,
                model=model_with_frequencies(),
                whole=whole,
            )
            self.parts += not result.whole
            self._take_over(result, gone)
            noted = living.about_to_be_taken_over(result)
            assert (noted.records, noted.people) == (len(self.records), len({*self.person.values()}))
            living.keep()

    def _take_over(self, result: engine.LinkResult, gone: tuple[str, ...]) -> None:
        told = dict(zip(*(result.partition[c].to_pylist() for c in ("source", "person")), strict=True))
        if result.whole:
            self.person, self.pairs = {}, {}
        self.pairs = {p: o for p, o in self.pairs.items() if not {*p} & ({*told} | {*gone})}
        self.pairs |= {(p["source_a"], p["source_b"]): p["outcome"] for p in result.pairs.to_pylist()}
        self.person = {s: p for s, p in self.person.items() if s not in gone} | told

    def together(self) -> set[Pair]:
        """Pairs of records that are one person."""
        return {(a, b) for a, b in combinations(sorted(self.person), 2) if self.person[a] == self.person[b]}


def versioned(rows: list[Row]) -> pa.Table:
    """Rows as the living index wants them."""
    table = as_table(rows) if rows else as_table(some_records(1, 1)).slice(0, 0)
    return table.append_column("version", pa.array([str(hash(str(row))) for row in rows], pa.string()))


def anew(told: Told, decisions: list[Decision], folder: Path) -> tuple[set[Pair], dict[Pair, str]]:
    """One run over everything: pairs that are one person, and the outcome of every pair."""
    rows = [told.records[source] for source in sorted(told.records)]
    result = engine.link(
        as_table(rows), decisions=decisions, model=model_with_frequencies(), thresholds=T, folder=folder
    )
    person = dict(zip(*(result.partition[c].to_pylist() for c in ("source", "person")), strict=True))
    together = {(a, b) for a, b in combinations(sorted(person), 2) if person[a] == person[b]}
    return together, {(p["source_a"], p["source_b"]): p["outcome"] for p in result.pairs.to_pylist()}


@pytest.mark.parametrize("seed", range(8))
def test_however_records_come_the_result_differs_from_one_run_only_in_listed_questions(
    seed: int, tmp_path: Path
) -> None:
    rows = some_records(100 + seed, 110)
    random.Random(seed).shuffle(rows)
    told = Told(tmp_path)
    for start, end in ((0, 60), (60, 80), (80, 85), (85, 109), (109, 110)):
        told.run(rows[start:end], [])

    together, _ = anew(told, [], tmp_path)
    asked = {pair for pair, outcome in told.pairs.items() if outcome == "ask"}
    assert told.together() ^ together <= asked
    assert told.together() and told.parts == 4

    told.run([], [], whole=True)
    assert told.together() == together


@pytest.mark.parametrize("seed", range(8))
def test_changed_and_vanished_records_and_words_of_people_come_out_as_in_one_run(seed: int, tmp_path: Path) -> None:
    dice = random.Random(seed)
    rows = some_records(200 + seed, 70)
    told = Told(tmp_path)
    told.run(rows, [])
    decisions: list[Decision] = []
    for turn in range(4):
        if turn % 2:
            decisions = some_decisions(10 * seed + turn, rows, 6)
            told.run([], decisions)
        else:
            source = dice.choice(sorted(told.records))
            corrected = some_records(300 + 10 * seed + turn, 1)[0] | {"source": source}
            told.run([corrected], decisions)
            gone = dice.choice(sorted(told.records))
            told.run([], decisions, gone=(gone,))
        together, pairs = anew(told, decisions, tmp_path)
        asked = {pair for pair, outcome in told.pairs.items() if outcome == "ask"}
        assert told.together() ^ together <= asked
        assert told.pairs.keys() - pairs.keys() <= told.together() ^ together


def _visits(times: int) -> list[Row]:
    """One agency writes down each of forty children so many times; another knows them once."""
    return [
        {
            "source": f"v{visit:02d}-{child:02d}",
            "agency": "visits" if visit else "school",
            "forename": f"Child{chr(97 + child % 26)}{chr(97 + child // 26)}",
            "surname": f"Family{chr(97 + child % 7)}",
            "date_of_birth": f"2014-03-{4 + child % 20:02d}",
            "postcode": "LX1 1AA",
            "address": f"{child} Mill Lane",
        }
        for visit in range(times + 1)
        for child in range(40)
    ]


def test_an_agency_that_turns_out_to_hold_people_several_times_is_linked_within(tmp_path: Path) -> None:
    told = Told(tmp_path)
    told.run(_visits(1), [])
    assert len(told.together()) == 40
    told.run(_visits(2)[80:84], [])
    assert len(told.together()) == 40, "four could be slips: they are asked about"
    asked = [pair for pair, outcome in told.pairs.items() if outcome == "ask"]
    assert [(a[:3], b[:3]) for a, b in asked] == 4 * [("v01", "v02")], "the two of one agency, and no other pair"
    told.run([], [Decision(*asked[0], Said.SAME), Decision(*asked[1], Said.DIFFERENT)])
    assert {("v00-00", "v02-00"), ("v01-00", "v02-00")} <= told.together() and ("v01-01", "v02-01") in told.pairs
    assert told.pairs["v00-01", "v01-01"] == "ask", "two people of one name and day: whose is the school's record?"
    told.run([], [])
    told.run(_visits(2)[84:], [])
    assert told.together() == anew(told, [], tmp_path)[0]
    assert len(told.together()) == 3 * 40


def test_a_record_that_vanished_before_everything_is_linked_anew_is_counted_no_more(tmp_path: Path) -> None:
    told = Told(tmp_path)
    told.run(_visits(1), [])
    told.run([], [], gone=("v01-00", "v00-00", "v01-01"), whole=True)
    assert len(told.together()) == 38
    told.run([], [], gone=("v01-02",))


def test_a_word_taken_back_leaves_no_trace(tmp_path: Path) -> None:
    rows = some_records(5, 60)
    told = Told(tmp_path)
    told.run(rows, [])
    before = told.together(), told.pairs
    for decision in some_decisions(3, rows, 5):
        told.run([], [decision])
    told.run([], [])
    assert (told.together(), told.pairs) == before


def test_a_run_that_was_not_taken_over_is_done_again(tmp_path: Path) -> None:
    rows = some_records(6, 50)
    told = Told(tmp_path)
    told.run(rows[:40], [])
    with Living(tmp_path) as living:
        living.link(versioned(rows[40:]), thresholds=T, model=model_with_frequencies())
    with Living(tmp_path) as living:
        assert living.changes(versioned(rows)).changed.num_rows == 10
    told.run(rows[40:], [])
    assert told.together() ^ anew(told, [], tmp_path)[0] <= {p for p, o in told.pairs.items() if o == "ask"}


def test_a_file_that_cannot_be_read_is_made_again(tmp_path: Path) -> None:
    (tmp_path / "index.duckdb").write_bytes(b"no database at all" * 1000)
    told = Told(tmp_path)
    told.run(some_records(6, 50), [])
    assert told.together() == anew(told, [], tmp_path)[0]
