"""The weight of evidence in bits: prior plus log2 of m over u for each field; rare names weigh more."""

from __future__ import annotations

from collections.abc import Mapping
from math import log2

from alongside.linkage.contracts import Band, Field, Model, Thresholds
from alongside.linkage.rules.standardise import Standard

PLACES = 6
"""Weights are told and compared to a millionth of a bit, so that the order of adding up does not matter."""
NAMES = (Field.FORENAME, Field.SURNAME)


def prior_bits(probability: float) -> float:
    """A probability as log2 of its odds."""
    return log2(probability / (1 - probability))


def probability_of(bits: float) -> float:
    """The probability that a weight in bits stands for."""
    if bits >= 0:
        return 1 / (1 + 2**-bits)
    return 2**bits / (1 + 2**bits)


def weigh(levels: dict[Field, int], a: Standard, b: Standard, model: Model) -> dict[Field, float]:
    """For each field its weight in bits; a missing field weighs nothing.

    An exactly equal name counts log2(m / share of records that bear it): Fellegi and Sunter 1969, and Splink's term
    frequency adjustment with u replaced by the name's own frequency, never below `rarest_name`.
    """
    return {
        field: level_bits(field, level, model) + name_bits(field, level, a, b, model) for field, level in levels.items()
    }


def total(weights: Mapping[Field, float], model: Model) -> float:
    """The weight of a pair in bits, prior and all fields together."""
    return round(prior_bits(model.prior) + sum(weights.values()), PLACES)


def level_bits(field: Field, level: int, model: Model) -> float:
    """log2(m / u) of a level, 0 for what is missing."""
    weight = model.weights[field].get(level)
    return log2(weight.m / weight.u) if weight else 0.0


def name_bits(field: Field, level: int, a: Standard, b: Standard, model: Model) -> float:
    """How much more (or less) a shared name says than names on the average say."""
    if field not in NAMES or not model.term_frequencies.get(field):
        return 0.0
    top = max(model.weights[field])
    name = a.forename if field is Field.FORENAME else a.surname
    if level != top or name is None:
        return 0.0
    return log2(model.weights[field][top].u) - log2(frequency(field, name, model))


def frequency(field: Field, name: str, model: Model) -> float:
    """The share of records that bear a name, never below `rarest_name`."""
    return max(model.term_frequencies.get(field, {}).get(name, 0.0), model.rarest_name)


def band_of(bits: float, thresholds: Thresholds) -> Band:
    """Where a weight falls between the thresholds for linking and for asking."""
    if bits >= prior_bits(thresholds.link_probability):
        return Band.CERTAIN
    return Band.POSSIBLE if bits >= prior_bits(thresholds.ask_probability) else Band.UNLIKELY
