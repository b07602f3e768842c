"""Rows are sealed: the jobs see them, and their own agency's steward. What they tell is open inside the circle."""

from typing import ClassVar

from django.db import migrations

from alongside.trust.api import holds, in_the_circle, job_is, protect

RECEIVER = job_is("receiver")


def _own(table: str) -> str:
    return holds(["steward", "matcher"], f"{table}.agency")


def _operated(table: str) -> str:
    return f"{job_is('receiver', 'linker')} OR {_own(table)} OR (SELECT trust_holds(ARRAY['operator']))"


class Migration(migrations.Migration):
    """Deliveries and what they tell are sealed."""

    dependencies: ClassVar = [("records", "0001_initial"), ("trust", "0002_door")]
    operations: ClassVar = [
        migrations.RunSQL(text, migrations.RunSQL.noop)
        for text in (
            protect(
                "records_delivery", select="(SELECT trust_actor()) IS NOT NULL", insert=RECEIVER, update=RECEIVER,
                columns=["done_at", "covers_from", "covers_to", "current_as_of"],
            ),
            protect("records_progress", select=_operated("d") .replace("d.agency",
                "(SELECT d.agency FROM records_delivery d WHERE d.id = delivery_id)"), insert=RECEIVER),
            protect("records_row", select=f"{RECEIVER} OR {_own('records_row')}", insert=RECEIVER),
            protect("records_refusedrow", select=_operated("records_refusedrow"), insert=RECEIVER),
            protect(
                "records_event",
                select=f"{job_is('receiver', 'linker')} OR {_own('records_event')} OR "
                + in_the_circle(source="records_event.source", items=True, on='records_event."on"',
                                level="records_event.level"),
                insert=RECEIVER,
            ),
            protect(
                "records_involvement",
                select=f"{job_is('receiver', 'settler')} OR {_own('records_involvement')} OR "
                + in_the_circle(source="records_involvement.source", items=True),
                insert=RECEIVER,
            ),
        )
    ]  # fmt: skip
