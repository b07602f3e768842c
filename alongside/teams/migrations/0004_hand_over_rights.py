"""Hand-overs are open to everybody who may see the team, and written in one's own name."""

from typing import ClassVar

from django.db import migrations

from alongside.trust.api import protect


def _around(table: str) -> str:
    opened = f"teams_open_to_me({table}.team_id)"
    return protect(table, select=opened, insert=f"by = (SELECT trust_actor()) AND {opened}")


class Migration(migrations.Migration):
    """Both tables are closed."""

    dependencies: ClassVar = [("teams", "0003_hand_over")]
    operations: ClassVar = [
        migrations.RunSQL(_around(table), migrations.RunSQL.noop) for table in ("teams_handover", "teams_handoverend")
    ]
