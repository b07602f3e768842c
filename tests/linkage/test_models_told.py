"""A model in words: what each likeness weighs, what it had to pass, and how far it is from the one before."""

from dataclasses import replace
from math import log2

import pytest

from alongside.linkage import engine
from alongside.linkage.contracts import DateLevel, Field, LevelWeight
from alongside.linkage.rules.models_told import (
    LEVELS,
    drift,
    gates,
    levels_told,
    thresholds_told,
    weights_by_name,
)

MODEL = engine.prior_model()
T = engine.thresholds()


def test_every_likeness_of_a_model_is_told_in_words_with_its_weight() -> None:
    told = levels_told(weights_by_name(MODEL))
    assert len(told) == sum(len(levels) for levels in MODEL.weights.values())
    assert all(level.words for level in told)
    (same,) = [level for level in told if level.words == "same date of birth"]
    weight = MODEL.weights[Field.DATE_OF_BIRTH][DateLevel.EXACT]
    assert (same.m, same.u, same.bits) == (weight.m, weight.u, log2(weight.m / weight.u))
    of_a_field = [level.bits for level in told if level.field is Field.DATE_OF_BIRTH]
    assert of_a_field == sorted(of_a_field, reverse=True)


def test_weights_by_name_name_every_field_and_level_and_no_person() -> None:
    told = weights_by_name(replace(MODEL, term_frequencies={Field.FORENAME: {"ava": 0.01}}))
    assert set(told) == {field.value for field in Field}
    assert all(set(levels) <= {x.name for x in LEVELS[Field(field)]} for field, levels in told.items())
    assert "ava" not in str(told)


def test_a_model_without_weights_tells_none() -> None:
    assert levels_told({}) == ()
    assert [d.share for d in drift({}, {})] == [None] * 4


@pytest.mark.parametrize(
    ("report", "passed"),
    [
        ({"records": 2000, "labels": 500, "same_date_m": 0.7}, [True, True, True]),
        ({"records": 1999, "labels": 499, "same_date_m": 0.69}, [False, False, False]),
        ({"training": "none", "records": 60}, [False, None, None]),
        ({"records": True, "labels": "many"}, [None, None, None]),
    ],
)
def test_what_a_model_had_to_pass(report: dict[str, object], passed: list[bool | None]) -> None:
    told = gates(report, T)
    assert [gate.passed for gate in told] == passed
    assert "2,000 records" in told[0].words and "70%" in told[2].words


def test_drift_is_the_difference_of_shares_of_true_pairs() -> None:
    dates = {**MODEL.weights[Field.DATE_OF_BIRTH], DateLevel.EXACT: LevelWeight(0.84, 0.0002)}
    weights = {**MODEL.weights, Field.DATE_OF_BIRTH: dates}
    now = weights_by_name(replace(MODEL, weights=weights))
    told = {d.words: d for d in drift(now, weights_by_name(MODEL))}
    assert told["Same date of birth"].change == pytest.approx(-0.06) and told["Same date of birth"].far
    assert told["Same surname"].change == 0 and not told["Same surname"].far
    assert told["Same postcode"].share == pytest.approx(0.76), "the same address is the same postcode, too"
    first = drift(now, {})
    assert [d.change for d in first] == [None] * 4 and not any(d.far for d in first)


def test_the_numbers_that_decide_are_told_in_words() -> None:
    told = dict(thresholds_told(T))
    assert told["Linked without asking, if nothing speaks against it"] == "from 99% (+6.6 bits)"
