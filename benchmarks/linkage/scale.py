"""Decided pairs against plain Splink: the same records, the same settings, the same run.

Both start from the standardised table. `reading` makes the columns that are compared and the keys (both need them),
`learning` is training (both use the same model); then "pairs" are found, weighed and handed over as Arrow: by plain
Splink as it is, by linkage with verdict, rule, reasons and persons. Medians of several rounds; peak memory of a process
of its own.
Usage: python -m benchmarks.linkage scale [--sizes 10000 100000 1000000] [--rounds 3] [--result linkage-scale]
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from splink import DuckDBAPI, Linker

from alongside.linkage import engine
from alongside.linkage.contracts import Model
from alongside.linkage.engine.blocking import BLOCKING
from alongside.linkage.engine.comparisons import settings_for
from alongside.linkage.engine.linking import decide, read_pairs, read_partition
from alongside.linkage.engine.on_duckdb import OnDuckDB
from alongside.linkage.engine.preparing import name_frequencies
from alongside.linkage.rules.weigh import prior_bits
from benchmarks.installation import keep_result
from benchmarks.linkage.county import County

T = engine.thresholds()


def timed(deed: Callable[[], Any]) -> float:
    """Seconds a deed takes."""
    start = time.perf_counter()
    deed()
    return time.perf_counter() - start


def plain_splink(ready: OnDuckDB, model: Model) -> pa.Table:
    """Splink's own predict with the same settings, its answer as Arrow."""
    api = DuckDBAPI(ready.con)
    linker = Linker(api.register("prepared"), settings_for(model, T, blocking=BLOCKING), log_level="ERROR")
    for column, shares in name_frequencies(ready.con, model).items():
        linker.table_management.register_term_frequency_lookup(api.register(shares), column)
    found = linker.inference.predict(threshold_match_weight=prior_bits(T.consider_probability), warning_mode="never")
    table: pa.Table = ready.con.sql(f"select * from {found.physical_name}").to_arrow_table()
    return table


def decided_pairs(ready: OnDuckDB, model: Model) -> pa.Table:
    """Linkage: pairs with verdict, rule and reasons, and the persons."""
    ready.find_pairs(model, T)
    decide(ready.con, (), model, T)
    read_partition(ready.con)
    return read_pairs(ready.con)


WAYS: dict[str, Callable[[OnDuckDB, Model], pa.Table]] = {"plain Splink": plain_splink, "linkage": decided_pairs}


def one_round(path: str, model_path: str, way: str) -> dict[str, float]:
    """One way once, in a process of its own: seconds of reading and of pairs, peak memory in GB, number of pairs."""
    with tempfile.TemporaryDirectory() as folder:
        ready = OnDuckDB(Path(folder))
        table = pq.read_table(path)
        reading = timed(lambda: ready.take_in(table))
        model = engine.load_model(Path(model_path))
        found: list[pa.Table] = []
        pairs = timed(lambda: found.append(WAYS[way](ready, model)))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    return {"reading": reading, "pairs": pairs, "peak_gb": peak, "found": found[0].num_rows}


def learn(path: str, model_path: str) -> float:
    """Train once and keep the model; seconds."""
    with tempfile.TemporaryDirectory() as folder:
        ready = OnDuckDB(Path(folder))
        ready.take_in(pq.read_table(path))
        models: list[Model] = []
        seconds = timed(lambda: models.append(ready.train(T)))
        engine.save_model(models[0], Path(model_path))
    return seconds


def bench(records: int, rounds: int, folder: Path) -> dict[str, Any]:
    """Both ways turn about, medians."""
    path, model_path = str(folder / f"{records}.parquet"), str(folder / f"{records}.json")
    table, _ = County(3).records(records)
    pq.write_table(table, path)
    context = multiprocessing.get_context("spawn")
    with context.Pool(1, maxtasksperchild=1) as pool:
        learning = pool.apply(learn, (path, model_path))
        runs: dict[str, list[dict[str, float]]] = {way: [] for way in WAYS}
        for _ in range(rounds):
            for way in WAYS:
                runs[way].append(pool.apply(one_round, (path, model_path, way)))
    medians = {
        way: {name: statistics.median(run[name] for run in several) for name in several[0]}
        for way, several in runs.items()
    }
    plain, ours = medians["plain Splink"], medians["linkage"]
    return {
        "records": len(table),
        "learning": learning,
        **medians,
        "ratio_pairs": ours["pairs"] / plain["pairs"],
        "ratio_with_reading": (ours["pairs"] + ours["reading"]) / (plain["pairs"] + plain["reading"]),
    }


def show(result: dict[str, Any]) -> None:
    """One size as a small table."""
    print(f"\n{result['records']:,} records; learning {result['learning']:.1f} s")
    print(f"{'':14}{'reading s':>10}{'pairs s':>10}{'peak GB':>10}{'pairs':>12}")
    for way in WAYS:
        row = result[way]
        print(f"{way:14}{row['reading']:10.2f}{row['pairs']:10.2f}{row['peak_gb']:10.2f}{int(row['found']):12,}")
    print(f"ratio of pairs {result['ratio_pairs']:.2f}; with reading {result['ratio_with_reading']:.2f}", flush=True)


def measure(sizes: list[int], *, rounds: int, result: str) -> None:
    """Every size in turn; the table is printed as it grows, the result kept as JSON."""
    results = []
    with tempfile.TemporaryDirectory() as folder:
        for records in sizes:
            results.append(bench(records, rounds, Path(folder)))
            show(results[-1])
            keep_result(result, results)


def main() -> int:
    """10 k, 100 k and 1 M records, or as many as asked."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    asked.add_argument("--result", default="linkage-scale")
    asked.add_argument("--rounds", type=int, default=3)
    options = asked.parse_args()
    measure(options.sizes, rounds=options.rounds, result=options.result)
    return 0


if __name__ == "__main__":
    sys.exit(main())
