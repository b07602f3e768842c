"""What is said not to be right is read by those who may see both people, and added by those who work with the child."""

from typing import ClassVar

from django.db import migrations

from alongside.trust.api import about, in_the_circle, job_is, protect

DISPOSER = job_is("disposer")
MINE = "said_by = (SELECT trust_actor())"
SUBJECT, RELATIVE = (
    in_the_circle(source=f"families_dispute.{column}", items=False) for column in ("subject", "relative")
)
DISPUTE = "EXISTS (SELECT 1 FROM families_dispute d WHERE d.id = families_takenback.dispute_id"


class Migration(migrations.Migration):
    """Both tables are only ever added to; they go when the people go."""

    dependencies: ClassVar = [("families", "0007_disputes"), ("trust", "0002_door")]
    operations: ClassVar = [
        migrations.RunSQL(
            protect(
                "families_dispute",
                select=f"{DISPOSER} OR ({SUBJECT} AND {RELATIVE})",
                insert=f"{MINE} AND {about('families_dispute.subject')} AND {RELATIVE}",
                delete=DISPOSER,
            ),
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(
            protect(
                "families_takenback",
                select=f"{DISPOSER} OR {DISPUTE})",
                insert=f"{MINE} AND {DISPUTE} AND ({about('d.subject')} OR {about('d.relative')}))",
                delete=DISPOSER,
            ),
            migrations.RunSQL.noop,
        ),
    ]
