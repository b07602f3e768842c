"""Scores are for professionals who work with the child; nothing of them ever changes."""

from typing import ClassVar

from django.db import migrations

from alongside.trust.api import about, protect

OPEN = about("instruments_scored.source")


class Migration(migrations.Migration):
    """Read and written under a grant, in one's own name."""

    dependencies: ClassVar = [("instruments", "0001_initial"), ("trust", "0006_step_rights")]
    operations: ClassVar = [
        migrations.RunSQL(
            protect("instruments_scored", select=OPEN, insert=f"by = (SELECT trust_actor()) AND {OPEN}"),
            migrations.RunSQL.noop,
        )
    ]
