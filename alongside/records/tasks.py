"""Taking a delivery in from beginning to end. Killed at any point and called again, it goes on where it stopped."""

import gc
import hashlib
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice

from alongside.kernel.caller import Caller, Purpose
from alongside.kernel.ids import AgencyId
from alongside.records import api
from alongside.records.api import DeliveredFile, MappingFile, RawRow, Report

BATCH = 10_000
_READ_AT_ONCE = 1 << 20


@dataclass(slots=True)
class _About:
    """What a delivery says about itself in its own columns: the latest "as of", and the widest coverage."""

    mapping: MappingFile
    found: dict[str, date] = field(default_factory=dict)

    def learn(self, row: RawRow) -> None:
        if not self.mapping.delivery:
            return
        for name, day in api.about_delivery(self.mapping, row.values):
            known = self.found.get(name, day)
            self.found[name] = min(known, day) if name == "covers_from" else max(known, day)


def content_of(files: tuple[DeliveredFile, ...], mapping: MappingFile) -> str:
    """A trace of the files' bytes and the mapping, equal only for the same delivery."""
    said = hashlib.sha256(mapping.text.encode())
    for file in sorted(files, key=lambda f: f.name):
        with file.path.open("rb") as opened:
            while piece := opened.read(_READ_AT_ONCE):
                said.update(piece)
        said.update(b"\x00")
    return said.hexdigest()


def receive(
    agency: AgencyId,
    files: tuple[DeliveredFile, ...],
    mapping: MappingFile,
    *,
    by: Caller,
    clock: Callable[[], datetime],
    progress: Callable[[int], None] = lambda rows: None,
) -> Report:
    """Take these files in as one delivery; gives the report. `progress` hears the number of rows taken so far."""
    began = time.monotonic()
    caller = Caller.system("receiver", purpose=Purpose.RECEIVING, now=clock())
    names = tuple(f.name for f in files)
    delivery, done, upto = api.begin(
        caller, agency=agency, mapping=mapping, content=content_of(files, mapping), files=names, by=by.actor
    )
    if done:
        return api.report(caller, delivery=delivery, again=True, seconds=time.monotonic() - began)
    about = _About(mapping)
    with _nothing_loaded_looked_through():
        for taken, batch in _batches(api.read_files(files), about, upto):
            now = Caller.system("receiver", purpose=Purpose.RECEIVING, now=clock())
            api.take_batch(now, agency=agency, delivery=delivery, mapping=mapping, rows=batch, upto=taken)
            progress(taken)
    now = Caller.system("receiver", purpose=Purpose.RECEIVING, now=clock())
    api.finish(
        now, agency=agency, delivery=delivery, current_as_of=about.found.get("current_as_of"),
        covers_from=about.found.get("covers_from"), covers_to=about.found.get("covers_to"),
    )  # fmt: skip
    return api.report(now, delivery=delivery, again=False, seconds=time.monotonic() - began)


@contextmanager
def _nothing_loaded_looked_through() -> Iterator[None]:
    """While rows come in, Python's collector leaves alone what was loaded before: it cost a sixth of the time."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def _batches(rows: Iterator[RawRow], about: _About, upto: int) -> Iterator[tuple[int, list[RawRow]]]:
    taken = 0
    while batch := list(islice(rows, BATCH)):
        taken += len(batch)
        for row in batch:
            about.learn(row)
        if taken > upto:
            yield taken, batch
