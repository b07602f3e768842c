"""With whom a child lived, when and where, as far as the caller may know."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db import connection

from alongside.families.contracts import Dispute, Home, Households, Lived, LivesWith
from alongside.families.rules.disputed import TOGETHER, without_disputed, wrong_tie
from alongside.families.rules.homes import Named, Written, names_of
from alongside.families.rules.households import differences, homes_of
from alongside.families.selectors.disputing import disputes
from alongside.families.selectors.people import identities
from alongside.kernel.caller import Caller
from alongside.kernel.capability import capability
from alongside.kernel.ids import AgencyId, ChildId, PersonId
from alongside.kernel.scope import for_child
from alongside.trust import api as trust

_LIVED = """
    SELECT i.person_id, d.source, d.agency, (d.said_at AT TIME ZONE 'Europe/London')::date, d.id,
           d.address, d.postcode, d.household
    FROM anchor_identity i JOIN families_description d ON d.source = i.source
    WHERE i.person_id = ANY(%(people)s) AND i.until IS NULL
"""
"""Every description, those that a later one replaced among them: that is how the time before is known."""
_EVER = """
    SELECT DISTINCT unnest(d.addresses_ever), d.agency FROM anchor_identity i
    JOIN LATERAL (SELECT * FROM families_description d WHERE d.source = i.source ORDER BY d.id DESC LIMIT 1) d ON true
    WHERE i.person_id = %(child)s AND i.until IS NULL ORDER BY 1, 2
"""
_TOGETHER = """
    SELECT r.source, r.agency, a.person_id, b.person_id,
           least(coalesce(r.from_on, (r.said_at AT TIME ZONE 'Europe/London')::date), r.to_on), r.to_on
    FROM families_relation r
    JOIN anchor_identity a ON a.source = r.source AND a.until IS NULL
    JOIN anchor_identity b ON b.source = r.relative AND b.until IS NULL
    WHERE r.kind = 'household' AND (a.person_id = %(child)s AND b.person_id = ANY(%(people)s)
                                    OR b.person_id = %(child)s AND a.person_id = ANY(%(people)s))
"""


@capability("families.households", scope=for_child())
def households(caller: Caller, *, child: ChildId) -> Households:
    """Where this child lived, when and with whom, as every agency says; whom somebody says wrongly stands apart.

    Only of people who belong to the child's circle; of nobody else at an address anything is told.
    """
    me = PersonId(child)
    circle = [t for t in trust.circle(caller, child=child) if t.person != me]
    people = sorted({t.person for t in circle})
    asked = {"child": me, "people": [me, *people]}
    lived = [Lived(*row) for row in _rows(_LIVED, asked)]
    together = [LivesWith(*row) for row in _rows(_TOGETHER, asked)]
    ever = [(str(address), AgencyId(agency)) for address, agency in _rows(_EVER, asked)]
    disputed = disputes(caller, child=child)
    names = _names(lived, ever, disputed)
    homes = without_disputed(me, homes_of(me, lived, together, names), disputed, names)
    known = {names[one.address, one.postcode].home for one in lived if one.person == me}
    return Households(
        child, homes, differences(homes), tuple(x for x in ever if names[x[0], ""].home not in known | {""}),
        {i.person: i for i in identities(caller, people=tuple(_companions(homes)))}, _ties(me, circle, disputed),
    )  # fmt: skip


def _rows(query: str, asked: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, asked)
        return list(cursor.fetchall())


def _names(
    lived: Sequence[Lived], ever: Sequence[tuple[str, AgencyId]], disputed: Sequence[Dispute]
) -> dict[Written, Named]:
    said = {(one.address, one.postcode) for part in (lived, disputed) for one in part}
    return names_of(said | {(address, "") for address, _ in ever})


def _companions(homes: Iterable[Home]) -> list[UUID]:
    return sorted({one.person for home in homes for one in (*home.companions, *home.left_out)})


def _ties(me: PersonId, circle: Iterable[trust.Tie], disputed: Sequence[Dispute]) -> dict[PersonId, tuple[str, ...]]:
    """What each of the circle is to the child, besides living together."""
    found: dict[PersonId, set[str]] = defaultdict(set)
    for tie in circle:
        if tie.tie != TOGETHER and not wrong_tie(disputed, me, tie.person, tie.tie):
            found[tie.person].add(tie.tie)
    return {person: tuple(sorted(ties)) for person, ties in found.items()}
