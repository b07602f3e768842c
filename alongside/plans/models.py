"""A plan, version by version. What is written stays; a change is a new row, and what is agreed never changes.

What a version says of a goal is the newest of its words up to that version: nothing is copied. The database itself
holds that an agreed version takes no more words, that a child has one plan at a time, and that exactly one owner of a
task is accountable at every moment (0002_held).
"""

import uuid
from collections.abc import Iterable
from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import Q


def _known(column: str, name: str, *values: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(**{f"{column}__in": values}), name=name)


def _says(column: str, name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=~Q(**{column: ""}), name=name)


class Plan(models.Model):
    """A plan for the children of one family, through all its versions."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    begun_at = models.DateTimeField()
    begun_by = models.UUIDField()


class PlanChild(models.Model):
    """A child the plan is for; hangs on the record on which the access of whoever began the plan rested."""

    id = models.BigAutoField(primary_key=True)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="+")
    source = models.UUIDField()
    during = DateTimeRangeField()
    by = models.UUIDField()

    class Meta:
        constraints: ClassVar = [
            ExclusionConstraint(
                name="plans_child_has_one",
                expressions=[("source", RangeOperators.EQUAL), ("during", RangeOperators.OVERLAPS)],
            ),
        ]

    @classmethod
    def plans_of(cls, children: Iterable[uuid.UUID]) -> set[uuid.UUID]:
        """The plans for these children now."""
        rows = cls.objects.raw(
            "SELECT c.id, c.plan_id FROM plans_planchild c JOIN anchor_identity i ON i.source = c.source "
            "AND i.until IS NULL WHERE i.person_id = ANY(%s) AND upper_inf(c.during)",
            [list(children)],
        )
        return {row.plan_id for row in rows}


class Of(models.Model):
    """Something that belongs to a plan: who wrote it, and when."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.UUIDField()

    class Meta:
        abstract = True


class Version(Of):
    """A version of the plan. Once it is agreed it takes no more words."""

    id = models.BigAutoField(primary_key=True)
    number = models.SmallIntegerField()
    why = models.TextField()
    agreed_at = models.DateTimeField(null=True)
    agreed_by = models.UUIDField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "number"], name="plans_version_once"),
            models.UniqueConstraint(
                fields=["plan"], condition=Q(agreed_at=None), name="plans_one_version_in_the_making"
            ),
            models.CheckConstraint(
                condition=Q(agreed_at=None, agreed_by=None) | Q(agreed_at__isnull=False, agreed_by__isnull=False),
                name="plans_agreed_by_somebody",
            ),
            _says("why", "plans_version_says_why"),
        ]


class ReviewDay(Of):
    """By when the plan is reviewed; the newest counts."""

    id = models.BigAutoField(primary_key=True)
    on = models.DateField()
    why = models.TextField()

    class Meta:
        constraints: ClassVar = [_says("why", "plans_review_day_says_why")]


class End(Of):
    """The plan has ended."""

    id = models.BigAutoField(primary_key=True)
    why = models.TextField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan"], name="plans_ends_once"),
            _says("why", "plans_end_says_why"),
        ]


class Goal(Of):
    """A goal, through all versions."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["id", "plan"], name="plans_goal_of_plan")]


class GoalWords(Of):
    """How a version words a goal, or why it leaves it out; the highest edition counts, the others stay."""

    id = models.BigAutoField(primary_key=True)
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="+")
    version = models.SmallIntegerField()
    edition = models.SmallIntegerField()
    need = models.TextField()
    words = models.TextField()
    measure = models.TextField(default="")
    baseline = models.TextField(default="")
    target = models.TextField(default="")
    due_on = models.DateField(null=True)
    part = models.UUIDField(null=True)
    left_out = models.TextField(default="")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["goal", "version", "edition"], name="plans_edition_once"),
            _says("need", "plans_goal_answers_a_need"),
            _says("words", "plans_goal_says_what"),
        ]


class Endorsement(Of):
    """An agency stands behind a goal as it was worded then."""

    id = models.BigAutoField(primary_key=True)
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="+")
    wording = models.ForeignKey(GoalWords, on_delete=models.PROTECT, related_name="+")
    agency = models.UUIDField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["wording", "agency"], name="plans_endorsed_once")]


class Position(Of):
    """What somebody of the family said about a goal as it was worded then; the newest counts."""

    id = models.BigAutoField(primary_key=True)
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="+")
    wording = models.ForeignKey(GoalWords, on_delete=models.PROTECT, related_name="+")
    position = models.TextField()
    words = models.TextField()
    who = models.TextField()

    class Meta:
        constraints: ClassVar = [
            _known("position", "plans_position_known", "agree", "partly", "disagree", "not_yet_asked"),
            models.CheckConstraint(condition=~Q(who="") | Q(position="not_yet_asked"), name="plans_somebody_said_so"),
        ]


class GoalReview(Of):
    """What a review made of a goal."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="+")
    rating = models.TextField()
    words = models.TextField()
    measured = models.TextField()

    class Meta:
        constraints: ClassVar = [
            _known("rating", "plans_rating_known", "keep", "change", "close"),
            _says("words", "plans_review_says_why"),
        ]


