"""Taking rows in, against a bare COPY of the same bytes into the same tables with the same indexes.

`import, file to facts` is everything: read, map, check, keep as received, write down, in batches, behind the door.
`validated rows written down` begins when the rows are read, mapped and checked, as the thread that reads ahead does it:
the same code keeps and writes the same batches, with nothing left to prepare.
Both run as the application's role, with row-level security and the ledger on.
The limit is COPY, by the administrator, of what the import wrote (rows, events, people) into tables that grow alike.
Ratios are of rows a second against that COPY. Medians of several rounds, turn about.
"""

import csv
import gc
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest import mock
from uuid import UUID

from benchmarks.copying import Copy
from benchmarks.installation import installation, keep_result, line

ROWS = int(os.environ.get("BENCH_ROWS", "100000"))
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "5"))
TABLES = ("records_row", "records_event", "families_description")


def events_file(folder: Path, number: int, rows: int) -> Path:
    """A made-up agency's file of events about 20,000 people."""
    path = folder / f"events-{number}.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(("record", "person", "date", "kind", "text", "action", "outcome", "worker"))
        for n in range(rows):
            day = f"20{15 + n % 11}-{1 + n % 12:02d}-{1 + n % 28:02d}"
            text = f"Round {number}, event {n}: came in late and hungry, was given breakfast and settled by ten."
            writer.writerow(
                (f"{number}-{n}", f"P{n % 20_000}", day, "concern", text, "Rang home", "No answer", "A. Worker")
            )
    return path


def an_agency(number: int) -> UUID:
    """An agency that has sent nothing yet."""
    from alongside.agencies.api import AgencyKind, add
    from alongside.cli.caller import operator

    return add(operator(), name=f"Bench School {number}", kind=AgencyKind.SCHOOL).id


def import_file(agency: Any, path: Path, progress: Callable[[int], None] = lambda rows: None) -> float:
    """Seconds from the file to the facts."""
    from alongside.cli.caller import clock, operator
    from alongside.records.api import DeliveredFile, shipped_mappings
    from alongside.records.tasks import receive

    mapping = next(m for m in shipped_mappings() if m.name == "plain-events")
    began = time.perf_counter()
    receive(agency, (DeliveredFile(path, path.name),), mapping, by=operator(), clock=clock, progress=progress)
    return time.perf_counter() - began


def write_down(agency: Any, path: Path) -> float:
    """Seconds of the same import where every row is read, mapped and checked before the clock starts."""
    from alongside.records import api, tasks

    files = (api.DeliveredFile(path, path.name),)
    mapping = next(m for m in api.shipped_mappings() if m.name == "plain-events")
    ready = list(tasks._batches(files, mapping, tasks._About(mapping), 0))
    gc.collect()
    gc.freeze()  # what was prepared is not part of the work: in a real import it never lies in memory at once
    with mock.patch.object(tasks, "_batches", lambda *_: iter(ready)):
        seconds = import_file(agency, path)
    gc.unfreeze()
    return seconds


def measure(admin: Any, folder: Path) -> tuple[float, float, float]:
    """Median seconds of both ways and of the limit."""
    copy, rounds = Copy(admin, TABLES), []
    for number in range(ROUNDS):
        whole, written = an_agency(2 * number), an_agency(2 * number + 1)
        path = events_file(folder, number, ROWS)
        rounds.append((import_file(whole, path), write_down(written, path), copy.seconds(f"agency = '{whole}'")))
    whole_s, written_s, copy_s = (statistics.median(x) for x in zip(*rounds, strict=True))
    return whole_s, written_s, copy_s


def main() -> int:
    """Measure and print."""
    import psycopg

    with (
        tempfile.TemporaryDirectory() as folder,
        installation() as dsn,
        psycopg.connect(dsn, autocommit=True) as admin,
    ):
        whole, written, limit = measure(admin, Path(folder))
    print(f"\n{ROWS:,} rows, medians of {ROUNDS} rounds")
    line("import, file to facts", ROWS / whole, "rows/s", ratio=limit / whole)
    line("validated rows written down", ROWS / written, "rows/s", ratio=limit / written, target="target at least 0.5")
    line("COPY of the same bytes (limit)", ROWS / limit, "rows/s")
    told = {"rows": ROWS, "import_seconds": whole, "written_seconds": written, "copy_seconds": limit}
    keep_result("receiving", {**told, "ratio_import": limit / whole, "ratio_written": limit / written})
    return 0


if __name__ == "__main__":
    sys.exit(main())
