"""What deliveries have brought, as far as the caller may see it."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from datetime import date, datetime
from importlib import resources
from uuid import UUID

from django.db import connection
from django.db.models import Max, Sum

from alongside.kernel.answers import NotFound
from alongside.kernel.caller import Caller
from alongside.kernel.capability import capability
from alongside.kernel.dates import PartialDate, Period, Precision
from alongside.kernel.duties import Event
from alongside.kernel.ids import AgencyId, ChildId, PersonId, SourceId
from alongside.kernel.scope import for_agency, for_child, for_partnership, for_system
from alongside.records.contracts import (
    Coverage,
    DeliveredFile,
    DeliveryState,
    Disposal,
    Involvement,
    Kept,
    Problem,
    Report,
)
from alongside.records.models import Delivery, Progress, RefusedRow, Row
from alongside.records.models import Disposal as DisposalRow
from alongside.records.reading import RawRow, read_files
from alongside.records.rules.mapping import MappingFile, read_mapping
from alongside.records.rules.naming import named_in
from alongside.records.rules.values import parse_date, tidy

_MOST_PROBLEMS = 1_000


@capability("records.mappings", scope=for_partnership())
def mappings(caller: Caller) -> tuple[MappingFile, ...]:
    """The mappings that are shipped with the product."""
    return shipped_mappings()


def shipped_mappings() -> tuple[MappingFile, ...]:
    folder = resources.files("alongside.records") / "mappings"
    found = sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
    return tuple(read_mapping(f.read_text(encoding="utf-8"), name=f.name.removesuffix(".toml")) for f in found)


def guess_mapping(files: tuple[DeliveredFile, ...], known: tuple[MappingFile, ...]) -> MappingFile | None:
    """The mapping that knows most of the columns of the first row of every file, or none that fits them all."""
    heads = [next(iter(read_files((file,))), None) for file in files]
    fitting = [
        (sum(len(_known_columns(m, h)) for h in heads if h), m.name, m)
        for m in known
        if all(h is None or _known_columns(m, h) for h in heads)
    ]
    return max(fitting)[2] if fitting else None


def _known_columns(mapping: MappingFile, row: RawRow) -> set[str]:
    columns = {tidy(c) for c in row.values}
    fits = [t for t in mapping.tables if t.fits(row.table, row.values) or t.fits(row.file, row.values)]
    return {c for t in fits for c in t.columns & columns}


def about_delivery(mapping: MappingFile, values: Mapping[str, str]) -> Iterator[tuple[str, date]]:
    row = {tidy(k): v for k, v in values.items()}
    for name, value in mapping.delivery.items():
        said = " ".join(row.get(tidy(c), "") for c in value.columns) or value.fixed
        try:
            when = parse_date(said)
        except ValueError:
            continue
        yield name, when.last if name == "covers_to" else when.on


_PEOPLE = "SELECT count(DISTINCT source) FROM families_description WHERE agency = %s"
_CHILDREN = """
    SELECT count(DISTINCT r.subject) FROM trust_reason r WHERE r.agency = %s
"""


@capability("records.report", scope=for_system("receiver"))
def report(caller: Caller, *, delivery: int, again: bool, seconds: float) -> Report:
    """What came of a delivery, in numbers and with every problem."""
    return _report(Delivery.objects.get(pk=delivery), again=again, seconds=seconds)


def _report(row: Delivery, *, again: bool, seconds: float) -> Report:
    sums = Progress.objects.filter(delivery=row).aggregate(
        *[Sum(n) for n in ("rows", "accepted", "already_known", "refused", "events")]
    )
    total = {name.removesuffix("__sum"): value or 0 for name, value in sums.items()}
    problems = RefusedRow.objects.filter(delivery=row.pk).order_by("id")[:_MOST_PROBLEMS]
    with connection.cursor() as cursor:
        cursor.execute(_PEOPLE, (row.agency,))
        people = cursor.fetchone()[0]
        cursor.execute(_CHILDREN, (row.agency,))
        children = cursor.fetchone()[0]
    return Report(
        delivery=row.pk,
        rows=total["rows"],
        accepted=0 if again else total["accepted"],
        refused=total["refused"],
        already_known=total["rows"] - total["refused"] if again else total["already_known"],
        people=people,
        children=children,
        events=0 if again else total["events"],
        problems=tuple(Problem(p.file, p.line, p.column, p.value, p.expected, p.refused) for p in problems),
        seconds=round(seconds, 2),
    )


@capability("records.report_of", scope=for_agency("agency", offices=("steward",)))
def report_of(caller: Caller, *, agency: AgencyId, delivery: int) -> Report:
    """For the agency's steward: what came of a delivery of that agency."""
    return _report(_delivery(agency, delivery), again=False, seconds=0.0)


