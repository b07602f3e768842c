"""Teams, as other contexts may use them."""

from alongside.teams.contracts import (
    Form,
    Involved,
    Member,
    MemberKind,
    Model,
    MyChild,
    Need,
    Seat,
    Team,
    Transition,
)
from alongside.teams.rules.working import close_to, faults, needs_of, over_capacity, seats, shortfalls
from alongside.teams.selectors import leading, my_children, team_of, who_is_involved
from alongside.teams.services import begin, join, lead, leave, settle, vacate, work_as

__all__ = [
    "Form",
    "Involved",
    "Member",
    "MemberKind",
    "Model",
    "MyChild",
    "Need",
    "Seat",
    "Team",
    "Transition",
    "begin",
    "close_to",
    "faults",
    "join",
    "lead",
    "leading",
    "leave",
    "my_children",
    "needs_of",
    "over_capacity",
    "seats",
    "settle",
    "shortfalls",
    "team_of",
    "vacate",
    "who_is_involved",
    "work_as",
]
