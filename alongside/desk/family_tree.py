"""From facts about a family to its tree: who is whose parent, who lives together."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from alongside.families.api import Identity, age_of
from alongside.families.contracts import Relative as Known
from alongside.kernel.dates import Precision
from alongside.layout.pictures import genogram
from alongside.layout.pictures.genogram import Relative, Union
from alongside.layout.pictures.genogram_facts import UnionKind

_PARENTS = ("mother", "father", "parent")
_TOGETHER = ("partner", "married", "spouse")


@dataclass(frozen=True, slots=True)
class Tree:
    """The tree, and the same in sentences."""

    picture: str
    words: tuple[str, ...]


def family_tree(
    child: Identity, relatives: Sequence[Known], kin: Sequence[tuple[UUID, UUID, str]], today: date
) -> Tree | None:
    """The tree of this child's circle; none when nobody else is known."""
    people = {r.identity.person: r.identity for r in relatives}
    if not people:
        return None
    home = {r.identity.person for r in relatives if r.tie == "household" and not r.over(today)}
    home |= {child.person} if home else set()
    drawn = [
        _relative(i, today, index=i.person == child.person, household=i.person in home)
        for i in (child, *people.values())
    ]
    unions = _unions(kin)
    return Tree(genogram.draw(drawn, unions, year=today.year), genogram.words(drawn, unions))


def _relative(identity: Identity, today: date, *, index: bool, household: bool) -> Relative:
    expected = identity.date_precision is Precision.EXPECTED
    sex = identity.sex if identity.sex in ("f", "m") else "u"
    return Relative(
        key=str(identity.person),
        name=f"Due {identity.date_of_birth:%b %Y}" if expected else identity.name.split(" ")[0],
        sex=sex,  # type: ignore[arg-type]
        born=None if expected or identity.date_of_birth is None else identity.date_of_birth.year,
        index=index,
        household=household,
        pregnancy=expected,
        age=age_of(identity, today),
    )


def _unions(kin: Sequence[tuple[UUID, UUID, str]]) -> list[Union]:
    """Each pair of parents with their children; a parent alone where only one is recorded."""
    parents: dict[UUID, list[str]] = defaultdict(list)
    for person, relative, kind in kin:
        if kind in _PARENTS and len(parents[person]) < 2 and str(relative) not in parents[person]:
            parents[person].append(str(relative))
    children: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for person, pair in parents.items():
        children[tuple(sorted(pair))].append(str(person))
    couples = {tuple(sorted((str(a), str(b)))): kind for a, b, kind in kin if kind in _TOGETHER}
    for couple in couples:
        children.setdefault(couple, [])
    return [_union(pair, sorted(theirs), couples.get(pair)) for pair, theirs in sorted(children.items()) if pair]


def _union(pair: tuple[str, ...], children: Sequence[str], said: str | None) -> Union:
    """What agencies say of the two: a couple, or only that both are parents."""
    kind: UnionKind = "parents" if said is None else "married" if said in ("married", "spouse") else "partners"
    return Union(pair[0], pair[1] if len(pair) > 1 else None, kind, children=tuple(children))
