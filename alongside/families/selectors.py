"""Who people are, as far as the caller may know."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import connection

from alongside.families.contracts import Described, Description, Identity, Relative
from alongside.families.rules import COLUMNS, identity_of
from alongside.kernel.caller import Caller
from alongside.kernel.capability import capability
from alongside.kernel.dates import Precision
from alongside.kernel.ids import AgencyId, ChildId, PersonId, SourceId
from alongside.kernel.scope import for_child, for_self
from alongside.trust import api as trust

_NAMES = ", ".join(f"d.{name}" for name, _ in COLUMNS[1:])
_NEWEST = f"""
    SELECT i.source, d.agency, i.person_id, d.said_at, {_NAMES} FROM anchor_identity i
    JOIN LATERAL (SELECT * FROM families_description d WHERE d.source = i.source ORDER BY d.id DESC LIMIT 1) d ON true
    WHERE i.person_id = ANY(%s) AND i.until IS NULL ORDER BY i.source
"""


@capability("families.identities", scope=for_self())
def identities(caller: Caller, *, people: Sequence[UUID]) -> tuple[Identity, ...]:
    """Who these people are; those whom the caller may not know of are left out by the database itself."""
    said = _said_of(people)
    return tuple(identity_of(PersonId(p), said[p]) for p in people if p in said)


@capability("families.who_is", scope=for_child())
def who_is(caller: Caller, *, child: ChildId) -> Identity:
    """Who this child is, put together from every agency's words."""
    return identity_of(PersonId(child), _said_of([child]).get(child, []))


@capability("families.descriptions", scope=for_child())
def descriptions(caller: Caller, *, child: ChildId) -> tuple[Described, ...]:
    """What each agency says about this child, side by side."""
    return tuple(_said_of([child]).get(child, []))


@capability("families.family", scope=for_child())
def family(caller: Caller, *, child: ChildId) -> tuple[Relative, ...]:
    """Who belongs to the child's family and household, with the agencies that say so."""
    ties = trust.circle(caller, child=child)
    said = _said_of([person for person, _, _ in ties])
    agencies = {d.source: d.agency for row in said.values() for d in row}
    found: dict[tuple[UUID, str], Relative] = {}
    for person, period, tie in ties:
        if person == child or person not in said:
            continue
        known = found.get((person, tie))
        by = tuple(sorted(set(agencies.values()))) if known is None else known.said_by
        found[person, tie] = Relative(
            identity_of(PersonId(person), said[person]), tie, period.from_on, period.to_on, by
        )
    return tuple(found[key] for key in sorted(found, key=lambda k: (str(k[0]), k[1])))


def _said_of(people: Sequence[UUID]) -> dict[UUID, list[Described]]:
    found: dict[UUID, list[Described]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_NEWEST, (list(people),))
        for row in cursor.fetchall():
            found[row[2]].append(_described(row))
    return found


def _described(row: tuple[Any, ...]) -> Described:
    source, agency, person, said_at, *values = row
    words: dict[str, Any] = dict(zip([name for name, _ in COLUMNS[1:]], values, strict=True))
    if words["date_precision"]:
        words["date_precision"] = Precision(words["date_precision"])
    kept: dict[str, Any] = {name: tuple(v) if isinstance(v, list) else v for name, v in words.items()}
    return Described(SourceId(source), AgencyId(agency), PersonId(person), said_at, Description(**kept))
