"""The ways of working together, what each asks for, and what a team lacks. A lack is said and never blocks anybody.

The four ways are those of the deck on working together (D8 to D11 of the mission); the rules of a way are the same
everywhere and held by the database; who should be in a unit is local practice and comes as data.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from alongside.teams.contracts import Member, Model, Need, Reach, Transition

LEADS = {Model.AROUND: 1, Model.CO_WORKING: 2, Model.UNIT: 1, Model.SINGLE: 1}
"""How many leads each way of working has, never more and never fewer: a seat that nobody has is a vacancy."""
CLOSE_TOGETHER = timedelta(days=60)
"""A change of worker within this time of another change in the child's life is asked about (our definition)."""


def seats(model: Model) -> range:
    """The seats of the leads: the first, and in co-working the second."""
    return range(1, LEADS[model] + 1)


def faults(
    model: Model, members: Sequence[Member], agencies_leading: Sequence[str], reach: Reach | None
) -> tuple[str, ...]:
    """What this way of working asks for and the team does not have, in sentences; `reach` None is not recorded."""
    found = []
    if model is Model.CO_WORKING and len(set(agencies_leading)) < len(agencies_leading):
        found.append("Both leads are of one agency. Co-working brings two together.")
    if model is Model.AROUND and not any(m.kind == "family" for m in members):
        found.append("Nobody of the family is in the team yet.")
    if model is Model.SINGLE:
        found.extend(_unreached(reach))
    return tuple(found)


def _unreached(reach: Reach | None) -> tuple[str, ...]:
    if reach is None:
        return ("Who can be reached day and night is not recorded.",)
    return tuple(f"Nobody can be reached {gap}." for gap in reach.gaps)


def shortfalls(needs: Iterable[Need], members: Sequence[Member]) -> tuple[str, ...]:
    """Which roles of the agreed composition are missing, in sentences."""
    there = Counter(m.role for m in members)
    return tuple(
        f"{n.words}: {there[n.role]} of {n.at_least} {'is' if there[n.role] == 1 else 'are'} in the team."
        for n in needs
        if there[n.role] < n.at_least
    )


def over_capacity(leading: int, cap: int | None) -> str:
    """Whether somebody leads for more families than agreed; without a cap nothing can be said."""
    if cap is None or leading <= cap:
        return ""
    return f"This person leads for {leading} families; {cap} at most were agreed."


def close_to(planned_on: date, transitions: Iterable[Transition]) -> tuple[Transition, ...]:
    """Other changes in the child's life that a change of worker on this day would come close to, nearest first."""
    near = [t for t in transitions if abs(t.on - planned_on) <= CLOSE_TOGETHER]
    return tuple(sorted(near, key=lambda t: (abs(t.on - planned_on), t.on, t.words)))


def school_changes(born: date) -> tuple[Transition, ...]:
    """When a child starts school and changes to secondary school in England: the September after the 4th and the 11th
    birthday (a birthday on 1 September counts for the year after).
    """
    first = born.year + (1 if (born.month, born.day) >= (9, 1) else 0)
    starts, changes = date(first + 4, 9, 1), date(first + 11, 9, 1)
    return Transition(starts, "starts school"), Transition(changes, "moves to secondary school")


def told_of_seat(number: int, form: Model, who: str, reason: str, family_view: str) -> tuple[str, str]:
    """A change of who leads, as the chronology tells it: a title, and the words behind it."""
    seat = f" (seat {number})" if LEADS[form] > 1 else ""
    if who:
        return f"{who} leads{seat}", f"The family says: {family_view}" if family_view else ""
    return f"Nobody leads{seat}", reason


def needs_of(body: Mapping[str, object]) -> tuple[Need, ...]:
    """The composition that the partnership agreed, from its stored fields."""
    listed = body.get("needs", [])
    assert isinstance(listed, list)
    return tuple(Need(str(n["role"]), str(n["words"]), int(n["at_least"])) for n in listed)
