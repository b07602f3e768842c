"""Adding agencies, naming practitioners, inviting colleagues."""

from collections.abc import Sequence

from alongside.accounts import api as accounts
from alongside.agencies.contracts import Agency, AgencyKind, Worker
from alongside.agencies.models import AgencyName, Practitioner
from alongside.anchor.models import Actor
from alongside.anchor.models import Agency as AgencyAnchor
from alongside.kernel.answers import NotPossible
from alongside.kernel.caller import Caller
from alongside.kernel.capability import capability
from alongside.kernel.ids import ActorId, AgencyId
from alongside.kernel.scope import for_agency, for_partnership, for_system
from alongside.trust import api as trust


@capability("agencies.add", scope=for_partnership("administrator", "operator"), writes=True)
def add(caller: Caller, *, name: str, kind: AgencyKind) -> Agency:
    """An agency joins the partnership; one of that name that is there already is given back."""
    name = " ".join(name.split())
    if not name:
        raise NotPossible("An agency needs a name.")
    row = AgencyName.objects.filter(name__iexact=name).first()
    if row is None:
        anchor = AgencyAnchor.objects.create()
        row = AgencyName.objects.create(agency=anchor.id, name=name, kind=kind.value)
    return Agency(AgencyId(row.agency), row.name, AgencyKind(row.kind))


@capability("agencies.name_workers", scope=for_system("receiver"), writes=True)
def name_workers(caller: Caller, *, agency: AgencyId, workers: Sequence[Worker]) -> dict[str, ActorId]:
    """An agency's delivery names its own workers; each address at work is one practitioner."""
    named = {w.email.strip().casefold(): w for w in workers if "@" in w.email}
    known = dict(Practitioner.objects.filter(agency=agency, email__in=named).values_list("email", "actor"))
    for email, worker in sorted(named.items()):
        if email not in known:
            known[email] = _practitioner(agency, email, worker.name, worker.role)
    return {email: ActorId(actor) for email, actor in known.items()}


@capability("agencies.invite_colleague", scope=for_agency("agency", offices=("administrator", "operator")), writes=True)
def invite_colleague(
    caller: Caller, *, agency: AgencyId, email: str, name: str, role: str, offices: tuple[trust.Office, ...]
) -> accounts.Invitation:
    """A colleague is invited, with the offices they will hold for the agency."""
    actor = _find_or_name(agency, email, name, role)
    for office in sorted({trust.Office.PRACTITIONER, *offices}):
        trust.give_office(caller, actor=actor, office=office, agency=agency)
    return accounts.invite(caller, email=email, name=name, actor=actor)


@capability("agencies.make_up_colleague", scope=for_system("county"), writes=True)
def make_up_colleague(
    caller: Caller,
    *,
    agency: AgencyId,
    email: str,
    name: str,
    role: str,
    offices: tuple[trust.Office, ...],
    password: str,
) -> ActorId:
    """A made-up colleague of a made-up county, who can sign in with a printed password.

    Whoever settles pairs does so for all agencies: most pairs are of records of two.
    """
    actor = _find_or_name(agency, email, name, role)
    founder = Caller.system("founder", purpose=caller.purpose, now=caller.now)
    for office in sorted({trust.Office.PRACTITIONER, *offices}):
        held_for = None if office is trust.Office.MATCHER else agency
        trust.found_office(founder, actor=actor, office=office, agency=held_for)
    accounts.make_up(caller, email=email, name=name, actor=actor, password=password)
    return actor


def _find_or_name(agency: AgencyId, email: str, name: str, role: str) -> ActorId:
    email = email.strip().casefold()
    actor = Practitioner.objects.filter(agency=agency, email=email).values_list("actor", flat=True).first()
    return ActorId(actor) if actor else _practitioner(agency, email, name, role)


def _practitioner(agency: AgencyId, email: str, name: str, role: str) -> ActorId:
    actor = Actor.objects.create()
    Practitioner.objects.create(actor=actor.id, agency=agency, name=name or email, email=email, role=role)
    return ActorId(actor.id)
