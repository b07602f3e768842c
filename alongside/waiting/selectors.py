"""The work of my teams, who was reminded, what was done together, and for whom a letter is due."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TypeVar
from uuid import UUID

from alongside.agencies import api as agencies
from alongside.anchor.models import Identity
from alongside.assessment import api as assessments
from alongside.assessment.api import RequestAround, Unanswered
from alongside.kernel.answers import NotFound
from alongside.kernel.caller import Caller
from alongside.kernel.capability import capability
from alongside.kernel.ids import ActorId, ChildId
from alongside.kernel.scope import for_child, for_self, for_system
from alongside.language import api as language
from alongside.layout.dates import LONDON, day
from alongside.meetings import api as meetings
from alongside.plans import api as plans
from alongside.plans.api import OwnerKind, ReviewAround, State, TaskAround
from alongside.teams import api as teams
from alongside.trust import api as trust
from alongside.waiting import models
from alongside.waiting.contracts import (
    About,
    Chosen,
    Days,
    DeedKind,
    Line,
    Occasion,
    Outcome,
    Person,
    Reminder,
    Together,
)
from alongside.waiting.rules import digest, reminding, worklist

REVIEW_WORDS = "Review of the plan"


@capability("waiting.my_teams_children", scope=for_self())
def my_teams_children(caller: Caller) -> tuple[ChildId, ...]:
    """The children in whose team the caller is; a supervisor's are all whose records are open to them."""
    if any(office is trust.Office.SUPERVISOR for office, _ in trust.my_offices(caller)):
        level = trust.Level.PROFESSIONAL
        return tuple(dict.fromkeys(g.child for g in trust.my_grants(caller) if g.level >= level))
    return tuple(teams.shared_with_me(caller))


@capability("waiting.around", scope=for_child("children"))
def around(caller: Caller, *, children: Sequence[ChildId], done: bool = False) -> tuple[Line, ...]:
    """All tasks, requests and reviews of these children, by their days; what is done only where it is asked for."""
    tasks = plans.tasks_around(caller, children=tuple(children), done=done)
    requests = assessments.requests_around(caller, children=tuple(children))
    reviews = plans.reviews_around(caller, children=tuple(children))
    asked = [r for r in requests if done or r.request.answer is None]
    reminders = reminders_of(caller, items=[*(t.task.id for t in tasks), *(r.request.id for r in asked)])
    workers = agencies.practitioners(caller, actors=tuple({r.request.asked for r in asked}))
    names = {actor: worker.name for actor, worker in workers.items()}
    return worklist.in_order([
        *(_task(t, reminders.get(t.task.id, ())) for t in tasks),
        *(_request(r, names, reminders.get(r.request.id, ())) for r in asked),
        *(_review(r) for r in reviews),
    ])  # fmt: skip


def _task(said: TaskAround, reminders: tuple[Reminder, ...]) -> Line:
    people = tuple(Person(o.name, o.actor, o.accountable, o.kind is OwnerKind.FAMILY) for o in said.task.owned_now)
    return Line(
        About.TASK, said.task.id, said.children, said.task.words, said.goal, said.task.due_on, people, said.agreed,
        said.task.state is State.DONE, said.task.state.value, reminders,
    )  # fmt: skip


def _request(said: RequestAround, names: Mapping[ActorId, str], reminders: tuple[Reminder, ...]) -> Line:
    asked = said.request
    return Line(
        About.REQUEST, asked.id, (said.child,), asked.question, str(said.assessment), asked.answer_by,
        (Person(names.get(asked.asked, "Somebody of the family"), asked.asked),), done=asked.answer is not None,
        reminders=reminders,
    )  # fmt: skip


def _review(said: ReviewAround) -> Line:
    return Line(About.REVIEW, said.plan, said.children, REVIEW_WORDS, "", said.on, ())


