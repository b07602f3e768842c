"""Who owns a task: exactly one owner is accountable at any moment, whoever comes and goes. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from alongside.kernel.answers import NotPossible
from alongside.plans.contracts import NewOwner, Owner, OwnerKind


@dataclass(frozen=True, slots=True)
class Owning:
    """Which of the owners end, who begins, and who goes on in another part (owner, accountable from now on)."""

    ends: tuple[UUID, ...] = ()
    begins: tuple[NewOwner, ...] = ()
    goes_on: tuple[tuple[UUID, bool], ...] = ()


def first(owners: Sequence[NewOwner]) -> Owning:
    """The owners a task begins with; refuses a task for which nobody, or more than one, is accountable."""
    if not owners:
        raise NotPossible("Say who does it.")
    if sum(o.accountable for o in owners) != 1:
        raise NotPossible("Choose the one person who is accountable for this task.")
    known: list[NewOwner] = []
    for owner in owners:
        if any(_same(owner, other) for other in known):
            raise NotPossible("Name each person once.")
        known.append(owner)
    return Owning(begins=tuple(owners))


def take_on(now: Sequence[Owner], owner: NewOwner) -> Owning:
    """Somebody comes in; if they are accountable from now on, whoever was goes on as an owner."""
    if any(_same(owner, other) for other in now):
        raise NotPossible("This person owns the task already.")
    before = tuple((o.id, False) for o in now if o.accountable and owner.accountable)
    return Owning(begins=(owner,), goes_on=before)


def step_back(now: Sequence[Owner], leaver: UUID) -> Owning:
    """An owner steps back; whoever is accountable names the next one first."""
    if _of(now, leaver).accountable:
        raise NotPossible("Choose who is accountable instead, before this person steps back.")
    return Owning(ends=(leaver,))


def answer_for(now: Sequence[Owner], owner: UUID) -> Owning:
    """One of the owners is accountable from now on, and whoever was goes on as an owner."""
    if _of(now, owner).accountable:
        raise NotPossible("This person is accountable already.")
    return Owning(goes_on=((owner, True), *((o.id, False) for o in now if o.accountable)))


def _of(now: Sequence[Owner], owner: UUID) -> Owner:
    found = next((o for o in now if o.id == owner), None)
    if found is None:
        raise NotPossible("This person does not own the task any more.")
    return found


def _same(a: NewOwner, b: NewOwner | Owner) -> bool:
    if a.actor or b.actor:
        return a.actor == b.actor
    return a.kind is b.kind is OwnerKind.FAMILY and a.name.strip().casefold() == b.name.strip().casefold()