@capability("records.refused_rows", scope=for_agency("agency", offices=("steward", "operator")))
def refused_rows(
    caller: Caller, *, agency: AgencyId, delivery: int, limit: int = 100_000
) -> tuple[tuple[Problem, Mapping[str, str]], ...]:
    """For the agency's steward: the rows of a delivery that could not be taken, as they came, in their order."""
    rows = RefusedRow.objects.filter(delivery=_delivery(agency, delivery).pk, refused=True).order_by("id")[:limit]
    return tuple((Problem(r.file, r.line, r.column, r.value, r.expected), json.loads(r.text)) for r in rows)


@capability("records.deliveries_of", scope=for_agency("agency", offices=("steward",)))
def deliveries_of(caller: Caller, *, agency: AgencyId, limit: int = 20) -> tuple[DeliveryState, ...]:
    """For the agency's steward: what the agency has sent, the newest first."""
    rows = list(Delivery.objects.filter(agency=agency).order_by("-id")[:limit])
    sums = Progress.objects.filter(delivery__in=rows).values("delivery").annotate(Sum("rows"), Sum("refused"))
    counted = {s["delivery"]: (s["rows__sum"], s["refused__sum"]) for s in sums}
    return tuple(
        DeliveryState(
            d.pk, AgencyId(d.agency), d.received_at, d.mapping, tuple(d.files), d.done_at is not None,
            *counted.get(d.pk, (0, 0)),
        )
        for d in rows
    )  # fmt: skip


def _delivery(agency: AgencyId, delivery: int) -> Delivery:
    row = Delivery.objects.filter(pk=delivery, agency=agency).first()
    if row is None:
        raise NotFound("This agency has sent no such delivery.")
    return row


_EVENTS = """
    SELECT DISTINCT ON (e.event) e.event, i.person_id, e."on", e.precision, e.kind, e.title, e.text, e.agency,
           n.name, e.reference, e.received_at, e.clock, e.action, e.outcome, e.worker
    FROM trust_circle c JOIN anchor_identity i ON i.person_id = c.person AND i.until IS NULL
    JOIN records_event e ON e.source = i.source
      AND (c.from_on IS NULL OR c.from_on <= e."on") AND (c.to_on IS NULL OR e."on" <= c.to_on)
    JOIN agencies_agencyname n ON n.agency = e.agency
    WHERE c.child = %s AND c.opens_items ORDER BY e.event, e.id DESC
"""


@capability("records.events_of", scope=for_child())
def events_of(caller: Caller, *, child: ChildId) -> tuple[Event, ...]:
    """What agencies delivered about this child and about those who care for the child."""
    with connection.cursor() as cursor:
        cursor.execute(_EVENTS, (child,))
        return tuple(_event(row) for row in cursor.fetchall())


def _event(row: tuple[object, ...]) -> Event:
    (
        event,
        person,
        on,
        precision,
        kind,
        title,
        text,
        agency,
        told_by,
        reference,
        at,
        clock,
        action,
        outcome,
        worker,
    ) = row
    return Event(
        id=event, person=PersonId(person), when=PartialDate(on, Precision(precision)), kind=kind, title=title,  # type: ignore[arg-type]
        text=text, agency=agency, told_by=told_by, reference=reference, recorded_at=at, clock=clock,  # type: ignore[arg-type]
        action=action, outcome=outcome, worker=worker,  # type: ignore[arg-type]
    )  # fmt: skip


_INVOLVED = """
    SELECT DISTINCT ON (v.involvement) v.involvement, v.source, i.person_id, v.agency, v.worker, v.worker_email, v.role,
           v.contact, v.from_on, v.to_on, v.open, v.actor
    FROM anchor_identity i JOIN records_involvement v ON v.source = i.source
    WHERE i.person_id = ANY(%s) AND i.until IS NULL ORDER BY v.involvement, v.id DESC
"""


def _involvements(people: list[UUID]) -> list[tuple[Involvement, UUID | None]]:
    with connection.cursor() as cursor:
        cursor.execute(_INVOLVED, (people,))
        rows = cursor.fetchall()
    found = []
    for involvement, source, person, agency, worker, email, role, contact, from_on, to_on, is_open, actor in rows:
        period = Period(from_on, to_on if to_on is None or from_on is None or to_on >= from_on else None)
        line = Involvement(
            involvement, SourceId(source), PersonId(person), AgencyId(agency), worker, email, role, contact, period,
            is_open,
        )  # fmt: skip
        found.append((line, actor))
    return found


@capability("records.involvements_of", scope=for_child())
def involvements_of(caller: Caller, *, child: ChildId) -> tuple[Involvement, ...]:
    """Who is or was involved with this child, as their agencies say: open ones first, then the latest."""
    found = [line for line, _ in _involvements([child])]
    return tuple(sorted(found, key=lambda v: (not v.open, -(v.period.from_on or date.min).toordinal(), str(v.id))))


@capability("records.open_involvements", scope=for_system("settler"))
def open_involvements(caller: Caller, *, children: tuple[ChildId, ...]) -> tuple[tuple[Involvement, UUID], ...]:
    """The open involvements of these children whose worker is known as one of the agency's own people."""
    today = caller.now.date()
    return tuple(
        (line, actor)
        for line, actor in _involvements(list(children))
        if actor is not None and line.open and (line.period.to_on is None or line.period.to_on >= today)
    )


