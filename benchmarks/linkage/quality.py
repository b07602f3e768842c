"""How well linkage decides: three figures apart, on invented counties.

Precision and recall of automatic links; the share of records sent to people; recall if people answer with the truth.
Usage: python -m benchmarks.linkage.quality [records] [seed ...]
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from alongside.linkage import engine
from alongside.linkage.contracts import Outcome
from alongside.linkage.engine import LinkResult
from benchmarks.linkage.county import County


def measure(result: LinkResult, truth: Mapping[str, int]) -> dict[str, float]:
    """Pairs within persons against the truth, and pairs asked against the number of records."""
    sources, persons = (list[Any](result.partition[c].to_pylist()) for c in ("source", "person"))
    person: dict[str, str] = dict(zip(sources, persons, strict=True))
    made, right = Counter(person.values()), Counter((person[s], truth[s]) for s in person)
    linked, correct = (sum(n * (n - 1) // 2 for n in counts.values()) for counts in (made, right))
    true = sum(n * (n - 1) // 2 for n in Counter(truth[s] for s in person).values())
    columns: list[Any] = [result.pairs[c].to_pylist() for c in ("source_a", "source_b", "outcome")]
    asked = [
        truth[a] == truth[b] and person[a] != person[b] for a, b, o in zip(*columns, strict=True) if o == Outcome.ASK
    ]
    return {
        "precision": correct / linked if linked else 1.0,
        "recall": correct / true if true else 1.0,
        "false_links": linked - correct,
        "asked_per_1000_records": 1000 * len(asked) / len(person),
        "asked_and_true": sum(asked) / len(asked) if asked else 0.0,
        "recall_with_people": (correct + sum(asked)) / true if true else 1.0,
    }


def main() -> None:
    """Counties with and without identifiers, one line each."""
    records = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    for seed in [int(text) for text in sys.argv[2:]] or [1, 2]:
        for identifiers in (True, False):
            table, truth = County(seed, identifiers=identifiers).records(records)
            with tempfile.TemporaryDirectory() as folder:
                result = engine.link(table, model=None, thresholds=engine.thresholds(), folder=Path(folder))
            figures = {name: round(value, 4) for name, value in measure(result, truth).items()}
            print(
                len(table), "identifiers" if identifiers else "no identifiers", figures, result.model.report, flush=True
            )


if __name__ == "__main__":
    main()
