"""Sealing a record of before an adoption is asked by one and answered by another."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("linkage", "0010_lookup_pending"),
    ]

    operations = [
        migrations.CreateModel(
            name="Seal",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("earlier", models.UUIDField()),
                ("later", models.UUIDField()),
                ("agency_earlier", models.UUIDField()),
                ("agency_later", models.UUIDField()),
                ("opens", models.BooleanField()),
                ("why", models.TextField()),
                ("asked_by", models.UUIDField()),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="SealAnswer",
            fields=[
                (
                    "seal",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="linkage.seal",
                    ),
                ),
                ("agreed", models.BooleanField()),
                ("why", models.TextField()),
                ("answered_by", models.UUIDField()),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.AddConstraint(
            model_name="seal",
            constraint=models.CheckConstraint(
                condition=models.Q(("why", ""), _negated=True), name="linkage_seal_says_why"
            ),
        ),
        migrations.AddConstraint(
            model_name="seal",
            constraint=models.CheckConstraint(
                condition=models.Q(("earlier", models.F("later")), _negated=True), name="linkage_seal_of_two"
            ),
        ),
        migrations.AddConstraint(
            model_name="sealanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(("why", ""), _negated=True), name="linkage_seal_answer_says_why"
            ),
        ),
    ]
