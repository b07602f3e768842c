"""Records of before an adoption that are sealed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("families", "0008_disputes_held"),
    ]

    operations = [
        migrations.CreateModel(
            name="Sealed",
            fields=[
                ("source", models.UUIDField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
            ],
        ),
    ]
