"""A family member with a way in of their own reads the children's names, and nothing else of what agencies say."""

from typing import ClassVar

from django.db import migrations

CALLED = """
CREATE FUNCTION families_called(asked uuid[]) RETURNS TABLE (child uuid, forename text, surname text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT DISTINCT ON (i.person_id) i.person_id, d.forename, d.surname FROM public.anchor_identity i
    JOIN public.families_description d ON d.source = i.source
    WHERE i.until IS NULL AND i.person_id = ANY(asked) AND d.forename || d.surname <> '' AND EXISTS (
        SELECT 1 FROM public.trust_grant g WHERE g.child = i.person_id AND g.actor = public.trust_actor()
        AND g.valid @> public.trust_now())
    ORDER BY i.person_id, d.said_at DESC, d.id DESC
$$;
REVOKE EXECUTE ON FUNCTION families_called(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION families_called(uuid[]) TO alongside_app;
GRANT SELECT ON trust_grant TO alongside_finder;
GRANT CREATE ON SCHEMA public TO alongside_finder;
ALTER FUNCTION families_called(uuid[]) OWNER TO alongside_finder;
REVOKE CREATE ON SCHEMA public FROM alongside_finder;
"""


class Migration(migrations.Migration):
    """Names by a function of its own."""

    dependencies: ClassVar = [("families", "0004_disposal"), ("trust", "0004_language")]
    operations: ClassVar = [migrations.RunSQL(CALLED, "DROP FUNCTION families_called(uuid[])")]
