"""The engine says of every pair and every person what the plain twin says."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from alongside.linkage import engine
from alongside.linkage.contracts import Decision, Field, Model, Outcome, Said
from alongside.linkage.engine import LinkResult
from alongside.linkage.rules.evidence import levels_of
from tests.linkage.worlds import as_table, model_with_frequencies, some_decisions, some_records
from tests.oracle.linkage_twin import settle_everyone, weigh_everyone

T = engine.thresholds()


def link(rows: list[dict[str, Any]], folder: Path, model: Model, decisions: list[Decision]) -> LinkResult:
    return engine.link(as_table(rows), decisions=decisions, model=model, thresholds=T, folder=folder)


@pytest.mark.parametrize("least", [2, 10])
@pytest.mark.parametrize("seed", [1, 2, 3, 4, 5, 6])
def test_the_engine_and_the_plain_twin_agree_on_small_worlds(seed: int, least: int, tmp_path: Path) -> None:
    T = replace(engine.thresholds(), repeating_records=least)
    rows = some_records(seed, 40 + 25 * seed)
    decisions = some_decisions(seed, rows, 8)
    model = model_with_frequencies() if seed % 2 else engine.prior_model()
    everything = weigh_everyone(rows, decisions, model, T)

    result = engine.link(as_table(rows), decisions=decisions, model=model, thresholds=T, folder=tmp_path)

    found = {(p["source_a"], p["source_b"]): p for p in result.pairs.to_pylist()}
    for pair, told in found.items():
        assert told["match_weight"] == pytest.approx(everything[pair].weight, abs=1e-6)
        levels = {field: told[field.value] for field in Field}
        assert levels == levels_of(everything[pair].evidence), pair
    final, person = settle_everyone(rows, {pair: everything[pair] for pair in found}, T)
    assert {pair: (told["outcome"], told["rule"]) for pair, told in found.items()} == {
        pair: (verdict.outcome.value, verdict.rule.value) for pair, verdict in final.items()
    }
    assert dict(zip(*(result.partition[c].to_pylist() for c in ("source", "person")), strict=True)) == person


@pytest.mark.parametrize("seed", [11, 12])
def test_every_pair_that_would_link_shares_a_key(seed: int, tmp_path: Path) -> None:
    rows = some_records(seed, 120)
    linked = {
        pair
        for pair, w in weigh_everyone(rows, [], engine.prior_model(), T).items()
        if w.verdict.outcome is Outcome.LINKED
    }
    result = link(rows, tmp_path, engine.prior_model(), [])
    found = set(zip(result.pairs["source_a"].to_pylist(), result.pairs["source_b"].to_pylist(), strict=True))
    assert linked <= found


def test_the_result_does_not_depend_on_the_order_of_rows(tmp_path: Path) -> None:
    rows = some_records(21, 90)
    mixed = rows[:]
    random.Random(5).shuffle(mixed)
    first, second = (link(r, tmp_path, engine.prior_model(), []) for r in (rows, mixed))
    assert first.pairs.equals(second.pairs)
    assert first.partition.equals(second.partition)


def test_a_persons_word_about_records_that_share_nothing_is_kept(tmp_path: Path) -> None:
    rows: list[dict[str, Any]] = [
        {"source": "a", "agency": "north", "forename": "Zora", "surname": "Quill", "date_of_birth": "2010-02-03"},
        {"source": "b", "agency": "south", "forename": "Anna", "surname": "Field", "date_of_birth": "2015-07-08"},
    ]
    result = link(rows, tmp_path, engine.prior_model(), [Decision("b", "a", Said.SAME)])
    assert result.pairs["rule"].to_pylist() == ["person_said_same"]
    assert result.partition["person"].to_pylist() == ["a", "a"]


def test_where_people_contradict_each_other_different_stands_first(tmp_path: Path) -> None:
    rows: list[dict[str, Any]] = [
        {"source": s, "agency": s, "forename": "Zora", "surname": "Quill", "date_of_birth": "2010-02-03"} for s in "ab"
    ]
    said = [Decision("a", "b", Said.DIFFERENT), Decision("b", "a", Said.SAME), Decision("a", "b", Said.NOTHING)]
    result = link(rows, tmp_path, engine.prior_model(), said)
    assert result.pairs["rule"].to_pylist() == ["person_said_different"]


def test_no_records_and_one_record_are_no_trouble(tmp_path: Path) -> None:
    one = as_table([{"source": "a", "agency": "north", "forename": "Zora"}])
    for table in (one, one.slice(0, 0)):
        result = engine.link(table, model=None, thresholds=T, folder=tmp_path)
        assert result.pairs.num_rows == 0
        assert result.partition["person"].to_pylist() == table["source"].to_pylist()


def test_records_without_source_or_with_the_same_source_are_refused(tmp_path: Path) -> None:
    twice = as_table([{"source": "a", "agency": "north"}, {"source": "a", "agency": "south"}])
    with pytest.raises(ValueError, match="source of its own"):
        engine.link(twice, model=None, thresholds=T, folder=tmp_path)
    with pytest.raises(ValueError, match="no column agency"):
        engine.link(pa.table({"source": ["a"]}), model=None, thresholds=T, folder=tmp_path)


def test_progress_is_told_from_reading_to_done(tmp_path: Path) -> None:
    told: list[tuple[str, float]] = []
    rows = as_table(some_records(3, 5))
    engine.link(
        rows, model=None, thresholds=T, folder=tmp_path, progress=lambda stage, share: told.append((stage, share))
    )
    assert [stage for stage, _ in told] == ["reading", "learning", "comparing", "deciding", "writing", "done"]
    assert [share for _, share in told] == sorted(share for _, share in told)


def test_nothing_but_null_stands_for_nothing(tmp_path: Path) -> None:
    rows: list[dict[str, Any]] = [
        {"source": s, "agency": s, "forename": "", "surname": "  ", "date_of_birth": ""} for s in "ab"
    ]
    result = link(rows, tmp_path, engine.prior_model(), [])
    assert result.pairs.num_rows == 0


def test_the_folder_holds_the_engines_own_files_only(tmp_path: Path) -> None:
    link(some_records(3, 20), tmp_path, engine.prior_model(), [])
    assert sorted(p.name for p in tmp_path.iterdir()) == ["extensions", "spill"]
