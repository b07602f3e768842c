"""Anybody inside sees how far work is, since it names nobody; only the worker moves it on."""

from typing import ClassVar

from django.db import migrations

from alongside.trust.api import INSIDE, job_is, protect

WORKER = job_is("worker")


class Migration(migrations.Migration):
    """The list of work is closed to those outside."""

    dependencies: ClassVar = [("work", "0001_initial"), ("trust", "0002_door")]
    operations: ClassVar = [
        migrations.RunSQL(
            protect(
                "work_job", select=INSIDE, insert="asked_by = (SELECT trust_actor())", update=WORKER,
                columns=["running", "attempts", "words", "share", "done_at", "failed", "page"],
            ),
            migrations.RunSQL.noop,
        )
    ]  # fmt: skip
