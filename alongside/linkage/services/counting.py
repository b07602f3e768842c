"""How far each agency's records meet those of others: counted once for each run, and kept, to be followed."""

from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from alongside.kernel.caller import Caller
from alongside.kernel.capability import capability
from alongside.kernel.ids import AgencyId
from alongside.kernel.scope import for_partnership, for_system
from alongside.linkage.models import CountedRecords, Run
from alongside.linkage.selectors.quality import OFFICES


@dataclass(frozen=True, slots=True)
class Coverage:
    """One agency's records: how many there are, how many are joined to another agency's, and what they lack."""

    agency: AgencyId
    records: int
    joined: int
    without_date: int
    without_postcode: int
    without_number: int


@capability("linkage.coverage", scope=for_partnership(*OFFICES), writes=True)
def coverage(caller: Caller) -> tuple[Coverage, ...]:
    """How far each agency's records met those of others after the last run. Numbers, nobody's name."""
    return count_records(Caller.system("linker", purpose=caller.purpose, now=caller.now))


_COUNT = """
    INSERT INTO linkage_countedrecords (run, agency, records, joined, without_date, without_postcode, without_number)
    WITH newest AS MATERIALIZED (
        SELECT DISTINCT ON (source) source, agency, date_of_birth, postcode, nhs_number, upn, shared_identifiers
        FROM families_description ORDER BY source, id DESC
    ), standing AS MATERIALIZED (
        SELECT n.*, i.person_id FROM newest n JOIN anchor_identity i ON i.source = n.source AND i.until IS NULL
    ), met AS (
        SELECT person_id FROM standing GROUP BY person_id HAVING count(DISTINCT agency) > 1
    )
    SELECT %s, s.agency, count(*), count(m.person_id), count(*) FILTER (WHERE s.date_of_birth IS NULL),
           count(*) FILTER (WHERE s.postcode = ''),
           count(*) FILTER (WHERE s.nhs_number = '' AND s.upn = '' AND cardinality(s.shared_identifiers) = 0)
    FROM standing s LEFT JOIN met m USING (person_id) GROUP BY s.agency
    ON CONFLICT (run, agency) DO NOTHING
"""


@capability("linkage.count_records", scope=for_system("linker"), writes=True)
def count_records(caller: Caller) -> tuple[Coverage, ...]:
    """Each agency's records after the last run; they are counted when somebody first asks."""
    run = Run.objects.order_by("-id").values_list("run", flat=True).first()
    if run is not None and not CountedRecords.objects.filter(run=run).exists():
        with connection.cursor() as cursor:
            cursor.execute(_COUNT, (run,))
    return _kept(run) if run else ()


def _kept(run: UUID) -> tuple[Coverage, ...]:
    rows = CountedRecords.objects.filter(run=run).order_by("agency")
    return tuple(
        Coverage(AgencyId(r.agency), r.records, r.joined, r.without_date, r.without_postcode, r.without_number)
        for r in rows
    )
