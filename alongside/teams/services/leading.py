"""Who leads, and why nobody does."""

from datetime import date
from uuid import UUID

from alongside.kernel.answers import NotPossible
from alongside.kernel.caller import Caller
from alongside.kernel.capability import capability
from alongside.kernel.ids import ChildId
from alongside.kernel.scope import for_child
from alongside.teams import models
from alongside.teams.contracts import MemberKind
from alongside.teams.services import finding


@capability("teams.lead", scope=for_child(), writes=True)
def lead(caller: Caller, *, child: ChildId, seat: int, member: UUID, family_view: str = "") -> None:
    """Somebody of the team leads from now on; `family_view` is what the family said about it."""
    team = finding.team(child)
    row = finding.member(team, member, "Whoever leads has to be in the team.")
    if row.kind != MemberKind.PRACTITIONER.value:
        raise NotPossible("A lead works for one of the agencies. The family's say is in every decision instead.")
    if models.Seat.now_in(team).filter(member=row).exists():
        raise NotPossible("This person leads already.")
    change_seat(caller, finding.seat(team, seat), member=row, family_view=family_view.strip())


@capability("teams.vacate", scope=for_child(), writes=True)
def vacate(
    caller: Caller, *, child: ChildId, seat: int, reason: str, cover: UUID | None = None, settle_by: date | None = None
) -> None:
    """Nobody leads for now: why, who covers, and by when it is settled."""
    team = finding.team(child)
    finding.needs(reason, "why nobody leads for now")
    covering = finding.member(team, cover, "Whoever covers has to be in the team.") if cover else None
    change_seat(caller, finding.seat(team, seat), reason=reason.strip(), cover=covering, settle_by=settle_by)


def change_seat(
    caller: Caller, seat: models.Seat, *, member: models.Member | None = None, reason: str = "",
    cover: models.Member | None = None, settle_by: date | None = None, family_view: str = "",
) -> None:  # fmt: skip
    """One who had the seat, or its vacancy, ends; another begins at the same moment."""
    at = models.one_moment(caller.now, [seat])
    seat.end(at)
    models.Seat(
        team_id=seat.team_id, form_id=seat.form_id, number=seat.number, member=member, reason=reason, cover=cover,
        settle_by=settle_by, family_view=family_view, during=models.from_now_on(at), by=caller.actor,
    ).save(force_insert=True)  # fmt: skip
