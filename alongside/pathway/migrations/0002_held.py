"""Who may read a child's way, and who may write it."""

from typing import ClassVar

from django.db import migrations

from alongside.trust.api import about, protect

FAMILY = "0"


def _of_child(table: str, columns: tuple[str, ...] = ()) -> str:
    """Open to everybody who may see the child, the family too; written by practitioners, in their own name."""
    return protect(
        table, select=about(f"{table}.source", level=FAMILY),
        insert=f"by = (SELECT trust_actor()) AND {about(f'{table}.source')}",
        update=about(f"{table}.source") if columns else None, columns=columns,
    )  # fmt: skip


class Migration(migrations.Migration):
    """Every table is closed; nothing in it changes but that a milestone was recorded in error."""

    dependencies: ClassVar = [("pathway", "0001_initial"), ("trust", "0006_step_rights")]
    operations: ClassVar = [
        migrations.RunSQL(text, migrations.RunSQL.noop)
        for text in (
            *(_of_child(f"pathway_{name}") for name in ("step", "clock", "latereason", "offer")),
            _of_child("pathway_milestone", ("taken_back", "taken_back_by", "taken_back_at")),
        )
    ]
