"""The blind sample: which links are drawn for a check, and where among questions they are shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import TypeVar
from uuid import UUID

SHARE = 0.02
"""Of the links that a run makes without asking anybody. Source: design of linkage, "a blind 2 % sample"; with some
400 answers, and none of them "different", the lower end of the interval is .99."""
QUESTIONS_BEFORE = 4
"""So many questions come for each check while there are questions: they are what cannot wait."""
_MOST = 2**64

Q = TypeVar("Q")
C = TypeVar("C")


def lot(source_a: str, source_b: str, run: UUID) -> float:
    """The lot of a pair in a run, from 0 to 1; the same whenever it is asked, and whichever record is named first."""
    return _lot(_begun(run), source_a, source_b)


def _begun(run: UUID) -> blake2b:
    return blake2b(key=run.bytes, digest_size=8)


def _lot(begun: blake2b, source_a: str, source_b: str) -> float:
    drawn = begun.copy()  # quicker than to begin anew for each of a million pairs
    drawn.update("|".join(sorted((source_a, source_b))).encode())
    # 53 bits, as many as a float holds: with 64 the highest lots would be rounded up to 1, which is outside.
    return (int.from_bytes(drawn.digest()) >> 11) / (_MOST >> 11)


def draw(pairs: Iterable[tuple[str, str]], run: UUID, share: float) -> list[tuple[str, str, float]]:
    """The pairs whose lot is below the share, each with a place from 0 to 1 that its lot gives it, too."""
    begun = _begun(run)
    lots = ((a, b, _lot(begun, a, b)) for a, b in pairs)
    return [(a, b, drawn / share) for a, b, drawn in lots if drawn < share]


def mixed(questions: Sequence[Q], checks: Sequence[tuple[float, C]]) -> list[Q | C]:
    """Questions in their order with checks among them, one to four, each where its place (0 to 1) puts it.

    Checks come in the order given. What is left of them when the questions end comes after these.
    """
    shown: list[Q | C] = []
    left = list(checks)
    for start in range(0, len(questions), QUESTIONS_BEFORE):
        block: list[Q | C] = list(questions[start : start + QUESTIONS_BEFORE])
        if left:
            place, check = left.pop(0)
            block.insert(int(place * (len(block) + 1)), check)
        shown += block
    return shown + [check for _, check in left]
