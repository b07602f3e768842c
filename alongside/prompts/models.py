"""What somebody has thought about a question. Never changed: who thinks again writes again, and the newest counts."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q


class Considered(models.Model):
    """A question was considered for this evidence. Hangs on the record of the child on which the access rested."""

    id = models.BigAutoField(primary_key=True)
    source = models.UUIDField()
    kind = models.TextField()
    evidence = ArrayField(models.UUIDField())
    words = models.TextField()
    by = models.UUIDField()
    agency = models.UUIDField()
    at = models.DateTimeField()
    look_again_on = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(words=""), name="prompts_considered_because"),
            models.CheckConstraint(condition=Q(evidence__len__gt=0), name="prompts_considered_for_evidence"),
        ]
        indexes: ClassVar = [models.Index(fields=["source"], name="prompts_considered_about")]
