"""Which models and runs linked the records."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from alongside.kernel.caller import Caller
from alongside.kernel.capability import capability
from alongside.kernel.scope import for_partnership, for_system
from alongside.linkage.models import KeptModel, Run
from alongside.linkage.rules.models_told import Drift, Weights, drift
from alongside.linkage.selectors.quality import OFFICES


@dataclass(frozen=True, slots=True)
class ModelTold:
    """A model by which records were linked, and how far its weights are from those of the model before."""

    digest: str
    name: str
    at: datetime
    report: Mapping[str, object]
    weights: Weights
    drift: tuple[Drift, ...]


@dataclass(frozen=True, slots=True)
class RunTold:
    """One run of linking: how many records it knew, how many people they are, and how many records moved."""

    at: datetime
    whole: bool
    model: str
    records: int
    people: int
    moved: int

    @property
    def linked(self) -> float:
        """The share of records that are not the first of their person: what linking has saved."""
        return 1 - self.people / self.records if self.records else 0.0


@dataclass(frozen=True, slots=True)
class Models:
    """The models and the latest runs, each newest first; the first model is the one in use."""

    models: tuple[ModelTold, ...]
    runs: tuple[RunTold, ...]


@capability("linkage.models", scope=for_partnership(*OFFICES))
def models(caller: Caller, *, limit: int = 12) -> Models:
    """By which models records were linked, what they had learned from, and what the latest runs came to."""
    return models_kept(Caller.system("linker", purpose=caller.purpose, now=caller.now), limit=limit)


@capability("linkage.models_kept", scope=for_system("linker"))
def models_kept(caller: Caller, *, limit: int) -> Models:
    """Models in the order in which they were last used, with the one before each; the latest runs."""
    rows = Run.objects.order_by("-id")
    runs = tuple(RunTold(r.at, r.whole, r.model, r.records, r.people, r.moved) for r in rows[:limit])
    kept = {m.digest: m for m in KeptModel.objects.all()}
    weights = {name: _weights(m.weights) for name, m in kept.items()}
    order = [m for m in dict.fromkeys(rows.values_list("model", flat=True)) if m in kept]
    told = []
    for place, digest in enumerate(order[:limit]):
        model = kept[digest]
        before = weights[order[place + 1]] if place + 1 < len(order) else {}
        changed = drift(weights[digest], before)
        told.append(ModelTold(digest, model.name, model.at, model.report, weights[digest], changed))
    return Models(tuple(told), runs)


def _weights(kept: Mapping[str, Mapping[str, Sequence[float]]]) -> Weights:
    return {field: {level: (m, u) for level, (m, u) in levels.items()} for field, levels in kept.items()}
