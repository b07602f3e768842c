"""Whoever carries letters finds the children in whose team somebody is."""

from typing import ClassVar

from django.db import migrations

from alongside.trust.api import job_is

OPENED = (
    f"CREATE POLICY teams_teamchild_written_to ON teams_teamchild FOR SELECT TO alongside_app USING ({job_is('post')});"
)


class Migration(migrations.Migration):
    """The job that carries letters reads around which children a team is."""

    dependencies: ClassVar = [("teams", "0006_written_to")]
    operations: ClassVar = [migrations.RunSQL(OPENED, migrations.RunSQL.noop)]
