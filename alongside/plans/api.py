"""Plans, as other contexts may use them."""

from alongside.plans.contracts import (
    Change,
    ChangeKind,
    Contingency,
    DueDate,
    Endorsement,
    FamilySaid,
    Goal,
    GoalWords,
    MyTask,
    NewOwner,
    Owner,
    OwnerKind,
    Plan,
    Position,
    Rating,
    Report,
    Review,
    ReviewAround,
    Said,
    State,
    Task,
    TaskAround,
    Version,
)
from alongside.plans.rules.due import overdue
from alongside.plans.rules.reporting import faults
from alongside.plans.rules.versions import changes, missing
from alongside.plans.selectors.mine import due_days, my_tasks, reviews_around, tasks_around
from alongside.plans.selectors.reading import plan_of, questions, version_of
from alongside.plans.selectors.story import events_of
from alongside.plans.services.beginning import agree, begin, end, review_by, revise
from alongside.plans.services.contingency import end_contingency, prepare
from alongside.plans.services.goals import add_goal, change_goal, endorse, leave_goal_out, review_goal, say_position
from alongside.plans.services.reporting import report, report_for
from alongside.plans.services.tasks import add_task, answer_for, leave_task_out, move_due, step_back, take_on

__all__ = [
    "Change", "ChangeKind", "Contingency", "DueDate", "Endorsement", "FamilySaid", "Goal", "GoalWords", "MyTask",
    "NewOwner", "Owner", "OwnerKind", "Plan", "Position", "Rating", "Report", "Review", "ReviewAround", "Said",
    "State", "Task", "TaskAround", "Version", "add_goal", "add_task", "agree", "answer_for", "begin", "change_goal",
    "changes", "due_days", "end", "end_contingency", "endorse", "events_of", "faults", "leave_goal_out",
    "leave_task_out", "missing", "move_due", "my_tasks", "overdue", "plan_of", "prepare", "questions", "report",
    "report_for", "review_by", "review_goal", "reviews_around", "revise", "say_position", "step_back", "take_on",
    "tasks_around", "version_of",
]  # fmt: skip
