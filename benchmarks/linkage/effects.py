"""What each threshold does: one number changed at a time, on one invented county without identifiers.

The lines of `alongside/linkage/rules/thresholds.toml` that say "Effect" come from here.
Usage: python -m benchmarks.linkage.effects [--records 20000] [--seed 3]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

from alongside.linkage import engine
from benchmarks.installation import keep_result
from benchmarks.linkage.alongside_way import read
from benchmarks.linkage.county import County
from benchmarks.linkage.data import Data
from benchmarks.linkage.figures import figures

CHANGES: tuple[tuple[str, tuple[float, ...]], ...] = (
    ("link_probability", (0.9, 0.999)),
    ("ask_probability", (0.1, 0.9)),
    ("consider_probability", (0.001, 0.3)),
    ("rival_bits", (0.0, 10.0)),
    ("near_forename", (0.8, 0.95)),
    ("near_surname", (0.8, 0.95)),
    ("shortest_typo", (3, 8)),
    ("shortest_slip", (3, 6)),
    ("shortest_two_slips", (5, 99)),
    ("generation_years", (8, 20)),
    ("shipped_share", (0.0, 0.3, 1.0)),
    ("lowest_exact_date_m", (1.1,)),
)
HEAD = f"{'changed':34}{'precision':>10}{'recall':>8}{'per 1000':>10}{'found':>8}{'twins':>7}{'pairs':>9}"


def a_county(records: int, seed: int) -> Data:
    """One county without identifiers, so that nothing is settled by a number."""
    county = County(seed, identifiers=False)
    table, truth = county.records(records)
    twins = frozenset((str(a), str(b)) for a, b in county.twins.items())
    return Data(f"county {seed}", table, {s: str(e) for s, e in truth.items()}, True, twins)


def one(data: Data, **changed: float) -> dict[str, Any]:
    """The figures with some thresholds changed; `found` is recall with what is asked about and true."""
    thresholds: Any = replace(engine.thresholds(), **changed)  # type: ignore[arg-type]
    with tempfile.TemporaryDirectory() as folder:
        result = engine.link(data.table, model=None, thresholds=thresholds, folder=Path(folder))
    answer, true = read(result), data.true_pairs()
    found = len((answer.linked | answer.asked) & true) / len(true)
    return {**figures(data, answer), "found": found, "pairs": result.pairs.num_rows, "changed": changed}


def main() -> int:
    """As shipped, then each change."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--records", type=int, default=20_000)
    asked.add_argument("--seed", type=int, default=3)
    options = asked.parse_args()
    data, rows = a_county(options.records, options.seed), []
    print(HEAD)
    for changed in [{}, *({name: value} for name, values in CHANGES for value in values)]:
        row = one(data, **changed)
        words = ", ".join(f"{name} {value}" for name, value in changed.items()) or "as shipped"
        print(
            f"{words:34}{row['precision']:10.4f}{row['recall']:8.4f}{row['questions_per_1000']:10.1f}"
            f"{row['found']:8.4f}{row['twins_linked']:7}{row['pairs']:9,}",
            flush=True,
        )
        rows.append(row)
    keep_result("linkage-effects", rows)
    return 0


if __name__ == "__main__":
    sys.exit(main())
