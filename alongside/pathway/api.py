"""A child's way, as other contexts may use it."""

from alongside.language.contracts import Milestone
from alongside.pathway.contracts import (
    Clock,
    Happened,
    Help,
    Late,
    Offer,
    Outcome,
    Pathway,
    Started,
    State,
    Stated,
    Step,
)
from alongside.pathway.rules.clocks import share_in_time, still_open, wants_a_reason
from alongside.pathway.rules.telling import LEVELS, MILESTONES, OUTCOMES
from alongside.pathway.selectors import events_of, missing_sectors, our_way, pathway_of
from alongside.pathway.services.happening import happened, say_why_late, take_back
from alongside.pathway.services.stepping import offer, step

__all__ = [
    "LEVELS", "MILESTONES", "OUTCOMES", "Clock", "Happened", "Help", "Late", "Milestone", "Offer", "Outcome",
    "Pathway", "Started", "State", "Stated", "Step", "events_of", "happened", "missing_sectors", "offer", "our_way",
    "pathway_of", "say_why_late", "share_in_time", "step", "still_open", "take_back", "wants_a_reason",
]  # fmt: skip
