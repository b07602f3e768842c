"""Scores of licensed instruments; a row never changes."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q


class Scored(models.Model):
    """Scores of one instrument for one child, with the licence under which they were recorded."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    source = models.UUIDField(db_index=True)
    instrument = models.TextField()
    version = models.TextField()
    licence_ref = models.TextField()
    scores = models.JSONField()
    completed_by = models.TextField()
    completed_on = models.DateField()
    by = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(licence_ref=""), name="instruments_only_under_a_licence"),
            models.CheckConstraint(condition=~Q(completed_by=""), name="instruments_says_who_completed_it"),
        ]
