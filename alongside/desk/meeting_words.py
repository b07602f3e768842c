"""The words of meetings: how far one is, why something is on the agenda, whether somebody came."""

from alongside.meetings.api import KINDS, Came, Deed, Fits, Kind, Stage, Topic

STAGES = {
    Stage.PROPOSED: ("Looking for a time", "yellow"), Stage.SETTLED: ("Arranged", "blue"),
    Stage.GOING_ON: ("Going on now", "green"), Stage.ENDED: ("Ended", "grey"), Stage.CALLED_OFF: ("Called off", "red"),
}  # fmt: skip
TOPICS = {
    Topic.FAMILY: ("The family’s point", "purple"), Topic.POINT: ("Point", "grey"), Topic.OVERDUE: ("Overdue", "red"),
    Topic.HELP: ("Stuck", "orange"), Topic.REVIEW: ("To review", "blue"), Topic.CHANGED: ("Changed", "green"),
    Topic.ENTRIES: ("New", "turquoise"), Topic.DISAGREEMENT: ("Not agreed", "yellow"),
    Topic.COMING: ("Due soon", "light-blue"),
}  # fmt: skip
FITS = {
    Fits.PREFERRED: ("Suits best", "green"), Fits.WORKS: ("Works", "blue"), Fits.NOT: ("Does not work", "red"),
}  # fmt: skip
CAME = {
    Came.PRESENT: "In the room", Came.JOINED: "By telephone or online", Came.SENT_WORDS: "Sent words",
    Came.APOLOGIES: "Sent apologies", Came.ABSENT: "Did not come",
}  # fmt: skip
DEEDS = {
    Deed.GOAL: "New goal", Deed.TASK: "Task", Deed.REPORT: "How a task stands", Deed.REVIEW: "Review of a goal",
    Deed.AGREEMENT: "Agreement", Deed.REVIEW_DAY: "Next review", Deed.NEXT: "Next meeting",
}  # fmt: skip
HINTS = {
    Kind.TEAM: "Those around the child and the family, whenever it helps.",
    Kind.REVIEW: "Every goal is looked at: keep it, change it or close it.",
    Kind.CORE_GROUP: "Carries out and develops the child protection plan.",
    Kind.CONFERENCE: "Decides whether a child protection plan is needed.",
    Kind.REVIEW_CONFERENCE: "Decides whether the child protection plan goes on.",
    Kind.STRATEGY: "Among professionals, about how to look into harm. Say to the family what you can.",
    Kind.FAMILY_GROUP: "The family and their friends make the plan themselves.",
}
WORDS = {"kinds": KINDS, "stages": STAGES, "topics": TOPICS, "fits": FITS, "came": CAME, "deeds": DEEDS}
"""What every template of a meeting needs."""
