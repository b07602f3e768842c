"""Which agencies hold people several times, told from their own records.

A register gives everybody one record; there, two records are two people, which keeps twins apart. A list of visits or
of enrolments does not: the same full name and date of birth stand in it again and again, as in a register they hardly
ever do. So few share both that chance does not explain more than the share in `thresholds.toml`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from alongside.linkage.contracts import Thresholds
from alongside.linkage.rules.dates import Precision
from alongside.linkage.rules.standardise import Standard


def repeating(records: Iterable[Standard], thresholds: Thresholds) -> frozenset[str]:
    """The agencies of whose records more than that share have a namesake born on the same day in the same agency."""
    held: Counter[str] = Counter()
    alike: Counter[tuple[str, str, str, str]] = Counter()
    for record in records:
        held[record.agency] += 1
        if record.forename and record.surname and record.born and record.born.precision is Precision.DAY:
            alike[record.agency, record.forename, record.surname, record.born.text] += 1
    repeated: Counter[str] = Counter()
    for (agency, *_), times in alike.items():
        repeated[agency] += times if times > 1 else 0
    return frozenset(
        agency
        for agency, many in repeated.items()
        if many >= thresholds.repeating_records and many > thresholds.repeating_share * held[agency]
    )
