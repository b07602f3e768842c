"""Where everything of one agency's lane stands, before anything is drawn."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from alongside.layout.pictures import measure
from alongside.layout.pictures.time_facts import Lane, Mark, within
from alongside.layout.pictures.time_heat import HEIGHT, Cell, cells
from alongside.layout.pictures.time_scale import Scale
from alongside.layout.pictures.time_stacks import More, Packed, Stacked, bars, brackets, stack

BAR_ROW, BRACKET_ROW, MORE_ROW = 20, 18, 17


@dataclass(frozen=True)
class Plan:
    """Everything of one lane with its place, before anything is drawn; `top` is where its ground begins."""

    lane: Lane
    number: int
    top: float
    marks: tuple[Mark, ...]
    bars: tuple[Packed, ...]
    brackets: tuple[Packed, ...]
    stacked: tuple[Stacked, ...]
    more: tuple[More, ...]
    cells: tuple[Cell, ...]
    step: float
    label: tuple[str, ...]

    @cached_property
    def shown(self) -> tuple[Mark, ...]:
        """The entries that have a sign of their own."""
        vague = (one.what for one in self.brackets)
        return (*(mark for mark in vague if isinstance(mark, Mark)), *(one.mark for one in self.stacked))

    @cached_property
    def bars_height(self) -> float:
        """Room for the rows of bars."""
        return BAR_ROW * (1 + max((bar.row for bar in self.bars), default=-1))

    @cached_property
    def brackets_top(self) -> float:
        """Where the rows of brackets begin."""
        return self.top + 4 + self.bars_height

    @cached_property
    def more_top(self) -> float:
        """Where the row of "+n" begins."""
        return self.brackets_top + BRACKET_ROW * (1 + max((one.row for one in self.brackets), default=-1))

    @cached_property
    def ground_top(self) -> float:
        """Where the stacks may begin."""
        return self.more_top + (MORE_ROW if self.more else 0)

    @cached_property
    def bottom(self) -> float:
        """Where the lane ends: room for the deepest stack, and never less than its name needs."""
        deep = max((one.level for one in self.stacked), default=0) + 1
        needed = HEIGHT + 4 if self.cells else max(24.0, deep * self.step + 6)
        return max(self.ground_top + needed, self.top + len(self.label) * 16 + 24 if self.label else 0)

    def blocks(self, scale: Scale) -> list[tuple[float, float]]:
        """The parts of its ground where something stands."""
        half = scale.column / 2
        return [*((one.x - half, one.x + half) for one in self.stacked), *((cell.x0, cell.x1) for cell in self.cells)]


def plans_of(
    lanes: Sequence[Lane], scale: Scale, top: float, today: date, *, heat: bool, narrow: bool
) -> Iterator[Plan]:
    """Each lane below the one before, as high as what it holds needs."""
    for number, lane in enumerate(lanes):
        top += 22 if narrow else 0
        marks = within(lane, scale.from_on, scale.to_on)
        vague = [mark for mark in marks if mark.precision == "year" or (mark.precision == "month" and not heat)]
        exact = [mark for mark in marks if mark.precision == "day"]
        stacked, more = ((), ()) if heat else stack(exact, scale)
        label = () if narrow else measure.wrap(lane.name, 13, scale.left - 12, lines=3, bold=True)
        plan = Plan(
            lane, number, top, marks, bars(lane.bars, scale, today), brackets(vague, scale), stacked, more,
            cells(marks, scale) if heat else (), 2 * scale.size + 5, label,
        )  # fmt: skip
        yield plan
        top = plan.bottom + 8
