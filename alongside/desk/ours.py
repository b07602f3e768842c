"""The family's own page: what they were asked, their meetings, and for each child how they are helped."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from alongside.assessment import api as assessments
from alongside.assessment.api import Head
from alongside.desk.frame import framed, page
from alongside.desk.meeting_words import STAGES
from alongside.desk.plain_words import hints_for
from alongside.families import api as families
from alongside.kernel.caller import Caller
from alongside.kernel.ids import ChildId
from alongside.meetings import api as meetings
from alongside.pathway import api as pathway
from alongside.pathway.api import Clock, Help, Pathway
from alongside.plans import api as plans
from alongside.plans.api import Plan
from alongside.trust import api as trust

HELPED = {
    Help.ENDED: "The team does not help your family any more.",
    Help.EARLY_HELP: "Your family gets early help: help soon, before things get harder.",
    Help.IN_NEED: "Your child is a child in need: several people help, so that your child grows up well.",
    Help.PROTECTION: "Your child has a protection plan: people are worried that your child is not safe enough.",
}
"""Each level of help, as a family reads it."""


@dataclass(frozen=True, slots=True)
class OurChild:
    """A child as their own family reads it."""

    id: ChildId
    name: str
    way: Pathway
    due: tuple[Clock, ...]
    plan: Plan | None
    assessments: tuple[Head, ...]


@page()
def ours(request: HttpRequest, caller: Caller) -> HttpResponse:
    """What is shared with somebody of the family, what they were asked, and what is theirs to do."""
    children = tuple(dict.fromkeys(g.child for g in trust.my_grants(caller)))
    called = families.called(caller, children=children) if children else {}
    found = [_child(caller, c, called.get(c, "Your child")) for c in children]
    read = (w for c in found for w in (*(x.started.words for x in c.due), *(s.why for s in c.way.steps[-1:])))
    told = {
        "children": found, "helped": HELPED, "explained": hints_for(caller, read)["explained"],
        "asked": assessments.asked_of_me(caller), "kinds": meetings.KINDS, "stages": STAGES,
        "meetings": _meetings(caller, children), "tasks": plans.my_tasks(caller), "overdue": plans.overdue,
        "today": caller.now.date(),
    }  # fmt: skip
    return framed(request, caller, "desk/ours.html", told, here="ours")


def _child(caller: Caller, child: ChildId, name: str) -> OurChild:
    way = pathway.our_way(caller, child=child)
    due = tuple(c for c in way.clocks if pathway.still_open(c))
    heads = assessments.assessments(caller, child=child)
    return OurChild(child, name, way, due, plans.plan_of(caller, child=child), heads)


def _meetings(caller: Caller, children: tuple[ChildId, ...]) -> list[tuple[UUID, meetings.Head]]:
    """The meetings somebody of the family is invited to, each once: what is to come, then the newest summary."""
    found = {h.id: (c, h) for c in reversed(children) for h in meetings.meetings(caller, child=c)}
    stages = meetings.Stage
    coming = [(c, h) for c, h in found.values() if h.stage not in (stages.ENDED, stages.CALLED_OFF)]
    over = sorted((x for x in found.values() if x[1].ended_at), key=lambda x: str(x[1].ended_at), reverse=True)
    return [*sorted(coming, key=lambda x: str(x[1].starts_at or "")), *over[:1]]
