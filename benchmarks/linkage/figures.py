"""What is told of a way of linking: how much of it is right, how much is found, how much is left to people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass

from benchmarks.linkage.data import Data, Pair


@dataclass(frozen=True, slots=True)
class Answer:
    """What a way of linking says: pairs linked by itself, pairs a person is asked about, pairs once people answered."""

    linked: frozenset[Pair]
    asked: frozenset[Pair] = frozenset()
    answered: frozenset[Pair] | None = None
    all_asked: int | None = None
    rounds: int = 0
    model: str = ""


def figures(data: Data, answer: Answer) -> dict[str, float | int | None]:
    """Precision and recall of automatic links, the queue, F1 with people's answers, and twins put together.

    Precision counts every link; recall counts the pairs that are to be found. Shares are of all records.
    """
    true = data.true_pairs()
    records = data.table.num_rows
    queue = {source for pair in answer.asked for source in pair}
    return {
        "records": records,
        "true_pairs": len(true),
        "links": len(answer.linked),
        "false_links": len(_wrong(answer.linked, data.truth)),
        "precision": precision(answer.linked, data.truth),
        "recall": recall(answer.linked, true),
        "f1": f1(answer.linked, data.truth, true),
        "records_asked": len(queue) / records if records else 0.0,
        "questions_per_1000": 1000 * len(answer.asked) / records if records else 0.0,
        "f1_answered": None if answer.answered is None else f1(answer.answered, data.truth, true),
        "rounds_of_answers": answer.rounds,
        "questions_in_all": answer.all_asked,
        "twins_linked": len(twin_pairs(answer.linked, data)) if data.twins else None,
    }


def _wrong(linked: Iterable[Pair], truth: Mapping[str, str]) -> set[Pair]:
    return {(a, b) for a, b in linked if truth[a] != truth[b]}


def precision(linked: Set[Pair], truth: Mapping[str, str]) -> float:
    """The share of links that are right; 1 where nothing is linked."""
    return 1 - len(_wrong(linked, truth)) / len(linked) if linked else 1.0


def recall(linked: Set[Pair], true: Set[Pair]) -> float:
    """The share of true pairs that are linked; 1 where there are none."""
    return len(linked & true) / len(true) if true else 1.0


def f1(linked: Set[Pair], truth: Mapping[str, str], true: Set[Pair]) -> float:
    """The harmonic mean of the two."""
    right, found = precision(linked, truth), recall(linked, true)
    return 2 * right * found / (right + found) if right + found else 0.0


def twin_pairs(linked: Iterable[Pair], data: Data) -> set[Pair]:
    """Links between two people who are twins."""
    twins = data.twins | {(b, a) for a, b in data.twins}
    return {(a, b) for a, b in linked if (data.truth[a], data.truth[b]) in twins}
