"""Which text of a part stands. Every save is a new text that names those it takes the place of; nothing is changed.

Two people who read the same text and both wrote leave two texts that nobody has taken the place of: both stand, and
whoever settles it writes one that names both. So no word is lost, whatever happens at the same time.
"""

from collections.abc import Sequence
from typing import Protocol, TypeVar


class Saved(Protocol):
    """A text with its number, and the numbers it takes the place of."""

    @property
    def number(self) -> int:
        """Its place among the texts of its part, from 1."""
        ...

    @property
    def follows(self) -> Sequence[int]:
        """The numbers of the texts it takes the place of."""
        ...


Kept = TypeVar("Kept", bound=Saved)


def standing(texts: Sequence[Kept]) -> tuple[Kept, ...]:
    """The texts that no other has taken the place of, in the order in which they were saved."""
    replaced = {number for text in texts for number in text.follows}
    return tuple(sorted((t for t in texts if t.number not in replaced), key=lambda t: t.number))


def faults(text: str, follows: Sequence[int], known: int) -> str:
    """What keeps a text from being saved, in a sentence; empty when nothing does. `known` texts are there, from 1."""
    if any(not 1 <= number <= known for number in follows):
        return "This says that it takes the place of a text that is not there. Read the part again."
    if known and not follows:
        return "This part has been written already. Read it before you write over it."
    if not text.strip() and not known:
        return "Write something first."
    return ""
