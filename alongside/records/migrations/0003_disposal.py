"""Rows that belong to no child here expire: only the disposer takes them away, and it leaves a line with numbers."""

from typing import ClassVar

from django.db import migrations, models

from alongside.trust.api import holds, in_the_circle, job_is, protect

RECEIVER, DISPOSER = job_is("receiver"), job_is("disposer")


def _own(table: str) -> str:
    return holds(["steward", "matcher"], f"{table}.agency")


def _operated(table: str) -> str:
    return f"{job_is('receiver', 'linker', 'disposer')} OR {_own(table)} OR (SELECT trust_holds(ARRAY['operator']))"


def _removed_by_the_disposer(table: str, seen: str) -> str:
    return (
        f"ALTER POLICY {table}_seen ON {table} USING ({seen}); GRANT DELETE ON {table} TO alongside_app;"
        f"CREATE POLICY {table}_removed ON {table} FOR DELETE TO alongside_app USING ({DISPOSER});"
    )


DELIVERY = f"""
ALTER POLICY records_delivery_changed ON records_delivery USING ({job_is("receiver", "disposer")});
GRANT UPDATE (content, kept_until) ON records_delivery TO alongside_app;
ALTER POLICY records_progress_seen ON records_progress USING ({
    _operated("d").replace("d.agency", "(SELECT d.agency FROM records_delivery d WHERE d.id = delivery_id)")
});
CREATE POLICY anchor_identity_closed ON anchor_identity FOR UPDATE TO alongside_app
    USING ({DISPOSER}) WITH CHECK ({DISPOSER} AND until IS NOT NULL);
"""

# A reason or a grant, open or past, is never undone by forgetting: entries that people wrote hang on grants' records.
OF_NO_CHILD = """
CREATE FUNCTION records_of_no_child(asked uuid[]) RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
    SELECT DISTINCT s FROM unnest(asked) AS s
    WHERE public.trust_job() = 'disposer'
      AND NOT EXISTS (SELECT 1 FROM public.trust_reason r WHERE r.subject = s)
      AND NOT EXISTS (SELECT 1 FROM public.trust_grant g WHERE g.subject = s)
      AND NOT EXISTS (
        SELECT 1 FROM public.anchor_identity i JOIN public.trust_circle c ON c.person = i.person_id
        WHERE i.source = s AND i.until IS NULL)
$$;
REVOKE EXECUTE ON FUNCTION records_of_no_child(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION records_of_no_child(uuid[]) TO alongside_app;
GRANT SELECT ON trust_circle, trust_grant, trust_reason, anchor_identity TO alongside_finder;
GRANT CREATE ON SCHEMA public TO alongside_finder;
ALTER FUNCTION records_of_no_child(uuid[]) OWNER TO alongside_finder;
REVOKE CREATE ON SCHEMA public FROM alongside_finder;
"""


class Migration(migrations.Migration):
    """Two tables for what is disposed of, and the disposer's rights."""

    dependencies: ClassVar = [("records", "0002_rights"), ("trust", "0004_language"), ("anchor", "0001_initial")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="Disposal",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("delivery", models.BigIntegerField()),
                ("agency", models.UUIDField()),
                ("at", models.DateTimeField()),
                ("rows", models.IntegerField(default=0)),
                ("people", models.IntegerField(default=0)),
                ("events", models.IntegerField(default=0)),
                ("done", models.BooleanField(default=False)),
            ],
            options={
                "indexes": [
                    models.Index(condition=models.Q(("done", False)), fields=["agency"], name="records_disposal_open")
                ],
                "constraints": [models.UniqueConstraint(fields=("delivery", "at"), name="records_disposal_once")],
            },
        ),
        migrations.CreateModel(
            name="SentAgain",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("delivery", models.BigIntegerField()),
                ("row", models.BigIntegerField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("row", "delivery"), name="records_again_once")],
            },
        ),
        *(
            migrations.RunSQL(text, migrations.RunSQL.noop)
            for text in (
                DELIVERY,
                OF_NO_CHILD,
                protect(
                    "records_sentagain", select=job_is("receiver", "disposer"), insert=RECEIVER, delete=DISPOSER
                ),
                protect(
                    "records_disposal", select=_operated("records_disposal"), insert=DISPOSER, update=DISPOSER,
                    columns=["rows", "people", "events", "done"],
                ),
                _removed_by_the_disposer(
                    "records_row", f"{job_is('receiver', 'disposer')} OR {_own('records_row')}"
                ),
                _removed_by_the_disposer("records_refusedrow", _operated("records_refusedrow")),
                _removed_by_the_disposer(
                    "records_event",
                    f"{job_is('receiver', 'linker', 'disposer')} OR {_own('records_event')} OR "
                    + in_the_circle(source="records_event.source", items=True, on='records_event."on"',
                                    level="records_event.level"),
                ),
                _removed_by_the_disposer(
                    "records_involvement",
                    f"{job_is('receiver', 'settler', 'disposer')} OR {_own('records_involvement')} OR "
                    + in_the_circle(source="records_involvement.source", items=True),
                ),
            )
        ),
    ]  # fmt: skip
