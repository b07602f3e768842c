"""The job that writes one letter a day counts what waits for whom."""

from typing import ClassVar

from django.db import migrations

from alongside.trust.api import job_is

OPENED = "".join(
    f"CREATE POLICY {table}_counted ON {table} FOR SELECT TO alongside_app USING ({job_is('digest')});"
    for table in (
        "assessment_request",
        "assessment_requestanswer",
        "assessment_finish",
    )
)


class Migration(migrations.Migration):
    """It reads days and owners; what it tells of them has no words."""

    dependencies: ClassVar = [("assessment", "0002_held"), ("trust", "0007_counted")]
    operations: ClassVar = [migrations.RunSQL(OPENED, migrations.RunSQL.noop)]
