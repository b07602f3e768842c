"""Giving offices, stating reasons, granting and ending access."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import connection
from django.db.models import Q
from django.db.models.expressions import RawSQL
from psycopg.types.range import TimestamptzRange

from alongside.anchor.models import Actor, Identity
from alongside.kernel.answers import NotPossible
from alongside.kernel.caller import Caller, Purpose
from alongside.kernel.capability import capability
from alongside.kernel.duties import REGISTRY
from alongside.kernel.ids import ActorId, AgencyId, ChildId, PersonId, SourceId, source_of
from alongside.kernel.scope import for_agency, for_child, for_partnership, for_system
from alongside.trust import models
from alongside.trust.contracts import Basis, Level, Office, ReasonKind, Tie
from alongside.trust.rules import admission
from alongside.trust.selectors import my_offices, subjects


def settler(caller: Caller) -> Caller:
    """The job that lets grants follow what they rest on; it works inside the visit of whoever caused it."""
    return Caller.system("settler", purpose=Purpose.ADMINISTRATION, now=caller.now)


@capability("trust.give_office", scope=for_partnership("administrator", "operator"), writes=True)
def give_office(caller: Caller, *, actor: ActorId, office: Office, agency: AgencyId | None) -> None:
    """Somebody takes an office for an agency, or for the whole partnership."""
    _give(caller, actor, office, agency)


@capability("trust.end_office", scope=for_agency("agency", offices=("administrator", "operator")), writes=True)
def end_office(caller: Caller, *, agency: AgencyId, office: UUID) -> None:
    """Somebody lays down an office for an agency, or is relieved of it; nobody ends their own administration."""
    held = models.Office.objects.filter(id=office, agency=agency, until=None).first()
    if held is None:
        raise NotPossible("Nobody holds this office for this agency any more.")
    if held.actor == caller.actor and held.office == Office.ADMINISTRATOR.value:
        raise NotPossible("Another administrator has to relieve you of this office.")
    held.until = caller.now
    held.save(update_fields=["until"])


@capability("trust.found_office", scope=for_system("founder"), writes=True)
def found_office(caller: Caller, *, actor: ActorId, office: Office, agency: AgencyId | None) -> None:
    """The first office of a partnership is given by the system itself, once."""
    Actor.objects.get_or_create(id=actor)
    _give(caller, actor, office, agency)


def _give(caller: Caller, actor: ActorId, office: Office, agency: AgencyId | None) -> None:
    held = models.Office.objects.filter(actor=actor, office=office.value, agency=agency, until=None)
    if not held.exists():
        models.Office(actor=actor, office=office.value, agency=agency, since=caller.now, given_by=caller.actor).save(
            force_insert=True
        )


@capability(
    "trust.open_reason", scope=for_agency("agency", offices=("administrator", "steward", "matcher")), writes=True
)
def open_reason(
    caller: Caller, *, agency: AgencyId, number: str, kind: ReasonKind, from_on: date, reference: str = ""
) -> ChildId:
    """An agency states why a child is here; from now on those who work with the child can see the record.

    `number` is the agency's own number of the child, so that nobody can speak about another agency's record.
    """
    subject = source_of(agency, number)
    person = Identity.objects.filter(source=subject, until=None).values_list("person_id", flat=True).first()
    if person is None:
        raise NotPossible("This person has not been linked yet. Run the linking first.")
    if from_on > caller.now.date():
        raise NotPossible("A reason cannot begin in the future.")
    models.Reason(
        subject=subject, child=person, kind=kind.value, from_on=from_on, agency=agency, reference=reference,
        stated_by=caller.actor,
    ).save(force_insert=True)  # fmt: skip
    REGISTRY.settle(settler(caller), [PersonId(person)])
    return ChildId(person)


@capability("trust.step_to", scope=for_child(), writes=True)
def step_to(caller: Caller, *, child: ChildId, step: UUID, kind: ReasonKind | None, on: date) -> None:
    """Why a child is here changes with a step that those around the child take; what agencies state stays as it is.

    `kind` None ends the step before without another reason.
    """
    agency = next((a for office, a in my_offices(caller) if a), None)
    if agency is None:
        raise NotPossible("Only somebody who works for an agency records a step.")
    before = models.Reason.objects.filter(child=child, to_on=None).exclude(step=None)
    before.update(to_on=on)
    if kind:
        models.Reason(
            subject=subjects(caller, children=(child,))[child], child=child, kind=kind.value, from_on=on,
            agency=agency, reference=str(step), stated_by=caller.actor, step=step,
        ).save(force_insert=True)  # fmt: skip
    REGISTRY.settle(settler(caller), [PersonId(child)])


@dataclass(frozen=True, slots=True)
class StatedReason:
    """A reason as a delivery states it."""

    subject: SourceId
    kind: ReasonKind
    from_on: date
    to_on: date | None
    reference: str


_STATE = """
    INSERT INTO trust_reason (id, subject, child, kind, from_on, to_on, agency, reference, stated_by)
    SELECT gen_random_uuid(), s, i.person_id, k, f, t, %s, r, %s
    FROM unnest(%s::uuid[], %s::text[], %s::date[], %s::date[], %s::text[]) AS stated(s, k, f, t, r)
    LEFT JOIN anchor_identity i ON i.source = s AND i.until IS NULL
    ON CONFLICT (agency, subject, kind, from_on, reference) DO UPDATE SET to_on = excluded.to_on
