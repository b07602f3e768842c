"""Linkage, as other contexts may use it."""

from dataclasses import dataclass

from alongside.linkage.contracts import RunNoted
from alongside.linkage.engine import Living, digest, load_model, thresholds
from alongside.linkage.lookup.filling import index_records
from alongside.linkage.lookup.finding import NOT_ENOUGH, Found, Known, find
from alongside.linkage.rules.looking import OLDEST, Asked, is_enough
from alongside.linkage.selectors import (
    Joined,
    JoinedRecords,
    OpenPair,
    ReferencePair,
    WhyOne,
    decisions,
    explain,
    joined_with,
    links,
    my_pairs,
    newest_run,
    pair_counts,
    queue,
    records,
    versions,
)
from alongside.linkage.services import adopt, decide, take_back, undo


@dataclass(frozen=True, slots=True)
class Linked:
    """What a run of linking came to: records looked at, people they are, pairs linked and waiting, records moved."""

    records: int
    people: int
    linked: int
    waiting: int
    moved: int


__all__ = [
    "NOT_ENOUGH",
    "OLDEST",
    "Asked",
    "Found",
    "Joined",
    "JoinedRecords",
    "Known",
    "Linked",
    "Living",
    "OpenPair",
    "ReferencePair",
    "RunNoted",
    "WhyOne",
    "adopt",
    "decide",
    "decisions",
    "digest",
    "explain",
    "find",
    "index_records",
    "is_enough",
    "joined_with",
    "links",
    "load_model",
    "my_pairs",
    "newest_run",
    "pair_counts",
    "queue",
    "records",
    "take_back",
    "thresholds",
    "undo",
    "versions",
]
