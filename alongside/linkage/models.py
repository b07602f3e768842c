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
    since = models.DateTimeField(db_default=Now())
    """When it was first linked, or first asked."""

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
    """A model by which records were linked: its name, what it learned from, and its weights.

    The names that it counted are in a file beside, not here.
    """

    digest = models.TextField(primary_key=True)
    name = models.TextField()
    report = models.JSONField()
    weights = models.JSONField(default=dict)
    """By field and level: m and u. Empty for models that were kept before this was."""
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


class Check(models.Model):
    """A link that was made without asking anybody, drawn by lot in the run that made it: people are asked blindly."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    run = models.UUIDField()
    source_a = models.UUIDField()
    source_b = models.UUIDField()
    agency_a = models.UUIDField()
    agency_b = models.UUIDField()
    rule = models.TextField()
    place = models.FloatField()
    """Its place by lot, from 0 to 1: where among questions it is shown."""
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(source_a__lt=models.F("source_b")), name="linkage_check_in_order"
            ),
            models.UniqueConstraint(fields=["source_a", "source_b"], name="linkage_check_once"),
            models.CheckConstraint(condition=models.Q(place__gte=0, place__lt=1), name="linkage_check_has_a_place"),
        ]


class CheckAnswer(models.Model):
    """What somebody said of a drawn link without knowing that it was one; only ever added."""

    id = models.BigAutoField(primary_key=True)
    drawn = models.ForeignKey(Check, on_delete=models.PROTECT, related_name="+")
    said = models.TextField()
    why = models.TextField()
    answered_by = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["drawn", "answered_by"], name="linkage_check_answered_once"),
            models.CheckConstraint(
                condition=models.Q(said__in=["same", "different", "unsure"]), name="linkage_check_answer_said"
            ),
            models.CheckConstraint(condition=~models.Q(why=""), name="linkage_check_answer_says_why"),
        ]


class CountedRecords(models.Model):
    """An agency's records as they stood after a run: how many met another agency's, and what they lack."""

    id = models.BigAutoField(primary_key=True)
    run = models.UUIDField()
    agency = models.UUIDField()
    records = models.IntegerField()
    joined = models.IntegerField()
    without_date = models.IntegerField()
    without_postcode = models.IntegerField()
    without_number = models.IntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["run", "agency"], name="linkage_counted_once"),
        ]


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
