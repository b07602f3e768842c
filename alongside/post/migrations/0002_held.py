"""Letters are for whoever they are to and for the postman; addresses for those who work with the child, and oneself."""

from typing import ClassVar

from django.db import migrations

from alongside.trust.api import granted, job_is, protect

POST = job_is("post")
ME = "(SELECT trust_actor())"


def _of_a_child(level: str | None = None) -> str:
    return (
        "EXISTS (SELECT 1 FROM anchor_identity i WHERE i.source = post_safeaddress.source AND i.until IS NULL"
        f" AND {granted('i.person_id', level=level)})"
    )


MY_LETTER = f'EXISTS (SELECT 1 FROM post_letter l WHERE l.id = post_attempt.letter_id AND l."to" = {ME})'


class Migration(migrations.Migration):
    """Whoever writes a letter cannot read it back; only the postman marks it. Nobody speaks of others unless a child
    whom they work with ties them, and nobody of a family speaks of anybody but themselves.
    """

    dependencies: ClassVar = [("post", "0001_initial"), ("trust", "0003_urgent_need_subject")]
    operations: ClassVar = [
        migrations.RunSQL(text, migrations.RunSQL.noop)
        for text in (
            protect(
                "post_letter", select=f'{POST} OR "to" = {ME}', insert=f"by = {ME}", update=POST, columns=["next_at"]
            ),
            protect("post_attempt", select=f"{POST} OR {MY_LETTER}", insert=POST),
            protect(
                "post_safeaddress", select=f"{POST} OR person = {ME} OR {_of_a_child()}",
                insert=f"by = {ME} AND (person = {ME} AND (source IS NULL OR {_of_a_child('0')}) OR {_of_a_child()})",
            ),
        )
    ]  # fmt: skip
