"""What the story says about steps and milestones."""

from alongside.language.contracts import Milestone
from alongside.pathway.contracts import Help, Outcome

LEVELS = {
    Help.ENDED: "No help by this team", Help.EARLY_HELP: "Early help", Help.IN_NEED: "Child in need",
    Help.PROTECTION: "Child protection",
}  # fmt: skip
MILESTONES = {
    Milestone.REFERRAL_RECEIVED: "A referral was received",
    Milestone.REFERRAL_DECIDED: "The response to a referral was decided, and the referrer told",
    Milestone.ASSESSMENT_STARTED: "The assessment began",
    Milestone.ASSESSMENT_FINISHED: "The assessment was finished",
    Milestone.PLAN_AGREED: "A plan was agreed",
    Milestone.REVIEW_HELD: "The plan was reviewed",
    Milestone.DISAGREEMENT_RECORDED: "A disagreement was recorded",
    Milestone.STRATEGY_MEETING_HELD: "A strategy discussion was held",
    Milestone.SECTION_47_STARTED: "A section 47 enquiry began",
    Milestone.SECTION_47_ENDED: "No enquiry was needed, or it ended without a conference",
    Milestone.CONFERENCE_REQUESTED: "A child protection conference was asked for",
    Milestone.INITIAL_CONFERENCE_HELD: "The initial child protection conference was held",
    Milestone.CORE_GROUP_HELD: "A core group was held",
    Milestone.REVIEW_CONFERENCE_HELD: "A review conference was held",
    Milestone.BORN_AFTER_PRE_BIRTH_CONFERENCE: "The baby was born, after a conference before the birth",
    Milestone.PROTECTION_ENDED: "The child protection plan ended",
    Milestone.COURT_APPLICATION_CONSIDERED: "Going to court was considered",
    Milestone.GROUP_DECISION_OFFERED: "The family was offered a meeting of its own to decide",
}
OUTCOMES = {
    Outcome.OFFERED: "Offered", Outcome.ACCEPTED: "The family would like one", Outcome.DECLINED: "The family declined",
    Outcome.HELD: "The family met and decided", Outcome.NOT_OFFERED: "Not offered",
}  # fmt: skip


def told_of_step(level: Help, up: bool) -> str:
    """The title of a step in the story."""
    if level is Help.ENDED:
        return "Help by this team ends"
    return f"Step {'up' if up else 'down'}: {LEVELS[level].lower()}"


def told_of_offer(outcome: Outcome) -> str:
    """The title of an offer in the story."""
    return f"Family group decision-making: {OUTCOMES[outcome].lower()}"


def behind(**said: str) -> str:
    """What stands behind a title: each thing that was said, with what it is."""
    return " ".join(f"{what.replace('_', ' ').capitalize()}: {words}" for what, words in said.items() if words)
