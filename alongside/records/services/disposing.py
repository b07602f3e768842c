"""Rows that belong to no child here go when their time is over: first the rows, then people of whom none is left.

In this order nothing is lost when it is interrupted: a row that is sent again in between is new, and told again.
Nothing of an agency is disposed of beside a batch that is being taken in from it: each waits for the other.
"""

import json
from collections.abc import Collection, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.db.models import F

from alongside.families import api as families
from alongside.kernel.caller import Caller
from alongside.kernel.capability import capability
from alongside.kernel.ids import AgencyId, SourceId, source_of
from alongside.kernel.scope import for_system
from alongside.records.models import Delivery, Disposal, RefusedRow, Row, SentAgain
from alongside.records.rules.mapping import read_mapping
from alongside.records.rules.naming import named_in
from alongside.records.selectors import batches_taken

_AT_ONCE = 5_000
_KeptRow = tuple[int, str, int, str]
"""The place of a row, its file, its line and its text."""


@capability("records.dispose_rows", scope=for_system("disposer"), writes=True)
def dispose_rows(
    caller: Caller, *, agency: AgencyId, delivery: int, at: datetime, after: int, upto: int
) -> tuple[int, int]:
    """The next rows of a delivery: those that name nobody who belongs to a child here go, if their time is over.

    Gives the place of the last row looked at, and how many went. `at` is the moment this run of disposing began.
    """
    _with_no_batch_beside(agency)
    told = Delivery.objects.get(pk=delivery, agency=agency)
    found = Row.objects.filter(delivery=delivery, id__gt=after, id__lte=upto).order_by("id")
    rows: list[_KeptRow] = list(found.values_list("id", "file", "line", "text")[:_AT_ONCE])
    going = _due(told, rows, caller.now.date())
    if going:
        _remove(told, [row for row in rows if row[0] in going], at)
    return (rows[-1][0] if len(rows) == _AT_ONCE else upto), len(going)


@capability("records.rows_due", scope=for_system("disposer"))
def rows_due(caller: Caller, *, delivery: int, after: int, upto: int) -> tuple[int, int]:
    """How many of the next rows of a delivery are to go: the same rows that disposing would take, and none is touched.

    Gives the place of the last row looked at, and how many there are.
    """
    told = Delivery.objects.get(pk=delivery)
    found = Row.objects.filter(delivery=delivery, id__gt=after, id__lte=upto).order_by("id")
    rows: list[_KeptRow] = list(found.values_list("id", "file", "line", "text")[:_AT_ONCE])
    return (rows[-1][0] if len(rows) == _AT_ONCE else upto), len(_due(told, rows, caller.now.date()))


def _due(told: Delivery, rows: Sequence[_KeptRow], today: date) -> set[int]:
    """Rows whose time is over, that name nobody who belongs to a child here, and that were not agreed again."""
    if told.kept_until >= today:
        return set()
    return _that_name_no_child_s(told, rows) - _agreed_again([place for place, *_ in rows], today)


def _with_no_batch_beside(agency: AgencyId) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", (str(agency),))


def _that_name_no_child_s(told: Delivery, rows: Sequence[_KeptRow]) -> set[int]:
    mapping = read_mapping(told.mapping_text, name=told.mapping)
    named = dict(named_in(mapping, ((place, file, text) for place, file, _, text in rows)))
    sources = {name: source_of(AgencyId(told.agency), name) for names in named.values() for name in names}
    of_no_child = _of_no_child(sources.values())
    nobodys = {name for name, source in sources.items() if source in of_no_child}
    return {place for place, names in named.items() if names <= nobodys}


def _of_no_child(sources: Collection[UUID]) -> set[UUID]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT records_of_no_child(%s::uuid[])", (list(sources),))
        return {source for (source,) in cursor.fetchall()}


def _agreed_again(rows: Sequence[int], today: date) -> set[int]:
    """Rows that a later delivery brought once more, whose time is not over."""
    later = Delivery.objects.filter(kept_until__gte=today).values("pk")
    return set(SentAgain.objects.filter(row__in=rows, delivery__in=later).values_list("row", flat=True))


