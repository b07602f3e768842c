"""A child in urgent need is found by exact words only: name and date of birth, or the NHS number."""

from typing import ClassVar

from django.db import migrations

FINDER = """
CREATE FUNCTION families_find_child(asked_forename text, asked_surname text, asked_born date, asked_nhs text)
RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT DISTINCT i.person_id FROM public.families_description d
    JOIN public.anchor_identity i ON i.source = d.source AND i.until IS NULL
    JOIN public.trust_reason r ON r.child = i.person_id AND r.from_on <= public.trust_now()::date
      AND (r.to_on IS NULL OR r.to_on >= public.trust_now()::date)
    WHERE public.trust_holds(ARRAY['practitioner', 'supervisor'])
      AND ((asked_nhs <> '' AND d.nhs_number = asked_nhs)
        OR (asked_nhs = '' AND d.date_of_birth = asked_born AND d.date_precision = 'day'
            AND lower(d.surname) = lower(asked_surname) AND lower(d.forename) = lower(asked_forename)))
    LIMIT 2
$$;
REVOKE EXECUTE ON FUNCTION families_find_child(text, text, date, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION families_find_child(text, text, date, text) TO alongside_app;
GRANT SELECT ON families_description, anchor_identity TO alongside_finder;
GRANT CREATE ON SCHEMA public TO alongside_finder;
ALTER FUNCTION families_find_child(text, text, date, text) OWNER TO alongside_finder;
REVOKE CREATE ON SCHEMA public FROM alongside_finder;
CREATE INDEX families_born_surname ON families_description (date_of_birth, lower(surname));
CREATE INDEX families_nhs ON families_description (nhs_number) WHERE nhs_number <> '';
"""


class Migration(migrations.Migration):
    """The one exact look-up."""

    dependencies: ClassVar = [("families", "0002_rights"), ("trust", "0003_urgent_need_subject")]
    operations: ClassVar = [migrations.RunSQL(FINDER, migrations.RunSQL.noop)]
