"""The wording of row-level security, so that each table says the same thing in the same words."""

from collections.abc import Iterable

APP = "alongside_app"
PROFESSIONAL = "1"
INSIDE = "(SELECT trust_actor()) IS NOT NULL"


def job_is(*jobs: str) -> str:
    """The caller is one of the system's named jobs."""
    return f"(SELECT trust_job()) IN ({', '.join(repr(j) for j in jobs)})"


def holds(offices: Iterable[str], agency: str) -> str:
    """The caller holds one of these offices for the agency in this column, or for the partnership."""
    named = ", ".join(repr(str(o)) for o in offices)
    return f"{agency} IN (SELECT trust_agencies(ARRAY[{named}]))"


def in_the_circle(*, source: str, items: bool, on: str | None = None, level: str | None = None) -> str:
    """The item's source belongs to somebody in the circle of a child the caller holds a grant for, now.

    `items` asks for a tie that opens items (the child, parents, carers, adults of the household), not only names;
    `on` is the column with the item's date, `level` the column with its level; both may be missing. What has no level
    is for professionals: a family member's own way in (level 0) does not open it.
    The one correlated EXISTS is on purpose: it stays fast however many children the caller works with.
    """
    dated = f" AND (c.from_on IS NULL OR c.from_on <= {on}) AND (c.to_on IS NULL OR {on} <= c.to_on)" if on else ""
    levelled = f" AND g.level >= {level or PROFESSIONAL}"
    opened = " AND c.opens_items" if items else ""
    return (
        "EXISTS (SELECT 1 FROM anchor_identity i JOIN trust_circle c ON c.person = i.person_id"
        " JOIN trust_grant g ON g.child = c.child"
        f" WHERE i.source = {source} AND i.until IS NULL AND g.actor = (SELECT trust_actor())"
        f" AND g.valid @> (SELECT trust_now()){opened}{dated}{levelled})"
    )


def granted(child: str, *, level: str | None = None) -> str:
    """The caller holds a grant, now, for the child in this column: a professional's, unless a level is given."""
    levelled = f" AND g.level >= {level or PROFESSIONAL}"
    return (
        f"EXISTS (SELECT 1 FROM trust_grant g WHERE g.child = {child} AND g.actor = (SELECT trust_actor())"
        f" AND g.valid @> (SELECT trust_now()){levelled})"
    )


def about(source: str, *, level: str | None = None) -> str:
    """The record in this column is of a child for whom the caller holds a grant, now."""
    opened = granted("i.person_id", level=level)
    return f"EXISTS (SELECT 1 FROM anchor_identity i WHERE i.source = {source} AND i.until IS NULL AND {opened})"


def protect(
    table: str, *, select: str, insert: str | None = None, update: str | None = None, delete: str | None = None,
    columns: Iterable[str] = (),
) -> str:  # fmt: skip
    """The statements that close a table and open it again just this far; `columns` are those that may be updated."""
    rights = ["SELECT", *(["INSERT"] if insert else []), *(["DELETE"] if delete else [])]
    said = [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
        f"GRANT {', '.join(rights)} ON {table} TO {APP}",
        f"CREATE POLICY {table}_seen ON {table} FOR SELECT TO {APP} USING ({select})",
    ]
    if insert:
        said.append(f"CREATE POLICY {table}_added ON {table} FOR INSERT TO {APP} WITH CHECK ({insert})")
    if update:
        said.append(f"GRANT UPDATE ({', '.join(columns)}) ON {table} TO {APP}")
        said.append(f"CREATE POLICY {table}_changed ON {table} FOR UPDATE TO {APP} USING ({update})")
    if delete:
        said.append(f"CREATE POLICY {table}_removed ON {table} FOR DELETE TO {APP} USING ({delete})")
    return ";\n".join(said) + ";"
