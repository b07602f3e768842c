"""What is overdue; computed, never stored. Pure."""

from collections.abc import Iterable
from datetime import date

from alongside.plans.contracts import Goal, MyTask, State, Task


def overdue(task: Task, today: date) -> bool:
    """The day has passed and the task is not done."""
    return task.state is not State.DONE and task.due_on < today


def open_tasks(goals: Iterable[Goal]) -> tuple[Task, ...]:
    """Tasks that are not done, of goals that no review has closed."""
    return tuple(t for g in goals if not g.closed for t in g.tasks if t.state is not State.DONE)


def most_urgent_first(tasks: Iterable[MyTask]) -> tuple[MyTask, ...]:
    """Overdue tasks first because their day came first; among those of one day, mine to answer for first."""
    return tuple(sorted(tasks, key=lambda t: (t.task.due_on, not t.accountable, t.task.words, str(t.task.id))))
