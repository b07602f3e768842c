"""`make bench-large`: the sizes of a country. Takes hours and about 20 GB of disk at the default sizes.

BENCH_EVENTS (10,000,000) events are imported from one file, against COPY of the same bytes into the same tables with
the same indexes; the memory of the importing process is looked at after a tenth and at the end. Then BENCH_PEOPLE
(1000000,5000000) records of people are linked, against plain Splink, and from the tables to the tables. Last, people
are looked up among BENCH_LOOKED_UP (1,000,000).
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.copying import Copy
from benchmarks.installation import installation, keep_result, line
from benchmarks.linkage import scale
from benchmarks.receiving import TABLES, an_agency, events_file, import_file

EVENTS = int(os.environ.get("BENCH_EVENTS", "10000000"))
PEOPLE = os.environ.get("BENCH_PEOPLE", "1000000,5000000").split(",")
LOOKED_UP = os.environ.get("BENCH_LOOKED_UP", "1000000")
_COPIED_AT_ONCE = 500_000


class Memory:
    """The most memory used so far (megabytes), after a tenth of the rows and at the end."""

    def __init__(self) -> None:
        self.early = self.end = 0.0

    def __call__(self, taken: int) -> None:
        self.end = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        if taken <= max(EVENTS // 10, 10_000):
            self.early = self.end


def copy_in_parts(admin: Any) -> float:
    """Seconds of COPY, part by part because all of it does not fit into memory."""
    spent = Copy(admin, ("families_description",)).seconds()
    for table in TABLES[:2]:
        copy = Copy(admin, (table,))
        last = admin.execute(f"SELECT max(id) FROM {table}").fetchone()[0]
        for start in range(0, last + 1, _COPIED_AT_ONCE):
            spent += copy.seconds(f"id >= {start} AND id < {start + _COPIED_AT_ONCE}")
    return spent


def events() -> None:
    """The import of many events."""
    import psycopg

    memory = Memory()
    with (
        tempfile.TemporaryDirectory() as folder,
        installation() as dsn,
        psycopg.connect(dsn, autocommit=True) as admin,
    ):
        path = events_file(Path(folder), 0, EVENTS)
        began = time.perf_counter()
        import_file(an_agency(0), path, memory)
        seconds = time.perf_counter() - began
        limit = copy_in_parts(admin)
    print(f"\n{EVENTS:,} events")
    line("import, file to facts", EVENTS / seconds, "rows/s", ratio=limit / seconds)
    line("COPY of the same bytes (limit)", EVENTS / limit, "rows/s")
    line("most memory, after a tenth", memory.early, "MB")
    line("most memory, at the end", memory.end, "MB", ratio=memory.end / memory.early, target="target at most 1.1")
    keep_result(
        "large-events",
        {"events": EVENTS, "seconds": seconds, "copy_seconds": limit, "ratio": limit / seconds,
         "memory_mb_after_a_tenth": memory.early, "memory_mb": memory.end},
    )  # fmt: skip


def people() -> int:
    """Linking: decided pairs against plain Splink, and from the tables to the tables, each in processes of its own."""
    scale.measure([int(many) for many in PEOPLE], rounds=1, result="large-linkage-scale")
    whole = ["benchmarks.linkage.whole", "--result", "large-linkage-whole"]
    return subprocess.run([sys.executable, "-m", *whole, "--sizes", *PEOPLE], check=False).returncode


def finding() -> int:
    """Looking people up, in a process of its own."""
    words = [sys.executable, "-m", "benchmarks.finding", "--people", LOOKED_UP, "--result", "large-finding"]
    return subprocess.run(words, check=False).returncode


def main() -> int:
    """Events, then people, then looking them up."""
    events()
    return max(people(), finding())


if __name__ == "__main__":
    sys.exit(main())
