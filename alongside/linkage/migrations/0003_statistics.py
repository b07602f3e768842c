"""After a bulk of records the database counts again, so that the first visitors do not wait for plans made blind."""

from typing import ClassVar

from django.db import migrations

COUNT_AGAIN = """
CREATE FUNCTION linkage_count_again() RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
DECLARE kept text;
BEGIN
    IF public.trust_job() IS DISTINCT FROM 'linker' THEN
        RAISE EXCEPTION 'only the linking job has the database count again';
    END IF;
    FOR kept IN
        SELECT format('%I.%I', schemaname, tablename) FROM pg_tables
        WHERE schemaname = 'public' AND tableowner = current_user ORDER BY 1
    LOOP
        EXECUTE 'ANALYZE ' || kept;
    END LOOP;
END $$;
REVOKE EXECUTE ON FUNCTION linkage_count_again() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION linkage_count_again() TO alongside_app;
"""


class Migration(migrations.Migration):
    """PostgreSQL's own statistics; only an owner of the tables may have them taken."""

    dependencies: ClassVar = [("linkage", "0002_rights"), ("trust", "0002_door")]
    operations: ClassVar = [
        migrations.RunSQL(COUNT_AGAIN, "DROP FUNCTION linkage_count_again()"),
    ]
