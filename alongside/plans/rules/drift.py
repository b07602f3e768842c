"""Questions that arise from a plan alone: drift and delay (`3-practice` of the design, section 4.4; ours, dated).

A prompt is never a score: it names its evidence and asks a human.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

from alongside.chronology.contracts import Prompt, PromptKind
from alongside.plans.contracts import GoalWords

Counted = Callable[[date, int], date]
"""The day that is so many working days, or months, after another."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """When a question arises; local practice may differ. In force from 2026-11-01 until changed."""

    overdue_working_days: int = 10
    open_months: int = 15
    same_versions: int = 2


@dataclass(frozen=True, slots=True)
class Waiting:
    """A task that is not done, and its day."""

    id: UUID
    words: str
    due_on: date


@dataclass(frozen=True, slots=True)
class Facts:
    """What the questions need of a plan. `agreed` are the goals of each agreed version, the newest first."""

    plan: UUID
    begun_on: date
    review_on: date | None
    waiting: tuple[Waiting, ...]
    agreed: tuple[dict[UUID, GoalWords], ...]


def drift(
    facts: Facts, today: date, limit: Thresholds, *, working_days: Counted, months: Counted
) -> tuple[Prompt, ...]:
    """Every question that this plan raises today."""
    found = [_overdue(w, today) for w in facts.waiting if working_days(w.due_on, limit.overdue_working_days) < today]
    if facts.review_on and working_days(facts.review_on, limit.overdue_working_days) < today:
        question = f"The plan was to be reviewed on {facts.review_on:%-d %B %Y}. What has kept you from it?"
        found.append(Prompt(PromptKind.DRIFT, question, (uuid5(facts.plan, f"review by {facts.review_on}"),)))
    if months(facts.begun_on, limit.open_months) < today:
        question = f"This plan has been open since {facts.begun_on:%-d %B %Y}. What is different for the child by now?"
        found.append(Prompt(PromptKind.DRIFT, question, (uuid5(facts.plan, "open since"),)))
    return (*found, *_same_again(facts.agreed, limit))


def _overdue(task: Waiting, today: date) -> Prompt:
    days = (today - task.due_on).days
    question = f"“{task.words}” has been overdue for {days} days. What stands in the way, and is it still right?"
    return Prompt(PromptKind.DRIFT, question, (task.id,))


def main_need(goals: dict[UUID, GoalWords]) -> str:
    """The need that most goals answer; among equals the one that comes first."""
    counted = Counter(_plain(said.need) for said in goals.values())
    return max(counted, key=lambda need: counted[need], default="")


def _plain(need: str) -> str:
    return " ".join(need.casefold().split()).rstrip(".")


def _same_again(agreed: Sequence[dict[UUID, GoalWords]], limit: Thresholds) -> list[Prompt]:
    """The newest versions answer the same main need, and from one to the next no goal has changed."""
    if not agreed or not agreed[0]:
        return []
    newest = agreed[0]
    same = 0
    for goals in agreed:
        if main_need(goals) != main_need(newest) or goals != newest:
            break
        same += 1
    if same < limit.same_versions:
        return []
    question = f"{same} versions of the plan answer the same need, and no goal has changed. What would you try instead?"
    return [Prompt(PromptKind.DRIFT, question, tuple(newest))]
