"""What any engine of linkage must be able to do; DuckDB does it here, others may do it elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import pyarrow as pa

from alongside.linkage.contracts import Model, Thresholds

Progress = Callable[[str, float], None]
"""Told the stage in words and the share of the work done, 0 to 1."""


class Executor(Protocol):
    """Holds the records of one run and finds, weighs and lists pairs of them."""

    def take_in(self, records: pa.Table) -> int:
        """Read the records; the number of them."""

    def train(self, thresholds: Thresholds) -> Model:
        """A model learned from the records, or the shipped one with the reason in its report."""

    def find_pairs(self, model: Model, thresholds: Thresholds) -> None:
        """Weigh all pairs that share a key."""


def nothing_to_say(stage: str, share: float) -> None:
    """The progress callback of those who do not want to know."""


def run_folder(folder: Path) -> Path:
    """The folder for the engine's own files, made if need be. Nothing is ever downloaded into it."""
    for part in ("spill", "extensions"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    return folder
