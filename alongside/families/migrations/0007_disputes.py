"""What somebody says is not right about a family, and takes back; rows are only ever added."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("families", "0006_called_as_most_say"),
    ]

    operations = [
        migrations.CreateModel(
            name="Dispute",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("subject", models.UUIDField()),
                ("relative", models.UUIDField()),
                ("tie", models.TextField()),
                ("address", models.TextField()),
                ("postcode", models.TextField()),
                ("why", models.TextField()),
                ("said_by", models.UUIDField()),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="TakenBack",
            fields=[
                (
                    "dispute",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="families.dispute",
                    ),
                ),
                ("why", models.TextField()),
                ("said_by", models.UUIDField()),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.AddIndex(
            model_name="dispute",
            index=models.Index(fields=["subject"], name="families_dispute_subject"),
        ),
        migrations.AddIndex(
            model_name="dispute",
            index=models.Index(fields=["relative"], name="families_dispute_relative"),
        ),
        migrations.AddConstraint(
            model_name="dispute",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("why", ""), _negated=True), models.Q(("tie", ""), _negated=True)),
                name="families_dispute_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="dispute",
            constraint=models.CheckConstraint(
                condition=models.Q(("tie", "household"), models.Q(("address", ""), ("postcode", "")), _connector="OR"),
                name="families_dispute_place_of_a_home",
            ),
        ),
        migrations.AddConstraint(
            model_name="takenback",
            constraint=models.CheckConstraint(
                condition=models.Q(("why", ""), _negated=True), name="families_taken_back_says_why"
            ),
        ),
    ]
