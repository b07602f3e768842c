"""The one file that lists contexts: puts the door in, and gathers the duties from the lowest floor up."""

from alongside.assessment import duties as assessment
from alongside.chronology import duties as chronology
from alongside.config.people import People
from alongside.families import duties as families
from alongside.instruments import api as instruments
from alongside.kernel.capability import install_door
from alongside.kernel.duties import REGISTRY
from alongside.language import api as language
from alongside.linkage import api as linkage
from alongside.meetings import duties as meetings
from alongside.pathway import duties as pathway
from alongside.plans import duties as plans
from alongside.post import api as post
from alongside.prompts import api as prompts
from alongside.records import duties as records
from alongside.teams import duties as teams
from alongside.trust import duties as trust
from alongside.trust.door import TheDoor
from alongside.waiting import api as waiting
from alongside.work import api as work

CONTEXTS = (language, linkage, work, post, instruments, prompts, waiting)
"""Contexts without duties yet; naming them here loads their capabilities."""
DUTIES = (
    trust.DUTIES, families.DUTIES, records.DUTIES, teams.DUTIES, pathway.DUTIES, chronology.DUTIES,
    assessment.DUTIES, plans.DUTIES, meetings.DUTIES,
)  # fmt: skip


def connect() -> None:
    """Install the door and the duties. Called once when Django is ready."""
    install_door(TheDoor())
    REGISTRY.install(DUTIES)
    post.DIRECTORY.install(People())
