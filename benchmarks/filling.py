"""A made-up county of any size, written straight into the tables by the administrator: for measuring pages only.

Every child has records at a school, a health service and social care, a mother, a reason, a worker with a grant, three
involvements and 15 events; every worker has 30 children. The first child has 300 events.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

CHILDREN_OF_ONE_WORKER = 30
_STATEMENTS = (Path(__file__).parent / "filling.sql").read_text("utf-8").split(";\n")
_WORDS = {
    "n": "generate_series(1, {children}) n",
    "actor": "CASE WHEN n <= {c} THEN '{worker}'::uuid ELSE pg_temp.made('worker', (n - 1) / {c}) END",
    "sources": "(VALUES ('{school}'::uuid, 'school', 'S'), ('{health}', 'health', 'H'), ('{care}', 'care', 'C')) "
    "x(agency, kind, letter)",
    "names": "ARRAY['Ava','Leo','Mia','Noah','Ivy','Theo','Zara','Finn','Ella','Omar','Lily','Jude','Rosa','Adam']",
}


def fill(admin: Any, *, children: int, worker: UUID, agencies: Mapping[str, UUID]) -> None:
    """Write the county; `agencies` names a school, a health service and social care (`care`)."""
    words: dict[str, Any] = {**agencies, "children": children, "worker": worker, "c": CHILDREN_OF_ONE_WORKER}
    words |= {name: text.format(**words) for name, text in _WORDS.items()}
    for statement in filter(str.strip, _STATEMENTS):
        admin.execute(statement.format(**words))
    admin.execute("VACUUM ANALYZE")
    admin.execute("CHECKPOINT")  # else writing the county to disk goes on while pages are measured


def child_number(admin: Any, number: int) -> UUID:
    """The id of the n-th child; the first has 300 events."""
    row = admin.execute("SELECT md5('child' || %s::text)::uuid", (number,)).fetchone()
    return UUID(str(row[0]))
