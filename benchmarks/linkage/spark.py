"""The same links from Spark as from DuckDB: one county, one model, both executors, and where they differ.

Needs the extra `spark` and Java. Usage: python -m benchmarks.linkage.spark [--records 100000] [--master "local[2]"]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import pyarrow as pa

from alongside.linkage import engine
from alongside.linkage.contracts import Model
from alongside.linkage.engine.linking import decide, read_pairs, read_partition
from alongside.linkage.engine.on_duckdb import OnDuckDB
from alongside.linkage.engine.on_spark import OnSpark
from benchmarks.installation import keep_result
from benchmarks.linkage.county import County

T = engine.thresholds()
SHOWN = 20
Pair = tuple[str, str]


def run(executor: OnDuckDB, records: pa.Table, model: Model | None) -> tuple[Model, float, dict[Pair, Any], set[Pair]]:
    """The model, seconds of comparing, the decision about every pair, and who is linked with the first of a person."""
    executor.take_in(records)
    used = model or executor.train(T)
    began = time.perf_counter()
    executor.find_pairs(used, T)
    seconds = time.perf_counter() - began
    decide(executor.con, (), used, T)
    pairs = read_pairs(executor.con).to_pylist()
    partition = read_partition(executor.con).to_pylist()
    executor.con.close()
    decided = {(p["source_a"], p["source_b"]): (p["outcome"], p["rule"], p["reasons"]) for p in pairs}
    return used, seconds, decided, {(p["person"], p["source"]) for p in partition if p["person"] != p["source"]}


def bench(records: int, master: str) -> dict[str, Any]:
    """Both executors on the same records."""
    table, _ = County(3).records(records)
    with tempfile.TemporaryDirectory() as here, tempfile.TemporaryDirectory() as there:
        model, duck_seconds, duck, duck_links = run(OnDuckDB(Path(here)), table, None)
        _, spark_seconds, spark, spark_links = run(OnSpark(Path(there), master=master), table, model)
    differing = sorted(pair for pair in duck.keys() | spark.keys() if duck.get(pair) != spark.get(pair))
    return {
        "records": len(table), "master": master, "seconds": {"DuckDB": duck_seconds, "Spark": spark_seconds},
        "pairs": len(duck), "links": len(duck_links),
        "same_links": len(duck_links & spark_links) / max(len(duck_links | spark_links), 1),
        "differing": [{"pair": pair, "DuckDB": duck.get(pair), "Spark": spark.get(pair)} for pair in differing],
    }  # fmt: skip


def show(found: dict[str, Any]) -> None:
    """The table, and the first of the differences."""
    seconds = found["seconds"]
    print(f"{found['records']:,} records, {found['pairs']:,} pairs decided, {found['links']:,} links")
    print(f"comparing: DuckDB {seconds['DuckDB']:.1f} s, Spark {found['master']} {seconds['Spark']:.1f} s")
    print(f"the same links: {found['same_links']:.4%} (target at least 99.9 %)")
    print(f"pairs decided or explained otherwise: {len(found['differing'])}")
    for told in found["differing"][:SHOWN]:
        print(f"  {told['pair']}: DuckDB {told['DuckDB']}, Spark {told['Spark']}")


def main() -> int:
    """One size."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--records", type=int, default=100_000)
    asked.add_argument("--master", default="local[2]")
    options = asked.parse_args()
    found = bench(options.records, options.master)
    show(found)
    keep_result("linkage-spark", found)
    return 0 if found["same_links"] >= 0.999 else 1


if __name__ == "__main__":
    sys.exit(main())
