"""A model in words: what each likeness weighs, whether it may be used, and how far it differs from the one before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import log2

from alongside.linkage.contracts import (
    AddressLevel,
    DateLevel,
    Field,
    ForenameLevel,
    IdentifierLevel,
    Model,
    SexLevel,
    SurnameLevel,
    Thresholds,
)
from alongside.linkage.rules.explain import words_for
from alongside.linkage.rules.weigh import prior_bits

LEVELS: dict[Field, type[IdentifierLevel | ForenameLevel | SurnameLevel | DateLevel | AddressLevel | SexLevel]] = {
    Field.IDENTIFIER: IdentifierLevel, Field.FORENAME: ForenameLevel, Field.SURNAME: SurnameLevel,
    Field.DATE_OF_BIRTH: DateLevel, Field.ADDRESS: AddressLevel, Field.SEX: SexLevel,
}  # fmt: skip
Weights = Mapping[str, Mapping[str, tuple[float, float]]]
"""By the names of field and level: m and u."""

FAR = 0.05
"""From so much difference in a share of true pairs somebody should look. A convention of this product, not measured."""
FOLLOWED: dict[str, tuple[Field, tuple[str, ...]]] = {
    "Same date of birth": (Field.DATE_OF_BIRTH, ("EXACT",)),
    "Same surname": (Field.SURNAME, ("EXACT",)),
    "Same forename": (Field.FORENAME, ("EXACT",)),
    "Same postcode": (Field.ADDRESS, ("SAME_ADDRESS", "SAME_POSTCODE")),
}
"""What is followed from model to model: of two records of one person, the share that shows it."""


def weights_by_name(model: Model) -> dict[str, dict[str, tuple[float, float]]]:
    """A model's weights under names that stay readable; none of a person."""
    return {
        field.value: {LEVELS[field](level).name: (w.m, w.u) for level, w in sorted(levels.items(), reverse=True)}
        for field, levels in model.weights.items()
    }


@dataclass(frozen=True, slots=True)
class LevelTold:
    """One likeness: its words, the shares that show it of one person's records and of two people's, and its weight."""

    field: Field
    words: str
    m: float
    u: float
    bits: float


def levels_told(weights: Weights) -> tuple[LevelTold, ...]:
    """Every likeness of a model, the telling ones of a field first. The weight is log2 of m over u."""
    told = []
    for field, levels in LEVELS.items():
        found = [
            LevelTold(field, _words(field, int(levels[name])), m, u, log2(m / u))
            for name, (m, u) in weights.get(field.value, {}).items()
        ]
        told += sorted(found, key=lambda level: -level.bits)
    return tuple(told)


def _words(field: Field, level: int) -> str:
    same_sex = field is Field.SEX and level == SexLevel.SAME
    return "same recorded sex" if same_sex else words_for(field, level)


@dataclass(frozen=True, slots=True)
class Gate:
    """A condition of a learned model, in words; `passed` is none where it was not asked."""

    words: str
    passed: bool | None


def gates(report: Mapping[str, object], thresholds: Thresholds) -> tuple[Gate, ...]:
    """What a model had to pass before it was used, from its training report."""
    records, labels, share = (_number(report.get(name)) for name in ("records", "labels", "same_date_m"))
    enough = None if records is None else records >= thresholds.fewest_records_to_train
    sound = None if share is None else share >= thresholds.lowest_exact_date_m
    return (
        Gate(
            f"There are at least {thresholds.fewest_records_to_train:,} records to learn from"
            f"{'' if records is None else f' ({records:,.0f} records)'}.",
            enough,
        ),
        Gate(
            f"At least {thresholds.fewest_labels_to_train:,} pairs share an NHS number or pupil number"
            f"{'' if labels is None else f' ({labels:,.0f} pairs)'}. With fewer it is learned without them.",
            None if labels is None else labels >= thresholds.fewest_labels_to_train,
        ),
        Gate(
            f"Of records of one person at least {thresholds.lowest_exact_date_m:.0%} have the same date of birth"
            f"{'' if share is None else f' ({share:.1%})'}. Otherwise it is refused and the shipped model is used.",
            sound,
        ),
    )


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None


@dataclass(frozen=True, slots=True)
class Drift:
    """A share in one model and how far it is from the model before; `change` is none for the first."""

    words: str
    share: float | None
    change: float | None

    @property
    def far(self) -> bool:
        """Whether somebody should look."""
        return self.change is not None and abs(self.change) >= FAR


def drift(weights: Weights, before: Weights) -> tuple[Drift, ...]:
    """What is followed, in this model and beside the one before."""
    told = []
    for words, (field, names) in FOLLOWED.items():
        now, then = _share(weights, field, names), _share(before, field, names)
        told.append(Drift(words, now, None if now is None or then is None else now - then))
    return tuple(told)


def _share(weights: Weights, field: Field, names: tuple[str, ...]) -> float | None:
    levels = weights.get(field.value)
    return None if levels is None else sum(levels[name][0] for name in names if name in levels)


def thresholds_told(thresholds: Thresholds) -> tuple[tuple[str, str], ...]:
    """The numbers that decide, in words."""
    return (
        ("Linked without asking, if nothing speaks against it", _from(thresholds.link_probability)),
        ("A person is asked", _from(thresholds.ask_probability)),
        ("Written down at all", f"from {thresholds.consider_probability:.0%}"),
        ("A second record so close makes it a question", f"within {thresholds.rival_bits:g} bits"),
        ("A generation", f"{thresholds.generation_years} years"),
        ("Records put together as one person by themselves", f"at most {thresholds.largest_person}"),
    )  # fmt: skip


def _from(probability: float) -> str:
    return f"from {probability:.0%} ({prior_bits(probability):+.1f} bits)"
