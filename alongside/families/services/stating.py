"""What agencies say about people is written down; circles around children follow from it."""

from collections.abc import Sequence

from django.db import connection

from alongside.anchor.staging import staged
from alongside.families.contracts import Description, Relation
from alongside.families.rules import COLUMNS, TIES_OF_CARE
from alongside.kernel.caller import Caller
from alongside.kernel.capability import capability
from alongside.kernel.ids import AgencyId, ChildId, PersonId, SourceId, source_of
from alongside.kernel.scope import for_system
from alongside.trust import api as trust

_NAMES = ", ".join(name for name, _ in COLUMNS)
_NEW = ", ".join(f"s.{name}" for name, _ in COLUMNS)
_OLD = ", ".join(f"d.{name}" for name, _ in COLUMNS)
_STATE = f"""
    INSERT INTO families_description (agency, {_NAMES})
    SELECT %s, {_NEW} FROM stated_people s
    LEFT JOIN LATERAL (
        SELECT * FROM families_description d WHERE d.source = s.source ORDER BY d.id DESC LIMIT 1) d ON true
    WHERE d.id IS NULL OR ({_NEW}) IS DISTINCT FROM ({_OLD})
"""


@capability("families.state_people", scope=for_system("receiver"), writes=True)
def state_people(caller: Caller, *, agency: AgencyId, people: Sequence[Description]) -> int:
    """An agency describes people; a description that says something new becomes their newest. Gives how many did."""
    latest = {p.reference: p for p in people}
    rows = [_row(agency, p) for p in latest.values()]
    with staged("stated_people", COLUMNS, rows), connection.cursor() as cursor:
        cursor.execute(_STATE, (agency,))
        changed: int = cursor.rowcount
    mothers = [
        Relation(source_of(agency, p.reference), source_of(agency, p.mother), "mother")
        for p in latest.values()
        if p.mother
    ]
    _state(agency, mothers)
    return changed


def _row(agency: AgencyId, p: Description) -> tuple[object, ...]:
    values = [getattr(p, name) for name, _ in COLUMNS[1:]]
    return (source_of(agency, p.reference), *(list(v) if isinstance(v, tuple) else v for v in values))


_INTRODUCE = """
    INSERT INTO families_description (agency, source, reference, forename, middle_names, surname, other_names, sex,
        address, postcode, addresses_ever, nhs_number, upn, shared_identifiers, household, mother, school)
    SELECT %s, s, r, '', '', '', '{}', '', '', '', '{}', '', '', '{}', '', '', ''
    FROM unnest(%s::uuid[], %s::text[]) AS x(s, r)
    WHERE NOT EXISTS (SELECT 1 FROM families_description d WHERE d.source = s)
"""


@capability("families.introduce", scope=for_system("receiver"), writes=True)
def introduce(caller: Caller, *, agency: AgencyId, references: Sequence[str]) -> None:
    """Somebody of whom only the agency's number is known yet."""
    with connection.cursor() as cursor:
        cursor.execute(_INTRODUCE, (agency, [source_of(agency, r) for r in references], list(references)))


@capability("families.state_relations", scope=for_system("receiver"), writes=True)
def state_relations(caller: Caller, *, agency: AgencyId, relations: Sequence[Relation]) -> None:
    """An agency says who is who to one another."""
    _state(agency, relations)


_RELATE = """
    INSERT INTO families_relation (source, relative, agency, kind, from_on, to_on)
    SELECT s, r, %s, k, f, t FROM unnest(%s::uuid[], %s::uuid[], %s::text[], %s::date[], %s::date[]) AS x(s, r, k, f, t)
    ON CONFLICT (source, relative, kind, from_on) DO UPDATE SET to_on = excluded.to_on
    WHERE families_relation.to_on IS DISTINCT FROM excluded.to_on
"""


def _state(agency: AgencyId, relations: Sequence[Relation]) -> None:
    once = {(r.source, r.relative, r.kind, r.from_on): r for r in relations if r.source != r.relative}.values()
    if not once:
        return
    columns = [list(c) for c in zip(*[(r.source, r.relative, r.kind, r.from_on, r.to_on) for r in once])]
    with connection.cursor() as cursor:
        cursor.execute(_RELATE, (agency, *columns))


