"""Descriptions of people and ties between them, each with its source; a new version is a new row."""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now


class Description(models.Model):
    """What one agency says about one person; the newest row of a source counts."""

    id = models.BigAutoField(primary_key=True)
    source = models.UUIDField()
    agency = models.UUIDField()
    said_at = models.DateTimeField(db_default=Now())
    reference = models.TextField()
    forename = models.TextField()
    middle_names = models.TextField()
    surname = models.TextField()
    other_names = ArrayField(models.TextField())
    date_of_birth = models.DateField(null=True)
    date_precision = models.TextField(null=True)
    sex = models.TextField()
    address = models.TextField()
    postcode = models.TextField()
    addresses_ever = ArrayField(models.TextField())
    nhs_number = models.TextField()
    upn = models.TextField()
    shared_identifiers = ArrayField(models.TextField())
    household = models.TextField()
    mother = models.TextField()
    school = models.TextField()
    died_on = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(sex__in=["", "f", "m"]), name="families_sex"),
            models.CheckConstraint(
                condition=models.Q(date_of_birth=None, date_precision=None)
                | models.Q(date_of_birth__isnull=False, date_precision__isnull=False),
                name="families_date_with_precision",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["source", "-id"], name="families_newest_of_source")]


class Relation(models.Model):
    """One source says who somebody is to somebody else."""

    id = models.BigAutoField(primary_key=True)
    source = models.UUIDField()
    relative = models.UUIDField()
    agency = models.UUIDField()
    kind = models.TextField()
    from_on = models.DateField(null=True)
    to_on = models.DateField(null=True)
    said_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["source", "relative", "kind", "from_on"], nulls_distinct=False, name="families_tie_said_once"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["relative"], name="families_relative")]


class Dispute(models.Model):
    """Somebody says that a tie between two records' people, or their living together, is not right; only ever added."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject = models.UUIDField()
    relative = models.UUIDField()
    tie = models.TextField()
    address = models.TextField()
    postcode = models.TextField()
    why = models.TextField()
    said_by = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(why="") & ~Q(tie=""), name="families_dispute_says_why"),
            models.CheckConstraint(
                condition=Q(tie="household") | Q(address="", postcode=""), name="families_dispute_place_of_a_home"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["subject"], name="families_dispute_subject"),
            models.Index(fields=["relative"], name="families_dispute_relative"),
        ]


class TakenBack(models.Model):
    """A dispute does not count any more: said once, with the reason."""

    dispute = models.OneToOneField(Dispute, primary_key=True, on_delete=models.PROTECT, related_name="+")
    why = models.TextField()
    said_by = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(why=""), name="families_taken_back_says_why")]


class Sealed(models.Model):
    """A record of before an adoption: nobody learns of it who holds no grant for it, and it is never linked."""

    source = models.UUIDField(primary_key=True)
    at = models.DateTimeField()
