"""Who sees what agencies say about people: the jobs, that agency's matchers, and those with a grant for the child."""

from typing import ClassVar

from django.db import migrations

from alongside.trust.api import holds, in_the_circle, job_is, protect

JOBS = job_is("receiver", "linker", "settler")


class Migration(migrations.Migration):
    """Descriptions and ties are sealed."""

    dependencies: ClassVar = [("families", "0001_initial"), ("trust", "0002_door")]
    operations: ClassVar = [
        migrations.RunSQL(
            protect(
                "families_description",
                select=f"{JOBS} OR {holds(['steward', 'matcher'], 'families_description.agency')} OR "
                f"{in_the_circle(source='families_description.source', items=False)}",
                insert=job_is("receiver"),
            ),
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(
            protect(
                "families_relation",
                select=f"{JOBS} OR {holds(['steward', 'matcher'], 'families_relation.agency')} OR "
                f"{in_the_circle(source='families_relation.source', items=False)}",
                insert=job_is("receiver"),
                update=job_is("receiver"),
                columns=["to_on"],
            ),
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(
            "CREATE INDEX families_home ON families_description (agency, household) WHERE household <> ''",
            "DROP INDEX families_home",
        ),
    ]
