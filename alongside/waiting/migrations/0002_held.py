"""What one does with several things is one's own; reminders are seen by those who work with the child."""

from typing import ClassVar

from django.db import migrations

from alongside.trust.api import granted, job_is, protect

ME = "(SELECT trust_actor())"
DIGEST = job_is("digest")
CHILD_OPEN = (
    "EXISTS (SELECT 1 FROM anchor_identity i WHERE i.source = waiting_reminder.source AND i.until IS NULL"
    f" AND {granted('i.person_id')})"
)
OF_MINE = f"EXISTS (SELECT 1 FROM waiting_together t WHERE t.id = waiting_item.together_id AND t.by = {ME})"
ITEM_OF_MINE = (
    "EXISTS (SELECT 1 FROM waiting_item i JOIN waiting_together t ON t.id = i.together_id"
    f" WHERE i.id = waiting_outcome.item_id AND t.by = {ME})"
)


class Migration(migrations.Migration):
    """Every table is closed."""

    dependencies: ClassVar = [("waiting", "0001_initial"), ("trust", "0007_counted")]
    operations: ClassVar = [
        migrations.RunSQL(text, migrations.RunSQL.noop)
        for text in (
            protect("waiting_wish", select=f"{DIGEST} OR actor = {ME}", insert=f"actor = {ME}"),
            protect("waiting_digest", select=f"{DIGEST} OR actor = {ME}", insert=DIGEST),
            protect(
                "waiting_reminder", select=f'{DIGEST} OR "to" = {ME} OR {CHILD_OPEN}',
                insert=f"by = {ME} AND ({DIGEST} OR {CHILD_OPEN})",
            ),
            protect("waiting_together", select=f"by = {ME}", insert=f"by = {ME}"),
            protect("waiting_item", select=OF_MINE, insert=OF_MINE),
            protect("waiting_outcome", select=ITEM_OF_MINE, insert=ITEM_OF_MINE),
        )
    ]  # fmt: skip
