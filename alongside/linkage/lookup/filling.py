"""Records are put where they can be looked up."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import pyarrow
from django.db import connection

from alongside.kernel.caller import Caller
from alongside.kernel.capability import capability
from alongside.kernel.scope import for_system
from alongside.linkage.engine.looked_up import rows_for_lookup
from alongside.linkage.rules.keeping import EarlierHome

_STAGE = """
    CREATE TEMPORARY TABLE looked_up (source uuid, agency uuid, keys bigint[], told text) ON COMMIT DROP
"""
_RENEW = (
    "DELETE FROM looked_up WHERE source IN (SELECT source FROM families_sealed)",
    "ANALYZE looked_up",
    """
    DELETE FROM linkage_lookup l WHERE EXISTS (
        SELECT 1 FROM looked_up n WHERE n.source = l.source AND (n.told, n.keys) IS DISTINCT FROM (l.told, l.keys))
    """,
    "INSERT INTO linkage_lookup SELECT * FROM looked_up ON CONFLICT (source) DO NOTHING",
)
"""What says nothing new stays as it is."""
_EARLIER = """
    SELECT h.source::text, h.address, h.postcode, h.until::date FROM (
        SELECT d.source, d.address, d.postcode,
               lead(d.said_at) OVER (PARTITION BY d.source ORDER BY d.id) AS until,
               count(*) OVER (PARTITION BY d.source) AS times
        FROM families_description d
        WHERE %(sources)s::uuid[] IS NULL OR d.source = ANY(%(sources)s)) h
    WHERE h.times > 1 AND h.until IS NOT NULL AND h.address || h.postcode <> ''
"""
"""A description stands until the agency gives the next one; so long, as far as is known, somebody lived there."""
_RELATIVES = """
    SELECT source::text, relative::text FROM families_relation
    WHERE %(sources)s::uuid[] IS NULL OR source = ANY(%(sources)s)
"""
_ASK_FOR_EACH_UP_TO = 50_000
"""With more records than this, everybody's earlier homes and relatives are read at once."""


@capability("linkage.index_records", scope=for_system("linker"), writes=True)
def index_records(caller: Caller, *, records: pyarrow.Table) -> int:
    """Records can be looked up as they are now. Gives how many are new or have changed.

    `records` are of the form of `linkage.records`: all, or only those that are new or have changed. What is forgotten
    goes by itself, with the last description.
    """
    known = _asked_for(records)
    earlier, relatives = _earlier_homes(known), _relatives(known)
    with connection.cursor() as cursor:
        cursor.execute(_STAGE)
        with cursor.copy("COPY looked_up FROM STDIN") as copy:
            for rows in rows_for_lookup(records, earlier, relatives):
                copy.write(rows)
        for statement in _RENEW:
            cursor.execute(statement)
        changed: int = cursor.rowcount
        cursor.execute("DROP TABLE looked_up")
    return changed


def _asked_for(records: pyarrow.Table) -> dict[str, list[Any] | None]:
    many = records.num_rows > _ASK_FOR_EACH_UP_TO
    return {"sources": None if many else records["source"].to_pylist()}


def _earlier_homes(asked: Mapping[str, Any]) -> dict[str, list[EarlierHome]]:
    homes: dict[str, list[EarlierHome]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_EARLIER, asked)
        for source, address, postcode, until in cursor.fetchall():
            homes[source].append(EarlierHome(address, postcode, until))
    return homes


def _relatives(asked: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    named: dict[str, set[str]] = defaultdict(set)
    with connection.cursor() as cursor:
        cursor.execute(_RELATIVES, asked)
        for source, relative in cursor.fetchall():
            named[source].add(relative)
    return {source: frozenset(relatives) for source, relatives in named.items()}
