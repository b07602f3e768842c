"""Who wants a daily letter and got one, who was reminded, and what was done with several things at once."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q


class Wish(models.Model):
    """Somebody wants the daily letter, or does not; the newest counts, and without one they do."""

    id = models.BigAutoField(primary_key=True)
    actor = models.UUIDField()
    wanted = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["actor", "at"], name="waiting_wish_of")]


class Digest(models.Model):
    """Somebody got the letter of a day: never two."""

    id = models.BigAutoField(primary_key=True)
    actor = models.UUIDField()
    on = models.DateField()
    at = models.DateTimeField()
    letter = models.UUIDField(unique=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["actor", "on"], name="waiting_one_letter_a_day")]


class Reminder(models.Model):
    """Somebody was reminded of a task or a request; hangs on the record of the child it is about."""

    id = models.BigAutoField(primary_key=True)
    item = models.UUIDField(db_index=True)
    about = models.TextField()
    occasion = models.TextField()
    to = models.UUIDField()
    source = models.UUIDField()
    letter = models.UUIDField(unique=True)
    at = models.DateTimeField()
    by = models.UUIDField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(about__in=["task", "request"]), name="waiting_reminded_of"),
            models.CheckConstraint(condition=Q(occasion__in=["soon", "late", "asked"]), name="waiting_occasion"),
            models.UniqueConstraint(
                fields=["item", "occasion"], condition=~Q(occasion="asked"), name="waiting_reminded_once"
            ),
        ]


class Together(models.Model):
    """Somebody set out to do something with several things. The id comes with the form: sent twice, done once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.TextField()
    on = models.DateField(null=True)
    words = models.TextField(default="")
    at = models.DateTimeField()
    by = models.UUIDField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=["move", "remind", "done"]), name="waiting_deed_known"),
            models.CheckConstraint(
                condition=~Q(kind="move") | Q(on__isnull=False) & ~Q(words=""), name="waiting_moved_to_a_day"
            ),
        ]


class Item(models.Model):
    """One of the things that were chosen."""

    id = models.BigAutoField(primary_key=True)
    together = models.ForeignKey(Together, on_delete=models.PROTECT, related_name="+")
    about = models.TextField()
    item = models.UUIDField()
    source = models.UUIDField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(about__in=["task", "request", "review"]), name="waiting_item_about"),
            models.UniqueConstraint(fields=["together", "item"], name="waiting_chosen_once"),
        ]


class Outcome(models.Model):
    """What came of it: done, in the same transaction as the deed; or not, and why."""

    item = models.OneToOneField(Item, primary_key=True, on_delete=models.PROTECT, related_name="+")
    done = models.BooleanField()
    words = models.TextField(default="")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(done=True) | ~Q(words=""), name="waiting_says_why_not")
        ]
