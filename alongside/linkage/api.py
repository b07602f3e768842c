"""Linkage, as other contexts may use it."""

from dataclasses import dataclass

from alongside.linkage.contracts import RunNoted
from alongside.linkage.engine import Living, digest, load_model, spark_is_installed, thresholds
from alongside.linkage.lookup.filling import index_records
from alongside.linkage.lookup.finding import NOT_ENOUGH, Found, Known, find
from alongside.linkage.rules.looking import OLDEST, Asked, is_enough
from alongside.linkage.selectors.pairs import (
    Joined,
    JoinedRecords,
    OpenPair,
    ReferencePair,
    WhyOne,
    explain,
    joined_with,
    links,
    my_pairs,
    queue,
)
from alongside.linkage.selectors.reading import decisions, newest_run, pair_counts, records, versions
from alongside.linkage.selectors.sealing import OpenSeal, open_seals, sealed_by_me
from alongside.linkage.selectors.undoing import (
    OpenSplit,
    TakenApart,
    Visit,
    exposure,
    open_splits,
    taken_apart,
)
from alongside.linkage.services.linking import adopt, answer_split, decide, take_back, undo
from alongside.linkage.services.sealing import answer_seal, ask_to_open, ask_to_seal


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
    "OpenSeal",
    "OpenSplit",
    "ReferencePair",
    "RunNoted",
    "TakenApart",
    "Visit",
    "WhyOne",
    "adopt",
    "answer_seal",
    "answer_split",
    "ask_to_open",
    "ask_to_seal",
    "decide",
    "decisions",
    "digest",
    "explain",
    "exposure",
    "find",
    "index_records",
    "is_enough",
    "joined_with",
    "links",
    "load_model",
    "my_pairs",
    "newest_run",
    "open_seals",
    "open_splits",
    "pair_counts",
    "queue",
    "records",
    "sealed_by_me",
    "spark_is_installed",
    "take_back",
    "taken_apart",
    "thresholds",
    "undo",
    "versions",
]
