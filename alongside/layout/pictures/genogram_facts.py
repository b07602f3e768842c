"""What the family tree is told: people, who lived with whom and whose children they have, and how they get on."""

from dataclasses import dataclass
from typing import Literal

UnionKind = Literal["married", "living", "separated", "divorced", "partners", "parents"]
TieKind = Literal["close", "conflict", "distant", "strain"]

UNION_WORDS: dict[UnionKind, str] = {
    "married": "married",
    "living": "living together",
    "separated": "separated",
    "divorced": "divorced",
    "partners": "partners",
    "parents": "parents; whether they were a couple is not recorded",
}
TIE_WORDS: dict[TieKind, str] = {
    "close": "close",
    "conflict": "in conflict",
    "distant": "distant",
    "strain": "under strain",
}


@dataclass(frozen=True, slots=True)
class Relative:
    """One person: f, m or u; years of birth and death as far as known; whether the tree is about them.

    `age` is given where the day of birth is known; without it the age is the difference of the years.
    """

    key: str
    name: str
    sex: Literal["f", "m", "u"] = "u"
    born: int | None = None
    died: int | None = None
    index: bool = False
    household: bool = False
    pregnancy: bool = False
    unknown: bool = False
    age: int | None = None

    @property
    def called(self) -> str:
        """The name, or that it is not known."""
        return self.name or "Not known"


@dataclass(frozen=True, slots=True)
class Union:
    """Two people who have been together, or one parent of whom only they are recorded, and their children."""

    a: str
    b: str | None
    kind: UnionKind = "partners"
    text: str = ""
    children: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tie:
    """How two people get on; an optional layer."""

    a: str
    b: str
    kind: TieKind
