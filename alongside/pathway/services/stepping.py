"""Help steps up or down; team, assessment, plan and chronology stay as they are."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import connection

from alongside.kernel.answers import NotPossible
from alongside.kernel.caller import Caller
from alongside.kernel.capability import capability
from alongside.kernel.ids import ChildId
from alongside.kernel.scope import for_child
from alongside.language.contracts import Milestone
from alongside.pathway import models
from alongside.pathway.contracts import Help, Outcome
from alongside.pathway.rules import levels
from alongside.pathway.selectors import pathway_of
from alongside.pathway.services.happening import happened
from alongside.trust import api as trust

_REASONS = {
    Help.ENDED: None, Help.EARLY_HELP: trust.ReasonKind.EARLY_HELP, Help.IN_NEED: trust.ReasonKind.IN_NEED,
    Help.PROTECTION: trust.ReasonKind.PROTECTION,
}  # fmt: skip


@capability("pathway.step", scope=for_child("children"), writes=True)
def step(
    caller: Caller, *, children: Sequence[ChildId], level: Help, from_on: date, why: str, family_view: str,
    family_told: str,
) -> tuple[UUID, ...]:  # fmt: skip
    """Help for these children steps up or down from a day on, with the reason and what the family was told of it.

    All of them step, or none: NotPossible says for whom it cannot be done and why.
    """
    _needs(why, "why help steps to this level")
    _needs(family_told, "what the family was told")
    taken = [_step(caller, child, level, from_on, (why, family_view, family_told)) for child in children]
    return tuple(taken)


def _step(caller: Caller, child: ChildId, level: Help, from_on: date, words: tuple[str, str, str]) -> UUID:
    _one_at_a_time(child)
    before = pathway_of(caller, child=child)
    last = before.steps[-1] if before.steps else None
    if fault := levels.fault(before.level, level, last.from_on if last else None, from_on, caller.now.date()):
        raise NotPossible(fault)
    row = models.Step(
        source=_source(caller, child), follows_id=last.id if last else None,
        number=last.number + 1 if last else 1, level=level.value, from_on=from_on,
        why=words[0].strip(), family_view=words[1].strip(), family_told=words[2].strip(), by=caller.actor,
        at=caller.now,
    )  # fmt: skip
    row.save(force_insert=True)
    trust.step_to(caller, child=child, step=row.id, kind=_REASONS[level], on=from_on)
    if before.level is Help.PROTECTION:
        happened(caller, children=(child,), what=Milestone.PROTECTION_ENDED, on=from_on, told_elsewhere=True)
    return row.id


@capability("pathway.offer", scope=for_child("children"), writes=True)
def offer(
    caller: Caller, *, children: Sequence[ChildId], outcome: Outcome, on: date, words: str
) -> tuple[UUID, ...]:  # fmt: skip
    """The family was offered a meeting of its own to decide; or what became of that; or why it was not offered."""
    if on > caller.now.date():
        raise NotPossible("This is recorded once it is done: choose today or a day before.")
    if outcome is Outcome.NOT_OFFERED:
        _needs(words, "why it was not offered")
    rows = [
        models.Offer(
            source=_source(caller, child), outcome=outcome.value, on=on, words=words.strip(), by=caller.actor,
            at=caller.now,
        )
        for child in children
    ]  # fmt: skip
    for row in rows:
        row.save(force_insert=True)
    if outcome is Outcome.OFFERED:
        happened(caller, children=children, what=Milestone.GROUP_DECISION_OFFERED, on=on, told_elsewhere=True)
    return tuple(row.id for row in rows)


def _source(caller: Caller, child: ChildId) -> UUID:
    return trust.subjects(caller, children=(child,))[child]


def _one_at_a_time(child: ChildId) -> None:
    """Two people who step at once do it one after the other, so that the second reads what the first did."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('pathway ' || %s::text, 0))", (child,))


def _needs(said: str, what: str) -> None:
    if not said.strip():
        raise NotPossible(f"Say in a few words {what}.")
