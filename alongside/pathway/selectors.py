"""Where a child is on the way, and what is due."""

from collections.abc import Sequence
from uuid import UUID

from alongside.agencies import api as agencies
from alongside.anchor.models import Identity
from alongside.kernel.caller import Caller
from alongside.kernel.capability import capability
from alongside.kernel.duties import Event
from alongside.kernel.ids import ActorId, ChildId
from alongside.kernel.scope import for_child
from alongside.language import api as language
from alongside.language.contracts import Kind, Milestone
from alongside.pathway import models
from alongside.pathway.contracts import Happened, Help, Late, Offer, Outcome, Pathway, Started, Stated, Step
from alongside.pathway.rules import clocks, levels, telling
from alongside.teams import api as teams
from alongside.trust import api as trust

TEAM_OF_PROTECTION = "child-protection"
_LEVELS = {kind.value: Help(kind.value) for kind in trust.ReasonKind if kind.value in list(Help)}


def sources_of(child: ChildId) -> Sequence[UUID]:
    """The records that are of this child today."""
    return list(Identity.objects.filter(person=child, until=None).values_list("source", flat=True))


@capability("pathway.pathway_of", scope=for_child())
def pathway_of(caller: Caller, *, child: ChildId) -> Pathway:
    """At which level the child is helped and since when, each step, what happened, and every clock as it stands."""
    return _way(caller, child, _stated(caller, child))


@capability("pathway.our_way", scope=for_child(level=0))
def our_way(caller: Caller, *, child: ChildId) -> Pathway:
    """The same for the family, without what agencies' own records state."""
    return _way(caller, child, ())


def _way(caller: Caller, child: ChildId, stated: tuple[Stated, ...]) -> Pathway:
    sources = sources_of(child)
    steps = tuple(_step(r) for r in models.Step.objects.filter(source__in=sources).order_by("at", "number"))
    milestones = tuple(_happened(r) for r in models.Milestone.objects.filter(source__in=sources).order_by("on", "at"))
    level, since = levels.now_at(steps, stated)
    return Pathway(
        child, level, since, steps, milestones,
        clocks.in_order(clocks.standing(s, milestones, caller.now.date()) for s in _started(sources, milestones)),
        tuple(_offer(r) for r in models.Offer.objects.filter(source__in=sources).order_by("on", "at")), stated,
    )  # fmt: skip


@capability("pathway.missing_sectors", scope=for_child())
def missing_sectors(caller: Caller, *, child: ChildId) -> tuple[str, ...]:
    """Which sectors a child with a protection plan should have around it and does not; nothing of it stops anybody."""
    known = language.history(caller, kind=Kind.COMPOSITION, code=TEAM_OF_PROTECTION)[0]
    needs = known.body["needs"]
    assert isinstance(needs, list)
    team = teams.team_of(caller, child=child)
    kinds = {a.id: a.kind.value for a in agencies.all_agencies(caller)}
    return levels.missing_sectors(needs, (kinds[m.agency] for m in (team.members if team else ()) if m.agency))


def _stated(caller: Caller, child: ChildId) -> tuple[Stated, ...]:
    """What agencies' own records say now; steps taken here are told as steps, and not a second time."""
    return tuple(
        Stated(_LEVELS[r.kind.value], r.agency, r.period.from_on)
        for r in trust.reasons(caller, child=child)
        if r.open and not r.stepped and r.kind.value in _LEVELS
    )


def _started(sources: Sequence[UUID], milestones: Sequence[Happened]) -> list[Started]:
    """The clocks of what really happened."""
    begun = {m.id: m for m in milestones if not m.taken_back}
    why: dict[UUID, list[Late]] = {}
    for r in models.LateReason.objects.filter(source__in=sources).order_by("at", "id"):
        why.setdefault(r.clock_id, []).append(Late(r.because, ActorId(r.by), r.at))
    rows = models.Clock.objects.filter(source__in=sources, milestone__in=begun)
    return [_clock(r, begun[r.milestone_id], tuple(why.get(r.id, ()))) for r in rows]


def _clock(row: models.Clock, begun: Happened, late: tuple[Late, ...]) -> Started:
    return Started(
        row.id, row.code, row.words, row.statutory, row.rests_on, begun.id, begun.what, begun.on, row.met_by,
        row.ends_with, row.due_on, row.act_by, late,
    )  # fmt: skip


def _step(row: models.Step) -> Step:
    return Step(
        row.id,
        row.number,
        Help(row.level),
        row.from_on,
        row.why,
        row.family_view,
        row.family_told,
        ActorId(row.by),
        row.at,
    )


def _happened(row: models.Milestone) -> Happened:
    return Happened(
        row.id, Milestone(row.what), row.on, row.words, ActorId(row.by), row.at, row.taken_back, row.told_elsewhere
    )


def _offer(row: models.Offer) -> Offer:
    return Offer(row.id, row.on, Outcome(row.outcome), row.words, ActorId(row.by), row.at)


@capability("pathway.events_of", scope=for_child())
def events_of(caller: Caller, *, child: ChildId) -> tuple[Event, ...]:
    """What happened on the child's way, for the story: each step, each milestone on its day, each offer."""
    way = pathway_of(caller, child=child)
    told, before = [], None
    for s in way.steps:
        title = telling.told_of_step(s.level, levels.leads_up(before, s.level))
        words = telling.behind(why=s.why, the_family_says=s.family_view, the_family_was_told=s.family_told)
        told.append(agencies.Told(s.id, s.at, s.by, title, words, s.from_on))
        before = s.level
    told += [
        agencies.Told(h.id, h.at, h.by, telling.MILESTONES[h.what], h.words, h.on)
        for h in way.happened
        if not h.taken_back and not h.told_elsewhere
    ]
    told += [agencies.Told(o.id, o.at, o.by, telling.told_of_offer(o.outcome), o.words, o.on) for o in way.offers]
    return agencies.as_events(caller, child=child, told=told)
