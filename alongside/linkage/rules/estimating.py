"""How good the links are that nobody was asked about: estimated from what people say of a sample, with an interval."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt

SURE = 1.959963984540054
"""The two-sided 95 % point of the normal distribution."""
FEWEST = 10
"""Fewer than this are neither shown as a number nor made into an estimate."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A share with the ends of its 95 % interval."""

    share: float
    low: float
    high: float


def wilson(good: int, of: int) -> Interval:
    """A share seen in a sample, with the score interval of Wilson (1927).

    Source: Newcombe, Statistics in Medicine 17 (1998) 857-872, method 3: (2np + z² ± z sqrt(z² + 4npq)) / 2(n + z²).
    It stays within 0 and 1, and says something sensible where every answer is the same. Refuses an empty sample.
    """
    if not 0 <= good <= of or of == 0:
        raise ValueError("A share is of at least one, and not of more than there are.")
    wide, share = SURE * SURE, good / of
    middle = (good + wide / 2) / (of + wide)
    half = SURE / (of + wide) * sqrt(good * (1 - share) + wide / 4)
    low = 0.0 if good == 0 else middle - half
    high = 1.0 if good == of else middle + half
    return Interval(share, low, high)


@dataclass(frozen=True, slots=True)
class Tally:
    """What people said of drawn links. `unsure` had nobody yet who knew; `waiting` nobody has looked at."""

    same: int = 0
    different: int = 0
    unsure: int = 0
    waiting: int = 0

    @property
    def known(self) -> int:
        """Of how many it is known."""
        return self.same + self.different

    @property
    def precision(self) -> Interval | None:
        """The share that is of one person; none where it is known of fewer than ten."""
        return wilson(self.same, self.known) if self.known >= FEWEST else None


def last_word(decisions: Sequence[str], answers: Sequence[str]) -> str:
    """What counts of a drawn link: same, different, unsure, or nothing yet. Both lists from the oldest to the newest.

    A decision about the pair (a second person has looked, or somebody took it apart) stands above a blind answer,
    unless it was taken back; of answers the newest that is sure counts. So a link that was found wrong in another way
    counts as wrong, and does not drop out of the sample.
    """
    if decisions and decisions[-1] in ("same", "different"):
        return decisions[-1]
    sure = [said for said in answers if said != "unsure"]
    return sure[-1] if sure else ("unsure" if answers else "")


def tally(words: Iterable[str]) -> Tally:
    """Last words, counted."""
    said = list(words)
    return Tally(said.count("same"), said.count("different"), said.count("unsure"), said.count(""))


@dataclass(frozen=True, slots=True)
class Questions:
    """Questions put to people: answered "same", answered "different", and those that still wait."""

    same: int
    different: int
    waiting: int

    @property
    def likely_same(self) -> float:
        """Those answered "same", and of those that wait as large a share."""
        return self.same + self.waiting * self.same / max(self.same + self.different, 1)


def recall(automatic: int, precision: Interval | None, asked: Questions) -> Interval | None:
    """Of the pairs that people would call the same, the share that was linked without asking; none where not known.

    `automatic` links are right as far as the sample says. With A links of precision p and S questions of which the
    answer is "same" it is Ap / (Ap + S). Questions that wait count as those that are answered; for the lower end all of
    them are "same", for the upper end none, and p is at the ends of its own interval. It needs ten answers of either
    kind. What nobody was asked about is not in it: pairs that were never compared.
    """
    if precision is None or automatic == 0 or asked.same + asked.different < FEWEST:
        return None

    def share(right: float, missed: float) -> float:
        found = automatic * right
        return found / max(found + missed, 1e-9)

    return Interval(
        share(precision.share, asked.likely_same),
        share(precision.low, asked.same + asked.waiting),
        share(precision.high, asked.same),
    )


def shown(count: int) -> int | None:
    """A count of people that may be shown: nought, or ten and more. None for a number so small that it is not told."""
    return count if count == 0 or count >= FEWEST else None