"""


@capability("trust.state_reasons", scope=for_system("receiver"), writes=True)
def state_reasons(caller: Caller, *, agency: AgencyId, reasons: Sequence[StatedReason]) -> None:
    """A delivery states why children are here; a later delivery may state when that ended."""
    latest = {(r.subject, r.kind, r.from_on, r.reference): r for r in reasons}.values()
    if not latest:
        return
    columns = [list(c) for c in zip(*[(r.subject, r.kind.value, r.from_on, r.to_on, r.reference) for r in latest])]
    with connection.cursor() as cursor:
        cursor.execute(_STATE, (agency, caller.actor, *columns))


@dataclass(frozen=True, slots=True)
class Entitlement:
    """Somebody's involvement with a child, on which a grant rests while it lasts."""

    actor: ActorId
    subject: SourceId
    child: ChildId
    basis_row: UUID
    why: str
    until: datetime | None
    level: Level = Level.PROFESSIONAL


@capability("trust.follow_involvements", scope=for_system("settler"), writes=True)
def follow_involvements(caller: Caller, *, children: Sequence[ChildId], entitled: Sequence[Entitlement]) -> None:
    """Grants that rest on involvements begin and end with them."""
    held = models.Grant.objects.filter(
        Q(valid__upper_inf=True) | Q(valid__endswith__gt=caller.now),
        child__in=RawSQL("SELECT unnest(%s::uuid[])", [list(children)]),
        basis=Basis.INVOLVEMENT.value,
    )
    wanted: dict[tuple[UUID, UUID, UUID], Entitlement] = {(e.actor, e.subject, e.basis_row): e for e in entitled}
    for grant in held:
        entitlement = wanted.pop((grant.actor, grant.subject, grant.basis_row), None)
        until = entitlement.until if entitlement else caller.now
        if grant.valid.upper != until:
            _end(grant, until, caller.now)
    for entitlement in wanted.values():
        _grant(caller, entitlement)


def _end(grant: models.Grant, until: datetime | None, now: datetime) -> None:
    if until is None or until > grant.valid.lower:
        grant.valid = TimestamptzRange(grant.valid.lower, until)
    else:
        grant.valid = TimestamptzRange(grant.valid.lower, max(now, grant.valid.lower))
    grant.save(update_fields=["valid"])


def _grant(caller: Caller, e: Entitlement) -> None:
    if e.until is not None and e.until <= caller.now:
        return
    models.Grant(
        actor=e.actor, subject=e.subject, child=e.child, level=e.level, purpose=Purpose.DIRECT_WORK.value,
        basis=Basis.INVOLVEMENT.value, basis_row=e.basis_row, why=e.why,
        valid=TimestamptzRange(caller.now, e.until), issued_by=caller.actor,
    ).save(force_insert=True)  # fmt: skip


