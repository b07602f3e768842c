"""Teams, as other contexts may use them."""

from alongside.teams.contracts import (
    ROTA,
    Form,
    HandOver,
    Involved,
    Member,
    MemberKind,
    Model,
    MyChild,
    Need,
    Reach,
    Rota,
    Seat,
    Team,
    Transition,
    Workload,
)
from alongside.teams.rules.working import close_to, faults, needs_of, over_capacity, seats, shortfalls
from alongside.teams.rules.workload import told
from alongside.teams.selectors import (
    agreed_weights,
    events_of,
    family_called,
    leading,
    my_children,
    reach,
    team_of,
    transitions,
    who_is_involved,
    workload,
)
from alongside.teams.services.access import settle
from alongside.teams.services.coming_and_going import begin, join, leave, work_as
from alongside.teams.services.handing_over import call_off, hand_over, plan_hand_over
from alongside.teams.services.leading import lead, vacate
from alongside.teams.services.letting_in import let_in

__all__ = [
    "ROTA",
    "Form",
    "HandOver",
    "Involved",
    "Member",
    "MemberKind",
    "Model",
    "MyChild",
    "Need",
    "Reach",
    "Rota",
    "Seat",
    "Team",
    "Transition",
    "Workload",
    "agreed_weights",
    "begin",
    "call_off",
    "close_to",
    "events_of",
    "family_called",
    "faults",
    "hand_over",
    "join",
    "lead",
    "leading",
    "leave",
    "let_in",
    "my_children",
    "needs_of",
    "over_capacity",
    "plan_hand_over",
    "reach",
    "seats",
    "settle",
    "shortfalls",
    "team_of",
    "told",
    "transitions",
    "vacate",
    "who_is_involved",
    "work_as",
    "workload",
]
