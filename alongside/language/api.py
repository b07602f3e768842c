"""Local practice, as other contexts may use it."""

from alongside.language.contracts import Deadline, Kind, LongSentence, Milestone, Practice, Timescale, Unit, Word
from alongside.language.rules.counting import after_months, after_working_days
from alongside.language.rules.plain import explained, long_sentences
from alongside.language.selectors import deadlines, history, practices, timescales, words
from alongside.language.services import change

__all__ = [
    "Deadline",
    "Kind",
    "LongSentence",
    "Milestone",
    "Practice",
    "Timescale",
    "Unit",
    "Word",
    "after_months",
    "after_working_days",
    "change",
    "deadlines",
    "explained",
    "history",
    "long_sentences",
    "practices",
    "timescales",
    "words",
]
