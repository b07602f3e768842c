"""Why a pair was decided as it was, in pure Python: the same levels and weights as the batch, told in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

from alongside.linkage.contracts import (
    Evidence,
    Explanation,
    Model,
    PersonRecord,
    Reason,
    Said,
    Thresholds,
    Verdict,
)
from alongside.linkage.engine.shipped import nicknames
from alongside.linkage.rules.compare import compare
from alongside.linkage.rules.decide import decide
from alongside.linkage.rules.evidence import gather, levels_of
from alongside.linkage.rules.explain import BECAUSE, sentence, words_for
from alongside.linkage.rules.standardise import Standard, standardise
from alongside.linkage.rules.weigh import band_of, prior_bits, probability_of, total, weigh

KNOWN = frozenset(field.name for field in fields(PersonRecord))
LISTED = ("other_names", "addresses_ever", "shared_identifiers")
Record = PersonRecord | Mapping[str, Any]


def explain_pair(
    a: Record,
    b: Record,
    model: Model,
    thresholds: Thresholds,
    *,
    said: Said = Said.NOTHING,
    settled: Verdict | None = None,
) -> Explanation:
    """Two records side by side: outcome, rule, and for each field its level, its weight in bits and its words.

    `settled` is the verdict after the neighbours were looked at, when it is known; without it the pair's own verdict
    is told. Records are `PersonRecord`s or rows with the same names.
    """
    evidence, weights = weigh_pair(read_record(a), read_record(b), model, thresholds, said=said)
    verdict = settled or decide(evidence)
    levels, prior = levels_of(evidence), prior_bits(model.prior)
    weight = total(weights, model)
    return Explanation(
        outcome=verdict.outcome,
        rule=verdict.rule,
        because=BECAUSE[verdict.rule],
        match_weight=weight,
        match_probability=probability_of(weight),
        prior=prior,
        reasons=tuple(Reason(f, level, weights[f], words_for(f, level)) for f, level in levels.items()),
        sentence=sentence(verdict.outcome, verdict.rule, levels),
    )


def weigh_pair(
    a: Standard, b: Standard, model: Model, thresholds: Thresholds, *, said: Said
) -> tuple[Evidence, dict[Any, float]]:
    """The evidence about a pair and the weight of each field in bits."""
    levels = compare(a, b, thresholds)
    weights = weigh(levels, a, b, model)
    band = band_of(total(weights, model), thresholds)
    two_open = a.agency == b.agency and a.open and b.open
    return gather(levels, said=said, two_open=two_open, nameless=a.nameless or b.nameless, band=band), weights


def read_record(record: Record) -> Standard:
    """A record ready to compare; rows may lack columns and may hold None for empty lists."""
    if isinstance(record, PersonRecord):
        return standardise(record, nicknames())
    held = {name: value for name, value in record.items() if name in KNOWN and value is not None}
    held |= {name: tuple(v for v in _sequence(held.get(name)) if v) for name in LISTED}
    return standardise(PersonRecord(**held), nicknames())


def _sequence(value: object) -> Sequence[Any]:
    return value if isinstance(value, Sequence) else ()
