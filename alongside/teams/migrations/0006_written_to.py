"""Whoever carries letters finds the actor behind a membership."""

from typing import ClassVar

from django.db import migrations

from alongside.trust.api import job_is

OPENED = "".join(
    f"CREATE POLICY {table}_written_to ON {table} FOR SELECT TO alongside_app USING ({job_is('post')});"
    for table in ("teams_member", "teams_wayin")
)


class Migration(migrations.Migration):
    """The job that carries letters reads memberships and ways in."""

    dependencies: ClassVar = [("teams", "0005_way_in")]
    operations: ClassVar = [migrations.RunSQL(OPENED, migrations.RunSQL.noop)]
