"""Which agencies and practitioners there are."""

from collections.abc import Mapping, Sequence
from uuid import UUID
from zoneinfo import ZoneInfo

from alongside.agencies.contracts import Agency, AgencyKind, Practitioner, Told
from alongside.agencies.models import AgencyName
from alongside.agencies.models import Practitioner as PractitionerRow
from alongside.kernel.caller import Caller
from alongside.kernel.capability import capability
from alongside.kernel.dates import PartialDate
from alongside.kernel.duties import Event
from alongside.kernel.ids import ActorId, AgencyId, ChildId, PersonId
from alongside.kernel.scope import for_agency, for_partnership, for_self

_ORDER = {kind: place for place, kind in enumerate(AgencyKind)}


def _agency(row: AgencyName) -> Agency:
    return Agency(AgencyId(row.agency), row.name, AgencyKind(row.kind))


@capability("agencies.all", scope=for_self())
def all_agencies(caller: Caller) -> tuple[Agency, ...]:
    """Every agency of the partnership, in the order of a chronology's lanes."""
    found = [_agency(row) for row in AgencyName.objects.all()]
    return tuple(sorted(found, key=lambda a: (_ORDER[a.kind], a.name)))


@capability("agencies.practitioners", scope=for_self())
def practitioners(caller: Caller, *, actors: Sequence[ActorId]) -> dict[ActorId, Practitioner]:
    """Who these actors are, as their agencies named them."""
    rows = PractitionerRow.objects.filter(actor__in=list(actors))
    return {ActorId(r.actor): _practitioner(r) for r in rows}


@capability("agencies.colleagues", scope=for_agency("agency", offices=("administrator", "operator")))
def colleagues(caller: Caller, *, agency: AgencyId) -> tuple[Practitioner, ...]:
    """Everybody whom the agency has named as working for it, by name."""
    rows = PractitionerRow.objects.filter(agency=agency).order_by("name", "email")
    return tuple(_practitioner(r) for r in rows)


@capability("agencies.found_by_address", scope=for_partnership())
def found_by_address(caller: Caller, *, email: str) -> tuple[Practitioner, ...]:
    """The practitioners with exactly this address at work, for colleagues who want to bring them into a team."""
    rows = PractitionerRow.objects.filter(email=email.strip().casefold()).order_by("since")
    return tuple(_practitioner(r) for r in rows)


@capability("agencies.with_address", scope=for_partnership("operator", "administrator"))
def with_address(caller: Caller, *, email: str) -> tuple[Practitioner, ...]:
    """The practitioners with this address at work; more than one when several agencies name it."""
    rows = PractitionerRow.objects.filter(email=email.strip().casefold()).order_by("since")
    return tuple(_practitioner(r) for r in rows)


def _practitioner(row: PractitionerRow) -> Practitioner:
    return Practitioner(ActorId(row.actor), AgencyId(row.agency), row.name, row.email, row.role)


@capability("agencies.as_events", scope=for_self())
def as_events(caller: Caller, *, child: ChildId, told: Sequence[Told]) -> tuple[Event, ...]:
    """What was done here, as events of a child's story: told by the agency of whoever did it."""
    if not told:
        return ()
    writers = practitioners(caller, actors=tuple({x.by for x in told}))
    names = {a.id: a.name for a in all_agencies(caller)}
    return tuple(_event(child, line, writers.get(line.by), names) for line in told)


def _event(child: ChildId, line: Told, writer: Practitioner | None, names: Mapping[AgencyId, str]) -> Event:
    here = line.at.astimezone(LOCAL)
    return Event(
        id=line.id, person=PersonId(child), when=PartialDate(line.on or here.date()),
        clock="" if line.on else f"{here:%H:%M}", kind="decision",
        title=line.title, text=line.text, agency=writer.agency if writer else UUID(int=0),
        told_by=names.get(writer.agency, "") if writer else "The family", reference="", recorded_at=line.at,
        worker=writer.name if writer else "", deed=line.on is None,
    )  # fmt: skip


LOCAL = ZoneInfo("Europe/London")
"""The clock on the wall."""