_SETTLE = """
    UPDATE trust_reason r SET child = i.person_id FROM anchor_identity i
    WHERE i.source = r.subject AND i.until IS NULL AND i.person_id = ANY(%(people)s)
      AND r.child IS DISTINCT FROM i.person_id;
    UPDATE trust_grant g SET child = i.person_id FROM anchor_identity i
    WHERE i.source = g.subject AND i.until IS NULL AND i.person_id = ANY(%(people)s)
      AND g.child IS DISTINCT FROM i.person_id;
    INSERT INTO anchor_child (person_id)
    SELECT DISTINCT r.child FROM trust_reason r WHERE r.child = ANY(%(people)s) ON CONFLICT DO NOTHING
"""


@capability("trust.settle", scope=for_system("settler"), writes=True)
def settle(caller: Caller, *, people: Sequence[PersonId]) -> None:
    """Reasons and grants follow the identity of those they were stated for."""
    with connection.cursor() as cursor:
        for statement in _SETTLE.split(";"):
            cursor.execute(statement, {"people": list(people)})


@capability("trust.draw_circles", scope=for_system("settler"), writes=True)
def draw_circles(caller: Caller, *, children: Sequence[ChildId], ties: Sequence[Tie]) -> None:
    """The circles around these children are drawn anew."""
    models.Circle.objects.filter(child__in=list(children)).delete()
    models.Circle.objects.bulk_create(
        models.Circle(
            child=t.child,
            person=t.person,
            from_on=t.from_on,
            to_on=t.to_on,
            tie=t.tie,
            source=t.source,
            opens_items=t.opens_items,
        )
        for t in ties
    )


@capability("trust.claim_urgent_need", scope=for_partnership("practitioner", "supervisor"), writes=True)
def claim_urgent_need(caller: Caller, *, child: ChildId, why: str) -> datetime:
    """A child needs somebody now: the record opens for four hours, and a supervisor hears of it."""
    subject = _subject_of_open_reason(child)
    facts = admission.UrgentNeedFacts(subject is not None, _unreviewed_of(caller))
    try:
        until = admission.urgent_need(facts, why=why, now=caller.now)
    except ValueError as error:
        raise NotPossible(str(error)) from error
    assert subject is not None, "the rule refuses where no reason is open"
    grant = uuid4()
    models.Grant(
        id=grant, actor=caller.actor, subject=subject, child=child, level=Level.RESTRICTED,
        purpose=Purpose.URGENT_NEED.value, basis=Basis.URGENT_NEED.value, basis_row=grant, why=why.strip(),
        valid=TimestamptzRange(caller.now, until), issued_by=caller.actor,
    ).save(force_insert=True)  # fmt: skip
    return until


def _subject_of_open_reason(child: ChildId) -> SourceId | None:
    """The record for which the oldest open reason was stated; somebody who may not see reasons still gets this far."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT trust_open_reason_subject(%s)", (child,))
        subject: SourceId | None = cursor.fetchone()[0]
    return subject


def _unreviewed_of(caller: Caller) -> int:
    claimed = models.Grant.objects.filter(actor=caller.actor, basis=Basis.URGENT_NEED.value)
    reviewed = models.Review.objects.filter(grant__in=claimed).count()
    return claimed.count() - reviewed


@capability("trust.review_urgent_need", scope=for_partnership("supervisor", "administrator"), writes=True)
def review_urgent_need(caller: Caller, *, need: UUID, words: str) -> None:
    """A supervisor has looked at an urgent need and says what they found."""
    grant = models.Grant.objects.filter(id=need, basis=Basis.URGENT_NEED.value).first()
    if grant is None:
        raise NotPossible("There is no such urgent need.")
    if grant.actor == caller.actor:
        raise NotPossible("Somebody else has to review your own urgent need.")
    if models.Review.objects.filter(grant=grant).exists():
        raise NotPossible("This urgent need has been reviewed already.")
    models.Review(grant=grant, reviewer=caller.actor, words=words.strip()).save(force_insert=True)
