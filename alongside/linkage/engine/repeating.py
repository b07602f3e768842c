"""Which agencies hold people several times, asked of all records at once, as `rules.repeating` says."""

from __future__ import annotations

import duckdb

from alongside.linkage.contracts import Thresholds
from alongside.linkage.rules.dates import Precision

_REPEATING = f"""
create or replace table repeating as
with alike as (
    select agency, count(*) as times from {{people}} where precision = '{Precision.DAY}'
    and forename is not null and surname is not null group by agency, forename, surname, born having times > 1
), held as (select agency, count(*) as many from {{people}} group by agency)
select agency from alike join held using (agency) group by agency, many
having sum(times) >= {{least}} and sum(times) > {{share!r}} * many
"""


def find_repeating(con: duckdb.DuckDBPyConnection, people: str, thresholds: Thresholds) -> tuple[str, ...]:
    """Make the table `repeating` from a table of records as compared; gives the agencies, in order."""
    least, share = thresholds.repeating_records, thresholds.repeating_share
    con.execute(_REPEATING.format(people=people, least=least, share=share))
    return tuple(str(agency) for (agency,) in con.execute("select agency from repeating order by agency").fetchall())


def close_repeating(con: duckdb.DuckDBPyConnection) -> None:
    """Nothing in `prepared` keeps two records of such an agency apart but what they say."""
    con.execute("update prepared set open = false where open and agency in (from repeating)")
