"""Steps up and down for the made-up county, recorded by its own practitioners through the same door as anybody's."""

from collections.abc import Sequence
from datetime import timedelta

from alongside.cli.caller import speaking_as
from alongside.kernel.caller import Caller
from alongside.kernel.capability import visit
from alongside.kernel.ids import ChildId
from alongside.pathway import api as pathway
from alongside.pathway.api import Help, Milestone, Outcome
from alongside.teams import api as teams

_WAYS: tuple[tuple[tuple[int, Milestone | Help | Outcome], ...], ...] = (
    ((150, Help.IN_NEED), (95, Milestone.STRATEGY_MEETING_HELD), (95, Milestone.SECTION_47_STARTED),
     (70, Milestone.INITIAL_CONFERENCE_HELD), (70, Help.PROTECTION), (60, Milestone.CORE_GROUP_HELD),
     (21, Milestone.CORE_GROUP_HELD)),
    ((120, Help.IN_NEED), (118, Outcome.OFFERED), (110, Outcome.ACCEPTED), (30, Help.EARLY_HELP)),
    ((210, Milestone.SECTION_47_STARTED), (190, Milestone.INITIAL_CONFERENCE_HELD), (190, Help.PROTECTION),
     (178, Milestone.CORE_GROUP_HELD), (130, Milestone.CORE_GROUP_HELD), (100, Milestone.REVIEW_CONFERENCE_HELD),
     (100, Help.IN_NEED), (12, Help.EARLY_HELP)),
    ((9, Milestone.STRATEGY_MEETING_HELD), (8, Milestone.SECTION_47_STARTED)),
)  # fmt: skip
_WHY = {
    Help.PROTECTION: "What was agreed was not enough: the child went hungry and was alone at night again.",
    Help.IN_NEED: "The child needs more help than one service can give.",
    Help.EARLY_HELP: "The child is well fed and comes to school; the family wants to go on with less.",
}
_TOLD = "At home, by the lead, in the family's own language."
_SAID = {Help.PROTECTION: "We are frightened, and we want it to be better.", Help.EARLY_HELP: "We are proud of it."}
_LATE = "The school was closed, and the family wanted the teacher to be there."


def take_steps(emails: Sequence[str], *, most: int) -> int:
    """Families with a team step up and down, `most` at most, each on a way of its own; gives how many."""
    begun, seen = 0, set[ChildId]()
    for email in emails:
        me = speaking_as(email)
        for child in [ChildId(c.child) for c in teams.my_children(me)]:
            if begun < most and child not in seen and _to_be_written(me, child):
                with visit(me):
                    _go(me, child, _WAYS[begun % len(_WAYS)])
                begun += 1
            seen.add(child)
    return begun


def _to_be_written(me: Caller, child: ChildId) -> bool:
    return teams.team_of(me, child=child) is not None and not pathway.pathway_of(me, child=child).steps


def _go(me: Caller, child: ChildId, way: Sequence[tuple[int, Milestone | Help | Outcome]]) -> None:
    for days, what in way:
        on = me.now.date() - timedelta(days=days)
        if isinstance(what, Milestone):
            pathway.happened(me, children=(child,), what=what, on=on)
        elif isinstance(what, Outcome):
            pathway.offer(me, children=(child,), outcome=what, on=on, words="")
        elif pathway.pathway_of(me, child=child).level is not what:
            pathway.step(
                me, children=(child,), level=what, from_on=on, why=_WHY[what], family_view=_SAID.get(what, ""),
                family_told=_TOLD,
            )  # fmt: skip
    late = [c for c in pathway.pathway_of(me, child=child).clocks if pathway.wants_a_reason(c)]
    for clock in late[:1]:
        pathway.say_why_late(me, child=child, clock=clock.started.id, because=_LATE)
