"""The context that the database verifies itself, and the policies of the lowest floors."""

from typing import ClassVar

from django.db import migrations

from alongside.trust.rules.policies import INSIDE, granted, holds, job_is, protect

CONTEXT = """
CREATE TABLE trust_key (inner_pad bytea NOT NULL, outer_pad bytea NOT NULL);
REVOKE ALL ON trust_key FROM PUBLIC;

CREATE FUNCTION trust_verified() RETURNS text[] LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
DECLARE
    said text := current_setting('alongside.context', true);
    parts text[];
    body bytea;
    signed text;
BEGIN
    IF said IS NULL OR said = '' THEN RETURN NULL; END IF;
    parts := string_to_array(said, '|');
    IF array_length(parts, 1) <> 7 THEN RETURN NULL; END IF;
    body := convert_to(array_to_string(parts[1:6], '|'), 'UTF8');
    SELECT encode(sha256(k.outer_pad || sha256(k.inner_pad || body)), 'hex') INTO signed FROM trust_key k;
    IF signed IS DISTINCT FROM parts[7] THEN RETURN NULL; END IF;
    IF parts[6]::numeric < extract(epoch FROM now()) THEN RETURN NULL; END IF;
    RETURN parts;
END $$;

CREATE FUNCTION trust_actor() RETURNS uuid LANGUAGE sql STABLE AS $$ SELECT (trust_verified())[1]::uuid $$;
CREATE FUNCTION trust_job() RETURNS text LANGUAGE sql STABLE AS $$ SELECT (trust_verified())[4] $$;
CREATE FUNCTION trust_now() RETURNS timestamptz LANGUAGE sql STABLE AS
    $$ SELECT to_timestamp((trust_verified())[5]::double precision) $$;
CREATE FUNCTION trust_agencies(offices text[]) RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
    SELECT a.id FROM public.anchor_agency a
    WHERE EXISTS (
        SELECT 1 FROM public.trust_office o
        WHERE o.actor = public.trust_actor() AND o.office = ANY(offices) AND (o.agency IS NULL OR o.agency = a.id)
          AND o.since <= public.trust_now() AND (o.until IS NULL OR o.until > public.trust_now()))
$$;
CREATE FUNCTION trust_holds(offices text[]) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
    SELECT EXISTS (
        SELECT 1 FROM public.trust_office o
        WHERE o.actor = public.trust_actor() AND o.office = ANY(offices)
          AND o.since <= public.trust_now() AND (o.until IS NULL OR o.until > public.trust_now()))
$$;
CREATE FUNCTION trust_has_open_reason(asked uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
    SELECT public.trust_actor() IS NOT NULL AND EXISTS (
        SELECT 1 FROM public.trust_reason r
        WHERE r.child = asked AND r.from_on <= public.trust_now()::date
          AND (r.to_on IS NULL OR r.to_on >= public.trust_now()::date))
$$;
REVOKE EXECUTE ON FUNCTION trust_verified(), trust_agencies(text[]), trust_holds(text[]), trust_has_open_reason(uuid)
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION trust_verified(), trust_agencies(text[]), trust_holds(text[]), trust_has_open_reason(uuid)
    TO alongside_app, alongside_finder;
GRANT SELECT ON trust_key, trust_office, trust_reason, anchor_agency TO alongside_finder;
GRANT CREATE ON SCHEMA public TO alongside_finder;
ALTER FUNCTION trust_verified() OWNER TO alongside_finder;
ALTER FUNCTION trust_agencies(text[]) OWNER TO alongside_finder;
ALTER FUNCTION trust_holds(text[]) OWNER TO alongside_finder;
ALTER FUNCTION trust_has_open_reason(uuid) OWNER TO alongside_finder;
REVOKE CREATE ON SCHEMA public FROM alongside_finder;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO alongside_app;
"""

SETTLER = job_is("settler")
LINKER = job_is("linker")
ADMITS = "(SELECT trust_holds(ARRAY['administrator', 'operator']))"
REVIEWS = "(SELECT trust_holds(ARRAY['supervisor', 'administrator']))"

TABLES = [
    protect("anchor_agency", select=INSIDE, insert=INSIDE),
    protect("anchor_actor", select=INSIDE, insert=INSIDE),
    protect("anchor_person", select=INSIDE, insert=LINKER),
    protect("anchor_child", select=INSIDE, insert=SETTLER),
    protect("anchor_identity", select=INSIDE, insert=LINKER, update=LINKER, columns=["until"]),
    protect("ledger_line", select="(SELECT trust_holds(ARRAY['administrator', 'operator']))", insert=INSIDE),
    protect(
        "trust_reason",
        select=f"{job_is('settler', 'receiver', 'linker')} OR {granted('trust_reason.child')} OR "
        f"{holds(['steward', 'matcher', 'administrator'], 'trust_reason.agency')}",
        insert=f"{job_is('receiver')} OR {holds(['steward', 'matcher', 'administrator'], 'agency')}",
        update=f"{SETTLER} OR {holds(['steward', 'matcher', 'administrator'], 'agency')} OR {job_is('receiver')}",
        columns=["child", "to_on"],
    ),
    protect(
        "trust_circle",
        select=f"{SETTLER} OR {granted('trust_circle.child')}",
        insert=SETTLER,
        delete=SETTLER,
    ),
    protect(
        "trust_grant",
        select=f"actor = (SELECT trust_actor()) OR {SETTLER} OR {REVIEWS}",
        insert=f"{SETTLER} OR (actor = (SELECT trust_actor()) AND basis = 'urgent_need' AND level < 3)",
        update=SETTLER,
        columns=["child", "valid"],
    ),
    protect(
        "trust_review",
        select=f"{REVIEWS} OR EXISTS (SELECT 1 FROM trust_grant g WHERE g.id = trust_review.grant_id)",
        insert=f"{REVIEWS} AND reviewer = (SELECT trust_actor())",
    ),
    protect(
        "trust_office",
        select=f"actor = (SELECT trust_actor()) OR {ADMITS} OR {job_is('founder', 'greeter', 'settler')}",
        insert=f"{ADMITS} OR {job_is('founder', 'greeter')}",
        update=ADMITS,
        columns=["until"],
    ),
]


class Migration(migrations.Migration):
    """Nothing is seen outside the door from here on."""

    dependencies: ClassVar = [
        ("sessions", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("trust", "0001_initial"),
        ("anchor", "0001_initial"),
        ("ledger", "0001_initial"),
    ]
    operations: ClassVar = [
        migrations.RunSQL(CONTEXT, migrations.RunSQL.noop),
        *[migrations.RunSQL(text, migrations.RunSQL.noop) for text in TABLES],
        migrations.RunSQL(
            "GRANT SELECT, INSERT, UPDATE, DELETE ON django_session, auth_group, auth_permission TO alongside_app;"
            "GRANT SELECT ON django_content_type, django_migrations TO alongside_app;",
            migrations.RunSQL.noop,
        ),
    ]
