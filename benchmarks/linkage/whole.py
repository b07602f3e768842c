"""Linking from the tables to the tables: each stage on a line of its own.

Descriptions lie in PostgreSQL; they are read through the door, standardised, learned from, compared and decided, and
the persons and pairs are written down. Reading is set against COPY of the same table out of the database, writing
against COPY of the same persons, identities and pairs into tables of the same shape and indexes. The stages between
have plain Splink as their peer in `bench_linkage`.
Usage: python -m benchmarks.linkage.whole [--sizes 100000] [--result linkage-whole]
"""

from __future__ import annotations

import argparse
import itertools
import random
import sys
import tempfile
import time
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_DNS, uuid5

from benchmarks.copying import Copy
from benchmarks.installation import installation, keep_result, line
from benchmarks.linkage.county import County

ARRIVING = 10_000
"""So many come when all the others are linked."""
WRITTEN = ("anchor_person", "anchor_identity", "linkage_pair")


def describe(admin: Any, table: Any) -> None:
    """The made-up county's descriptions, written by the administrator."""
    from alongside.families.rules import COLUMNS

    kinds = [("agency", "uuid"), *COLUMNS]
    named = ", ".join(name for name, _ in kinds)
    with admin.cursor().copy(f"COPY families_description ({named}) FROM STDIN") as copy:
        copy.set_types([kind for _, kind in kinds])
        for batch in table.to_batches(max_chunksize=10_000):
            for said in batch.to_pylist():
                copy.write_row(_row(said, kinds))
    admin.execute("VACUUM ANALYZE families_description")


def _row(said: dict[str, Any], kinds: list[tuple[str, str]]) -> list[object]:
    born = said["date_of_birth"]
    said = {
        **said,
        "agency": uuid5(NAMESPACE_DNS, said["agency"]),
        "reference": said["source"],
        "source": uuid5(NAMESPACE_DNS, said["source"]),
        "date_precision": (said["date_precision"] or "day") if born else None,
    }
    empty: dict[str, object] = {"text": "", "text[]": []}
    return [
        said.get(name) or (None if name == "date_precision" else empty.get(kind)) for name, kind in kinds
    ]  # fmt: skip


class Stages:
    """Hears of each stage as it begins, and keeps how long it took."""

    def __init__(self) -> None:
        self.began: list[tuple[str, float]] = []

    def __call__(self, stage: str, share: float) -> None:
        self.began.append((stage, time.perf_counter()))

    def seconds(self) -> dict[str, float]:
        """Seconds of each stage."""
        return {name: end - start for (name, start), (_, end) in itertools.pairwise(self.began)}


def link(folder: Path) -> dict[str, float]:
    """Seconds of each stage of one run, as `alongside link` does it."""
    from alongside.cli.caller import clock
    from alongside.linkage.tasks import link_all

    stages = Stages()
    link_all(folder=folder, clock=clock, progress=stages)
    return stages.seconds()


def copy_out(admin: Any) -> float:
    """Seconds in which PostgreSQL hands the same table out."""
    began = time.perf_counter()
    with admin.cursor().copy("COPY families_description TO STDOUT (FORMAT binary)") as out:
        for _ in out:
            pass
    return time.perf_counter() - began


def bench(records: int) -> dict[str, Any]:
    """One size, in an installation of its own."""
    import psycopg

    with (
        tempfile.TemporaryDirectory() as folder,
        installation() as dsn,
        psycopg.connect(dsn, autocommit=True) as admin,
    ):
        admin.execute("ALTER ROLE alongside_app SET statement_timeout = 0")
        table, _ = County(3).records(records + ARRIVING)
        mixed = table.take(random.Random(3).sample(range(table.num_rows), table.num_rows))
        known, new = mixed.slice(ARRIVING), mixed.slice(0, ARRIVING)
        describe(admin, known)
        reading, writing = copy_out(admin), Copy(admin, WRITTEN)
        seconds = link(Path(folder))
        copying = writing.seconds()
        describe(admin, new)
        return {
            "records": known.num_rows, "seconds": seconds, "copy_out": reading, "copy_in": copying,
            "arriving": new.num_rows, "arriving_seconds": link(Path(folder)),
        }  # fmt: skip


_WORDS = {
    "asking what changed": "read from PostgreSQL", "reading": "standardise", "learning": "learn",
    "comparing": "compare", "deciding": "decide", "writing": "hand over as Arrow", "taking over": "persist",
}  # fmt: skip


def show(found: dict[str, Any]) -> None:
    """One size as a small table."""
    limits = {"asking what changed": found["copy_out"], "taking over": found["copy_in"]}
    print(f"\n{found['records']:,} records, from the tables to the tables")
    for name, seconds in found["seconds"].items():
        ratio = limits[name] / seconds if name in limits else None
        line(_WORDS.get(name, name), seconds, "s", digits=2, ratio=ratio, target="of COPY" if ratio else "")
    print(f"\n{found['arriving']:,} more")
    for name, seconds in found["arriving_seconds"].items():
        line(_WORDS.get(name, name), seconds, "s", digits=2)
    line("in all", sum(found["arriving_seconds"].values()), "s", digits=2, target="target at most 10 s at 1,000,000")


def main() -> int:
    """Every size asked for."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--sizes", type=int, nargs="+", default=[100_000])
    asked.add_argument("--result", default="linkage-whole")
    options = asked.parse_args()
    if len(options.sizes) > 1:
        import subprocess

        each = [
            [sys.executable, "-m", __spec__.name, "--sizes", str(n), "--result", f"{options.result}-{n}"]
            for n in options.sizes
        ]
        return max(subprocess.run(words, check=False).returncode for words in each)
    found = bench(options.sizes[0])
    show(found)
    keep_result(options.result, found)
    return 0


if __name__ == "__main__":
    sys.exit(main())