# Files of which rows were disposed of are new when they are sent again, so they are known by another trace from now on.
_NOT_WHOLE = """
    UPDATE records_delivery SET content = content || ' disposed of ' || id
    WHERE (id = %s OR id IN (SELECT delivery FROM records_sentagain WHERE row = ANY(%s)))
      AND content NOT LIKE '%% disposed of %%'
"""
_COUNT = """
    INSERT INTO records_disposal (delivery, agency, at, rows, people, events, done)
    VALUES (%s, %s, %s, %s, 0, 0, false)
    ON CONFLICT (delivery, at) DO UPDATE SET rows = records_disposal.rows + excluded.rows, done = false
"""


def _remove(told: Delivery, rows: Sequence[_KeptRow], at: datetime) -> None:
    places = [place for place, *_ in rows]
    RefusedRow.objects.filter(pk__in=_refused_among(told, rows)).delete()
    with connection.cursor() as cursor:
        cursor.execute(_NOT_WHOLE, (told.pk, places))
        cursor.execute("DELETE FROM records_sentagain WHERE row = ANY(%s)", (places,))
        cursor.execute("DELETE FROM records_row WHERE id = ANY(%s)", (places,))
        cursor.execute(_COUNT, (told.pk, told.agency, at, len(places)))


def _refused_among(told: Delivery, rows: Sequence[_KeptRow]) -> list[int]:
    """What was refused or odd about these rows. Several rows of a file may stand in one line, so texts are compared."""
    going = {(file, line, text) for _, file, line, text in rows}
    lines = {line for _, line, _ in going}
    refused = RefusedRow.objects.filter(delivery=told.pk, line__in=lines).values_list("pk", "file", "line", "text")
    return [pk for pk, file, line, text in refused if (file, line, _as_kept(text)) in going]


def _as_kept(text: str) -> str:
    return json.dumps(json.loads(text), ensure_ascii=False, separators=(",", ":"))


@capability("records.forget_people", scope=for_system("disposer"), writes=True)
def forget_people(caller: Caller, *, agency: AgencyId, sources: Sequence[SourceId], batches: int) -> bool:
    """People of whom no row is kept: what was told of them goes, and their records belong to nobody any more.

    Not if a batch was taken in since the rows were looked through, for it may tell of them; gives whether it was done.
    """
    _with_no_batch_beside(agency)
    if batches_taken(caller, agency=agency) != batches:
        return False
    with connection.cursor() as cursor:
        # Whoever links these records at this moment is waited for, and has then made them a child's or has not.
        cursor.execute(
            "SELECT 1 FROM anchor_identity WHERE source = ANY(%s) AND until IS NULL FOR UPDATE", (list(sources),)
        )
    going = [SourceId(source) for source in sorted(_of_no_child(sources))]
    people = families.forget(caller, agency=agency, sources=going)
    events = _forget_what_was_told(going, caller.now)
    first = Disposal.objects.filter(agency=agency, done=False).order_by("-at", "id").values("pk")[:1]
    Disposal.objects.filter(pk__in=first).update(people=F("people") + people, events=F("events") + events)
    return True


def _forget_what_was_told(sources: Sequence[SourceId], now: datetime) -> int:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM records_involvement WHERE source = ANY(%s)", (list(sources),))
        cursor.execute(
            "UPDATE anchor_identity SET until = greatest(since, %s) WHERE source = ANY(%s) AND until IS NULL",
            (now, list(sources)),
        )
        cursor.execute("DELETE FROM records_event WHERE source = ANY(%s)", (list(sources),))
        events: int = cursor.rowcount
    return events


@capability("records.finish_disposal", scope=for_system("disposer"), writes=True)
def finish_disposal(caller: Caller, *, agency: AgencyId) -> None:
    """Of everybody of whom no row of this agency is kept, nothing else is kept either."""
    Disposal.objects.filter(agency=agency, done=False).update(done=True)