@capability("waiting.reminders_of", scope=for_self())
def reminders_of(caller: Caller, *, items: Sequence[UUID]) -> dict[UUID, tuple[Reminder, ...]]:
    """Who was reminded of these things and when, as far as the caller works with the child; the newest last."""
    rows = models.Reminder.objects.filter(item__in=list(items)).order_by("at", "id")
    found: dict[UUID, list[Reminder]] = defaultdict(list)
    for r in rows:
        found[r.item].append(Reminder(r.item, Occasion(r.occasion), r.to, r.at, ActorId(r.by)))
    return {item: tuple(some) for item, some in found.items()}


@capability("waiting.together", scope=for_self())
def together(caller: Caller, *, deed: UUID) -> Together:
    """Something that the caller did with several things at once, and what came of each."""
    row = models.Together.objects.filter(id=deed).first()
    if row is None:
        raise NotFound("There is no such deed of yours.")
    items = list(models.Item.objects.filter(together=row).order_by("id"))
    came = {o.pk: o for o in models.Outcome.objects.filter(item__in=items)}
    identities = Identity.objects.filter(source__in=[i.source for i in items], until=None)
    people = dict(identities.values_list("source", "person"))
    return Together(
        row.id, DeedKind(row.kind), row.on, row.words,
        tuple(
            Outcome(
                Chosen(About(i.about), i.item, ChildId(people[i.source])), came[i.id].done if i.id in came else None,
                came[i.id].words if i.id in came else "",
            )
            for i in items
        ),
    )  # fmt: skip


@capability("waiting.wants_digest", scope=for_self())
def wants_digest(caller: Caller) -> bool:
    """Whether the caller wants the daily letter."""
    return _newest_wish([caller.actor]).get(caller.actor, True)


def _newest_wish(actors: Sequence[ActorId]) -> dict[ActorId, bool]:
    rows = models.Wish.objects.filter(actor__in=list(actors)).order_by("at", "id")
    return {ActorId(actor): wanted for actor, wanted in rows.values_list("actor", "wanted")}


@capability("waiting.digests_due", scope=for_system("digest"))
def digests_due(caller: Caller) -> dict[ActorId, tuple[str, ...]]:
    """What the letter of today says to each practitioner for whom something waits, who wants it and has not had it."""
    today = caller.now.astimezone(LONDON).date()
    days = _days(caller)
    workers = agencies.practitioners(caller, actors=tuple(days))
    wishes = _newest_wish(tuple(workers))
    had = set(models.Digest.objects.filter(on=today).values_list("actor", flat=True))
    asked = [a for a in sorted(workers) if wishes.get(a, True) and a not in had]
    said = {actor: digest.lines(days[actor], today, in_words=day) for actor in asked}
    return {actor: lines for actor, lines in said.items() if lines}


def _days(caller: Caller) -> dict[ActorId, Days]:
    tasks, invitations = plans.due_days(caller), meetings.to_answer(caller)
    requests = _by_actor((r.asked, r.answer_by) for r in assessments.unanswered(caller))
    return {
        actor: Days(tasks.get(actor, ()), tuple(requests.get(actor, ())), invitations.get(actor, ()))
        for actor in {*tasks, *requests, *invitations}
    }


Key = TypeVar("Key")
Value = TypeVar("Value")


def _by_actor(pairs: Iterable[tuple[Key, Value]]) -> dict[Key, list[Value]]:
    found: dict[Key, list[Value]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return found


@capability("waiting.reminders_due", scope=for_system("digest"))
def reminders_due(caller: Caller) -> tuple[tuple[Unanswered, Occasion], ...]:
    """Which requests somebody is to be reminded of today, and why."""
    today = caller.now.astimezone(LONDON).date()
    waiting = assessments.unanswered(caller)
    rows = models.Reminder.objects.filter(item__in=[w.request for w in waiting])
    already = _by_actor(rows.values_list("item", "occasion"))
    found = ((w, _occasion(w, today, already.get(w.request, []))) for w in waiting)
    return tuple((w, occasion) for w, occasion in found if occasion)


def _occasion(w: Unanswered, today: date, already: Iterable[str]) -> Occasion | None:
    had = {Occasion(o) for o in already}
    return reminding.occasion(w.asked_on, w.answer_by, today, had, working_days=language.after_working_days)
