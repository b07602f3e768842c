"""Which person each cluster of records is: the one who holds its oldest record keeps the id; ids are never reused."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Assignment:
    """Sources that move, each to a person; people who are new; and everybody whose records changed."""

    moves: Mapping[UUID, UUID]
    new_people: tuple[UUID, ...]
    touched: tuple[UUID, ...]


def assign(
    partition: Mapping[UUID, str], current: Mapping[UUID, tuple[UUID, int]], new_id: Callable[[], UUID]
) -> Assignment:
    """Give each cluster a person.

    `partition` is source -> cluster; `current` source -> (person now, place in history, lower is older).
    A person goes to the cluster with the oldest of their records; the other clusters get new people.
    """
    clusters: dict[str, list[UUID]] = defaultdict(list)
    for source in sorted(partition):
        clusters[partition[source]].append(source)
    holders = _holders(clusters, current)
    moves: dict[UUID, UUID] = {}
    new: list[UUID] = []
    touched: set[UUID] = set()
    for cluster in sorted(clusters):
        person = holders.get(cluster)
        if person is None:
            person = new_id()
            new.append(person)
        for source in clusters[cluster]:
            before = current[source][0] if source in current else None
            if before != person:
                moves[source] = person
                touched |= {person} | ({before} if before else set())
    return Assignment(moves, tuple(new), tuple(sorted(touched)))


def _holders(clusters: Mapping[str, list[UUID]], current: Mapping[UUID, tuple[UUID, int]]) -> dict[str, UUID]:
    """Cluster -> person. Oldest records choose first; each person and each cluster is chosen once."""
    claims = sorted(
        (current[source][1], cluster, current[source][0])
        for cluster, sources in clusters.items()
        for source in sources
        if source in current
    )
    holders: dict[str, UUID] = {}
    taken: set[UUID] = set()
    for _, cluster, person in claims:
        if cluster not in holders and person not in taken:
            holders[cluster] = person
            taken.add(person)
    return holders
