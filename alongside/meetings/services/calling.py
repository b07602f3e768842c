"""A meeting is called: about whom, why, who is invited, at which times it could be."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from alongside.agencies import api as agencies
from alongside.kernel.answers import NotPossible
from alongside.kernel.caller import Caller
from alongside.kernel.capability import capability
from alongside.kernel.ids import ChildId
from alongside.kernel.scope import for_child
from alongside.meetings import models
from alongside.meetings.contracts import As, Guest, Kind, Occasion
from alongside.meetings.selectors import rows
from alongside.meetings.services import finding, telling
from alongside.teams import api as teams
from alongside.trust import api as trust


@dataclass(frozen=True, slots=True)
class Called:
    """What a meeting is called for: its kind, why, how many minutes, and where it is to be."""

    kind: Kind
    why: str
    minutes: int = 60
    place: str = ""
    online: str = ""


@capability("meetings.call", scope=for_child("children"), writes=True)
def call(
    caller: Caller, *, children: Sequence[ChildId], called: Called, guests: Sequence[Guest],
    times: Sequence[datetime] = (),
) -> UUID:  # fmt: skip
    """A meeting about these children is called: who is invited, and at which times it could be."""
    if not 5 <= called.minutes <= 480:
        raise NotPossible("Say how long it is, between 5 minutes and 8 hours.")
    row = models.Meeting(
        kind=called.kind.value, why=finding.needs(called.why, "what the meeting is for"), minutes=called.minutes,
        place=called.place.strip(), online=called.online.strip(), called_at=caller.now, called_by=caller.actor,
    )  # fmt: skip
    row.save(force_insert=True)
    for source in dict.fromkeys(trust.subjects(caller, children=tuple(children)).values()):
        models.MeetingChild(meeting=row, source=source, at=caller.now, by=caller.actor).save(force_insert=True)
    _invite(caller, row, children[0], [Guest(As.PRACTITIONER, actor=caller.actor), *guests])
    _propose(caller, row, times)
    telling.tell(caller, children[0], rows.bare(row), Occasion.CALLED)
    return row.id


@capability("meetings.invite", scope=for_child(), writes=True)
def invite(caller: Caller, *, child: ChildId, meeting: UUID, guests: Sequence[Guest]) -> None:
    """More people are invited, before the meeting or while it goes on."""
    if not guests:
        raise NotPossible("Choose somebody to invite.")
    row = finding.open_meeting(child, meeting)
    new = _invite(caller, row, child, guests)
    if not models.Begun.objects.filter(meeting=row).exists():
        arranged = models.Arranged.objects.filter(meeting=row).exists()
        occasion = Occasion.ARRANGED if arranged else Occasion.CALLED
        telling.tell(caller, child, rows.bare(row), occasion, only=new)


@capability("meetings.propose", scope=for_child(), writes=True)
def propose(caller: Caller, *, child: ChildId, meeting: UUID, times: Sequence[datetime]) -> None:
    """More times are proposed."""
    if not times:
        raise NotPossible("Give at least one time.")
    _propose(caller, finding.before(child, meeting), times)


def _propose(caller: Caller, row: models.Meeting, times: Sequence[datetime]) -> None:
    known = set(models.Time.objects.filter(meeting=row).values_list("starts_at", flat=True))
    for starts_at in sorted(set(times) - known):
        if starts_at <= caller.now:
            raise NotPossible("Choose times that are still to come.")
        models.Time(meeting=row, starts_at=starts_at, at=caller.now, by=caller.actor).save(force_insert=True)


def _invite(caller: Caller, row: models.Meeting, child: ChildId, guests: Sequence[Guest]) -> set[UUID]:
    """Gives those who were not invited before."""
    actors = tuple({g.actor for g in guests if g.actor})
    known = agencies.practitioners(caller, actors=actors) if actors else {}
    team = teams.team_of(caller, child=child)
    members = {m.id: m for m in team.members} if team else {}
    there = list(models.Invited.objects.filter(meeting=row))
    before = len(there)
    for guest in guests:
        made = models.Invited(meeting=row, kind=guest.kind.value, role=guest.role, at=caller.now, by=caller.actor)
        if guest.kind is As.PRACTITIONER:
            who = known.get(guest.actor) if guest.actor else None
            if who is None:
                raise NotPossible("Choose somebody whom an agency has named as its worker.")
            made.name, made.actor, made.agency, made.role = who.name, who.actor, who.agency, guest.role or who.role
        elif guest.member:
            if guest.member not in members:
                raise NotPossible("This person is not in the team any more.")
            made.name, made.member = members[guest.member].name, guest.member
            made.role = guest.role or members[guest.member].role
        else:
            made.name = finding.needs(guest.name, "who is invited")
        if not any(_same(made, other) for other in there):
            there.append(made)
    models.Invited.objects.bulk_create(there[before:])
    return {i.id for i in there[before:]}


def _same(a: models.Invited, b: models.Invited) -> bool:
    if a.actor or a.member:
        return (a.actor, a.member) == (b.actor, b.member)
    return a.name.casefold() == b.name.casefold() and not b.actor and not b.member
