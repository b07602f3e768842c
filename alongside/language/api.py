"""Local practice, as other contexts may use it."""

from alongside.language.contracts import Deadline, Kind, Milestone, Practice, Timescale, Unit
from alongside.language.rules.counting import after_months, after_working_days
from alongside.language.selectors import deadlines, history, practices, timescales
from alongside.language.services import change

__all__ = [
    "Deadline",
    "Kind",
    "Milestone",
    "Practice",
    "Timescale",
    "Unit",
    "after_months",
    "after_working_days",
    "change",
    "deadlines",
    "history",
    "practices",
    "timescales",
]
