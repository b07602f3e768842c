"""The job that writes one letter a day counts what waits for whom."""

from typing import ClassVar

from django.db import migrations

from alongside.trust.api import job_is

OPENED = "".join(
    f"CREATE POLICY {table}_counted ON {table} FOR SELECT TO alongside_app USING ({job_is('digest')});"
    for table in (
        "plans_plan",
        "plans_planchild",
        "plans_version",
        "plans_goal",
        "plans_goalwords",
        "plans_goalreview",
        "plans_task",
        "plans_taskleftout",
        "plans_duedate",
        "plans_owner",
        "plans_report",
    )
)


class Migration(migrations.Migration):
    """It reads days and owners; what it tells of them has no words."""

    dependencies: ClassVar = [("plans", "0002_held"), ("trust", "0007_counted")]
    operations: ClassVar = [migrations.RunSQL(OPENED, migrations.RunSQL.noop)]
