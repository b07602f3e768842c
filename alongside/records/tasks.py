"""Deliveries from beginning to end: taken in, and disposed of. Killed at any point and called again, it goes on."""

import gc
import hashlib
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import islice
from uuid import UUID

from alongside.kernel.caller import Caller, Purpose
from alongside.kernel.ids import AgencyId, SourceId
from alongside.records import api
from alongside.records.api import BadMapping, Batch, DeliveredFile, Disposed, Kept, MappingFile, Overdue, RawRow, Report

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
    """Take these files in as one delivery; gives the report. `progress` hears the number of rows taken so far.

    Raises Unreadable, with nothing taken in, when one of them cannot be read at all.
    """
    began = time.monotonic()
    for file in files:
        next(api.read_files((file,)), None)
    caller = Caller.system("receiver", purpose=Purpose.RECEIVING, now=clock())
    names = tuple(f.name for f in files)
    delivery, done, upto = api.begin(
        caller, agency=agency, mapping=mapping, content=content_of(files, mapping), files=names, by=by.actor
    )
    if done:
        return api.report(caller, delivery=delivery, again=True, seconds=time.monotonic() - began)
    about = _About(mapping)
    with _nothing_loaded_looked_through():
        for taken, batch in _ahead(_batches(files, mapping, about, upto)):
            now = Caller.system("receiver", purpose=Purpose.RECEIVING, now=clock())
            api.take_batch(now, agency=agency, delivery=delivery, mapping=mapping, batch=batch, upto=taken)
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


def _batches(
    files: tuple[DeliveredFile, ...], mapping: MappingFile, about: _About, upto: int
) -> Iterator[tuple[int, Batch]]:
    rows, taken = api.read_files(files), 0
    while some := list(islice(rows, BATCH)):
        taken += len(some)
        for row in some:
            about.learn(row)
        if taken > upto:
            yield taken, api.prepared(mapping, some)


def _ahead(batches: Iterator[tuple[int, Batch]]) -> Iterator[tuple[int, Batch]]:
    """The next batch is read and understood while the one before it is written down."""
    with ThreadPoolExecutor(max_workers=1) as reader:
        coming = reader.submit(next, batches, None)
        while (batch := coming.result()) is not None:
            coming = reader.submit(next, batches, None)
            yield batch


_FORGOTTEN_AT_ONCE = 2_000
_A_DAY = timedelta(days=1)


@dataclass(slots=True)
class _Disposing:
    """One run of the disposer: when it began, and the agencies whose rows it could not understand."""

    clock: Callable[[], datetime]
    at: datetime
    not_done: dict[AgencyId, str] = field(default_factory=dict)

    def caller(self) -> Caller:
        return Caller.system("disposer", purpose=Purpose.RECEIVING, now=self.clock())

    @contextmanager
    def unless_not_understood(self, agency: AgencyId) -> Iterator[None]:
        """Rows whose mapping cannot be read any more stay; the other agencies' do not wait for them."""
        try:
            yield
        except BadMapping as error:
            self.not_done[agency] = str(error)

    def rows_of(self, kept: Kept) -> None:
        """A delivery whose time is over, batch by batch."""
        place = kept.first - 1
        while place < kept.last:
            place, _ = api.dispose_rows(
                self.caller(), agency=kept.agency, delivery=kept.delivery, at=self.at, after=place, upto=kept.last
            )

    def people_of(self, agency: AgencyId) -> None:
        """Forget people of whom no row is left. If a batch comes in meanwhile, the next run does."""
        batches = api.batches_taken(self.caller(), agency=agency)
        rows = [kept for kept in api.kept(self.caller()) if kept.agency == agency]
        people, last = api.people_of_no_child(self.caller(), agency=agency, after=UUID(int=0))
        while last is not None:
            self._keep_those_told_of(people, rows)
            sources = iter(sorted(people.values()))
            while some := [SourceId(source) for source in islice(sources, _FORGOTTEN_AT_ONCE)]:
                if not api.forget_people(self.caller(), agency=agency, sources=some, batches=batches):
                    return
            people, last = api.people_of_no_child(self.caller(), agency=agency, after=last)
        api.finish_disposal(self.caller(), agency=agency)

    def _keep_those_told_of(self, people: dict[str, UUID], rows: list[Kept]) -> None:
        for kept in rows:
            place = kept.first - 1
            while place < kept.last and people:
                place, told = api.still_told_of(
                    self.caller(), delivery=kept.delivery, after=place, upto=kept.last, among=people.keys()
                )
                for name in told:
                    del people[name]


def dispose(*, clock: Callable[[], datetime]) -> Disposed:
    """Dispose of every row whose time is over and that belongs to no child here, and of what was told of such people.

    Interrupted and called again it goes on: each batch is whole, and nothing is left out.
    """
    run = _Disposing(clock, clock())
    for kept in api.kept(run.caller()):
        if kept.over and kept.agency not in run.not_done:
            with run.unless_not_understood(kept.agency):
                run.rows_of(kept)
    for agency in api.half_disposed(run.caller()):
        if agency not in run.not_done:
            with run.unless_not_understood(agency):
                run.people_of(agency)
    return Disposed(api.disposed(run.caller(), at=run.at), tuple(run.not_done.values()))


def overdue(*, clock: Callable[[], datetime]) -> tuple[Overdue, ...]:
    """Rows that should have been disposed of and were not, delivery by delivery: numbers, no names.

    Disposing runs once a day, so what is due since yesterday's run alone is not called overdue.
    """
    caller = Caller.system("disposer", purpose=Purpose.RECEIVING, now=clock() - _A_DAY)
    return tuple(found for kept in api.kept(caller) if kept.over and (found := _overdue(caller, kept)))


def _overdue(caller: Caller, kept: Kept) -> Overdue | None:
    place, due = kept.first - 1, 0
    try:
        while place < kept.last:
            place, more = api.rows_due(caller, delivery=kept.delivery, after=place, upto=kept.last)
            due += more
    except BadMapping as error:
        return Overdue(kept.agency, kept.delivery, due, str(error))
    return Overdue(kept.agency, kept.delivery, due) if due else None
