"""The ledger's one table. It has no foreign keys: a line outlives everything it speaks of."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models


class LedgerLine(models.Model):
    """One call at the door, as one text and its hash; the other columns are for finding it."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    actor = models.UUIDField()
    session = models.TextField()
    capability = models.TextField()
    outcome = models.TextField()
    subjects = ArrayField(models.UUIDField())
    text = models.TextField()
    leaf = models.BinaryField()

    class Meta:
        db_table = "ledger_line"
        indexes: ClassVar = [
            GinIndex(fields=["subjects"], name="ledger_about"),
            models.Index(fields=["actor", "-id"], name="ledger_by"),
        ]
