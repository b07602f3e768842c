"""A child is called as most agencies write the name, here as everywhere else; a tie is settled by the alphabet."""

from typing import ClassVar

from django.db import migrations

CALLED = """
CREATE OR REPLACE FUNCTION families_called(asked uuid[]) RETURNS TABLE (child uuid, forename text, surname text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT DISTINCT ON (n.person_id) n.person_id, n.forename, n.surname FROM (
        SELECT said.*, count(*) OVER (PARTITION BY said.person_id, lower(said.forename || ' ' || said.surname)) AS times
        FROM (
            SELECT DISTINCT ON (d.source) i.person_id, d.forename, d.surname FROM public.anchor_identity i
            JOIN public.families_description d ON d.source = i.source
            WHERE i.until IS NULL AND i.person_id = ANY(asked) AND EXISTS (
                SELECT 1 FROM public.trust_grant g WHERE g.child = i.person_id AND g.actor = public.trust_actor()
                AND g.valid @> public.trust_now())
            ORDER BY d.source, d.said_at DESC, d.id DESC
        ) said WHERE said.forename || said.surname <> ''
    ) n
    ORDER BY n.person_id, n.forename = '' OR n.surname = '', n.times DESC, lower(n.forename || ' ' || n.surname)
$$;
"""


class Migration(migrations.Migration):
    """The function keeps its owner and its rights."""

    dependencies: ClassVar = [("families", "0005_called")]
    operations: ClassVar = [migrations.RunSQL(CALLED, migrations.RunSQL.noop)]
