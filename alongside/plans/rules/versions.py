"""What a plan still lacks, and what changed from one version to another. Pure."""

from collections.abc import Iterator, Mapping
from uuid import UUID

from alongside.plans.contracts import Change, ChangeKind, Goal, GoalWords, Plan, Position, Task


def missing(plan: Plan) -> tuple[str, ...]:
    """What a plan lacks by our own measure; nothing of it stops anybody."""
    found = [sentence for g in plan.goals if not g.closed for sentence in _missing_of(g)]
    if not plan.contingencies:
        found.append("Nothing says what happens if it gets worse.")
    return tuple(found)


def _missing_of(goal: Goal) -> Iterator[str]:
    name = f"“{goal.said.words}”"
    if not goal.said.measure or not goal.said.target:
        yield f"{name} does not say how one will tell that it is reached."
    if not goal.tasks:
        yield f"Nobody does anything yet for {name}."
    if not goal.endorsements:
        yield f"No agency stands behind {name} yet."
    if goal.position is Position.NOT_YET_ASKED:
        yield f"The family has not been asked yet about {name}."


def changes(before: Plan, after: Plan) -> tuple[Change, ...]:
    """What is new, gone or worded differently: goals, then tasks, then what is agreed in case it gets worse."""
    return (
        *_compared("Goal", _goals(before), _goals(after)),
        *_compared("Task", _tasks(before), _tasks(after)),
        *_compared("If it gets worse", _ifs(before), _ifs(after)),
    )


def _compared(what: str, before: Mapping[UUID, str], after: Mapping[UUID, str]) -> Iterator[Change]:
    for key, words in after.items():
        if key not in before:
            yield Change(ChangeKind.NEW, what, "", words)
        elif before[key] != words:
            yield Change(ChangeKind.CHANGED, what, before[key], words)
    for key, words in before.items():
        if key not in after:
            yield Change(ChangeKind.GONE, what, words, "")


def in_words(said: GoalWords) -> str:
    """A goal in one line."""
    parts = [said.words, f"Need: {said.need}"]
    parts += [f"{name}: {text}" for name, text in _measured(said) if text]
    return ". ".join(p.rstrip(".") for p in parts) + "."


def _measured(said: GoalWords) -> tuple[tuple[str, str], ...]:
    due = f"{said.due_on:%-d %B %Y}" if said.due_on else ""
    return (("Measure", said.measure), ("At first", said.baseline), ("Target", said.target), ("By", due))


def _goals(plan: Plan) -> dict[UUID, str]:
    return {g.id: in_words(g.said) for g in plan.goals}


def _tasks(plan: Plan) -> dict[UUID, str]:
    return {t.id: _task(t) for t in plan.tasks}


def _task(task: Task) -> str:
    who = ", ".join(f"{o.name} (accountable)" if o.accountable else o.name for o in task.owned_now)
    return f"{task.words.rstrip('.')}. Who: {who}. By: {task.due_on:%-d %B %Y}."


def _ifs(plan: Plan) -> dict[UUID, str]:
    return {c.id: f"If {c.sign.rstrip('.')}: {c.what.rstrip('.')}. Who: {c.who}." for c in plan.contingencies}
