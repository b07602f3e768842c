"""Somebody answers a question."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from alongside.agencies import api as agencies
from alongside.chronology import api as chronology
from alongside.chronology.api import PromptKind
from alongside.kernel.answers import NotPossible
from alongside.kernel.caller import Caller
from alongside.kernel.capability import capability
from alongside.kernel.ids import ChildId
from alongside.kernel.scope import for_child
from alongside.plans import api as plans
from alongside.prompts import rules
from alongside.prompts.models import Considered
from alongside.trust import api as trust


@capability("prompts.consider", scope=for_child(), writes=True)
def consider(
    caller: Caller, *, child: ChildId, kind: PromptKind, evidence: Sequence[UUID], words: str,
    look_again_on: date | None = None,
) -> None:  # fmt: skip
    """Somebody has considered a question, because of this; it stays answered until there is new evidence, or the day.

    `evidence` is what they read. What came in since is not refused: the question then is open again by itself.
    Raises NotPossible with a sentence when words are missing, or an entry is not of this child.
    """
    for _, sentence in rules.faults(words, look_again_on, caller.now.date()):
        raise NotPossible(sentence)
    if not evidence or not _told(caller, child, kind).issuperset(evidence):
        raise NotPossible("The entries behind this question have changed since you read it. Read it again.")
    writer = agencies.practitioners(caller, actors=(caller.actor,)).get(caller.actor)
    if writer is None:
        raise NotPossible("No agency has named you as its worker. Ask your administrator to invite you for one.")
    Considered(
        source=trust.subjects(caller, children=(child,))[child], kind=kind.value, evidence=rules.identity(evidence),
        words=words.strip(), by=caller.actor, agency=writer.agency, at=caller.now, look_again_on=look_again_on,
    ).save(force_insert=True)  # fmt: skip


def _told(caller: Caller, child: ChildId, kind: PromptKind) -> set[UUID]:
    """What a question can speak of: entries of the story, or for drift what the plan asks about."""
    if kind is PromptKind.DRIFT:
        return {e for asked in plans.questions(caller, child=child) for e in asked.evidence}
    return {w.id for e in chronology.story(caller, child=child).entries for w in e.witnesses}
