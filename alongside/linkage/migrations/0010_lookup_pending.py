"""New records are laid beside the index of look-up, and PostgreSQL sorts them in behind the linker's back."""

from typing import ClassVar

import django.contrib.postgres.indexes
from django.db import migrations

PENDING = """
ALTER INDEX linkage_lookup_keys SET (fastupdate = on, gin_pending_list_limit = 65536);
ALTER TABLE linkage_lookup SET (
    autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 1000,
    autovacuum_vacuum_cost_delay = 0);
"""
"""Ten thousand records have 260,000 keys, each on a page of its own of an index of gigabytes: 35 s of a run over a

million. Laid beside it takes a tenth of a second; autovacuum, which looks every minute, sorts them in, in order of key.
"""
AT_ONCE = """
ALTER INDEX linkage_lookup_keys SET (fastupdate = off);
ALTER TABLE linkage_lookup RESET (
    autovacuum_vacuum_insert_scale_factor, autovacuum_vacuum_insert_threshold, autovacuum_vacuum_cost_delay);
"""


class Migration(migrations.Migration):
    """Storage parameters only: nothing is written anew."""

    dependencies: ClassVar = [("linkage", "0009_lookup")]
    operations: ClassVar = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(PENDING, AT_ONCE)],
            state_operations=[
                migrations.RemoveIndex("lookup", "linkage_lookup_keys"),
                migrations.AddIndex(
                    "lookup",
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["keys"], fastupdate=True, gin_pending_list_limit=64 * 1024, name="linkage_lookup_keys"
                    ),
                ),
            ],
        ),
    ]