@capability("families.forget", scope=for_system("disposer"), writes=True)
def forget(caller: Caller, *, agency: AgencyId, sources: Sequence[SourceId]) -> int:
    """Forget what an agency said of these records: descriptions, and ties to and from them. Gives how many people.

    What somebody has said not to be right about their ties goes with them.
    """
    with connection.cursor() as cursor:
        for table, key in (("families_takenback", "dispute_id"), ("families_dispute", "id")):
            cursor.execute(
                f"DELETE FROM {table} WHERE {key} IN (SELECT id FROM families_dispute "
                "WHERE subject = ANY(%(sources)s) OR relative = ANY(%(sources)s))",
                {"sources": list(sources)},
            )
        cursor.execute("DELETE FROM families_sealed WHERE source = ANY(%s)", (list(sources),))
        cursor.execute(
            "DELETE FROM families_relation WHERE agency = %(agency)s "
            "AND (source = ANY(%(sources)s) OR relative = ANY(%(sources)s))",
            {"agency": agency, "sources": list(sources)},
        )
        cursor.execute(
            "WITH gone AS (DELETE FROM families_description WHERE agency = %s AND source = ANY(%s) RETURNING source) "
            "SELECT count(DISTINCT source) FROM gone",
            (agency, list(sources)),
        )
        people: int = cursor.fetchone()[0]
    return people


