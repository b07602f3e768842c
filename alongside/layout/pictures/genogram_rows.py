"""Moves people of each row sideways until parents stand over their children, keeping the order and the distances."""

from collections.abc import Sequence

from alongside.layout.pictures.genogram_facts import Union

SWEEPS = 10


def spread(wanted: Sequence[float], needed: Sequence[float]) -> list[float]:
    """The places nearest to the wanted ones (least squares) with at least these distances between neighbours."""
    offsets = [0.0]
    for distance in needed:
        offsets.append(offsets[-1] + distance)
    blocks: list[tuple[float, int]] = []  # mean and size: pool adjacent violators
    for want, offset in zip(wanted, offsets, strict=True):
        mean, size = want - offset, 1
        while blocks and blocks[-1][0] > mean:
            before, count = blocks.pop()
            mean, size = (before * count + mean * size) / (count + size), count + size
        blocks.append((mean, size))
    means = [mean for mean, size in blocks for _ in range(size)]
    return [mean + offset for mean, offset in zip(means, offsets, strict=True)]


def evened(
    rows: Sequence[Sequence[str]], unions: Sequence[Union], needed: Sequence[Sequence[float]]
) -> dict[str, float]:
    """Everyone's x."""
    x: dict[str, float] = {}
    for row, distances in zip(rows, needed, strict=True):
        start = -sum(distances) / 2
        for key, place in zip(row, spread([start] * len(row), distances), strict=True):
            x[key] = place
    for sweep in range(SWEEPS):
        order = range(len(rows)) if sweep % 2 == 0 else range(len(rows) - 1, -1, -1)
        for number in order:
            wanted = _wanted(rows[number], unions, x)
            for key, place in zip(rows[number], spread(wanted, needed[number]), strict=True):
                x[key] = place
    return x


def _wanted(row: Sequence[str], unions: Sequence[Union], x: dict[str, float]) -> list[float]:
    pulls: dict[str, list[float]] = {key: [] for key in row}
    for union in unions:
        if not union.children:
            continue
        middle = (x[union.a] + x[union.b]) / 2 if union.b else x[union.a] + 40
        kids = sum(x[child] for child in union.children) / len(union.children)
        for child in union.children:
            if child in pulls:
                pulls[child].append(x[child] + middle - kids)
        for parent in (union.a, union.b):
            if parent in pulls:
                pulls[parent].append(x[parent] + kids - middle)
    return [sum(found) / len(found) if (found := pulls[key]) else x[key] for key in row]
