"""Something is done with several things at once: each in a transaction of its own, with what came of it."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import connection

from alongside.kernel.answers import NotPossible
from alongside.kernel.caller import Caller
from alongside.kernel.capability import capability
from alongside.kernel.ids import ChildId
from alongside.kernel.scope import for_child, for_self
from alongside.layout.dates import LONDON, day
from alongside.plans import api as plans
from alongside.plans.api import Said, State
from alongside.post import api as post
from alongside.post.api import Letter, LetterKind, LetterState
from alongside.trust import api as trust
from alongside.waiting import models
from alongside.waiting.contracts import About, Chosen, DeedKind, Line, Occasion
from alongside.waiting.rules import reminding, worklist
from alongside.waiting.selectors import around

MOVED, DONE = "The day was moved.", "Recorded as done."
REMINDED, ONLY_HERE = "Reminded.", "Reminded here; no e-mail, because no address is safe."
GONE = "It is not in the plan or the assessment any more."


@capability("waiting.set_out", scope=for_child("children"), writes=True)
def set_out(
    caller: Caller, *, children: Sequence[ChildId], deed: UUID, kind: DeedKind, chosen: Sequence[Chosen],
    on: date | None = None, words: str = "",
) -> None:  # fmt: skip
    """Somebody sets out to do something with several things; nothing is done yet. Said twice, it is one deed."""
    _check(kind, chosen, on, words)
    if models.Together.objects.filter(id=deed).exists():
        return
    sources = trust.subjects(caller, children=tuple(children))
    row = models.Together(id=deed, kind=kind.value, on=on, words=words.strip(), at=caller.now, by=caller.actor)
    row.save(force_insert=True)
    for thing in dict.fromkeys(chosen):
        models.Item(
            together=row, about=thing.about.value, item=thing.id, source=sources[thing.child]
        ).save(force_insert=True)  # fmt: skip


def _check(kind: DeedKind, chosen: Sequence[Chosen], on: date | None, words: str) -> None:
    if not 1 <= len(chosen) <= worklist.MOST_TOGETHER:
        raise NotPossible(f"Choose between 1 and {worklist.MOST_TOGETHER} things.")
    if kind is DeedKind.MOVE and (on is None or not words.strip()):
        raise NotPossible("Say to which day, and why the days move.")
    if kind is DeedKind.DONE and not words.strip():
        raise NotPossible("Say who saw that they were done, and what they saw.")


@capability("waiting.carry_out", scope=for_child(), writes=True)
def carry_out(caller: Caller, *, child: ChildId, deed: UUID, item: UUID) -> None:
    """One of the chosen things is done, and that it was, in one transaction. Done already, nothing happens again."""
    row = _held(deed, item)
    if row is None:
        return
    line = next((x for x in around(caller, children=(child,), done=True) if x.id == item), None)
    if line is None:
        raise NotPossible(GONE)
    kind = DeedKind(row.together.kind)
    if why := worklist.why_not(kind, line, me=caller.actor, today=caller.now.astimezone(LONDON).date()):
        raise NotPossible(why)
    words = {DeedKind.MOVE: _move, DeedKind.REMIND: _remind, DeedKind.DONE: _done}[kind](caller, child, line, row)
    models.Outcome(item=row, done=True, words=words, at=caller.now).save(force_insert=True)


@capability("waiting.say_why_not", scope=for_self(), writes=True)
def say_why_not(caller: Caller, *, deed: UUID, item: UUID, why: str) -> None:
    """One of the chosen things could not be done: why."""
    if row := _held(deed, item):
        models.Outcome(item=row, done=False, words=why, at=caller.now).save(force_insert=True)


def _held(deed: UUID, item: UUID) -> models.Item | None:
    """The chosen thing, unless something has come of it; of two windows the second waits for the first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", (f"{deed} {item}",))
    row = models.Item.objects.select_related("together").filter(together=deed, item=item).first()
    if row is None:
        raise NotPossible("This was not chosen.")
    return None if models.Outcome.objects.filter(item=row).exists() else row


def _move(caller: Caller, child: ChildId, line: Line, row: models.Item) -> str:
    on, why = row.together.on, row.together.words
    assert on is not None, "the database holds that a move names a day"
    if line.about is About.REVIEW:
        plans.review_by(caller, child=child, on=on, why=why)
    else:
        plans.move_due(caller, child=child, task=line.id, on=on, why=why)
    return MOVED


def _done(caller: Caller, child: ChildId, line: Line, row: models.Item) -> str:
    plans.report(caller, child=child, task=line.id, said=Said(State.DONE, seen=row.together.words))
    return DONE


def _remind(caller: Caller, child: ChildId, line: Line, row: models.Item) -> str:
    is_task, who = line.about is About.TASK, worklist.to_remind(line, caller.actor)
    assert who.actor, "whoever is reminded can sign in"
    late = worklist.is_late(line, caller.now.astimezone(LONDON).date())
    place = f"plan/tasks/{line.id}" if is_task else f"assessments/{line.within}"
    page = "/ours" if who.family else f"/children/{child}/{place}"
    lines = reminding.asked_lines(is_task, day(line.due_on), late)
    (sent,) = post.send(caller, letters=(Letter(LetterKind.REMINDER, who.actor, lines, page),))
    models.Reminder(
        item=line.id, about=line.about.value, occasion=Occasion.ASKED.value, to=who.actor, source=row.source,
        letter=sent.letter, at=caller.now, by=caller.actor,
    ).save(force_insert=True)  # fmt: skip
    return REMINDED if sent.state is LetterState.WAITING else ONLY_HERE
