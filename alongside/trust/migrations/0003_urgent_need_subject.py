"""An urgent need rests on the record for which the reason was stated, so it follows when records are linked anew."""

from typing import ClassVar

from django.db import migrations

SUBJECT = """
CREATE FUNCTION trust_open_reason_subject(asked uuid) RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
    SELECT r.subject FROM public.trust_reason r
    WHERE public.trust_actor() IS NOT NULL AND r.child = asked AND r.from_on <= public.trust_now()::date
      AND (r.to_on IS NULL OR r.to_on >= public.trust_now()::date)
    ORDER BY r.from_on, r.id LIMIT 1
$$;
REVOKE EXECUTE ON FUNCTION trust_open_reason_subject(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION trust_open_reason_subject(uuid) TO alongside_app, alongside_finder;
GRANT CREATE ON SCHEMA public TO alongside_finder;
ALTER FUNCTION trust_open_reason_subject(uuid) OWNER TO alongside_finder;
REVOKE CREATE ON SCHEMA public FROM alongside_finder;
DROP FUNCTION trust_has_open_reason(uuid);
"""


class Migration(migrations.Migration):
    """The subject of the oldest open reason instead of a bare yes."""

    dependencies: ClassVar = [("trust", "0002_door")]
    operations: ClassVar = [migrations.RunSQL(SUBJECT, migrations.RunSQL.noop)]
