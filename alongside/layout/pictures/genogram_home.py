"""The line around those who live together: drawn only when it can hold all of them and nobody else."""

from itertools import pairwise

from alongside.layout.pictures.genogram_layout import Place, Tree

PAD = 8.0


def outline(tree: Tree) -> list[tuple[float, float]] | None:
    """The corners of the line, or None when somebody else would stand inside it."""
    rows: dict[int, list[Place]] = {}
    for place in tree.places.values():
        rows.setdefault(place.row, []).append(place)
    home = sorted(number for number, row in rows.items() if any(one.person.household for one in row))
    if not home or home != list(range(home[0], home[-1] + 1)):
        return None
    spans = [_span(rows[number]) for number in home]
    if any(span is None for span in spans):
        return None
    known = [span for span in spans if span]
    if any(min(a[1], b[1]) - max(a[0], b[0]) < 20 for a, b in pairwise(known)):
        return None
    tops = [min(one.box[1] for one in rows[number]) - PAD for number in home]
    tops.append(max(one.box[3] for one in rows[home[-1]]) + 6)
    right = [(high, y) for at, (_, high) in enumerate(known) for y in (tops[at], tops[at + 1])]
    left = [(low, y) for at, (low, _) in reversed(list(enumerate(known))) for y in (tops[at + 1], tops[at])]
    return right + left


def _span(row: list[Place]) -> tuple[float, float] | None:
    members = [one for one in row if one.person.household]
    low, high = min(one.box[0] for one in members), max(one.box[2] for one in members)
    others = [one for one in row if not one.person.household]
    if any(one.box[2] > low and one.box[0] < high for one in others):
        return None
    # Never closer to an outsider than half the way.
    left = max((one.box[2] for one in others if one.box[2] <= low), default=low - 40)
    right = min((one.box[0] for one in others if one.box[0] >= high), default=high + 40)
    return max(low - PAD, (low + left) / 2), min(high + PAD, (high + right) / 2)
