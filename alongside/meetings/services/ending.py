"""The meeting ends: from now on it stays as it is, and its summary is there for everybody."""

from uuid import UUID

from alongside.kernel.answers import NotPossible
from alongside.kernel.caller import Caller
from alongside.kernel.capability import capability
from alongside.kernel.ids import ChildId
from alongside.kernel.scope import for_child
from alongside.language.api import Milestone
from alongside.meetings import models
from alongside.meetings.contracts import Kind, Occasion, Summary
from alongside.meetings.rules import summing_up
from alongside.meetings.selectors import rows
from alongside.meetings.services import finding, telling
from alongside.pathway import api as pathway
from alongside.trust import api as trust

HELD = {
    Kind.REVIEW: Milestone.REVIEW_HELD, Kind.CORE_GROUP: Milestone.CORE_GROUP_HELD,
    Kind.CONFERENCE: Milestone.INITIAL_CONFERENCE_HELD, Kind.REVIEW_CONFERENCE: Milestone.REVIEW_CONFERENCE_HELD,
    Kind.STRATEGY: Milestone.STRATEGY_MEETING_HELD,
}  # fmt: skip
"""What has happened on the children's way when a meeting of this kind is over."""


@capability("meetings.end", scope=for_child(), writes=True)
def end(caller: Caller, *, child: ChildId, meeting: UUID) -> Summary:
    """The meeting ends; gives its summary, which is complete at once and never changes.

    What it was starts clocks and stops others, such as the core group after a conference.
    """
    row = finding.running(child, meeting, alone=True)
    models.Ended(meeting=row, at=caller.now, by=caller.actor).save(force_insert=True)
    if held := HELD.get(Kind(row.kind)):
        about = models.MeetingChild.objects.filter(meeting=row).values_list("source", flat=True)
        children = trust.mine_among(caller, sources=about)
        pathway.happened(caller, children=children, what=held, on=caller.now.date(), told_elsewhere=True)
    found = rows.meeting_of(caller, child, row)
    telling.tell(caller, child, found, Occasion.ENDED)
    return summing_up.summary(found)


@capability("meetings.add_afterwards", scope=for_child(level=0), writes=True)
def add_afterwards(
    caller: Caller, *, child: ChildId, meeting: UUID, words: str, whose: UUID | None = None
) -> UUID:  # fmt: skip
    """Somebody adds something after the meeting: it is marked as such, and the summary stays as it was."""
    row = finding.meeting(child, meeting)
    if not models.Ended.objects.filter(meeting=row).exists():
        raise NotPossible("The meeting has not ended yet.")
    who = finding.whose(caller, child, row, whose)
    said = models.Added(
        meeting=row, whose=who, words=finding.needs(words, "what you want to add"), at=caller.now, by=caller.actor
    )  # fmt: skip
    said.save(force_insert=True)
    return said.id
