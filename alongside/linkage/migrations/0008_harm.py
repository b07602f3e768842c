"""Which question cannot wait: where a child is helped tonight and part of the story may hang on another record."""

from typing import ClassVar

from django.db import migrations

HARM = """
CREATE FUNCTION linkage_harm(a uuid, b uuid, probability double precision) RETURNS double precision
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    WITH held AS (
        SELECT i.source, i.person_id, EXISTS (
            SELECT 1 FROM public.trust_reason r WHERE r.child = i.person_id AND r.from_on <= public.trust_now()::date
            AND (r.to_on IS NULL OR r.to_on >= public.trust_now()::date)) AS helped
        FROM public.anchor_identity i WHERE i.source IN (a, b) AND i.until IS NULL
    )
    SELECT CASE WHEN NOT public.trust_holds(ARRAY['matcher', 'steward']) THEN 0
        ELSE (1 + 4 * max(helped::integer))
             * CASE WHEN count(DISTINCT person_id) = 1 THEN 3 * (1 - probability) ELSE probability END END
    FROM held
$$;
REVOKE EXECUTE ON FUNCTION linkage_harm(uuid, uuid, double precision) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION linkage_harm(uuid, uuid, double precision) TO alongside_app;
GRANT SELECT ON anchor_identity, trust_reason TO alongside_finder;
GRANT CREATE ON SCHEMA public TO alongside_finder;
ALTER FUNCTION linkage_harm(uuid, uuid, double precision) OWNER TO alongside_finder;
REVOKE CREATE ON SCHEMA public FROM alongside_finder;
"""
# The expected harm: how likely the answer changes something, times what is at stake. Two records apart that are one
# hide a story (probability); two together that are not show one family to another, which weighs three times as much.
# A child with an open reason weighs five times as much as somebody with whom nobody works.


class Migration(migrations.Migration):
    """A function that gives a number and no fact."""

    dependencies: ClassVar = [("linkage", "0007_splits_held"), ("trust", "0002_door"), ("anchor", "0001_initial")]
    operations: ClassVar = [
        migrations.RunSQL(HARM, "DROP FUNCTION linkage_harm(uuid, uuid, double precision)"),
    ]
