"""What the partnership has changed of what is shipped; a change is a new row."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now


class Practice(models.Model):
    """One version of one agreement; the highest counts."""

    id = models.BigAutoField(primary_key=True)
    kind = models.TextField()
    code = models.TextField()
    version = models.IntegerField()
    body = models.JSONField()
    why = models.TextField()
    by = models.UUIDField()
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "code", "version"], name="language_version_once"),
            models.CheckConstraint(condition=Q(version__gte=1), name="language_versions_from_one"),
            models.CheckConstraint(condition=~Q(why=""), name="language_change_says_why"),
        ]
