"""Builders that speak: what a test is given comes in through the same door as in real life."""

import csv
import tempfile
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import psycopg

from alongside.agencies import api as agencies
from alongside.agencies.api import Agency, AgencyKind
from alongside.kernel.caller import Caller, Purpose
from alongside.kernel.ids import ActorId, ChildId, SourceId, system_actor
from alongside.linkage import api as linkage
from alongside.linkage.tasks import link_all
from alongside.records import api as records
from alongside.records.api import DeliveredFile, Report
from alongside.records.tasks import receive
from alongside.trust import api as trust

NOW = datetime(2026, 11, 20, 21, 0, tzinfo=UTC)
TODAY = NOW.date()


def clock() -> datetime:
    """It is always nine in the evening."""
    return NOW


def job(name: str, now: datetime = NOW) -> Caller:
    """One of the system's jobs."""
    return Caller.system(name, purpose=Purpose.ADMINISTRATION, now=now)


def operator() -> Caller:
    """The operator of the installation."""
    actor = system_actor("operator")
    trust.found_office(job("founder"), actor=actor, office=trust.Office.OPERATOR, agency=None)
    return Caller(actor=actor, purpose=Purpose.ADMINISTRATION, now=NOW, session="test")


def an_agency(name: str = "Riverside School", kind: AgencyKind = AgencyKind.SCHOOL) -> Agency:
    """An agency of the partnership."""
    return agencies.add(operator(), name=name, kind=kind)


def somebody(purpose: Purpose = Purpose.DIRECT_WORK, now: datetime = NOW, actor: ActorId | None = None) -> Caller:
    """Somebody who holds nothing: a stranger, unless the actor is known."""
    if actor is None:
        actor = ActorId(UUID(int=4711))
    return Caller(actor=actor, purpose=purpose, now=now, session="test")


def an_office_holder(office: trust.Office, agency: Agency | None = None, number: int = 99) -> Caller:
    """Somebody who holds this office."""
    actor = ActorId(UUID(int=number))
    trust.found_office(job("founder"), actor=actor, office=office, agency=agency.id if agency else None)
    return Caller(actor=actor, purpose=Purpose.DIRECT_WORK, now=NOW, session="test")


def written(name: str, rows: Sequence[Mapping[str, object]]) -> DeliveredFile:
    """A CSV file with these rows."""
    path = Path(tempfile.mkdtemp()) / name
    columns = list(dict.fromkeys(c for row in rows for c in row))
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows(rows)
    return DeliveredFile(path, name)


def mapping_called(name: str) -> records.MappingFile:
    """A shipped mapping."""
    return next(m for m in records.shipped_mappings() if m.name == name)


def delivered(agency: Agency, mapping: str, rows: Sequence[Mapping[str, object]], now: datetime = NOW) -> Report:
    """The agency sends these rows, and they are taken in."""
    return receive(
        agency.id, (written(f"{mapping}.csv", rows),), mapping_called(mapping), by=operator(), clock=lambda: now
    )


def linked(now: datetime = NOW) -> None:
    """Everything that was sent is linked."""
    link_all(folder=Path(tempfile.mkdtemp()), clock=lambda: now)


def taken_apart_by_two(first: Caller, one: SourceId, other: SourceId) -> None:
    """One asks that two records of a child are taken apart, another who matches, too, says yes."""
    assert linkage.undo(first, source_a=one, source_b=other, why="They are cousins.") is False
    second = an_office_holder(trust.Office.MATCHER, number=98)
    (asked,) = linkage.open_splits(second)
    linkage.answer_split(second, split=asked.id, apart=True, why="I know both.")


def person_of(admin: psycopg.Connection, agency: Agency, reference: str) -> UUID:
    """Who the agency's record is today."""
    row = admin.execute(
        "SELECT i.person_id FROM anchor_identity i JOIN families_description d ON d.source = i.source "
        "WHERE i.until IS NULL AND d.agency = %s AND d.reference = %s",
        (agency.id, reference),
    ).fetchone()
    assert row is not None, f"{reference} is nobody yet"
    return UUID(str(row[0]))


AVA = {
    "record": "P1", "forename": "Ava", "surname": "Pearce", "sex": "F", "date_of_birth": "2017-05-04",
    "address": "12 Mill Lane", "postcode": "RD1 4QT",
}  # fmt: skip
WORKER = "amara.okafor@riverside.example"


def a_child(
    admin: psycopg.Connection,
    agency: Agency,
    person: Mapping[str, object] = AVA,
    worker: str = WORKER,
    reason_from: date = TODAY - timedelta(days=100),
    **reason: object,
) -> tuple[ChildId, Caller]:
    """A child with an open reason and a worker of the agency; gives the child and the worker as caller."""
    reference = str(person["record"])
    delivered(agency, "plain-people", [person])
    delivered(
        agency,
        "plain-involvements",
        [
            {
                "person": reference,
                "worker": "Amara Okafor",
                "worker_email": worker,
                "role": "teacher",
                "from": "2024-09-01",
                "to": "",
            }
        ],
    )
    delivered(
        agency, "plain-reasons", [{"person": reference, "kind": "early help", "from": reason_from, "to": "", **reason}]
    )
    linked()
    child = ChildId(person_of(admin, agency, reference))
    row = admin.execute("SELECT actor FROM agencies_practitioner WHERE email = %s", (worker,)).fetchone()
    assert row is not None
    return child, somebody(actor=ActorId(row[0]))
