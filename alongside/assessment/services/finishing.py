"""An assessment is finished: what stands is sealed by its trace, and everybody signs."""

from collections.abc import Mapping
from uuid import UUID

from django.db import connection

from alongside.anchor.models import Identity
from alongside.assessment import models
from alongside.assessment.contracts import Fact
from alongside.assessment.rules import working
from alongside.assessment.rules.sealing import trace_of
from alongside.assessment.selectors import parts_of, row_of
from alongside.assessment.services import finding
from alongside.kernel.answers import NotPossible
from alongside.kernel.caller import Caller
from alongside.kernel.capability import capability
from alongside.kernel.ids import ChildId
from alongside.kernel.scope import for_child
from alongside.language.api import Milestone
from alongside.pathway import api as pathway
from alongside.trust import api as trust


@capability("assessment.finish", scope=for_child(), writes=True)
def finish(
    caller: Caller, *, child: ChildId, assessment: UUID, facts: Mapping[str, tuple[Fact, ...]] | None = None
) -> str:
    """The assessment is finished: nothing in it changes any more. Gives the trace by which that can be checked.

    `facts` are what stood beside the sections about this child; they are kept as they were.
    """
    row = finding.open_assessment(child, assessment)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 3))", (str(assessment),))
    parts = parts_of(assessment)
    for sentence in working.unfinished(working.sections_of(row.body), parts):
        raise NotPossible(sentence)
    trace = trace_of(parts)
    models.Finish(assessment=row, by=caller.actor, at=caller.now, trace=trace).save(force_insert=True)
    if facts:
        source = trust.subjects(caller, children=(child,))[child]
        told = {section: [_as_json(f) for f in some] for section, some in facts.items()}
        models.FinishedFacts(assessment=row, source=source, facts=told, by=caller.actor).save(force_insert=True)
    mine = trust.mine_among(
        caller, sources=models.About.objects.filter(assessment=row).values_list("source", flat=True)
    )  # fmt: skip
    pathway.happened(
        caller, children=mine, what=Milestone.ASSESSMENT_FINISHED, on=caller.now.date(), told_elsewhere=True
    )
    return trace


def _as_json(fact: Fact) -> dict[str, object]:
    return {
        "words": fact.words, "told_by": fact.told_by, "on": fact.on and fact.on.isoformat(),
        "entry": str(fact.entry) if fact.entry else None,
    }  # fmt: skip


@capability("assessment.sign", scope=for_child(level=0), writes=True)
def sign(caller: Caller, *, child: ChildId, assessment: UUID, words: str = "") -> None:
    """Somebody signs the finished assessment; `words` are what they want to be read with it."""
    row = row_of(child, assessment)
    if not models.Finish.objects.filter(assessment=row).exists():
        raise NotPossible("The assessment is not finished yet, so there is nothing to sign.")
    if models.Signature.objects.filter(assessment=row, by=caller.actor).exists():
        raise NotPossible("You have signed already.")
    me = finding.writer(caller, child)
    mine = [g.child for g in trust.my_grants(caller)]
    about = set(models.About.objects.filter(assessment=row).values_list("source", flat=True))
    for source in _signed_for(caller, child, mine, about):
        models.Signature(
            assessment=row, source=source, by=caller.actor, capacity=me.capacity.value, agency=me.agency,
            words=words.strip(), at=caller.now,
        ).save(force_insert=True)  # fmt: skip


def _signed_for(caller: Caller, child: ChildId, mine: list[ChildId], about: set[UUID]) -> list[UUID]:
    """The records of the assessment's children on which the signer's own access rests."""
    people = set(Identity.objects.filter(source__in=about, until=None).values_list("person_id", flat=True))
    children = tuple(dict.fromkeys(c for c in (child, *mine) if c in people))
    return list(dict.fromkeys(trust.subjects(caller, children=children).values()))
