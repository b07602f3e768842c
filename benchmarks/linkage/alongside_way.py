"""Alongside's own engine as it is shipped: shipped thresholds, a model learned from the records themselves."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa

from alongside.linkage import engine
from alongside.linkage.contracts import Decision, Model, Outcome, Said
from alongside.linkage.engine import LinkResult
from benchmarks.linkage.data import Data, Pair, pairs_within
from benchmarks.linkage.figures import Answer

MOST_ROUNDS = 5


def link(table: pa.Table, folder: Path, decisions: tuple[Decision, ...] = (), model: Model | None = None) -> LinkResult:
    """One run, as `alongside link` does it."""
    return engine.link(table, decisions=decisions, model=model, thresholds=engine.thresholds(), folder=folder)


def read(result: LinkResult) -> Answer:
    """What one run says, before anybody has answered."""
    return Answer(frozenset(_linked(result)), frozenset(_asked(result)), model=result.model.name)


def _linked(result: LinkResult) -> set[Pair]:
    return pairs_within(dict(zip(*(result.partition[c].to_pylist() for c in ("source", "person")), strict=True)))


def _asked(result: LinkResult) -> set[Pair]:
    columns = (result.pairs[c].to_pylist() for c in ("source_a", "source_b", "outcome"))
    return {(a, b) for a, b, outcome in zip(*columns, strict=True) if outcome == Outcome.ASK}


def with_people(data: Data, first: Answer, model: Model, folder: Path) -> Answer:
    """People answer every question with the truth and all is linked again, until no question is left.

    The model stays that of the first run. More than five rounds are not waited for.
    """
    said: dict[Pair, Said] = {}
    asked, linked, rounds = first.asked, first.linked, 0
    while asked - said.keys() and rounds < MOST_ROUNDS:
        said |= {pair: truly(pair, data.truth) for pair in asked}
        result = link(data.table, folder, tuple(Decision(a, b, word) for (a, b), word in sorted(said.items())), model)
        asked, linked, rounds = frozenset(_asked(result)), frozenset(_linked(result)), rounds + 1
    return Answer(first.linked, first.asked, linked, len(said), rounds, first.model)


def truly(pair: Pair, truth: Mapping[str, str]) -> Said:
    """What somebody who knows says about a pair."""
    return Said.SAME if truth[pair[0]] == truth[pair[1]] else Said.DIFFERENT
