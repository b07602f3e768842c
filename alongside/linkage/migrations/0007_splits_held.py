"""A child with an open reason is taken apart by two people, and afterwards one can tell who saw what in between."""

from typing import ClassVar

from django.db import migrations

from alongside.trust.api import protect

MATCHES = "(SELECT trust_holds(ARRAY['matcher', 'steward']))"
NEEDS_TWO = """
CREATE FUNCTION linkage_needs_two(a uuid, b uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
    SELECT public.trust_holds(ARRAY['matcher', 'steward']) AND EXISTS (
        SELECT 1 FROM public.anchor_identity x JOIN public.anchor_identity y ON y.person_id = x.person_id
        WHERE x.source = a AND y.source = b AND x.until IS NULL AND y.until IS NULL
          AND EXISTS (SELECT 1 FROM public.trust_reason r WHERE r.child = x.person_id
                      AND r.from_on <= public.trust_now()::date
                      AND (r.to_on IS NULL OR r.to_on >= public.trust_now()::date)))
$$;
CREATE FUNCTION linkage_two_spoke(a uuid, b uuid, asked uuid, second uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT EXISTS (SELECT 1 FROM public.linkage_split s
        WHERE s.split = asked AND s.source_a = a AND s.source_b = b AND s.asked_by <> second)
$$;
"""
EXPOSED = """
CREATE FUNCTION linkage_exposed(a uuid, b uuid) RETURNS TABLE (
    at timestamptz, actor uuid, purpose text, capability text, of_a bigint, of_b bigint, items bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    WITH allowed AS (
        SELECT count(DISTINCT d.source) = 2 AS so FROM public.families_description d
        WHERE d.source IN (a, b) AND d.agency IN (SELECT public.trust_agencies(ARRAY['matcher', 'steward']))
    ), wrong AS (
        SELECT x.person_id, greatest(x.since, y.since) AS since,
               least(coalesce(x.until, 'infinity'), coalesce(y.until, 'infinity')) AS until
        FROM public.anchor_identity x JOIN public.anchor_identity y ON y.person_id = x.person_id
        WHERE x.source = a AND y.source = b AND greatest(x.since, y.since)
              < least(coalesce(x.until, 'infinity'), coalesce(y.until, 'infinity')) AND (SELECT so FROM allowed)
    ), side AS (
        SELECT DISTINCT i.source, n.person_id AS now_with FROM wrong w
        JOIN public.anchor_identity i ON i.person_id = w.person_id AND i.since < w.until
             AND coalesce(i.until, 'infinity') > w.since
        JOIN public.anchor_identity n ON n.source = i.source AND n.until IS NULL
    ), told AS (
        SELECT e.event AS item, s.now_with FROM side s JOIN public.records_event e ON e.source = s.source
        UNION SELECT s.source, s.now_with FROM side s
    ), seen AS (
        SELECT l.id, l.at, l.actor, l.text::jsonb ->> 'purpose' AS purpose, l.capability,
               item.value::uuid AS item
        FROM wrong w JOIN public.ledger_line l ON l.subjects @> ARRAY[w.person_id] AND l.at >= w.since
             AND l.at < w.until AND l.outcome = 'allowed' AND l.session NOT LIKE 'job:%%'
        CROSS JOIN LATERAL jsonb_array_elements_text(l.text::jsonb -> 'items') AS item
    )
    SELECT s.at, s.actor, s.purpose, s.capability,
        count(*) FILTER (WHERE t.now_with = (SELECT person_id FROM public.anchor_identity
                                             WHERE source = a AND until IS NULL)),
        count(*) FILTER (WHERE t.now_with = (SELECT person_id FROM public.anchor_identity
                                             WHERE source = b AND until IS NULL)),
        count(DISTINCT s.item)
    FROM seen s LEFT JOIN told t ON t.item = s.item
    GROUP BY s.id, s.at, s.actor, s.purpose, s.capability ORDER BY s.at, s.id
$$;
""".replace("%%", "%")
NAMES = "linkage_needs_two(uuid, uuid), linkage_two_spoke(uuid, uuid, uuid, uuid), linkage_exposed(uuid, uuid)"
RIGHTS = f"""
REVOKE EXECUTE ON FUNCTION {NAMES} FROM PUBLIC;
GRANT EXECUTE ON FUNCTION {NAMES} TO alongside_app;
GRANT SELECT ON linkage_split, anchor_identity, families_description, records_event, ledger_line TO alongside_finder;
GRANT CREATE ON SCHEMA public TO alongside_finder;
ALTER FUNCTION linkage_needs_two(uuid, uuid) OWNER TO alongside_finder;
ALTER FUNCTION linkage_two_spoke(uuid, uuid, uuid, uuid) OWNER TO alongside_finder;
ALTER FUNCTION linkage_exposed(uuid, uuid) OWNER TO alongside_finder;
REVOKE CREATE ON SCHEMA public FROM alongside_finder;
"""
TWO = """
ALTER POLICY linkage_decision_added ON linkage_decision WITH CHECK (
    (SELECT trust_holds(ARRAY['matcher', 'steward'])) AND decided_by = (SELECT trust_actor())
    AND (said <> 'different' OR NOT linkage_needs_two(source_a, source_b)
         OR linkage_two_spoke(source_a, source_b, split, decided_by)));
"""


class Migration(migrations.Migration):
    """The rule of two is the database's."""

    dependencies: ClassVar = [
        ("linkage", "0006_splits"),
        ("trust", "0002_door"),
        ("ledger", "0001_initial"),
        ("records", "0001_initial"),
        ("families", "0001_initial"),
    ]
    operations: ClassVar = [
        migrations.RunSQL(
            protect("linkage_split", select=MATCHES, insert=f"{MATCHES} AND asked_by = (SELECT trust_actor())"),
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(NEEDS_TWO + EXPOSED + RIGHTS + TWO, migrations.RunSQL.noop),
    ]
