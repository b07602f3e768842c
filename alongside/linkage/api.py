"""Linkage, as other contexts may use it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow

from alongside.linkage import engine
from alongside.linkage.contracts import Decision
from alongside.linkage.lookup.filling import index_records
from alongside.linkage.lookup.finding import NOT_ENOUGH, Found, Known, find
from alongside.linkage.rules.looking import OLDEST, Asked, is_enough
from alongside.linkage.selectors import (
    Joined,
    JoinedRecords,
    OpenPair,
    ReferencePair,
    WhyOne,
    decisions,
    explain,
    joined_with,
    links,
    my_pairs,
    queue,
    records,
)
from alongside.linkage.services import adopt, decide, undo


@dataclass(frozen=True, slots=True)
class Linked:
    """What a run of linking came to: records looked at, people they are, pairs linked and waiting, records moved."""

    records: int
    people: int
    linked: int
    waiting: int
    moved: int


def run_engine(
    table: pyarrow.Table,
    *,
    decisions: Sequence[Decision],
    model_file: Path,
    folder: Path,
    progress: Callable[[str, float], None],
) -> engine.LinkResult:
    """Compare all records; a model file that is there is used, else one is learned and kept beside."""
    model = engine.load_model(model_file) if model_file.exists() else None
    folder.mkdir(parents=True, exist_ok=True)
    result = engine.link(
        table, decisions=decisions, model=model, thresholds=engine.thresholds(), folder=folder, progress=progress
    )
    engine.save_model(result.model, folder / "newest-model.json")
    return result


__all__ = [
    "NOT_ENOUGH",
    "OLDEST",
    "Asked",
    "Found",
    "Joined",
    "JoinedRecords",
    "Known",
    "Linked",
    "OpenPair",
    "ReferencePair",
    "WhyOne",
    "adopt",
    "decide",
    "decisions",
    "explain",
    "find",
    "index_records",
    "is_enough",
    "joined_with",
    "links",
    "my_pairs",
    "queue",
    "records",
    "run_engine",
    "undo",
]
