"""Questions about a child, with what people have thought about them."""

from collections.abc import Sequence

from alongside.anchor.models import Identity
from alongside.chronology import api as chronology
from alongside.chronology.api import Prompt, PromptKind
from alongside.kernel.caller import Caller
from alongside.kernel.capability import capability
from alongside.kernel.ids import ActorId, AgencyId, ChildId
from alongside.kernel.scope import for_child
from alongside.plans import api as plans
from alongside.prompts import rules
from alongside.prompts.contracts import Answer, Question
from alongside.prompts.models import Considered


@capability("prompts.open_questions", scope=for_child())
def open_questions(caller: Caller, *, child: ChildId) -> tuple[Question, ...]:
    """Every question that arises about a child, from the story or the plan: the open ones first."""
    story = chronology.story(caller, child=child)
    return answered(caller, child=child, asked=(*story.prompts, *plans.questions(caller, child=child)))


@capability("prompts.answered", scope=for_child())
def answered(caller: Caller, *, child: ChildId, asked: Sequence[Prompt]) -> tuple[Question, ...]:
    """These questions about a child with their answers, for whoever has read the story already. One query."""
    return rules.questions(asked, _answers(child) if asked else (), caller.now.date())


def _answers(child: ChildId) -> tuple[Answer, ...]:
    sources = Identity.objects.filter(person=child, until=None).values("source")
    rows = Considered.objects.filter(source__in=sources).order_by("id")
    return tuple(
        Answer(
            PromptKind(r.kind), tuple(r.evidence), r.words, ActorId(r.by), AgencyId(r.agency), r.at, r.look_again_on
        )
        for r in rows
    )  # fmt: skip