class Task(Of):
    """Something to be done for a goal, since this version."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="+")
    version = models.SmallIntegerField()
    words = models.TextField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["id", "plan"], name="plans_task_of_plan"),
            _says("words", "plans_task_says_what"),
        ]


class TaskLeftOut(Of):
    """A task that is no part of the plan from this version on."""

    task = models.OneToOneField(Task, primary_key=True, on_delete=models.PROTECT, related_name="+")
    version = models.SmallIntegerField()
    why = models.TextField()

    class Meta:
        constraints: ClassVar = [_says("why", "plans_task_left_out_says_why")]


class DueDate(Of):
    """By when a task is due; the highest number counts, and says why the day was moved."""

    id = models.BigAutoField(primary_key=True)
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="+")
    number = models.SmallIntegerField()
    on = models.DateField()
    why = models.TextField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["task", "number"], name="plans_due_once"),
            models.CheckConstraint(
                condition=Q(number=1, why="") | (Q(number__gt=1) & ~Q(why="")), name="plans_moved_day_says_why"
            ),
        ]


class Owner(Of):
    """Somebody owns a task over a time, accountable for it or not. Only its end is ever written later."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="+")
    kind = models.TextField()
    name = models.TextField()
    actor = models.UUIDField(null=True)
    agency = models.UUIDField(null=True)
    accountable = models.BooleanField()
    during = DateTimeRangeField()
    why = models.TextField()
    left_why = models.TextField(default="")

    class Meta:
        constraints: ClassVar = [
            ExclusionConstraint(
                name="plans_one_accountable",
                expressions=[("task", RangeOperators.EQUAL), ("during", RangeOperators.OVERLAPS)],
                condition=Q(accountable=True),
            ),
            ExclusionConstraint(
                name="plans_owner_once",
                expressions=[
                    ("task", RangeOperators.EQUAL),
                    ("actor", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
                condition=Q(actor__isnull=False),
            ),
            _known("kind", "plans_owner_kind", "practitioner", "family"),
            models.CheckConstraint(
                condition=Q(kind="practitioner", actor__isnull=False, agency__isnull=False) | Q(kind="family"),
                name="plans_practitioner_has_agency",
            ),
            _says("name", "plans_owner_has_name"),
        ]
        indexes: ClassVar = [models.Index(fields=["actor"], name="plans_owner_actor")]


class Report(Of):
    """How a task stands, with the evidence that it was done apart from the evidence that it made a difference."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="+")
    state = models.TextField()
    words = models.TextField()
    seen = models.TextField()
    seen_in = ArrayField(models.UUIDField(), default=list)
    difference = models.TextField()
    difference_in = ArrayField(models.UUIDField(), default=list)

    class Meta:
        constraints: ClassVar = [
            _known("state", "plans_state_known", "open", "done", "stuck", "needs_help"),
            models.CheckConstraint(condition=~Q(state="done") | ~Q(seen=""), name="plans_done_was_seen"),
        ]


class Contingency(Of):
    """If this sign shows, then this is done, by them; agreed since this version."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.SmallIntegerField()
    sign = models.TextField()
    what = models.TextField()
    who = models.TextField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["id", "plan"], name="plans_contingency_of_plan"),
            models.CheckConstraint(
                condition=~Q(sign="") & ~Q(what="") & ~Q(who=""), name="plans_contingency_says_what_and_who"
            ),
        ]


class ContingencyEnd(Of):
    """What was agreed in case it gets worse no longer counts, from this version on."""

    contingency = models.OneToOneField(Contingency, primary_key=True, on_delete=models.PROTECT, related_name="+")
    version = models.SmallIntegerField()
    why = models.TextField()

    class Meta:
        constraints: ClassVar = [_says("why", "plans_contingency_end_says_why")]
