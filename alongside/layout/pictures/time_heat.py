"""From some thousand entries symbols become a grey mass: then each cell says how many entries its months hold."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from alongside.layout.dates import month as month_words
from alongside.layout.pictures import svg
from alongside.layout.pictures.palette import CONCERN, HEAT, PAPER, ink_on
from alongside.layout.pictures.time_facts import Mark
from alongside.layout.pictures.time_scale import Scale
from alongside.layout.pictures.time_shapes import shape
from alongside.layout.pictures.time_words import counted

CELL = 26
HEIGHT = 38


@dataclass(frozen=True, slots=True)
class Cell:
    """So many entries, so many of them concerns, in the months from `first` on, drawn from x0 to x1."""

    first: date
    months: int
    x0: float
    x1: float
    count: int
    concerns: int

    @property
    def when(self) -> str:
        """May 2021, or January 2021 to March 2021."""
        last = _later(self.first, self.months - 1)
        return month_words(self.first) if self.months == 1 else f"{month_words(self.first)} to {month_words(last)}"


def _later(first: date, months: int) -> date:
    place = first.year * 12 + first.month - 1 + months
    return date(place // 12, place % 12 + 1, 1)


def months_in_a_cell(scale: Scale) -> int:
    """One month a cell where its number fits; else two, three, six or twelve."""
    return next((step for step in (1, 2, 3, 6) if step * 28 * scale.per_day >= CELL), 12)


def cells(marks: Iterable[Mark], scale: Scale) -> tuple[Cell, ...]:
    """Counts of the entries whose month is known."""
    step = months_in_a_cell(scale)
    known = [mark for mark in marks if mark.precision != "year"]
    counts = Counter(_cell_of(mark.on, step) for mark in known)
    concerns = Counter(_cell_of(mark.on, step) for mark in known if mark.kind == "concern")
    drawn = []
    for first, count in sorted(counts.items()):
        x0, x1 = scale.x(first), scale.x(_later(first, step))
        if x1 - x0 < CELL - 4:  # a cell cut by the edge of the window keeps room for its number
            x0, x1 = (x0, x0 + CELL - 4) if x0 <= scale.left else (x1 - CELL + 4, x1)
        drawn.append(Cell(first, step, x0, x1, count, concerns[first]))
    return _not_touching(drawn)


def _not_touching(drawn: list[Cell]) -> tuple[Cell, ...]:
    done: list[Cell] = []
    for cell in drawn:
        if done and done[-1].x1 > cell.x0:
            before = done.pop()
            months = (cell.first.year - before.first.year) * 12 + cell.first.month - before.first.month + cell.months
            cell = Cell(
                before.first, months, before.x0, cell.x1, before.count + cell.count, before.concerns + cell.concerns
            )
        done.append(cell)
    return tuple(done)


def _cell_of(on: date, step: int) -> date:
    return date(on.year, (on.month - 1) // step * step + 1, 1)


def draw_cells(drawn: Iterable[Cell], y: float, most: int, lane: str) -> Iterator[str]:
    """Each cell with its number; the number of concerns below it beside their sign."""
    for cell in drawn:
        paper = HEAT[min(len(HEAT) - 1, int(len(HEAT) * cell.count / (most + 1)))]
        middle = (cell.x0 + cell.x1) / 2
        of_these = f", {counted(cell.concerns, 'concern', 'concerns')}" if cell.concerns else ""
        parts = [
            svg.title(f"{cell.when}, {lane}: {counted(cell.count, 'entry', 'entries')}{of_these}"),
            svg.element("rect", x=cell.x0 + 0.5, y=y, width=cell.x1 - cell.x0 - 1, height=HEIGHT, fill=paper),
            svg.words(middle, y + 15, str(cell.count), size=13, anchor="middle", bold=True, fill=ink_on(paper)),
        ]
        if cell.concerns:
            parts += [
                svg.element(
                    "rect", x=cell.x0 + 1.5, y=y + 20, width=cell.x1 - cell.x0 - 3, height=HEIGHT - 21, fill=PAPER
                ),
                shape("concern", middle - 6.5, y + 29, 4),
                svg.words(middle - 1, y + 33, str(cell.concerns), fill=CONCERN),
            ]
        yield svg.element("g", *parts)
