"""Pairs and decisions are seen by the linking job and by those who match for the agencies concerned."""

from typing import ClassVar

from django.db import migrations

from alongside.trust.api import holds, in_the_circle, job_is, protect

LINKER = job_is("linker")
BOTH = " AND ".join(holds(["matcher", "steward"], f"linkage_pair.agency_{x}") for x in "ab")
MATCHES = "(SELECT trust_holds(ARRAY['matcher', 'steward']))"
OF_A_CHILD = in_the_circle(source="linkage_pair.source_a", items=False)


class Migration(migrations.Migration):
    """Pairs and decisions are sealed."""

    dependencies: ClassVar = [("linkage", "0001_initial"), ("trust", "0002_door")]
    operations: ClassVar = [
        migrations.RunSQL(
            protect("linkage_pair", select=f"{LINKER} OR ({BOTH}) OR {OF_A_CHILD}", insert=LINKER, delete=LINKER),
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(
            protect(
                "linkage_decision",
                select=f"{LINKER} OR {MATCHES}",
                insert=f"{MATCHES} AND decided_by = (SELECT trust_actor())",
            ),
            migrations.RunSQL.noop,
        ),
    ]
