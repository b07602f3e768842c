"""Finding the rows that a deed on a team is about, or the sentence why there are none."""

from uuid import UUID

from alongside.kernel.answers import NotPossible
from alongside.kernel.ids import ChildId
from alongside.teams import models


def needs(said: str, what: str) -> None:
    """Refuse where nothing was said."""
    if not said.strip():
        raise NotPossible(f"Say {what}.")


def team(child: ChildId) -> UUID:
    """The team around this child now."""
    teams = models.TeamChild.teams_of([child])
    if not teams:
        raise NotPossible("There is no team around this child yet. Begin one first.")
    return min(teams)


def member(team: UUID, member: UUID, otherwise: str) -> models.Member:
    """Somebody who is in the team now."""
    row = models.Member.now_in(team).filter(id=member).first()
    if row is None:
        raise NotPossible(otherwise)
    return row


def seat(team: UUID, number: int) -> models.Seat:
    """A lead's seat as it is now."""
    row = models.Seat.now_in(team).filter(number=number).first()
    if row is None:
        raise NotPossible("This way of working has no such lead.")
    return row
