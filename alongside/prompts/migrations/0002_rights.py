"""An answer is open to whoever holds a grant for the child itself; written in one's own name, for one's own agency."""

from typing import ClassVar

from django.db import migrations

from alongside.trust.api import granted, protect

OF_A_CHILD_OPEN = (
    "EXISTS (SELECT 1 FROM anchor_identity i WHERE i.source = prompts_considered.source AND i.until IS NULL"
    f" AND {granted('i.person_id')})"
)
MINE = "by = (SELECT trust_actor())"
WORKS_THERE = (
    "EXISTS (SELECT 1 FROM agencies_practitioner p WHERE p.actor = (SELECT trust_actor())"
    " AND p.agency = prompts_considered.agency)"
)


class Migration(migrations.Migration):
    """Nobody changes or removes an answer."""

    dependencies: ClassVar = [
        ("prompts", "0001_initial"), ("trust", "0003_urgent_need_subject"), ("agencies", "0002_rights"),
    ]  # fmt: skip
    operations: ClassVar = [
        migrations.RunSQL(
            protect(
                "prompts_considered", select=OF_A_CHILD_OPEN, insert=f"{MINE} AND {WORKS_THERE} AND {OF_A_CHILD_OPEN}"
            ),
            migrations.RunSQL.noop,
        )
    ]
