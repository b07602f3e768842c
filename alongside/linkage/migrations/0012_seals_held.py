"""Who asked and who answered read of a seal afterwards, and nobody else; one person alone seals nothing."""

from typing import ClassVar

from django.db import migrations

from alongside.trust.api import holds, job_is, protect

LINKER = job_is("linker")
ME = "(SELECT trust_actor())"
OFFICES = ["matcher", "steward"]


def _both(table: str) -> str:
    return " AND ".join(holds(OFFICES, f"{table}.agency_{x}") for x in ("earlier", "later"))


ANSWERED = """
CREATE FUNCTION linkage_seal_is_answered(asked uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
    SELECT EXISTS (SELECT 1 FROM public.linkage_sealanswer a WHERE a.seal_id = asked)
$$;
CREATE FUNCTION linkage_seal_answered_by_me(asked uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
    SELECT EXISTS (SELECT 1 FROM public.linkage_sealanswer a
                   WHERE a.seal_id = asked AND a.answered_by = public.trust_actor())
$$;
REVOKE EXECUTE ON FUNCTION linkage_seal_is_answered(uuid), linkage_seal_answered_by_me(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION linkage_seal_is_answered(uuid), linkage_seal_answered_by_me(uuid) TO alongside_app;
GRANT SELECT ON linkage_sealanswer TO alongside_finder;
GRANT CREATE ON SCHEMA public TO alongside_finder;
ALTER FUNCTION linkage_seal_is_answered(uuid) OWNER TO alongside_finder;
ALTER FUNCTION linkage_seal_answered_by_me(uuid) OWNER TO alongside_finder;
REVOKE CREATE ON SCHEMA public FROM alongside_finder;
"""


class Migration(migrations.Migration):
    """The rule of two is the database's, here too."""

    dependencies: ClassVar = [("linkage", "0011_seals"), ("families", "0010_seal_held")]
    operations: ClassVar = [
        migrations.RunSQL(ANSWERED, migrations.RunSQL.noop),
        migrations.RunSQL(
            protect(
                "linkage_seal",
                select=f"{LINKER} OR asked_by = {ME} OR linkage_seal_answered_by_me(id) OR "
                f"({_both('linkage_seal')} AND NOT linkage_seal_is_answered(id))",
                insert=f"asked_by = {ME} AND {_both('linkage_seal')}",
            ),
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(
            protect(
                "linkage_sealanswer",
                select=f"{LINKER} OR answered_by = {ME} OR EXISTS (SELECT 1 FROM linkage_seal s "
                f"WHERE s.id = linkage_sealanswer.seal_id AND s.asked_by = {ME})",
                insert=f"answered_by = {ME} AND EXISTS (SELECT 1 FROM linkage_seal s "
                f"WHERE s.id = linkage_sealanswer.seal_id AND s.asked_by <> {ME} AND {_both('s')})",
            ),
            migrations.RunSQL.noop,
        ),
    ]
