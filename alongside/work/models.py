"""The list of work to do. It names no child and no relative: only what kind of work, and keys to its files."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from alongside.kernel.ids import ActorId
from alongside.work import contracts


class Job(models.Model):
    """A piece of work, from being asked for to its end."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.TextField()
    arguments = models.JSONField()
    asked_by = models.UUIDField()
    asked_at = models.DateTimeField(db_default=Now())
    running = models.BooleanField(default=False)
    attempts = models.IntegerField(default=0)
    words = models.TextField(default="")
    share = models.FloatField(null=True)
    done_at = models.DateTimeField(null=True)
    failed = models.TextField(default="")
    page = models.TextField(default="")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(share=None) | Q(share__gte=0, share__lte=1), name="work_share"),
            models.CheckConstraint(condition=Q(running=False) | Q(done_at=None), name="work_done_is_not_running"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["asked_at"], condition=Q(done_at=None), name="work_waiting"),
        ]

    def told(self) -> contracts.Job:
        """The job as pages and the worker hold it."""
        done = self.done_at is not None
        return contracts.Job(
            self.id, self.kind, self.arguments, ActorId(self.asked_by), self.attempts, self.words, self.share, done,
            self.failed, self.page,
        )  # fmt: skip
