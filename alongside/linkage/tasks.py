"""Linking from beginning to end. Killed at any point, nothing has changed; called again, it does the same."""

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from alongside.kernel.answers import NotPossible
from alongside.kernel.caller import Caller, Purpose
from alongside.linkage import api
from alongside.linkage.api import Linked
from alongside.linkage.contracts import Model


def link_all(
    *,
    folder: Path,
    clock: Callable[[], datetime],
    progress: Callable[[str, float], None] = lambda stage, share: None,
    whole: bool = False,
    spark: str = "",
) -> Linked:
    """Link what agencies have sent and people have said since the last time, or the `whole` anew.

    Gives what came of it. Two at a time wait for one another. `spark` is the address of a master on which everybody is
    compared; raises NotPossible where the extra `spark` or Java is missing.
    """
    if spark and not api.spark_is_installed():
        raise NotPossible("Comparing on Spark needs Java and the extra: pip install 'alongside[spark]'")
    with _alone(folder), api.Living(folder, spark=spark) as living:
        return _link(living, clock, progress, whole)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _link(
    living: api.Living, clock: Callable[[], datetime], progress: Callable[[str, float], None], whole: bool
) -> Linked:
    caller = Caller.system("linker", purpose=Purpose.MATCHING, now=clock())
    progress("asking what changed", 0.0)
    changes = living.changes(api.versions(caller))
    whole = whole or not living.agrees_with(api.newest_run(caller))
    records = api.records(caller) if changes.most else api.records(caller, versions=changes.changed)
    result = living.link(
        records,
        gone=changes.gone,
        decisions=api.decisions(caller),
        thresholds=api.thresholds(),
        model=_fixed_model(living.folder),
        whole=whole,
        progress=progress,
    )
    progress("taking over", 0.9)
    run = replace(living.about_to_be_taken_over(result), weights=api.weights_by_name(result.model))
    now = Caller.system("linker", purpose=Purpose.MATCHING, now=clock())
    moved = api.adopt(
        now, partition=result.partition, pairs=result.pairs, whole=result.whole, gone=changes.gone, run=run
    )
    api.index_records(now, records=api.records(now) if whole and not changes.most else records)
    living.keep()
    progress("done", 1.0)
    counts = api.pair_counts(now)
    return Linked(run.records, run.people, counts.linked, counts.waiting, moved)


def _fixed_model(folder: Path) -> Model | None:
    """A model that the operator has put there is used; without one, the engine learns."""
    file = folder / "model.json"
    return api.load_model(file) if file.exists() else None
