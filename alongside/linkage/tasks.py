"""Linking from beginning to end. Killed at any point, nothing has changed; called again, it does the same."""

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pyarrow

from alongside.kernel.caller import Caller, Purpose
from alongside.linkage import api
from alongside.linkage.api import Linked

_NOBODY = pyarrow.schema([("source", pyarrow.string()), ("person", pyarrow.string())]).empty_table()
_WORDS = ("source_a", "source_b", "outcome", "rule", "reasons")
_NO_PAIRS = pyarrow.schema(
    dict.fromkeys(_WORDS, pyarrow.string()) | dict.fromkeys(("match_weight", "match_probability"), pyarrow.float64())
).empty_table()
"""What is taken over when no record is left: pairs that spoke of who is gone go, too."""


def link_all(
    *, folder: Path, clock: Callable[[], datetime], progress: Callable[[str, float], None] = lambda stage, share: None
) -> Linked:
    """Link every record that agencies have sent; gives what came of it. Two at a time wait for one another."""
    with _alone(folder):
        return _link_all(folder, clock, progress)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _link_all(folder: Path, clock: Callable[[], datetime], progress: Callable[[str, float], None]) -> Linked:
    caller = Caller.system("linker", purpose=Purpose.MATCHING, now=clock())
    records = api.records(caller)
    if records.num_rows == 0:
        return Linked(0, 0, 0, 0, moved=api.adopt(caller, partition=_NOBODY, pairs=_NO_PAIRS))
    model_file = folder / "model.json"
    result = api.run_engine(
        records, decisions=api.decisions(caller), model_file=model_file, folder=folder, progress=progress
    )
    now = Caller.system("linker", purpose=Purpose.MATCHING, now=clock())
    moved = api.adopt(now, partition=result.partition, pairs=result.pairs)
    api.index_records(now, records=records)
    outcomes = result.pairs["outcome"].to_pylist()
    return Linked(
        records=records.num_rows,
        people=len(result.partition["person"].unique()),
        linked=outcomes.count("linked"),
        waiting=outcomes.count("ask"),
        moved=moved,
    )
