"""Models are kept as JSON, learned when there is enough to learn from, and refused when they learned nonsense."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from alongside.linkage import engine
from alongside.linkage.contracts import DateLevel, Field
from alongside.linkage.engine.models import LEVELS, for_population
from benchmarks.linkage.alongside_way import read
from benchmarks.linkage.county import County
from benchmarks.linkage.data import Data
from benchmarks.linkage.figures import figures

T = engine.thresholds()


def a_county(seed: int, many: int, *, identifiers: bool = True) -> Data:
    table, truth = County(seed, identifiers=identifiers).records(many)
    return Data("county", table, {source: str(entity) for source, entity in truth.items()}, one_each=True)


def test_a_model_comes_back_as_it_was_kept(tmp_path: Path) -> None:
    model = replace(engine.prior_model(), term_frequencies={Field.FORENAME: {"amelia": 0.01}, Field.SURNAME: {}})
    engine.save_model(model, tmp_path / "model.json")
    assert engine.load_model(tmp_path / "model.json") == model


def test_a_file_of_another_format_is_refused(tmp_path: Path) -> None:
    (tmp_path / "model.json").write_text(json.dumps({"format": 99}))
    with pytest.raises(ValueError, match="format 1"):
        engine.load_model(tmp_path / "model.json")


def test_the_shipped_model_weighs_every_level_and_its_shares_are_shares() -> None:
    for field, levels in LEVELS.items():
        weights = engine.prior_model().weights[field]
        assert set(weights) == {int(level) for level in levels if level >= 0}
        if field is not Field.IDENTIFIER:
            assert sum(w.m for w in weights.values()) == pytest.approx(1, abs=0.02)
            assert sum(w.u for w in weights.values()) == pytest.approx(1, abs=0.02)


def test_the_starting_probability_follows_the_population_but_not_below_the_least() -> None:
    assert for_population(engine.prior_model(), 4, T).prior == 1 / T.prior_population
    assert for_population(engine.prior_model(), 10**6, T).prior == 1e-6


@pytest.mark.parametrize(("identifiers", "method"), [(True, "shared identifiers"), (False, "expectation maximisation")])
def test_a_county_is_learned_from_and_linked_without_false_links(
    identifiers: bool, method: str, tmp_path: Path
) -> None:
    county = a_county(5, 3000, identifiers=identifiers)
    thresholds = replace(T, fewest_labels_to_train=100, random_pairs=300_000)
    result = engine.link(county.table, model=None, thresholds=thresholds, folder=tmp_path)
    assert result.model.report["training"] == "done"
    assert result.model.report["method"] == method
    assert result.model.weights[Field.DATE_OF_BIRTH][DateLevel.EXACT].m > T.lowest_exact_date_m
    found = figures(county, read(result))
    assert (found["precision"] or 0) > 0.998
    assert (found["recall"] or 0) > 0.85
    assert result.report["persons"] == len(set(result.partition["person"].to_pylist()))


def test_a_model_in_which_true_pairs_do_not_share_their_birthday_is_refused(tmp_path: Path) -> None:
    table, _ = County(6, identifiers=False).records(2500)
    strict = replace(T, lowest_exact_date_m=1.1, random_pairs=300_000)
    result = engine.link(table, model=None, thresholds=strict, folder=tmp_path)
    assert result.model.report["training"] == "refused"
    assert result.model.weights == engine.prior_model().weights


def test_few_records_are_weighed_by_the_shipped_model(tmp_path: Path) -> None:
    county = a_county(7, 60)
    result = engine.link(county.table, model=None, thresholds=T, folder=tmp_path)
    assert result.model.report["training"] == "none"
    assert figures(county, read(result))["false_links"] == 0
