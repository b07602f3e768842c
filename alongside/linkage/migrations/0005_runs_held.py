"""Runs of linking and their models: written by the linking job, read by those who look after matching."""

from typing import ClassVar

from django.db import migrations

from alongside.trust.api import job_is, protect

LINKER = job_is("linker")
MATCHES = "(SELECT trust_holds(ARRAY['matcher', 'steward']))"


class Migration(migrations.Migration):
    """Insert-only."""

    dependencies: ClassVar = [("linkage", "0004_runs"), ("trust", "0002_door")]
    operations: ClassVar = [
        migrations.RunSQL(protect(table, select=f"{LINKER} OR {MATCHES}", insert=LINKER), migrations.RunSQL.noop)
        for table in ("linkage_run", "linkage_keptmodel")
    ]
