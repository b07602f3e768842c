"""Somebody of the family gets a way in of their own."""

import django.db.models.deletion
from django.db import migrations, models

from alongside.trust.api import granted, job_is, protect

MINE = "by = (SELECT trust_actor())"
SETTLER = job_is("settler")

CHILD_OPEN = (
    "EXISTS (SELECT 1 FROM anchor_identity i WHERE i.source = teams_wayin.source AND i.until IS NULL"
    f" AND {granted('i.person_id')})"
)


class Migration(migrations.Migration):
    """One row a child; the membership ends it."""

    dependencies = [("teams", "0004_hand_over_rights")]
    operations = [
        migrations.CreateModel(
            name="WayIn",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("actor", models.UUIDField()),
                ("source", models.UUIDField()),
                ("at", models.DateTimeField()),
                ("by", models.UUIDField()),
                (
                    "team",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="teams.team"),
                ),
                (
                    "member",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="teams.member"),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("member", "source"), name="teams_way_in_once")],
                "indexes": [models.Index(fields=["source"], name="teams_way_in_source")],
            },
        ),
        migrations.RunSQL(
            protect(
                "teams_wayin",
                select=f"{SETTLER} OR teams_open_to_me(team_id)",
                insert=f"{MINE} AND teams_open_to_me(team_id) AND {CHILD_OPEN}",
            ),
            migrations.RunSQL.noop,
        ),
    ]
