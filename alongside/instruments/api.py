"""Licensed instruments, as other contexts may use them."""

from alongside.instruments.contracts import PLUG_INS, Instrument, PlugIn, Question, Scale, Scored
from alongside.instruments.rules import changes, not_allowed
from alongside.instruments.selectors import instruments, questions, scored
from alongside.instruments.services import complete, record

__all__ = [
    "PLUG_INS", "Instrument", "PlugIn", "Question", "Scale", "Scored", "changes", "complete", "instruments",
    "not_allowed", "questions", "record", "scored",
]  # fmt: skip
