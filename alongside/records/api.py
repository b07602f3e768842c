"""Records, as other contexts may use them."""

from alongside.records.contracts import (
    Coverage,
    DeliveredFile,
    DeliveryState,
    Involvement,
    Kind,
    Problem,
    Report,
)
from alongside.records.reading import ENDINGS, RawRow, Unreadable, read_files
from alongside.records.rules.mapping import BadMapping, MappingFile, read_mapping
from alongside.records.rules.meaning import ColumnMeaning, meanings
from alongside.records.selectors import (
    about_delivery,
    coverage,
    deliveries_of,
    events_of,
    guess_mapping,
    involvements_of,
    mappings,
    open_involvements,
    refused_rows,
    report,
    report_of,
    shipped_mappings,
)
from alongside.records.services import begin, finish, send, take_batch

__all__ = [
    "ENDINGS",
    "BadMapping",
    "ColumnMeaning",
    "Coverage",
    "DeliveredFile",
    "DeliveryState",
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
    "deliveries_of",
    "events_of",
    "finish",
    "guess_mapping",
    "involvements_of",
    "mappings",
    "meanings",
    "open_involvements",
    "read_files",
    "read_mapping",
    "refused_rows",
    "report",
    "report_of",
    "send",
    "shipped_mappings",
    "take_batch",
]
