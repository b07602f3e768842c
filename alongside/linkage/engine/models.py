"""Models as JSON: weights of evidence with their training report, readable by anyone who asks why."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from alongside.linkage.contracts import (
    AddressLevel,
    DateLevel,
    Field,
    ForenameLevel,
    IdentifierLevel,
    LevelWeight,
    Model,
    SexLevel,
    SurnameLevel,
    Thresholds,
)
from alongside.linkage.rules.weigh import NAMES

FORMAT = 1
Levels = (
    type[IdentifierLevel]
    | type[ForenameLevel]
    | type[SurnameLevel]
    | type[DateLevel]
    | type[AddressLevel]
    | type[SexLevel]
)
LEVELS: dict[Field, Levels] = {
    Field.IDENTIFIER: IdentifierLevel,
    Field.FORENAME: ForenameLevel,
    Field.SURNAME: SurnameLevel,
    Field.DATE_OF_BIRTH: DateLevel,
    Field.ADDRESS: AddressLevel,
    Field.SEX: SexLevel,
}


@cache
def prior_model() -> Model:
    """The shipped model: for small deliveries, and when training is refused."""
    return load_model(Path(__file__).with_name("prior_model.json"))


def for_population(model: Model, records: int, thresholds: Thresholds) -> Model:
    """The prior model with a starting probability for this many records: about one partner for each record."""
    return replace(model, prior=1 / max(records, thresholds.prior_population))


def load_model(path: Path) -> Model:
    """A model from its JSON file. Refuses another format and levels it does not know."""
    held = json.loads(path.read_text("utf-8"))
    if held.get("format") != FORMAT:
        raise ValueError(f"{path.name} is not a linkage model of format {FORMAT}.")
    weights = {
        field: {int(levels[name]): LevelWeight(m, u) for name, (m, u) in held["weights"][field].items()}
        for field, levels in LEVELS.items()
    }
    frequencies = {Field(name): dict(shares) for name, shares in held.get("term_frequencies", {}).items()}
    return Model(held["name"], held["prior"], weights, frequencies, held["rarest_name"], held.get("report", {}))


def save_model(model: Model, path: Path) -> None:
    """A model as JSON. It names common forenames and surnames, so it belongs in the data folder."""
    beside = path.with_name(path.name + ".new")
    beside.write_text(_as_json(model), "utf-8")
    beside.replace(path)  # all of it or nothing: a run may be killed here


def digest(model: Model) -> str:
    """A short name that no other model has: SHA-256 of its JSON, the first 16 hexadecimal digits."""
    return hashlib.sha256(_as_json(model).encode()).hexdigest()[:16]


def _as_json(model: Model) -> str:
    weights = {
        field.value: {levels(level).name: [w.m, w.u] for level, w in sorted(model.weights[field].items(), reverse=True)}
        for field, levels in LEVELS.items()
    }
    held: dict[str, Any] = {
        "format": FORMAT,
        "name": model.name,
        "prior": model.prior,
        "rarest_name": model.rarest_name,
        "weights": weights,
        "report": dict(model.report),
        "term_frequencies": {name.value: dict(model.term_frequencies.get(name, {})) for name in NAMES},
    }
    return json.dumps(held, indent=1, ensure_ascii=False) + "\n"
