"""Linkage, as other contexts may use it."""

from dataclasses import dataclass

from alongside.linkage.contracts import RunNoted
from alongside.linkage.engine import Living, digest, load_model, spark_is_installed, thresholds
from alongside.linkage.lookup.filling import index_records
from alongside.linkage.lookup.finding import NOT_ENOUGH, Found, Known, find
from alongside.linkage.rules.estimating import Interval, Questions, Tally, shown
from alongside.linkage.rules.looking import OLDEST, Asked, is_enough
from alongside.linkage.rules.models_told import (
    Drift,
    Gate,
    LevelTold,
    gates,
    levels_told,
    thresholds_told,
    weights_by_name,
)
from alongside.linkage.rules.sampling import mixed
from alongside.linkage.rules.subgroups import WORDS as GROUP_WORDS
from alongside.linkage.rules.subgroups import Group
from alongside.linkage.selectors.checking import OpenCheck, my_checks
from alongside.linkage.selectors.modelling import Models, ModelTold, RunTold, models
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
from alongside.linkage.selectors.quality import Quality, QueueAge, Sample, Undone, quality
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
from alongside.linkage.services.adopting import adopt
from alongside.linkage.services.checking import answer_check
from alongside.linkage.services.counting import Coverage, coverage
from alongside.linkage.services.deciding import answer_split, decide, take_back, undo
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
    "GROUP_WORDS",
    "NOT_ENOUGH",
    "OLDEST",
    "Asked",
    "Coverage",
    "Drift",
    "Found",
    "Gate",
    "Group",
    "Interval",
    "Joined",
    "JoinedRecords",
    "Known",
    "LevelTold",
    "Linked",
    "Living",
    "ModelTold",
    "Models",
    "OpenCheck",
    "OpenPair",
    "OpenSeal",
    "OpenSplit",
    "Quality",
    "Questions",
    "QueueAge",
    "ReferencePair",
    "RunNoted",
    "RunTold",
    "Sample",
    "TakenApart",
    "Tally",
    "Undone",
    "Visit",
    "WhyOne",
    "adopt",
    "answer_check",
    "answer_seal",
    "answer_split",
    "ask_to_open",
    "ask_to_seal",
    "coverage",
    "decide",
    "decisions",
    "digest",
    "explain",
    "exposure",
    "find",
    "gates",
    "index_records",
    "is_enough",
    "joined_with",
    "levels_told",
    "links",
    "load_model",
    "mixed",
    "models",
    "my_checks",
    "my_pairs",
    "newest_run",
    "open_seals",
    "open_splits",
    "pair_counts",
    "quality",
    "queue",
    "records",
    "sealed_by_me",
    "shown",
    "spark_is_installed",
    "take_back",
    "taken_apart",
    "thresholds",
    "thresholds_told",
    "undo",
    "versions",
    "weights_by_name",
]
