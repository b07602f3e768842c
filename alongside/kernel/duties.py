"""Duties that contexts owe one another; lower code asks here and never imports upward."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from alongside.kernel.caller import Caller
from alongside.kernel.dates import PartialDate
from alongside.kernel.ids import ChildId, PersonId


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, as one source tells it; the chronology merges and orders them.

    `told_by` is the agency's name, `reference` the agency's own number of the entry; `corrected` says why its words
    were changed; an entry that was `written_here` has versions; a `deed` is about how people work together (who leads,
    what was agreed), and not something that happened to the child.
    """

    id: UUID
    person: PersonId
    when: PartialDate
    kind: str
    title: str
    text: str
    agency: UUID
    told_by: str
    reference: str
    recorded_at: datetime
    clock: str = ""
    action: str = ""
    outcome: str = ""
    worker: str = ""
    opinion: str = ""
    in_their_words: str = ""
    seen: str = ""
    corrected: str = ""
    written_here: bool = False
    deed: bool = False


@dataclass(frozen=True, slots=True)
class Duties:
    """What one context owes: events for the story; settling what hangs on people whose ties changed."""

    context: str
    events: Callable[[Caller, ChildId], Sequence[Event]] | None = None
    settle: Callable[[Caller, Sequence[PersonId]], None] | None = None


@dataclass(slots=True)
class Registry:
    """All duties, in the order of the floors; the wiring fills it."""

    duties: list[Duties] = field(default_factory=list)

    def install(self, duties: Iterable[Duties]) -> None:
        """Replace what is known; called once, by the wiring."""
        self.duties[:] = list(duties)

    def events(self, caller: Caller, child: ChildId) -> tuple[Event, ...]:
        """What every context has to tell about this child."""
        return tuple(e for duty in self.duties if duty.events for e in duty.events(caller, child))

    def settle(self, caller: Caller, people: Sequence[PersonId]) -> None:
        """After a link, a reason or an involvement changed: let every context, from the lowest up, follow."""
        for duty in self.duties:
            if duty.settle and people:
                duty.settle(caller, people)


REGISTRY = Registry()
