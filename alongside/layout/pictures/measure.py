"""How wide words are when drawn, so that text fits what it stands in and never runs into its neighbour.

Widths are of Arial in thousandths of the type size, with a margin because "Noto Sans" runs wider.
"""

_NARROW = {**dict.fromkeys("ijl'|", 222), **dict.fromkeys("ftI.,:;!/ ()[]-", 300), "r": 333}
_WIDE = {
    **dict.fromkeys("mM", 833),
    "W": 944,
    "w": 722,
    **dict.fromkeys("OQG@%…", 790),
    **dict.fromkeys("ABCDEHKNPRSUVXYÆŒ&", 700),
}
_ROOM = 1.08


def width(what: str, size: float, *, bold: bool = False) -> float:
    """How wide these words are at this size, a little on the safe side."""
    units = sum(_NARROW.get(sign) or _WIDE.get(sign) or (556 if ord(sign) < 0x2E80 else 1000) for sign in what)
    return units * size / 1000 * _ROOM * (1.07 if bold else 1)


def shorten(what: str, size: float, room: float, *, bold: bool = False) -> str:
    """The words, cut with … when they do not fit; nothing when not even one letter does."""
    if width(what, size, bold=bold) <= room:
        return what
    for end in range(len(what) - 1, 0, -1):
        cut = what[:end].rstrip() + "…"
        if width(cut, size, bold=bold) <= room:
            return cut
    return ""


def wrap(what: str, size: float, room: float, *, lines: int, bold: bool = False) -> tuple[str, ...]:
    """The words on at most `lines` lines of this width; the last is shortened when there is more."""
    done: list[str] = []
    rest = what.split()
    while rest and len(done) < lines - 1:
        count = 1
        while count < len(rest) and width(" ".join(rest[: count + 1]), size, bold=bold) <= room:
            count += 1
        done.append(shorten(" ".join(rest[:count]), size, room, bold=bold))
        rest = rest[count:]
    if rest:
        done.append(shorten(" ".join(rest), size, room, bold=bold))
    return tuple(done)
