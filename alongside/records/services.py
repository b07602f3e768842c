"""Taking deliveries in: begun once, taken batch by batch, each batch whole or not at all, finished once."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
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
from alongside.records.reading import RawRow
from alongside.records.rules.mapping import MappingFile, Table
from alongside.records.rules.telling import Told, tell
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
    """A delivery begins, or goes on where it stopped. Gives its number, whether it is done, and the rows taken."""
    row, _ = Delivery.objects.get_or_create(
        agency=agency,
        content=content,
        defaults={
            "mapping": mapping.name, "mapping_text": mapping.text, "files": list(files), "received_by": by,
            "kept_until": caller.now.date() + _KEPT_FOR,
        },
    )  # fmt: skip
    upto = Progress.objects.filter(delivery=row).aggregate(upto=Max("upto"))["upto"]
    return row.pk, row.done_at is not None, upto or 0


@capability("records.take_batch", scope=for_system("receiver"), writes=True)
def take_batch(
    caller: Caller, *, agency: AgencyId, delivery: int, mapping: MappingFile, rows: Sequence[RawRow], upto: int
) -> tuple[Problem, ...]:
    """The next rows of a delivery, all of them or none: kept as they came, and what they tell written down."""
    new = _keep(agency, delivery, mapping, rows)
    told, refused = Told(), 0
    problems: list[tuple[Problem, RawRow]] = []
    fitting: dict[tuple[str, ...], tuple[Table, ...]] = {}
    for row, trace in new:
        kind = (row.file, row.table, *row.values)
        if kind not in fitting:
            fitting[kind] = _tables_for(mapping, row)
        found = _tell(mapping, fitting[kind], row, told, trace)
        problems.extend((problem, row) for problem in found)
        refused += any(problem.refused for problem in found)
    _write_down(caller, agency, delivery, told)
    _keep_problems(agency, delivery, problems)
    Progress.objects.create(
        delivery_id=delivery, upto=upto, rows=len(rows), refused=refused, events=len(told.events),
        accepted=len(new) - refused, already_known=len(rows) - len(new),
    )  # fmt: skip
    return tuple(problem for problem, _ in problems)


@lru_cache(maxsize=64)
def _trace_of_text(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _trace(mapping: MappingFile, row: RawRow, text: str) -> bytes:
    said = f"{mapping.name}\x1f{_trace_of_text(mapping.text)}\x1f{row.table}\x1f{text}"
    return hashlib.sha256(said.encode()).digest()[:16]


def _keep(agency: AgencyId, delivery: int, mapping: MappingFile, rows: Sequence[RawRow]) -> list[tuple[RawRow, bytes]]:
    """Keep the rows exactly as received; gives those that were not known yet, each once."""
    by_trace: dict[bytes, RawRow] = {}
    kept = []
    for row in rows:
        text = json.dumps(dict(row.values), ensure_ascii=False, separators=(",", ":"))
        trace = _trace(mapping, row, text)
        if trace not in by_trace:
            by_trace[trace] = row
            kept.append((row.file, row.line, text, trace))
    columns = (("file", "text"), ("line", "int4"), ("text", "text"), ("trace", "bytea"))
    with staged("kept_rows", columns, kept), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO records_row (delivery, agency, file, line, text, trace) "
            "SELECT %s, %s, file, line, text, trace FROM kept_rows k "
            "WHERE NOT EXISTS (SELECT 1 FROM records_row r WHERE r.agency = %s AND r.trace = k.trace) RETURNING trace",
            (delivery, agency, agency),
        )
        fresh = {bytes(row[0]) for row in cursor.fetchall()}
    return [(row, trace) for trace, row in by_trace.items() if trace in fresh]


def _tables_for(mapping: MappingFile, row: RawRow) -> tuple[Table, ...]:
    return tuple(t for t in mapping.tables if t.fits(row.table, row.values) or t.fits(row.file, row.values))


def _tell(
    mapping: MappingFile, tables: tuple[Table, ...], row: RawRow, told: Told, trace: bytes
) -> tuple[Problem, ...]:
    if row.fault:
        column, value = list(row.values.items())[-1]
        return (Problem(row.file, row.line, column, value, row.fault),)
    if not tables:
        return (Problem(row.file, row.line, row.table, "", f"columns that the mapping {mapping.name} knows"),)
    problems: list[Problem] = []
    for table in tables:
        before = len(told.events)
        problems.extend(tell(table, row.values, told, file=row.file, line=row.line))
        _name_events(told, before, table.name, trace)
    return tuple(problems)


def _name_events(told: Told, before: int, table: str, trace: bytes) -> None:
    """An event without a number of its own is known by its row."""
    for place in range(before, len(told.events)):
        event = told.events[place]
        named = f"{table}/{event.person}/{event.reference}" if event.reference else f"{trace.hex()}/{place - before}"
        told.events[place] = replace(event, reference=named)


_EVENT = (
    ("event", "uuid"), ("source", "uuid"), ("reference", "text"), ("on_day", "date"), ("precision", "text"),
    ("clock", "text"), ("kind", "text"), ("title", "text"), ("text", "text"), ("action", "text"), ("outcome", "text"),
    ("worker", "text"),
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
    _write_events(agency, delivery, told)
    _write_involvements(caller, agency, told)
    reasons = [
        trust.StatedReason(source_of(agency, r.person), trust.ReasonKind(r.kind), r.from_on, r.to_on, r.reference)
        for r in told.reasons
    ]
    if reasons:
        trust.state_reasons(caller, agency=agency, reasons=reasons)


def _describe_unnamed(caller: Caller, agency: AgencyId, told: Told) -> None:
    """Somebody whom only events speak of is known by the agency's number until a description comes."""
    named = {p.reference for p in told.people}
    spoken = {x.person for group in (told.events, told.involvements, told.reasons) for x in group} - named
    spoken |= {r for x in told.relations for r in (x.person, x.relative)} - named
    if spoken:
        families.introduce(caller, agency=agency, references=sorted(spoken))


def _write_events(agency: AgencyId, delivery: int, told: Told) -> None:
    rows = [
        (
            uuid5(_THINGS, f"{agency}/{e.reference}"), source_of(agency, e.person), e.reference, e.when.on,
            e.when.precision.value, e.clock, e.kind.value, e.title, e.text, e.action, e.outcome, e.worker,
        )
        for e in told.events
    ]  # fmt: skip
    if not rows:
        return
    with staged("told_events", _EVENT, rows), connection.cursor() as cursor:
        cursor.execute(
            'INSERT INTO records_event (event, source, agency, delivery, reference, "on", precision, clock, kind, '
            "title, text, action, outcome, worker, level) SELECT event, source, %s, %s, reference, on_day, precision, "
            "clock, kind, title, text, action, outcome, worker, 1 FROM told_events",
            (agency, delivery),
        )


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
