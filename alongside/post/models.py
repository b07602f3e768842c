"""The outbox, what was tried, and which addresses are safe. The subject is no column: it hangs on the kind."""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from alongside.post.contracts import LetterKind


class Letter(models.Model):
    """A letter, kept with the deed that it tells of. `next_at` is when to try next; none once it is settled."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.TextField()
    to = models.UUIDField()
    lines = ArrayField(models.TextField())
    page = models.TextField(default="")
    starts_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    uid = models.TextField(default="")
    edition = models.IntegerField(default=0)
    called_off = models.BooleanField(default=False)
    at = models.DateTimeField()
    by = models.UUIDField()
    next_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=[k.value for k in LetterKind]), name="post_kind_known"),
            models.CheckConstraint(condition=Q(lines__len__gte=1), name="post_says_something"),
            models.CheckConstraint(condition=Q(page="") | Q(page__startswith="/"), name="post_leads_into_the_site"),
            models.CheckConstraint(
                condition=Q(starts_at=None, ends_at=None, uid="") | (Q(ends_at__gt=F("starts_at")) & ~Q(uid="")),
                name="post_entry_whole",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["next_at"], condition=Q(next_at__isnull=False), name="post_waiting"),
            models.Index(fields=["to", "at"], name="post_to"),
        ]


class Attempt(models.Model):
    """Something came of a letter: it was sent, failed, was given up, or had no safe address to go to."""

    id = models.BigAutoField(primary_key=True)
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="+")
    outcome = models.TextField()
    words = models.TextField(default="")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(outcome__in=["sent", "failed", "given_up", "no_safe_address"]), name="post_outcome_known"
            ),
            models.UniqueConstraint(fields=["letter"], condition=~Q(outcome="failed"), name="post_settled_once"),
        ]


class SafeAddress(models.Model):
    """Somebody said of a person which address is safe, or that none is; the newest counts.

    `source` is the record of the child through whose team the person is known; none where people speak of themselves
    at work.
    """

    id = models.BigAutoField(primary_key=True)
    person = models.UUIDField()
    source = models.UUIDField(null=True)
    address = models.TextField(default="")
    safe = models.BooleanField()
    who_reads = models.TextField(default="")
    at = models.DateTimeField()
    by = models.UUIDField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(safe=False) | ~Q(address=""), name="post_safe_names_an_address"),
            models.CheckConstraint(condition=Q(source__isnull=False) | Q(person=F("by")), name="post_of_whom"),
        ]
        indexes: ClassVar = [models.Index(fields=["person", "at"], name="post_safe_of")]
