"""Identifiers, and which source belongs to which person. No names, no dates of birth."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now


class Person(models.Model):
    """Somebody. The id is opaque and never used again for anybody else."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    since = models.DateTimeField(db_default=Now())


class Child(models.Model):
    """A person who is, or was, the subject of help."""

    person = models.OneToOneField(Person, primary_key=True, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField(db_default=Now())


class Agency(models.Model):
    """An organisation that works with children and families."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)


class Actor(models.Model):
    """Somebody or some job that does things here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)


class Identity(models.Model):
    """A source (an agency's record of somebody, or a person's own earlier id) belongs to a person, from then till then.

    Everything that is known about people hangs on sources. A link or its undoing closes one row and opens another,
    so facts move without being touched. `until` is the only column that is ever written later.
    """

    id = models.BigAutoField(primary_key=True)
    source = models.UUIDField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    since = models.DateTimeField(db_default=Now())
    until = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source"], condition=Q(until=None), name="anchor_one_person_a_source"),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=models.F("since")), name="anchor_in_order"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["person"], condition=Q(until=None), name="anchor_sources_of_person"),
            models.Index(fields=["source", "since"], name="anchor_history_of_source"),
        ]
