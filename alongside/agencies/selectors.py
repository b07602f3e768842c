"""Which agencies and practitioners there are."""

from collections.abc import Sequence

from alongside.agencies.contracts import Agency, AgencyKind, Practitioner
from alongside.agencies.models import AgencyName
from alongside.agencies.models import Practitioner as PractitionerRow
from alongside.kernel.caller import Caller
from alongside.kernel.capability import capability
from alongside.kernel.ids import ActorId, AgencyId
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
