"""Sorts recorded kinship into generations; what contradicts itself is not drawn but said in words."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from alongside.layout.pictures.genogram_facts import Relative, Union


@dataclass(frozen=True, slots=True)
class Kin:
    """People by generation (0 the oldest), the unions that can be drawn, and sentences about those that cannot."""

    people: dict[str, Relative]
    generation: dict[str, int]
    unions: tuple[Union, ...]
    not_drawn: tuple[str, ...]


@dataclass(slots=True)
class _Levels:
    """Who stands how many generations below whom; says no to what contradicts what it knows."""

    root: dict[str, str] = field(default_factory=dict)
    below: dict[str, int] = field(default_factory=dict)

    def find(self, key: str) -> tuple[str, int]:
        depth = 0
        while (up := self.root.setdefault(key, key)) != key:
            depth += self.below[key]
            key = up
        return key, depth

    def join(self, upper: str, lower: str, down: int) -> bool:
        """`lower` stands `down` generations below `upper`: noted, or refused when it cannot be."""
        (root, depth), (other, other_depth) = self.find(upper), self.find(lower)
        if root == other:
            return other_depth - depth == down
        self.root[other] = root
        self.below[other] = depth + down - other_depth
        return True


def sorted_kin(relatives: Sequence[Relative], unions: Sequence[Union]) -> Kin:
    """Generations such that partners stand side by side and children one row below: the first relation told wins."""
    people = {one.key: one for one in relatives}
    levels, drawn, said = _Levels(), [], list[str]()
    has_parents: set[str] = set()
    for union in _merged(unions, people, said):
        kept = _partners(union, people, levels, said)
        children = []
        for child in union.children:
            name, parents = people[child].called, _pair(union, people)
            if child in has_parents:
                said.append(f"{name} is also recorded as a child of {parents} (not drawn).")
            elif child in (union.a, union.b) or not levels.join(union.a, child, 1):
                wrong = "which contradicts another relation (not drawn)"
                said.append(f"{name} is recorded as a child of {parents}, {wrong}.")
            else:
                has_parents.add(child)
                children.append(child)
        drawn.append(replace(kept, children=tuple(children)))
    useful = tuple(union for union in drawn if union.b or union.children)
    return Kin(people, _generations(people, levels), useful, tuple(said))


def _merged(unions: Sequence[Union], people: dict[str, Relative], said: list[str]) -> list[Union]:
    """One union for each pair: later ones add their children. Names nobody knows are left out."""
    found: dict[tuple[str, str | None, int], Union] = {}
    for place, union in enumerate(unions):
        a, b = (key if key in people else None for key in (union.a, union.b or ""))
        if a is None or a == b:
            a, b = (b, None) if a is None else (a, None)
        if a is None:
            continue
        children = tuple(dict.fromkeys(child for child in union.children if child in people))
        known = replace(union, a=a, b=b, children=children, text=union.text if b else "")
        # Two lone-parent records may mean two different unknown parents, so they are never made one.
        name = (min(a, b), max(a, b), 0) if b else (a, None, place)
        if name in found:
            before = found[name]
            said.append(
                f"{_pair(known, people)} are recorded twice: {before.kind} and {known.kind} (the first is drawn)."
            )
            found[name] = replace(before, children=tuple(dict.fromkeys((*before.children, *children))))
        else:
            found[name] = known
    return list(found.values())


def _partners(union: Union, people: dict[str, Relative], levels: _Levels, said: list[str]) -> Union:
    if union.b is None or levels.join(union.a, union.b, 0):
        return union
    said.append(
        f"{_pair(union, people)} are recorded as partners but belong to different generations (not drawn as a line)."
    )
    return replace(union, b=None, text=f"{people[union.b].called} recorded as the other parent")


def _pair(union: Union, people: dict[str, Relative]) -> str:
    names = [people[key].called for key in (union.a, union.b) if key]
    return " and ".join(names)


def _generations(people: dict[str, Relative], levels: _Levels) -> dict[str, int]:
    placed = {key: levels.find(key) for key in people}
    oldest: dict[str, int] = {}
    for root, depth in placed.values():
        oldest[root] = min(depth, oldest.get(root, depth))
    return {key: depth - oldest[root] for key, (root, depth) in placed.items()}
