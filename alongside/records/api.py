"""Records, as other contexts may use them."""

from alongside.records.contracts import (
    Coverage,
    DeliveredFile,
    Involvement,
    Kind,
    Problem,
    Report,
)
from alongside.records.reading import RawRow, Unreadable, read_files
from alongside.records.rules.mapping import BadMapping, MappingFile, read_mapping
from alongside.records.selectors import (
    about_delivery,
    coverage,
    events_of,
    guess_mapping,
    involvements_of,
    mappings,
    open_involvements,
    report,
    shipped_mappings,
)
from alongside.records.services import begin, finish, take_batch

__all__ = [
    "BadMapping",
    "Coverage",
    "DeliveredFile",
    "Involvement",
    "Kind",
    "MappingFile",
    "Problem",
    "RawRow",
    "Report",
    "Unreadable",
    "about_delivery",
    "begin",
    "coverage",
    "events_of",
    "finish",
    "guess_mapping",
    "involvements_of",
    "mappings",
    "open_involvements",
    "read_files",
    "read_mapping",
    "report",
    "shipped_mappings",
    "take_batch",
]
