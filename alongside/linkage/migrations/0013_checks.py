"""Links drawn for a blind check, what people say of them, how long a question waits, and the weights of each model."""

import uuid
from typing import ClassVar

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):
    """Tables and columns; who sees them is in the next one."""

    dependencies: ClassVar = [("linkage", "0012_seals_held")]
    operations: ClassVar = [
        migrations.AddField(
            model_name="pair",
            name="since",
            field=models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
        ),
        migrations.AddField(model_name="keptmodel", name="weights", field=models.JSONField(default=dict)),
        migrations.CreateModel(
            name="Check",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("run", models.UUIDField()),
                ("source_a", models.UUIDField()),
                ("source_b", models.UUIDField()),
                ("agency_a", models.UUIDField()),
                ("agency_b", models.UUIDField()),
                ("rule", models.TextField()),
                ("place", models.FloatField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("source_a__lt", models.F("source_b"))), name="linkage_check_in_order"
                    ),
                    models.UniqueConstraint(fields=("source_a", "source_b"), name="linkage_check_once"),
                    models.CheckConstraint(
                        condition=models.Q(("place__gte", 0), ("place__lt", 1)), name="linkage_check_has_a_place"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CheckAnswer",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "drawn",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="linkage.check"
                    ),
                ),
                ("said", models.TextField()),
                ("why", models.TextField()),
                ("answered_by", models.UUIDField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("drawn", "answered_by"), name="linkage_check_answered_once"),
                    models.CheckConstraint(
                        condition=models.Q(("said__in", ["same", "different", "unsure"])),
                        name="linkage_check_answer_said",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("why", ""), _negated=True), name="linkage_check_answer_says_why"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CountedRecords",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("run", models.UUIDField()),
                ("agency", models.UUIDField()),
                ("records", models.IntegerField()),
                ("joined", models.IntegerField()),
                ("without_date", models.IntegerField()),
                ("without_postcode", models.IntegerField()),
                ("without_number", models.IntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("run", "agency"), name="linkage_counted_once"),
                ],
            },
        ),
    ]
