"""What may be asked about reasons, grants and offices."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db.models import Q
from django.db.models.expressions import RawSQL

from alongside.anchor.models import Identity
from alongside.kernel.caller import Caller
from alongside.kernel.capability import capability
from alongside.kernel.dates import Period
from alongside.kernel.ids import ActorId, AgencyId, ChildId, PersonId, SourceId
from alongside.kernel.scope import for_agency, for_child, for_partnership, for_self
from alongside.trust import models
from alongside.trust.contracts import Basis, Grant, Held, Level, Office, Reason, ReasonKind, Tie, UrgentNeed


@capability("trust.my_offices", scope=for_self())
def my_offices(caller: Caller) -> tuple[tuple[Office, UUID | None], ...]:
    """The offices the caller holds now."""
    rows = models.Office.objects.filter(actor=caller.actor, since__lte=caller.now, until=None).order_by("office")
    return tuple((Office(r.office), r.agency) for r in rows)


@capability("trust.offices_of", scope=for_agency("agency", offices=("administrator", "operator")))
def offices_of(caller: Caller, *, agency: AgencyId) -> tuple[Held, ...]:
    """Who holds which office for an agency now, those held for the whole partnership among them."""
    rows = models.Office.objects.filter(Q(agency=agency) | Q(agency=None), until=None, since__lte=caller.now)
    return tuple(
        Held(r.id, ActorId(r.actor), Office(r.office), r.agency, r.since) for r in rows.order_by("since", "id")
    )


@capability("trust.my_grants", scope=for_self())
def my_grants(caller: Caller) -> tuple[Grant, ...]:
    """Every child's record that is open to the caller now, and why."""
    rows = models.Grant.objects.filter(actor=caller.actor, valid__contains=caller.now).order_by("why", "id")
    return tuple(_grant(row) for row in rows)


@capability("trust.subjects", scope=for_child("children", level=0))
def subjects(caller: Caller, *, children: Sequence[ChildId]) -> dict[ChildId, SourceId]:
    """The record of each child on which the caller's access rests: what the caller writes hangs on it.

    When records turn out to be of different children, what was written goes with the writer's own record.
    """
    rows = models.Grant.objects.filter(actor=caller.actor, valid__contains=caller.now, child__in=list(children))
    return {ChildId(r.child): SourceId(r.subject) for r in rows.order_by("-level", "-valid", "id")}


@capability("trust.mine_among", scope=for_self())
def mine_among(caller: Caller, *, sources: Iterable[UUID]) -> tuple[ChildId, ...]:
    """Which children these records are of, as far as the caller works with them now."""
    people = Identity.objects.filter(source__in=list(sources), until=None).values_list("person_id", flat=True)
    worked_with = models.Grant.objects.filter(
        actor=caller.actor, valid__contains=caller.now, level__gte=Level.PROFESSIONAL, child__in=set(people)
    )
    return tuple(ChildId(c) for c in worked_with.order_by("child").values_list("child", flat=True).distinct())


@capability("trust.reasons", scope=for_child())
def reasons(caller: Caller, *, child: ChildId) -> tuple[Reason, ...]:
    """Why the child is here, now and before."""
    rows = models.Reason.objects.filter(child=child).order_by("-from_on", "kind")
    today = caller.now.date()
    return tuple(
        Reason(
            r.id, ReasonKind(r.kind), Period(r.from_on, r.to_on), r.agency, r.to_on is None or r.to_on >= today,
            r.step is not None,
        )
        for r in rows
    )  # fmt: skip


@capability("trust.circle", scope=for_child())
def circle(caller: Caller, *, child: ChildId) -> tuple[Tie, ...]:
    """Whose items belong to the child's story, from when to when, and by which record that is known."""
    rows = models.Circle.objects.filter(child=child).order_by("id")
    return tuple(Tie(child, PersonId(r.person), r.from_on, r.to_on, r.tie, r.source, r.opens_items) for r in rows)


@capability("trust.urgent_needs", scope=for_partnership("supervisor", "administrator"))
def urgent_needs(caller: Caller, *, limit: int = 200) -> tuple[UrgentNeed, ...]:
    """Records that were opened in urgent need, newest first, with those that still wait for a review."""
    rows = models.Grant.objects.filter(basis=Basis.URGENT_NEED.value).order_by("-valid")[:limit]
    seen = set(models.Review.objects.filter(grant__in=[r.id for r in rows]).values_list("grant_id", flat=True))
    return tuple(
        UrgentNeed(r.id, ActorId(r.actor), ChildId(r.child), r.why, r.valid.lower, r.valid.upper, r.id in seen)
        for r in rows
    )


@capability("trust.settled_children", scope=for_partnership())
def settled_children(caller: Caller, *, people: Sequence[UUID]) -> frozenset[UUID]:
    """Which of these people are children with an open reason (jobs only see this; policies close it to others)."""
    today = caller.now.date()
    asked = RawSQL("SELECT unnest(%s::uuid[])", [list(people)])  # one value, however many they are
    rows = models.Reason.objects.filter(child__in=asked, from_on__lte=today).exclude(to_on__lt=today)
    return frozenset(c for c in rows.values_list("child", flat=True) if c)


def _grant(row: models.Grant) -> Grant:
    return Grant(
        row.id,
        ActorId(row.actor),
        ChildId(row.child),
        Level(row.level),
        Basis(row.basis),
        row.why,
        row.valid.lower,
        row.valid.upper,
    )
