"""What is agreed can be read by everybody inside; an administrator changes it, in their own name."""

from typing import ClassVar

from django.db import migrations

from alongside.trust.rules.policies import INSIDE, protect

CHANGES = "(SELECT trust_holds(ARRAY['administrator'])) AND by = (SELECT trust_actor())"


class Migration(migrations.Migration):
    """Local practice is closed to those outside."""

    dependencies: ClassVar = [("trust", "0003_urgent_need_subject"), ("language", "0001_initial")]
    operations: ClassVar = [
        migrations.RunSQL(protect("language_practice", select=INSIDE, insert=CHANGES), migrations.RunSQL.noop)
    ]
