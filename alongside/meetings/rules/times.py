"""Which of the proposed times is best: the family's choice decides first. Pure."""

from collections.abc import Collection, Sequence
from uuid import UUID

from alongside.meetings.contracts import As, Fits, Invited, Proposed


def best_first(times: Sequence[Proposed], invited: Collection[Invited]) -> tuple[Proposed, ...]:
    """What the family cannot do last, what it prefers first; among equals the others count, then what is sooner."""
    family = frozenset(i.id for i in invited if i.kind is As.FAMILY)

    def rank(time: Proposed) -> tuple[object, ...]:
        mine = [a.fits for a in time.answers if a.invited in family]
        others = [a.fits for a in time.answers if a.invited not in family]
        return (*_count(mine), *_count(others), time.starts_at, str(time.id))

    return tuple(sorted(times, key=rank))


def _count(said: Sequence[Fits]) -> tuple[int, int, int]:
    return said.count(Fits.NOT), -said.count(Fits.PREFERRED), -said.count(Fits.WORKS)


def family_says(time: Proposed, invited: Collection[Invited]) -> Fits | None:
    """What the family says about a time: one who cannot counts most; None while nobody of the family has answered."""
    family = frozenset(i.id for i in invited if i.kind is As.FAMILY)
    said = {a.fits for a in time.answers if a.invited in family}
    return next((fits for fits in (Fits.NOT, Fits.PREFERRED, Fits.WORKS) if fits in said), None)


def needs_a_reason(time: Proposed, invited: Collection[Invited]) -> bool:
    """Whoever settles on a time that the family has not said works says why; where nobody of the family is invited,
    there is nothing to explain."""
    if not any(i.kind is As.FAMILY for i in invited):
        return False
    return family_says(time, invited) not in (Fits.PREFERRED, Fits.WORKS)


def not_answered(time: Proposed, invited: Collection[Invited]) -> tuple[UUID, ...]:
    """Who has not said yet whether this time suits them."""
    answered = {a.invited for a in time.answers}
    return tuple(i.id for i in invited if i.id not in answered)
