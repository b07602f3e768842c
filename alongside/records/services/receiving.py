"""Taking deliveries in: begun once, taken batch by batch, each batch whole or not at all, finished once."""

import json
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache
from uuid import UUID, uuid5

from django.db import connection
from django.db.models import Max

from alongside.agencies import api as agencies
from alongside.anchor.staging import staged
from alongside.families import api as families
from alongside.kernel.caller import Caller
from alongside.kernel.capability import capability
from alongside.kernel.duties import REGISTRY
from alongside.kernel.ids import AgencyId, PersonId, source_of
from alongside.kernel.scope import for_agency, for_system
from alongside.records.contracts import Problem
from alongside.records.models import Delivery, Progress, RefusedRow
from alongside.records.reading import Batch, Problems, RawRow, tell_all
from alongside.records.rules.keeping import id_of
from alongside.records.rules.mapping import MappingFile
from alongside.records.rules.telling import Told
from alongside.trust import api as trust

_KEPT_FOR = timedelta(days=90)  # unmatched rows expire by the delivery's agreement; this is the default
_THINGS = UUID("7f2d4b0e-0e3f-5c55-9d0a-2f5f5a1d9b61")


@capability("records.send", scope=for_agency("agency", offices=("steward",)), writes=True)
def send(caller: Caller, *, agency: AgencyId) -> None:
    """A steward sends files for their agency; the ledger keeps who did. Taking them in is the receiver's work."""


@capability("records.begin", scope=for_system("receiver"), writes=True)
def begin(
    caller: Caller, *, agency: AgencyId, mapping: MappingFile, content: str, files: tuple[str, ...], by: UUID
) -> tuple[int, bool, int]:
    """A delivery begins, or goes on where it stopped. Gives its number, whether it is done, and the rows taken.

    Files that are sent again are agreed again: what they brought is kept for as long as if it had come today.
    """
    _beside_other_batches(agency)
    until = caller.now.date() + _KEPT_FOR
    row, is_new = Delivery.objects.get_or_create(
        agency=agency,
        content=content,
        defaults={
            "mapping": mapping.name, "mapping_text": mapping.text, "files": list(files), "received_by": by,
            "kept_until": until,
        },
    )  # fmt: skip
    if not is_new and row.kept_until < until:
        Delivery.objects.filter(pk=row.pk).update(kept_until=until)
    upto = Progress.objects.filter(delivery=row).aggregate(upto=Max("upto"))["upto"]
    return row.pk, row.done_at is not None, upto or 0


@capability("records.take_batch", scope=for_system("receiver"), writes=True)
def take_batch(
    caller: Caller, *, agency: AgencyId, delivery: int, mapping: MappingFile, batch: Batch, upto: int
) -> tuple[Problem, ...]:
    """The next rows of a delivery, all of them or none: kept as they came, and what they tell written down."""
    _beside_other_batches(agency)
    fresh = _keep(agency, delivery, batch)
    told, problems = _told_anew(mapping, batch, fresh)
    _write_down(caller, agency, delivery, told)
    _keep_problems(agency, delivery, problems)
    refused = len({id(row) for problem, row in problems if problem.refused})
    Progress.objects.create(
        delivery_id=delivery, upto=upto, rows=len(batch.rows), refused=refused, events=len(told.events),
        accepted=len(fresh) - refused, already_known=len(batch.rows) - len(fresh),
    )  # fmt: skip
    return tuple(problem for problem, _ in problems)


_ROW = (("file", "text"), ("line", "int4"), ("text", "text"), ("trace", "bytea"))
_KEEP = """
    INSERT INTO records_row (delivery, agency, file, line, text, trace)
    SELECT %s, %s, file, line, text, trace FROM kept_rows
    ON CONFLICT (agency, trace) DO NOTHING RETURNING encode(trace, 'hex')
"""
_SENT_AGAIN = """
    INSERT INTO records_sentagain (delivery, row) SELECT %s, r.id FROM kept_rows k
    JOIN records_row r ON r.agency = %s AND r.trace = k.trace AND r.delivery <> %s ON CONFLICT DO NOTHING
"""


def _beside_other_batches(agency: AgencyId) -> None:
    """Until this transaction ends nothing of this agency is disposed of; other batches may be taken beside it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(hashtextextended(%s, 0))", (str(agency),))


def _keep(agency: AgencyId, delivery: int, batch: Batch) -> set[str]:
    """Keep the rows exactly as received; gives the traces of those that were not known yet."""
    with staged("kept_rows", _ROW, batch.kept, as_text=True), connection.cursor() as cursor:
        cursor.execute(_KEEP, (delivery, agency))
        fresh = {trace for (trace,) in cursor.fetchall()}
        if len(fresh) < len(batch.kept):
            cursor.execute(_SENT_AGAIN, (delivery, agency, delivery))
    return fresh


def _told_anew(mapping: MappingFile, batch: Batch, fresh: set[str]) -> tuple[Told, Problems]:
    """What the rows tell that were not known yet: nearly always all of them, and that was found out before."""
    if len(fresh) == len(batch.kept):
        return batch.told, batch.problems
    return tell_all(mapping, {trace: row for trace, row in batch.by_trace.items() if trace in fresh})


_EVENT = (
    ("event", "uuid"), ("source", "uuid"), ("person", "text"), ("reference", "text"), ("on_day", "date"),
    ("precision", "text"), ("clock", "text"), ("kind", "text"), ("title", "text"), ("text", "text"),
    ("action", "text"), ("outcome", "text"), ("worker", "text"),
)  # fmt: skip
_INVOLVEMENT = (
    ("involvement", "uuid"), ("source", "uuid"), ("worker", "text"), ("worker_email", "text"), ("actor", "uuid"),
    ("role", "text"), ("contact", "text"), ("from_on", "date"), ("to_on", "date"), ("open", "bool"),
)  # fmt: skip


def _write_down(caller: Caller, agency: AgencyId, delivery: int, told: Told) -> None:
    if told.people:
        families.state_people(caller, agency=agency, people=told.people)
    if told.relations:
        relations = [
            families.Relation(source_of(agency, r.person), source_of(agency, r.relative), r.kind, r.from_on, r.to_on)
            for r in told.relations
        ]
        families.state_relations(caller, agency=agency, relations=relations)
    _describe_unnamed(caller, agency, told)
    _write_events(caller, agency, delivery, told)
    _write_involvements(caller, agency, told)
    reasons = [
        trust.StatedReason(source_of(agency, r.person), trust.ReasonKind(r.kind), r.from_on, r.to_on, r.reference)
        for r in told.reasons
    ]
    if reasons:
        trust.state_reasons(caller, agency=agency, reasons=reasons)


def _describe_unnamed(caller: Caller, agency: AgencyId, told: Told) -> None:
    """Somebody whom only involvements, reasons and ties speak of is known by the agency's number until described."""
    named = {p.reference for p in told.people}
    spoken = {x.person for group in (told.involvements, told.reasons) for x in group} - named
    spoken |= {r for x in told.relations for r in (x.person, x.relative)} - named
    if spoken:
        families.introduce(caller, agency=agency, references=sorted(spoken))


