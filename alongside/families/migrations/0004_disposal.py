"""People of whom no row is kept any more are forgotten, by the disposer alone."""

from typing import ClassVar

from django.db import migrations

from alongside.trust.api import holds, in_the_circle, job_is

DISPOSER = job_is("disposer")
JOBS = job_is("receiver", "linker", "settler", "disposer")


def _removed_by_the_disposer(table: str) -> str:
    seen = (
        f"{JOBS} OR {holds(['steward', 'matcher'], f'{table}.agency')} OR "
        f"{in_the_circle(source=f'{table}.source', items=False)}"
    )
    return (
        f"ALTER POLICY {table}_seen ON {table} USING ({seen}); GRANT DELETE ON {table} TO alongside_app;"
        f"CREATE POLICY {table}_removed ON {table} FOR DELETE TO alongside_app USING ({DISPOSER});"
    )


class Migration(migrations.Migration):
    """Descriptions and ties may be disposed of."""

    dependencies: ClassVar = [("families", "0003_finder")]
    operations: ClassVar = [
        migrations.RunSQL(_removed_by_the_disposer(table), migrations.RunSQL.noop)
        for table in ("families_description", "families_relation")
    ]
