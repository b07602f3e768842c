"""What was considered, and what people decided. The links themselves stand in `anchor` as identities."""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Now


class Pair(models.Model):
    """Two records that were compared in the newest run, and what came of it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    source_a = models.UUIDField()
    source_b = models.UUIDField()
    agency_a = models.UUIDField()
    agency_b = models.UUIDField()
    outcome = models.TextField()
    rule = models.TextField()
    weight = models.FloatField()
    probability = models.FloatField()
    sentence = models.TextField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(source_a__lt=models.F("source_b")), name="linkage_pair_in_order"),
            models.UniqueConstraint(fields=["source_a", "source_b"], name="linkage_pair_once"),
            models.CheckConstraint(
                condition=models.Q(outcome__in=["linked", "ask", "apart"]), name="linkage_pair_outcome"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["source_b"], name="linkage_pair_b"),
            models.Index(fields=["outcome"], name="linkage_pair_outcomes"),
        ]


class Decision(models.Model):
    """Somebody settled whether two records are of one person; only ever added, the newest counts."""

    id = models.BigAutoField(primary_key=True)
    source_a = models.UUIDField()
    source_b = models.UUIDField()
    said = models.TextField()
    why = models.TextField()
    decided_by = models.UUIDField()
    split = models.UUIDField(null=True)
    """What a second person answers with it."""
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(source_a__lt=models.F("source_b")), name="linkage_decision_in_order"
            ),
            models.CheckConstraint(
                condition=models.Q(said__in=["same", "different", "unsure", "undone"]), name="linkage_decision_said"
            ),
            models.CheckConstraint(condition=~models.Q(why=""), name="linkage_decision_says_why"),
        ]
        indexes: ClassVar = [models.Index(fields=["source_a", "source_b", "-id"], name="linkage_decision_newest")]


class Split(models.Model):
    """Somebody wants two records of a child with an open reason taken apart; it takes a second person."""

    id = models.BigAutoField(primary_key=True)
    split = models.UUIDField(unique=True, default=uuid.uuid4)
    source_a = models.UUIDField()
    source_b = models.UUIDField()
    why = models.TextField()
    asked_by = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(source_a__lt=models.F("source_b")), name="linkage_split_in_order"
            ),
            models.CheckConstraint(condition=~models.Q(why=""), name="linkage_split_says_why"),
        ]


class Seal(models.Model):
    """Somebody asks that a record of before an adoption is sealed, or opened again; it takes a second person.

    Only the two who did it ever read afterwards that `earlier` and `later` are one child.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    earlier = models.UUIDField()
    later = models.UUIDField()
    agency_earlier = models.UUIDField()
    agency_later = models.UUIDField()
    opens = models.BooleanField()
    why = models.TextField()
    asked_by = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~models.Q(why=""), name="linkage_seal_says_why"),
            models.CheckConstraint(condition=~models.Q(earlier=models.F("later")), name="linkage_seal_of_two"),
        ]


class SealAnswer(models.Model):
    """The second person agrees, or does not."""

    seal = models.OneToOneField(Seal, primary_key=True, on_delete=models.PROTECT, related_name="+")
    agreed = models.BooleanField()
    why = models.TextField()
    answered_by = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~models.Q(why=""), name="linkage_seal_answer_says_why"),
        ]


class KeptModel(models.Model):
    """A model by which records were linked: its name and what it learned from. Its weights are a file beside."""

    digest = models.TextField(primary_key=True)
    name = models.TextField()
    report = models.JSONField()
    at = models.DateTimeField()


class Run(models.Model):
    """Linking was taken over once; only ever added."""

    id = models.BigAutoField(primary_key=True)
    run = models.UUIDField(unique=True)
    at = models.DateTimeField()
    whole = models.BooleanField()
    model = models.TextField()
    records = models.IntegerField()
    people = models.IntegerField()
    moved = models.IntegerField()


class Lookup(models.Model):
    """A record under the keys by which it is looked up; read through the finder's functions only.

    Filled anew by every linking. The index has no list of pending entries: a search would read all of it.
    """

    source = models.UUIDField(primary_key=True)
    agency = models.UUIDField()
    keys = ArrayField(models.BigIntegerField())
    told = models.TextField()

    class Meta:
        indexes: ClassVar = [
            GinIndex(fields=["keys"], name="linkage_lookup_keys", fastupdate=True, gin_pending_list_limit=64 * 1024)
        ]
