"""Finding what a deed is about, and as whom the caller does it."""

from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from alongside.agencies import api as agencies
from alongside.assessment import models
from alongside.assessment.contracts import Capacity, Part, PartKind
from alongside.assessment.rules.working import capacity_at
from alongside.assessment.selectors import parts_of, row_of
from alongside.kernel.answers import NotFound, NotPossible
from alongside.kernel.caller import Caller
from alongside.kernel.ids import AgencyId, ChildId
from alongside.trust import api as trust

FINISHED = "This assessment is finished and signed, so it stays as it is. Begin the next one as its copy."


@dataclass(frozen=True, slots=True)
class Writer:
    """As whom the caller writes about a child."""

    capacity: Capacity
    agency: AgencyId | None


@dataclass(frozen=True, slots=True)
class OpenPart:
    """Whose part it is, and what: all that a save asks."""

    author: UUID
    capacity: Capacity
    kind: PartKind


def capacity(caller: Caller, child: ChildId) -> Capacity:
    """As whom the caller writes about a child, by their own way in."""
    return capacity_at(max((g.level for g in trust.my_grants(caller) if g.child == child), default=0))


def writer(caller: Caller, child: ChildId) -> Writer:
    """A practitioner of an agency, or somebody of the family."""
    mine = capacity(caller, child)
    if mine is Capacity.FAMILY:
        return Writer(mine, None)
    named = agencies.practitioners(caller, actors=(caller.actor,)).get(caller.actor)
    if named is None:
        raise NotPossible("No agency has named you as its worker. Ask your administrator to invite you for one.")
    return Writer(mine, named.agency)


def open_assessment(child: ChildId, assessment: UUID) -> models.Assessment:
    """An assessment that is not finished."""
    row = row_of(child, assessment)
    if models.Finish.objects.filter(assessment=row).exists():
        raise NotPossible(FINISHED)
    return row


def part(child: ChildId, asked: UUID) -> tuple[models.Assessment, Part]:
    """A part of an assessment about this child that the caller may see."""
    known = models.Part.objects.filter(id=asked).values_list("assessment_id", flat=True).first()
    row = row_of(child, known) if known else None
    found = next((p for p in parts_of(row.id) if p.id == asked), None) if row else None
    if row is None or found is None:
        raise NotFound("There is no such part, or it is not open to you.")
    return row, found


_OPEN_PART = """
    SELECT p.author, p.capacity, p.kind,
           EXISTS (SELECT 1 FROM assessment_finish f WHERE f.assessment_id = p.assessment_id)
    FROM assessment_part p WHERE p.id = %s AND EXISTS (
        SELECT 1 FROM assessment_about a JOIN anchor_identity i ON i.source = a.source AND i.until IS NULL
        WHERE a.assessment_id = p.assessment_id AND i.person_id = %s)
"""


def open_part(child: ChildId, asked: UUID) -> OpenPart:
    """A part that may still be written, in one query, because it is asked at every save."""
    with connection.cursor() as cursor:
        cursor.execute(_OPEN_PART, (asked, child))
        row = cursor.fetchone()
    if row is None:
        raise NotFound("There is no such part, or it is not open to you.")
    author, capacity, kind, finished = row
    if finished:
        raise NotPossible(FINISHED)
    return OpenPart(author, Capacity(capacity), PartKind(kind))
