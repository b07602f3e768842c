"""The job that writes one letter a day counts the meetings to which somebody has not answered."""

from typing import ClassVar

from django.db import migrations

from alongside.trust.api import job_is

OPENED = "".join(
    f"CREATE POLICY meetings_{table}_counted ON meetings_{table} FOR SELECT TO alongside_app"
    f" USING ({job_is('digest')});"
    for table in ("invited", "time", "timeanswer", "arranged", "calledoff", "begun", "meetingchild")
)


class Migration(migrations.Migration):
    """It reads days and who is invited; what it tells of them has no words."""

    dependencies: ClassVar = [("meetings", "0002_held"), ("trust", "0007_counted")]
    operations: ClassVar = [migrations.RunSQL(OPENED, migrations.RunSQL.noop)]
