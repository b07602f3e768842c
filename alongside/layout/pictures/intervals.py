"""Estimates with their intervals, one line each: how far an estimate may be off is seen before it is read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from alongside.layout.pictures import svg
from alongside.layout.pictures.measure import shorten
from alongside.layout.pictures.palette import CONTACT, GRID, LANE, QUIET

ROW, TOP, BOTTOM, TICKS = 34, 6, 26, 4
LABEL, RIGHT = 230, 26
_STEPS = (0.0, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99)
"""Where the scale may begin: at the last of these that is below every interval."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A share from 0 to 1 with the ends of its interval, under a name."""

    label: str
    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class _Scale:
    """Shares from `start` to 1 between two places."""

    start: float
    left: float
    right: float

    def x(self, share: float) -> float:
        """The place of a share."""
        return self.left + (self.right - self.left) * (share - self.start) / (1 - self.start)


def percent(share: float) -> str:
    """A share as a percentage with one decimal; never rounded up to 100."""
    if share < 1:
        share = min(share, 0.999)
    return f"{100 * share:.1f}%".replace(".0%", "%")


def told(estimate: Estimate) -> str:
    """An estimate in words: 98.7% (between 95.2% and 99.6%)."""
    return f"{percent(estimate.share)} (between {percent(estimate.low)} and {percent(estimate.high)})"


def draw(estimates: Sequence[Estimate], *, name: str, ident: str, width: float = 640) -> str:
    """A dot for each estimate and a line for its interval, on a scale that ends at 100%. Nothing without any."""
    if not estimates:
        return ""
    lowest = min(e.low for e in estimates)
    scale = _Scale(max(s for s in _STEPS if s <= lowest), min(LABEL, width * 0.42), width - RIGHT)
    bottom = TOP + ROW * len(estimates)
    body = [*_bands(len(estimates), width), *_ticks(scale, bottom)]
    for n, estimate in enumerate(estimates):
        body += _row(estimate, TOP + ROW * n + ROW / 2, scale)
    about = "; ".join(f"{e.label}: {told(e)}" for e in estimates) + "."
    return svg.picture(width, bottom + BOTTOM, *body, name=name, about=about, links=False, ident=ident)


def _bands(count: int, width: float) -> Iterator[str]:
    for n in range(0, count, 2):
        yield svg.element("rect", x=0, y=TOP + ROW * n, width=width, height=ROW, fill=LANE)


def _ticks(scale: _Scale, bottom: float) -> Iterator[str]:
    for n in range(TICKS + 1):
        share = scale.start + (1 - scale.start) * n / TICKS
        x = scale.x(share)
        yield svg.line(x, TOP, x, bottom, stroke=GRID)
        if n in (0, TICKS):
            yield svg.words(x, bottom + 18, f"{100 * share:g}%", anchor="middle", fill=QUIET)


def _row(estimate: Estimate, y: float, scale: _Scale) -> Iterator[str]:
    yield svg.words(8, y + 4, shorten(estimate.label, 13, scale.left - 24), size=13)
    low, high = scale.x(estimate.low), scale.x(estimate.high)
    yield svg.element(
        "g",
        svg.title(f"{estimate.label}: {told(estimate)}"),
        svg.line(low, y, high, y, stroke=CONTACT, stroke_width=3),
        *(svg.line(end, y - 6, end, y + 6, stroke=CONTACT, stroke_width=2) for end in (low, high)),
        svg.element("circle", cx=scale.x(estimate.share), cy=y, r=5.5, fill=CONTACT),
    )
