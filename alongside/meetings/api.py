"""Meetings, as other contexts may use them."""

from alongside.meetings.contracts import (
    KINDS,
    PLANNING,
    REVIEWING,
    THERE,
    Arranged,
    As,
    Attended,
    Came,
    Decision,
    Deed,
    Dissent,
    Fact,
    Fits,
    Guest,
    Head,
    Invited,
    Item,
    Kind,
    Meeting,
    Note,
    Point,
    Proposed,
    Stage,
    Summary,
    Told,
    Topic,
)
from alongside.meetings.rules.summing_up import newest, summary
from alongside.meetings.rules.times import best_first, family_says, needs_a_reason, not_answered
from alongside.meetings.selectors.reading import agenda, meeting, meetings, not_reached, saves
from alongside.meetings.selectors.story import events_of, facts_of
from alongside.meetings.services.arranging import answer_time, arrange, call_off, move, settle
from alongside.meetings.services.calling import Called, call, invite, propose
from alongside.meetings.services.deciding import (
    decide_agreement,
    decide_goal,
    decide_next,
    decide_report,
    decide_review,
    decide_review_day,
    decide_task,
)
from alongside.meetings.services.ending import add_afterwards, end
from alongside.meetings.services.running import add_point, attend, begin, disagree, note

__all__ = [
    "KINDS", "PLANNING", "REVIEWING", "THERE", "Arranged", "As", "Attended", "Called", "Came", "Decision", "Deed",
    "Dissent", "Fact", "Fits", "Guest", "Head", "Invited", "Item", "Kind", "Meeting", "Note", "Point", "Proposed",
    "Stage", "Summary", "Told", "Topic", "add_afterwards", "add_point", "agenda", "answer_time", "arrange", "attend",
    "begin", "best_first", "call", "call_off", "decide_agreement", "decide_goal", "decide_next", "decide_report",
    "decide_review", "decide_review_day", "decide_task", "disagree", "end", "events_of", "facts_of", "family_says",
    "invite", "meeting", "meetings", "move", "needs_a_reason", "newest", "not_answered", "not_reached", "note",
    "propose", "saves", "settle", "summary",
]  # fmt: skip
