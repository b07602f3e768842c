"""Who draws links for a check, who answers, and who counts."""

from typing import ClassVar

from django.db import migrations

from alongside.trust.api import holds, job_is, protect

LINKER = job_is("linker")
MATCHES = "(SELECT trust_holds(ARRAY['matcher', 'steward']))"


def _both(table: str) -> str:
    return " AND ".join(holds(["matcher", "steward"], f"{table}.agency_{x}") for x in "ab")


ANSWERED_BY_ANOTHER = f"""
    answered_by = (SELECT trust_actor())
    AND EXISTS (SELECT 1 FROM linkage_check c WHERE c.id = drawn_id AND {_both("c")})
    AND NOT EXISTS (SELECT 1 FROM linkage_check c JOIN linkage_decision d
                    ON d.source_a = c.source_a AND d.source_b = c.source_b
                    WHERE c.id = drawn_id AND d.decided_by = (SELECT trust_actor()))
"""
LOOKED = """
CREATE FUNCTION linkage_looked(after timestamptz) RETURNS TABLE (people bigint, visits bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    WITH undone AS (
        SELECT DISTINCT x.person_id, greatest(x.since, y.since) AS since, least(x.until, y.until) AS until
        FROM public.linkage_decision d
        JOIN public.anchor_identity x ON x.source = d.source_a AND x.since <= d.at
        JOIN public.anchor_identity y ON y.source = d.source_b AND y.since <= d.at AND y.person_id = x.person_id
        WHERE d.said = 'different' AND d.at > after AND public.trust_job() = 'linker'
          AND least(x.until, y.until) >= d.at
    )
    SELECT count(DISTINCT l.actor), count(DISTINCT l.id) FROM undone u
    JOIN public.ledger_line l ON l.subjects @> ARRAY[u.person_id] AND l.at >= u.since AND l.at < u.until
         AND l.outcome = 'allowed' AND l.session NOT LIKE 'job:%'
$$;
REVOKE EXECUTE ON FUNCTION linkage_looked(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION linkage_looked(timestamptz) TO alongside_app;
GRANT SELECT ON linkage_decision, anchor_identity, ledger_line TO alongside_finder;
GRANT CREATE ON SCHEMA public TO alongside_finder;
ALTER FUNCTION linkage_looked(timestamptz) OWNER TO alongside_finder;
REVOKE CREATE ON SCHEMA public FROM alongside_finder;
"""
"""How many people looked, and how often, while records were one person that have been taken apart since: numbers only,
and only for the job that counts."""


class Migration(migrations.Migration):
    """That nobody answers for their own decision is the database's rule, too."""

    dependencies: ClassVar = [("linkage", "0013_checks"), ("trust", "0002_door"), ("ledger", "0001_initial")]
    operations: ClassVar = [
        migrations.RunSQL(
            protect("linkage_check", select=f"{LINKER} OR ({_both('linkage_check')})", insert=LINKER),
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(
            protect(
                "linkage_checkanswer",
                select=f"{LINKER} OR EXISTS (SELECT 1 FROM linkage_check c WHERE c.id = drawn_id)",
                insert=ANSWERED_BY_ANOTHER,
            ),
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(
            f"ALTER POLICY linkage_split_seen ON linkage_split USING ({MATCHES} OR {LINKER})", migrations.RunSQL.noop
        ),
        migrations.RunSQL(protect("linkage_countedrecords", select=LINKER, insert=LINKER), migrations.RunSQL.noop),
        migrations.RunSQL(LOOKED, "DROP FUNCTION linkage_looked(timestamptz)"),
    ]
