"""In which order people of one generation stand, so that partners are neighbours and lines rarely cross."""

from collections.abc import Iterator
from itertools import pairwise

from alongside.layout.pictures.genogram_kin import Kin

Cluster = tuple[str, ...]
Rows = list[list[Cluster]]
EFFORT = 420  # orders looked at, so that a strange family costs no more than a plain one


def ordered(kin: Kin) -> list[list[str]]:
    """Each generation from left to right. The same facts always give the same order."""
    best = min((_improved(rows, kin) for rows in _starts(kin)), key=lambda found: found[0])
    return [[key for cluster in row for key in cluster] for row in best[1]]


def clusters(kin: Kin) -> Rows:
    """People joined by partnerships, each such chain laid out so that as many partners as possible touch."""
    partners: dict[str, list[str]] = {key: [] for key in kin.people}
    for union in kin.unions:
        if union.b:
            partners[union.a].append(union.b)
            partners[union.b].append(union.a)
    rows: Rows = [[] for _ in range(max(kin.generation.values(), default=0) + 1)]
    seen: set[str] = set()
    for key in sorted(kin.people, key=lambda key: len(partners[key]) > 1):  # begin at the ends of chains
        if key not in seen:
            chain = tuple(_walk(key, partners, seen))
            rows[kin.generation[key]].append(chain)
    return rows


def _walk(key: str, partners: dict[str, list[str]], seen: set[str]) -> Iterator[str]:
    stack = [key]
    while stack:
        here = stack.pop()
        if here in seen:
            continue
        seen.add(here)
        yield here
        # Someone with no further partner comes first: then the chain goes on from the last.
        stack += sorted(
            (other for other in partners[here] if other not in seen), key=lambda other: -len(partners[other])
        )[::-1]


def _starts(kin: Kin) -> Iterator[Rows]:
    rows = clusters(kin)
    yield _by_parents(rows, kin)
    yield _by_parents([row[::-1] for row in rows], kin)


def _by_parents(rows: Rows, kin: Kin) -> Rows:
    """From the top: each chain under its parents, turned so that its ends look the right way; elder siblings left."""
    done: Rows = []
    parents = {child: union for union in kin.unions for child in union.children}
    place: dict[str, float] = {}
    for row in rows:

        def pull(key: str) -> float | None:
            union = parents.get(key)
            return None if union is None else (place[union.a] + place[union.b or union.a]) / 2 + _birth(kin, key) / 1e4

        def middle(cluster: Cluster) -> float:
            pulls = [found for key in cluster if (found := pull(key)) is not None]
            return sum(pulls) / len(pulls) if pulls else 1e6

        turned = [_turned(cluster, [pull(key) for key in cluster]) for cluster in row]
        done.append(sorted(turned, key=middle))
        for at, key in enumerate(key for cluster in done[-1] for key in cluster):
            place[key] = at - sum(map(len, row)) / 2
    return done


def _birth(kin: Kin, key: str) -> int:
    person = kin.people[key]
    return 2999 if person.pregnancy else person.born or 2500


def _turned(cluster: Cluster, pulls: list[float | None]) -> Cluster:
    known = [(at, pull) for at, pull in enumerate(pulls) if pull is not None]
    if len(known) > 1 and known[0][1] > known[-1][1]:
        return cluster[::-1]
    if len(known) == 1 and len(cluster) > 1 and known[0][0] == 0 and known[0][1] > 0:
        return cluster[::-1]
    return cluster


def _improved(rows: Rows, kin: Kin) -> tuple[float, Rows]:
    """Small changes, kept when lines become shorter or cross less, until nothing helps or the effort is spent."""
    best, looked, better = cost(rows, kin), 0, True
    while better and looked < EFFORT:
        better = False
        for changed in _changes(rows):
            looked += 1
            found = cost(changed, kin)
            if found < best - 1e-9:
                best, rows, better = found, changed, True
                break
            if looked >= EFFORT:
                break
    return best, rows


def _changes(rows: Rows) -> Iterator[Rows]:
    for at, row in enumerate(rows):
        for place, cluster in enumerate(row):
            if len(cluster) > 1:
                yield [*rows[:at], [*row[:place], cluster[::-1], *row[place + 1 :]], *rows[at + 1 :]]
            rest = row[:place] + row[place + 1 :]
            for to in range(place + 1, len(row)):
                yield [*rows[:at], [*rest[:to], cluster, *rest[to:]], *rows[at + 1 :]]


def cost(rows: Rows, kin: Kin) -> float:
    """Length of the lines, crossings, younger before elder, outsiders inside the household: less is better."""
    place: dict[str, float] = {}
    total = 0.0
    for row in rows:
        keys = [key for cluster in row for key in cluster]
        place.update((key, at - len(keys) / 2) for at, key in enumerate(keys))
        home = [at for at, key in enumerate(keys) if kin.people[key].household]
        total += 4 * (home[-1] - home[0] + 1 - len(home)) if home else 0
    spans: dict[int, list[tuple[float, float, float, list[float]]]] = {}
    for union in kin.unions:
        if not union.children:
            continue
        middle = (place[union.a] + place[union.b]) / 2 if union.b else place[union.a] + 0.3
        kids = [place[key] for key in union.children]
        low, high = min(middle, *kids), max(middle, *kids)
        total += (high - low) + abs(middle - sum(kids) / len(kids))
        ages = sorted(union.children, key=lambda key: _birth(kin, key))
        total += 0.4 * sum(place[elder] > place[younger] for elder, younger in pairwise(ages))
        spans.setdefault(kin.generation[union.a], []).append((low, high, middle, kids))
    return total + sum(_crossings(found) for found in spans.values())


def _crossings(spans: list[tuple[float, float, float, list[float]]]) -> float:
    total = 0.0
    for at, (low, high, middle, kids) in enumerate(spans):
        for other_low, other_high, other_middle, other_kids in spans[at + 1 :]:
            if low < other_high and other_low < high:
                total += 1.5 * sum(other_low < x < other_high for x in (middle, *kids))
                total += 1.5 * sum(low < x < high for x in (other_middle, *other_kids))
    return total
