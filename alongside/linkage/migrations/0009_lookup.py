"""Is she already known? Records under keys, and the two functions through which alone they are searched."""

from typing import ClassVar

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.db import migrations, models

from alongside.trust.api import job_is, protect

LINKER = job_is("linker")
REMOVES = job_is("linker", "disposer")
SEARCHES = """public.trust_holds(ARRAY['practitioner', 'supervisor', 'steward', 'matcher'])
      AND (public.trust_verified())[3] IN ('direct_work', 'supervision', 'urgent_need', 'matching')"""
CANDIDATES = f"""
CREATE FUNCTION linkage_candidates(near bigint[], wide bigint[], most integer)
RETURNS TABLE (source uuid, told text) LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public SET plan_cache_mode = force_generic_plan SET enable_seqscan = off AS $$
DECLARE
    asked bigint;
    found integer;
    any_found boolean := cardinality(near) > 0;
BEGIN
    IF ({SEARCHES}) IS NOT TRUE OR cardinality(near) > 500 OR cardinality(wide) > 40 THEN RETURN; END IF;
    RETURN QUERY
        WITH hit AS MATERIALIZED (SELECT l.source, l.told, l.keys FROM public.linkage_lookup l WHERE l.keys && near
                                  LIMIT 2000),
        many AS MATERIALIZED (SELECT count(*) > most AS so FROM hit)
        SELECT h.source, h.told FROM hit h
        ORDER BY CASE WHEN (SELECT so FROM many)
                 THEN (SELECT count(*) FROM unnest(h.keys) k WHERE k = ANY(near)) ELSE 0 END DESC, h.source
        LIMIT most;
    FOREACH asked IN ARRAY wide LOOP
        SELECT count(*) INTO found
            FROM (SELECT FROM public.linkage_lookup l WHERE l.keys @> ARRAY[asked] LIMIT most + 1) x;
        IF found <= most / 2 OR NOT any_found THEN
            RETURN QUERY SELECT l.source, l.told FROM public.linkage_lookup l WHERE l.keys @> ARRAY[asked] LIMIT most;
        END IF;
        any_found := any_found OR found > 0;
    END LOOP;
END $$;
"""
STANDING = f"""
CREATE FUNCTION linkage_standing(asked uuid[])
RETURNS TABLE (source uuid, person uuid, settled boolean, granted boolean, matched boolean, kinds text[])
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    me uuid := public.trust_actor();
    moment timestamptz := public.trust_now();
    mine uuid[];
BEGIN
    IF ({SEARCHES}) IS NOT TRUE OR cardinality(asked) > 200 THEN RETURN; END IF;
    mine := ARRAY(SELECT public.trust_agencies(ARRAY['steward', 'matcher']));
    RETURN QUERY
        SELECT s.id, s.who, s.open_reason, s.open_to_me, s.of_mine,
            ARRAY(SELECT DISTINCT n.kind FROM public.anchor_identity o
                  JOIN public.linkage_lookup l ON l.source = o.source
                  JOIN public.agencies_agencyname n ON n.agency = l.agency
                  WHERE o.person_id = s.who AND o.until IS NULL
                    AND (s.open_reason OR s.open_to_me OR l.agency = ANY(mine)) ORDER BY 1)
        FROM (
            SELECT i.source AS id, i.person_id AS who,
                EXISTS (SELECT 1 FROM public.trust_reason r WHERE r.child = i.person_id AND r.from_on <= moment::date
                        AND (r.to_on IS NULL OR r.to_on >= moment::date)) AS open_reason,
                EXISTS (SELECT 1 FROM public.trust_grant g WHERE g.child = i.person_id AND g.actor = me
                        AND g.valid @> moment AND g.level >= 1) AS open_to_me,
                EXISTS (SELECT 1 FROM public.linkage_lookup l WHERE l.source = i.source AND l.agency = ANY(mine))
                    AS of_mine
            FROM unnest(asked) a JOIN public.anchor_identity i ON i.source = a AND i.until IS NULL
        ) s;
END $$;
"""
RIGHTS = """
REVOKE EXECUTE ON FUNCTION linkage_candidates(bigint[], bigint[], integer), linkage_standing(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION linkage_candidates(bigint[], bigint[], integer), linkage_standing(uuid[]) TO alongside_app;
GRANT SELECT ON linkage_lookup, anchor_identity, trust_reason, trust_grant, agencies_agencyname TO alongside_finder;
GRANT CREATE ON SCHEMA public TO alongside_finder;
ALTER FUNCTION linkage_candidates(bigint[], bigint[], integer) OWNER TO alongside_finder;
ALTER FUNCTION linkage_standing(uuid[]) OWNER TO alongside_finder;
REVOKE CREATE ON SCHEMA public FROM alongside_finder;
"""
FORGET = """
CREATE FUNCTION linkage_forget() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    DELETE FROM public.linkage_lookup l USING gone g WHERE l.source = g.source
        AND NOT EXISTS (SELECT 1 FROM public.families_description d WHERE d.source = g.source);
    RETURN NULL;
END $$;
CREATE TRIGGER linkage_forgets AFTER DELETE ON families_description REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION linkage_forget();
"""
"""What an ON DELETE CASCADE would do if a source were said once: nobody is found of whom nothing is kept any more."""


class Migration(migrations.Migration):
    """The table that is read through the finder alone."""

    dependencies: ClassVar = [
        ("linkage", "0008_harm"),
        ("families", "0006_called_as_most_say"),
        ("trust", "0006_step_rights"),
        ("agencies", "0001_initial"),
    ]
    operations: ClassVar = [
        migrations.CreateModel(
            name="Lookup",
            fields=[
                ("source", models.UUIDField(primary_key=True, serialize=False)),
                ("agency", models.UUIDField()),
                ("keys", django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                ("told", models.TextField()),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fastupdate=False, fields=["keys"], name="linkage_lookup_keys"
                    )
                ],
            },
        ),
        migrations.RunSQL(
            protect("linkage_lookup", select=REMOVES, insert=LINKER, delete=REMOVES), migrations.RunSQL.noop
        ),
        migrations.RunSQL(CANDIDATES + STANDING + RIGHTS, migrations.RunSQL.noop),
        migrations.RunSQL(FORGET, migrations.RunSQL.noop),
    ]