@capability("records.coverage", scope=for_child())
def coverage(caller: Caller, *, child: ChildId) -> tuple[Coverage, ...]:
    """Which days each agency's deliveries cover, so that "none found" can be told from "not covered"."""
    found: dict[UUID, list[Period]] = defaultdict(list)
    for row in Delivery.objects.filter(done_at__isnull=False).order_by("covers_from", "id"):
        if row.covers_from or row.covers_to:
            found[row.agency].append(Period(row.covers_from, row.covers_to))
    return tuple(Coverage(AgencyId(agency), tuple(periods)) for agency, periods in found.items())


@capability("records.disposals_of", scope=for_agency("agency", offices=("steward", "operator")))
def disposals_of(caller: Caller, *, agency: AgencyId, delivery: int) -> tuple[Disposal, ...]:
    """For the agency's steward: what of a delivery was disposed of, and when."""
    return _disposals(agency=agency, delivery=_delivery(agency, delivery).pk)


@capability("records.disposed", scope=for_system("disposer"))
def disposed(caller: Caller, *, at: datetime) -> tuple[Disposal, ...]:
    """What was disposed of in the run that began at this moment."""
    return _disposals(at=at)


def _disposals(**which: object) -> tuple[Disposal, ...]:
    rows = DisposalRow.objects.filter(**which).order_by("id")
    return tuple(Disposal(AgencyId(d.agency), d.delivery, d.at, d.rows, d.people, d.events) for d in rows)


_KEPT = """
    SELECT d.agency, d.id, min(r.id), max(r.id), d.kept_until < %(today)s
    FROM records_delivery d JOIN records_row r ON r.delivery = d.id
    WHERE d.agency IN (SELECT o.agency FROM records_delivery o WHERE o.kept_until < %(today)s)
    GROUP BY d.id ORDER BY d.agency, d.id
"""


@capability("records.kept", scope=for_system("disposer"))
def kept(caller: Caller) -> tuple[Kept, ...]:
    """Of agencies that have a delivery whose time is over: every delivery of which rows are kept."""
    with connection.cursor() as cursor:
        cursor.execute(_KEPT, {"today": caller.now.date()})
        return tuple(Kept(*row) for row in cursor.fetchall())


@capability("records.half_disposed", scope=for_system("disposer"))
def half_disposed(caller: Caller) -> tuple[AgencyId, ...]:
    """Agencies whose rows were disposed of, and the people of whom then none is kept are not forgotten yet."""
    found = DisposalRow.objects.filter(done=False).order_by("agency").values_list("agency", flat=True).distinct()
    return tuple(AgencyId(agency) for agency in found)


_PEOPLE_OF_NO_CHILD = """
    WITH next AS (
        SELECT DISTINCT source, reference FROM families_description
        WHERE agency = %s AND source > %s ORDER BY source LIMIT %s)
    SELECT source, reference, source IN (SELECT records_of_no_child((SELECT array_agg(source) FROM next)))
    FROM next ORDER BY source
"""
_PEOPLE_AT_ONCE = 100_000


@capability("records.people_of_no_child", scope=for_system("disposer"))
def people_of_no_child(caller: Caller, *, agency: AgencyId, after: UUID) -> tuple[dict[str, UUID], UUID | None]:
    """The next people whom an agency described and who belong to no child here, and the last one looked at."""
    with connection.cursor() as cursor:
        cursor.execute(_PEOPLE_OF_NO_CHILD, (agency, after, _PEOPLE_AT_ONCE))
        rows = cursor.fetchall()
    return {reference: source for source, reference, of_no_child in rows if of_no_child}, rows[-1][0] if rows else None


_LOOKED_AT_ONCE = 20_000


@capability("records.still_told_of", scope=for_system("disposer"))
def still_told_of(
    caller: Caller, *, delivery: int, after: int, upto: int, among: Set[str]
) -> tuple[int, frozenset[str]]:
    """Those of these people whom the next kept rows of a delivery name, and the place of the last row looked at."""
    told = Delivery.objects.get(pk=delivery)
    mapping = read_mapping(told.mapping_text, name=told.mapping)
    rows = list(
        Row.objects.filter(delivery=delivery, id__gt=after, id__lte=upto)
        .order_by("id")
        .values_list("id", "file", "text")[:_LOOKED_AT_ONCE]
    )
    found = frozenset(name for _, names in named_in(mapping, rows) for name in names & among)
    return (rows[-1][0] if len(rows) == _LOOKED_AT_ONCE else upto), found


@capability("records.batches_taken", scope=for_system("disposer"))
def batches_taken(caller: Caller, *, agency: AgencyId) -> int:
    """A number that grows with each batch that is taken in from an agency."""
    last = Progress.objects.filter(delivery__agency=agency).aggregate(last=Max("id"))["last"]
    return last or 0
