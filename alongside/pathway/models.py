"""Steps, milestones, clocks, why something is late, and offers. Each hangs on a record of the child."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q


class Step(models.Model):
    """From this day on, help is at this level. Each step follows one other; two at once cannot both follow it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    source = models.UUIDField()
    follows = models.OneToOneField("self", on_delete=models.PROTECT, related_name="+", null=True)
    number = models.IntegerField()
    level = models.TextField()
    from_on = models.DateField()
    why = models.TextField()
    family_view = models.TextField()
    family_told = models.TextField()
    by = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source"], condition=Q(follows=None), name="pathway_one_first_step"),
            models.CheckConstraint(
                condition=Q(level__in=["ended", "early_help", "in_need", "protection"]), name="pathway_level_known"
            ),
            models.CheckConstraint(condition=Q(number=1, follows=None) | Q(number__gt=1), name="pathway_step_numbered"),
            models.CheckConstraint(condition=~Q(why="") & ~Q(family_told=""), name="pathway_step_says_why"),
        ]


class Milestone(models.Model):
    """Something happened on this day; said once. Only that it was recorded in error is ever written later."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    source = models.UUIDField()
    what = models.TextField()
    on = models.DateField()
    words = models.TextField()
    told_elsewhere = models.BooleanField()
    """Whether the deed that it came from is in the story by itself, as a meeting or a finished assessment is."""
    by = models.UUIDField()
    at = models.DateTimeField()
    taken_back = models.TextField(default="")
    taken_back_by = models.UUIDField(null=True)
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["source", "what", "on"], condition=Q(taken_back=""), name="pathway_said_once_a_day"
            ),
            models.CheckConstraint(
                condition=Q(taken_back="", taken_back_by=None, taken_back_at=None)
                | (~Q(taken_back="") & Q(taken_back_by__isnull=False, taken_back_at__isnull=False)),
                name="pathway_taken_back_whole",
            ),
        ]


class Clock(models.Model):
    """Started by a milestone, as the timescale was agreed on that day; a later agreement does not move it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    source = models.UUIDField(db_index=True)
    milestone = models.ForeignKey(Milestone, on_delete=models.PROTECT, related_name="+")
    code = models.TextField()
    words = models.TextField()
    statutory = models.BooleanField()
    rests_on = models.TextField()
    met_by = models.TextField()
    ends_with = models.TextField()
    due_on = models.DateField()
    act_by = models.DateField()
    by = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["milestone", "code"], name="pathway_clock_starts_once")
        ]  # fmt: skip


class LateReason(models.Model):
    """Why something is late, in somebody's words; another reason is another row."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    source = models.UUIDField()
    clock = models.ForeignKey(Clock, on_delete=models.PROTECT, related_name="+")
    because = models.TextField()
    by = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(because=""), name="pathway_late_because")]


class Offer(models.Model):
    """The family was offered a meeting of its own to decide, or was not, and what became of it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    source = models.UUIDField(db_index=True)
    outcome = models.TextField()
    on = models.DateField()
    words = models.TextField()
    by = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(outcome__in=["offered", "accepted", "declined", "held", "not_offered"]),
                name="pathway_outcome_known",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="not_offered") | ~Q(words=""), name="pathway_not_offered_says_why"
            ),
        ]
