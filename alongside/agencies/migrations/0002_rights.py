"""Agencies and practitioners are known inside the door only."""

from typing import ClassVar

from django.db import migrations

from alongside.trust.api import INSIDE, protect

ADDS = "(SELECT trust_holds(ARRAY['administrator', 'operator'])) OR (SELECT trust_job()) IN ('receiver', 'county')"


class Migration(migrations.Migration):
    """Rights of the application on agencies."""

    dependencies: ClassVar = [("agencies", "0001_initial"), ("trust", "0002_door")]
    operations: ClassVar = [
        migrations.RunSQL(protect("agencies_agencyname", select=INSIDE, insert=ADDS), migrations.RunSQL.noop),
        migrations.RunSQL(protect("agencies_practitioner", select=INSIDE, insert=ADDS), migrations.RunSQL.noop),
    ]