# Ties of a child: itself; those it names as relatives; those who name it; those of one household, until the last day on
# which both were said to be; children of one mother. When a household began is not known, only since when it is said.
# Items open through parents, carers and adults of the household only; other kin are named, no more. Whose record of
# before an adoption is sealed stands in nobody's circle but their own.
_TIES = """
    WITH mine AS (
        SELECT c.person_id AS child, i.source FROM anchor_child c
        JOIN anchor_identity i ON i.person_id = c.person_id AND i.until IS NULL WHERE c.person_id = ANY(%(people)s)),
    homes AS (
        SELECT m.child, m.source, d.agency, d.household, d.from_on, d.to_on FROM mine m JOIN LATERAL (
            SELECT said.*, CASE WHEN after IS NOT NULL THEN greatest(from_on, after - 1) END AS to_on FROM (
                SELECT agency, household, (said_at AT TIME ZONE 'Europe/London')::date AS from_on,
                       lead((said_at AT TIME ZONE 'Europe/London')::date) OVER (ORDER BY id) AS after
                FROM families_description WHERE source = m.source) said WHERE household <> '') d ON true),
    shared AS (
        SELECT h.child, h.source, o.source AS other, greatest(h.from_on, x.from_on) AS from_on,
               least(h.to_on, CASE WHEN x.after IS NOT NULL THEN greatest(x.from_on, x.after - 1) END) AS to_on
        FROM homes h JOIN families_description o ON o.agency = h.agency AND o.household = h.household
        JOIN LATERAL (
            SELECT (o.said_at AT TIME ZONE 'Europe/London')::date AS from_on, (
                SELECT (n.said_at AT TIME ZONE 'Europe/London')::date FROM families_description n
                WHERE n.source = o.source AND n.id > o.id ORDER BY n.id LIMIT 1) AS after) x ON true),
    ties AS (
        SELECT m.child, i.person_id AS person, r.from_on, r.to_on, r.kind AS tie, r.source
        FROM mine m JOIN families_relation r ON r.source = m.source
        JOIN anchor_identity i ON i.source = r.relative AND i.until IS NULL
        UNION
        SELECT m.child, i.person_id, r.from_on, r.to_on,
               CASE WHEN r.kind IN ('mother', 'father', 'parent', 'carer', 'guardian') THEN 'child' ELSE r.kind END,
               r.source
        FROM mine m JOIN families_relation r ON r.relative = m.source
        JOIN anchor_identity i ON i.source = r.source AND i.until IS NULL
        UNION
        SELECT s.child, i.person_id, NULL, s.to_on, 'household', s.source
        FROM shared s JOIN anchor_identity i ON i.source = s.other AND i.until IS NULL
        WHERE s.to_on IS NULL OR s.from_on <= s.to_on
        UNION
        SELECT m.child, i.person_id, NULL, NULL, 'sibling', r.source
        FROM mine m JOIN families_relation r ON r.source = m.source AND r.kind = 'mother'
        JOIN anchor_identity mi ON mi.source = r.relative AND mi.until IS NULL
        JOIN anchor_identity ms ON ms.person_id = mi.person_id AND ms.until IS NULL
        JOIN families_relation o ON o.relative = ms.source AND o.kind = 'mother'
        JOIN anchor_identity i ON i.source = o.source AND i.until IS NULL)
    SELECT t.child, t.person, t.from_on, t.to_on, t.tie, t.source, (
        SELECT min(d.date_of_birth) FROM anchor_identity i JOIN families_description d ON d.source = i.source
        WHERE i.person_id = t.person AND i.until IS NULL) <= %(grown)s
    FROM ties t WHERE t.person <> t.child AND NOT EXISTS (
        SELECT 1 FROM anchor_identity i JOIN families_sealed x ON x.source = i.source
        WHERE i.person_id = t.person AND i.until IS NULL)
    ORDER BY 1, 2, 5, 6
"""
_TOUCHED = """
    SELECT DISTINCT c.person_id FROM anchor_child c WHERE c.person_id = ANY(%(people)s)
    UNION
    SELECT DISTINCT ci.person_id FROM anchor_identity i
    JOIN families_relation r ON i.source IN (r.source, r.relative)
    JOIN anchor_identity ci ON ci.source IN (r.source, r.relative) AND ci.until IS NULL
    JOIN anchor_child c ON c.person_id = ci.person_id
    WHERE i.person_id = ANY(%(people)s) AND i.until IS NULL
    UNION
    SELECT DISTINCT ci.person_id FROM anchor_identity i
    JOIN families_description d ON d.source = i.source AND d.household <> ''
    JOIN families_description o ON o.agency = d.agency AND o.household = d.household
    JOIN anchor_identity ci ON ci.source = o.source AND ci.until IS NULL
    JOIN anchor_child c ON c.person_id = ci.person_id
    WHERE i.person_id = ANY(%(people)s) AND i.until IS NULL
    UNION
    SELECT DISTINCT ci.person_id FROM anchor_identity i
    JOIN families_relation r ON r.source = i.source AND r.kind = 'mother'
    JOIN anchor_identity mi ON mi.source = r.relative AND mi.until IS NULL
    JOIN anchor_identity ms ON ms.person_id = mi.person_id AND ms.until IS NULL
    JOIN families_relation o ON o.relative = ms.source AND o.kind = 'mother'
    JOIN anchor_identity ci ON ci.source = o.source AND ci.until IS NULL
    JOIN anchor_child c ON c.person_id = ci.person_id
    WHERE i.person_id = ANY(%(people)s) AND i.until IS NULL
"""
_GROWN_AT = 18


@capability("families.settle", scope=for_system("settler"), writes=True)
def settle(caller: Caller, *, people: Sequence[PersonId]) -> None:
    """The circle of every child whose own or whose relatives' ties changed is drawn anew."""
    today = caller.now.date()
    grown = today.replace(year=today.year - _GROWN_AT, day=min(today.day, 28))
    with connection.cursor() as cursor:
        cursor.execute(_TOUCHED, {"people": list(people)})
        children = [ChildId(row[0]) for row in cursor.fetchall()]
        cursor.execute(_TIES, {"people": children, "grown": grown})
        found = cursor.fetchall()
    ties = [trust.Tie(child, PersonId(child), None, None, "self", None, True) for child in children]
    for child, person, from_on, to_on, tie, source, adult in found:
        opens = tie in TIES_OF_CARE or (tie in ("household", "partner") and bool(adult))
        ties.append(trust.Tie(ChildId(child), PersonId(person), from_on, to_on, tie, source, opens))
    trust.draw_circles(caller, children=children, ties=ties)