# LATERAL … LIMIT 1 keeps to the index however many people there are.
_STRANGERS = """
    SELECT DISTINCT t.person FROM told_events t
    LEFT JOIN LATERAL (SELECT true AS known FROM families_description d WHERE d.source = t.source LIMIT 1) k ON true
    WHERE k.known IS NULL ORDER BY 1
"""
_TELL = """
    INSERT INTO records_event (event, source, agency, delivery, reference, "on", precision, clock, kind, title, text,
        action, outcome, worker, level)
    SELECT event, source, %s, %s, reference, on_day, precision, clock, kind, title, text, action, outcome, worker, 1
    FROM told_events
"""


def _write_events(caller: Caller, agency: AgencyId, delivery: int, told: Told) -> None:
    """Write the events down; somebody whom only events speak of is introduced first."""
    if not told.events:
        return
    with staged("told_events", _EVENT, _events(agency, told), as_text=True), connection.cursor() as cursor:
        cursor.execute(_STRANGERS)
        if strangers := [person for (person,) in cursor.fetchall()]:
            families.introduce(caller, agency=agency, references=strangers)
        cursor.execute(_TELL, (agency, delivery))


@lru_cache(maxsize=65_536)
def _source(agency: AgencyId, person: str) -> str:
    return source_of(agency, person).hex


def _events(agency: AgencyId, told: Told) -> Iterator[tuple[str, ...]]:
    space = _THINGS.bytes + f"{agency}/".encode()
    for named, e in zip(told.names, told.events, strict=True):
        yield (
            id_of(space, named), _source(agency, e.person), e.person, named, e.when.on.isoformat(), e.when.precision,
            e.clock, e.kind, e.title, e.text, e.action, e.outcome, e.worker,
        )  # fmt: skip


def _write_involvements(caller: Caller, agency: AgencyId, told: Told) -> None:
    if not told.involvements:
        return
    workers = [agencies.Worker(i.worker, i.worker_email, i.role) for i in told.involvements]
    actors = agencies.name_workers(caller, agency=agency, workers=workers)
    rows = []
    for i in told.involvements:
        key = uuid5(_THINGS, f"{agency}/{i.person}/{i.worker}/{i.worker_email}/{i.role}/{i.from_on}")
        actor = actors.get(i.worker_email)
        source = source_of(agency, i.person)
        rows.append((key, source, i.worker, i.worker_email, actor, i.role, i.contact, i.from_on, i.to_on, i.open))
    names = ", ".join(name for name, _ in _INVOLVEMENT)
    with staged("told_involvements", _INVOLVEMENT, rows), connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO records_involvement (agency, {names}) SELECT %s, {names} FROM told_involvements", (agency,)
        )


def _keep_problems(agency: AgencyId, delivery: int, problems: Sequence[tuple[Problem, RawRow]]) -> None:
    RefusedRow.objects.bulk_create(
        RefusedRow(
            delivery=delivery, agency=agency, file=p.file, line=p.line, column=p.column, value=p.value,
            expected=p.expected, refused=p.refused, text=json.dumps(dict(row.values), ensure_ascii=False),
        )
        for p, row in problems
    )  # fmt: skip


_AFFECTED = """
    SELECT DISTINCT i.person_id FROM anchor_identity i WHERE i.until IS NULL AND i.source IN (
        SELECT source FROM records_involvement WHERE agency = %(agency)s
        UNION SELECT subject FROM trust_reason WHERE agency = %(agency)s
        UNION SELECT source FROM families_relation WHERE agency = %(agency)s)
"""


@capability("records.finish", scope=for_system("receiver"), writes=True)
def finish(
    caller: Caller,
    *,
    agency: AgencyId,
    delivery: int,
    current_as_of: date | None,
    covers_from: date | None,
    covers_to: date | None,
) -> None:
    """All rows are in: the delivery is done, and grants follow the reasons and involvements it brought."""
    Delivery.objects.filter(pk=delivery).update(
        done_at=caller.now, current_as_of=current_as_of, covers_from=covers_from, covers_to=covers_to
    )
    with connection.cursor() as cursor:
        cursor.execute(_AFFECTED, {"agency": agency})
        people = [PersonId(row[0]) for row in cursor.fetchall()]
    REGISTRY.settle(trust.settler(caller), people)
