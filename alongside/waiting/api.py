"""What waits, as other contexts may use it."""

from alongside.waiting.contracts import (
    About,
    Chosen,
    DeedKind,
    Line,
    Occasion,
    Outcome,
    Person,
    Reminder,
    Together,
)
from alongside.waiting.rules.digest import is_time
from alongside.waiting.rules.reminding import is_working_day
from alongside.waiting.rules.worklist import MOST_TOGETHER, is_late, narrowed, why_not
from alongside.waiting.selectors import (
    around,
    digests_due,
    my_teams_children,
    reminders_due,
    reminders_of,
    together,
    wants_digest,
)
from alongside.waiting.services.together import carry_out, say_why_not, set_out
from alongside.waiting.services.writing import remind, want_digest, write_digest

__all__ = [
    "MOST_TOGETHER", "About", "Chosen", "DeedKind", "Line", "Occasion", "Outcome",
    "Person", "Reminder", "Together", "around", "carry_out", "digests_due", "is_late", "is_time", "is_working_day",
    "my_teams_children", "narrowed", "remind", "reminders_due", "reminders_of", "say_why_not", "set_out", "together",
    "want_digest", "wants_digest", "why_not", "write_digest",
]  # fmt: skip
