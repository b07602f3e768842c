"""How well linkage decides, beside three other ways: one table, all in one run on one machine.

Every way is run on every data set in a process of its own, so that seconds and memory are its own; the seconds are
those of linking alone, learning included. Then, without the clock, people answer Alongside's questions with the truth.
Usage: python -m benchmarks.linkage [--data FEBRL4 "county 1" ...] [--ways Alongside ...] [--result linkage-quality]
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from alongside.linkage import engine
from benchmarks.installation import keep_result
from benchmarks.linkage import alongside_way
from benchmarks.linkage.data import Data, all_data
from benchmarks.linkage.figures import figures
from benchmarks.linkage.peers import PEERS
from benchmarks.linkage.targets import told

OURS = "Alongside"
WAYS = (OURS, *PEERS)
HEAD = ("data", "way", "precision", "recall", "asked %", "per 1000", "F1 people", "twins", "s", "GB", "targets")
WIDTHS = (13, 23, 10, 8, 9, 10, 11, 7, 7, 6, 0)
Figures = dict[str, Any]


def one_way(data: Data, way: str) -> Figures:
    """One way on one data set: what it finds, and what that took. The process it runs in has done nothing before."""
    with tempfile.TemporaryDirectory() as name:
        folder, before, began = Path(name), _peak_gb(), time.perf_counter()
        result = alongside_way.link(data.table, folder) if way == OURS else None
        answer = alongside_way.read(result) if result else PEERS[way](data)
        seconds, peak = time.perf_counter() - began, _peak_gb()
        if result:
            answer = alongside_way.with_people(data, answer, result.model, folder)
    spent = {"seconds": seconds, "peak_gb": peak, "peak_gb_before": before, "model": answer.model}
    return {"data": data.name, "way": way, **figures(data, answer), **spent}


def _peak_gb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


def measure(name: str, ways: list[str]) -> list[Figures]:
    """All ways on one data set, each in a new process."""
    data = all_data()[name]()
    context = multiprocessing.get_context("spawn")
    with context.Pool(1, maxtasksperchild=1) as pool:
        found = [pool.apply(one_way, (data, way)) for way in ways]
    by_way = {one["way"]: one for one in found}
    if OURS in by_way:
        by_way[OURS]["targets"] = told(name, by_way[OURS], by_way.get("3-of-4 rule"))
    return found


def show(row: Figures) -> None:
    """One line of the table."""
    ours = row["way"] == OURS
    twins = row["twins_linked"]
    cells = (
        row["data"], row["way"], f"{row['precision']:.4f}", f"{row['recall']:.4f}",
        f"{100 * row['records_asked']:.2f}" if ours else "-", f"{row['questions_per_1000']:.1f}" if ours else "-",
        f"{row['f1_answered'] if ours else row['f1']:.4f}", "-" if twins is None else str(twins),
        f"{row['seconds']:.1f}", f"{row['peak_gb']:.2f}", row.get("targets", ""),
    )  # fmt: skip
    print(line_of(cells), flush=True)


def line_of(cells: tuple[str, ...]) -> str:
    """Words to the left, numbers to the right."""
    texts = (cell.ljust(w) if n < 2 else cell.rjust(w) for n, (cell, w) in enumerate(zip(cells[:-1], WIDTHS[:-1])))
    return f"{''.join(texts)}   {cells[-1]}".rstrip()


def main() -> int:
    """All data and all ways, or those asked for."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--data", nargs="+", choices=list(all_data()), default=list(all_data()))
    asked.add_argument("--ways", nargs="+", choices=WAYS, default=list(WAYS))
    asked.add_argument("--result", default="linkage-quality")
    options = asked.parse_args()
    print(line_of(HEAD))
    rows = []
    for name in options.data:
        for row in measure(name, options.ways):
            show(row)
            rows.append(row)
    print("\nF1 people: Alongside when people have answered its questions with the truth; the others ask nobody.")
    keep_result(options.result, {"thresholds": engine.thresholds().dated, "rows": rows})
    return 0


if __name__ == "__main__":
    sys.exit(main())
