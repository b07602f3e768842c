"""Of a sealed record nobody learns who holds no grant for its person: not its agency's offices, not the family's."""

from typing import ClassVar

from django.db import migrations

from alongside.trust.api import INSIDE, about, job_is, protect

JOBS = job_is("receiver", "linker", "settler", "disposer")
LINKER, DISPOSER = job_is("linker"), job_is("disposer")


def _open_or_granted(column: str) -> str:
    return f"(NOT EXISTS (SELECT 1 FROM families_sealed s WHERE s.source = {column}) OR {about(column)})"


def _closed(table: str, *columns: str) -> str:
    seen = " AND ".join(_open_or_granted(f"{table}.{column}") for column in columns)
    return (
        f"CREATE POLICY {table}_sealed ON {table} AS RESTRICTIVE FOR SELECT TO alongside_app USING ({JOBS} OR ({seen}))"
    )


FIND = """
CREATE OR REPLACE FUNCTION families_find_child(asked_forename text, asked_surname text, asked_born date, asked_nhs text)
RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT DISTINCT i.person_id FROM public.families_description d
    JOIN public.anchor_identity i ON i.source = d.source AND i.until IS NULL
    JOIN public.trust_reason r ON r.child = i.person_id AND r.from_on <= public.trust_now()::date
      AND (r.to_on IS NULL OR r.to_on >= public.trust_now()::date)
    WHERE public.trust_holds(ARRAY['practitioner', 'supervisor'])
      AND NOT EXISTS (SELECT 1 FROM public.families_sealed s WHERE s.source = d.source)
      AND ((asked_nhs <> '' AND d.nhs_number = asked_nhs)
        OR (asked_nhs = '' AND d.date_of_birth = asked_born AND d.date_precision = 'day'
            AND lower(d.surname) = lower(asked_surname) AND lower(d.forename) = lower(asked_forename)))
    LIMIT 2
$$;
GRANT SELECT ON families_sealed TO alongside_finder;
"""


class Migration(migrations.Migration):
    """The policies restrict what all others allow."""

    dependencies: ClassVar = [("families", "0009_sealed"), ("families", "0008_disputes_held")]
    operations: ClassVar = [
        migrations.RunSQL(
            protect("families_sealed", select=INSIDE, insert=LINKER, delete=f"{LINKER} OR {DISPOSER}"),
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(_closed("families_description", "source"), migrations.RunSQL.noop),
        migrations.RunSQL(_closed("families_relation", "source", "relative"), migrations.RunSQL.noop),
        migrations.RunSQL(FIND, migrations.RunSQL.noop),
    ]
