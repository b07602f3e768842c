"""Reasons, grants, the circle around a child, offices. Constraints are said here once, for the database to hold."""

import uuid
from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now


class Reason(models.Model):
    """Why a child is here. It hangs on the subject it was stated for; `child` is who that is today."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject = models.UUIDField()
    child = models.UUIDField(null=True, db_index=True)
    kind = models.TextField()
    from_on = models.DateField()
    to_on = models.DateField(null=True)
    agency = models.UUIDField()
    reference = models.TextField(default="")
    stated_by = models.UUIDField()
    stated_at = models.DateTimeField(db_default=Now())
    step = models.UUIDField(null=True)
    """The step up or down that those around the child took, where it was not an agency's own record that says why."""

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(to_on=None) | Q(to_on__gte=F("from_on")), name="trust_reason_in_order"),
            models.UniqueConstraint(
                fields=["agency", "subject", "kind", "from_on", "reference"], name="trust_reason_stated_once"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["subject"], name="trust_reason_subject")]


class Circle(models.Model):
    """Whose items are part of a child's story, and when: the child always, adults while they cared or lived there."""

    id = models.BigAutoField(primary_key=True)
    child = models.UUIDField(db_index=True)
    person = models.UUIDField()
    from_on = models.DateField(null=True)
    to_on = models.DateField(null=True)
    tie = models.TextField()
    source = models.UUIDField(null=True)
    opens_items = models.BooleanField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person", "child"], name="trust_circle_person")]


class Grant(models.Model):
    """One person may see one child's record, at a level, for a purpose, on a basis, for a time."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    actor = models.UUIDField()
    subject = models.UUIDField()
    child = models.UUIDField()
    level = models.SmallIntegerField()
    purpose = models.TextField()
    basis = models.TextField()
    basis_row = models.UUIDField()
    why = models.TextField()
    valid = DateTimeRangeField()
    issued_by = models.UUIDField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(level__gte=0, level__lte=3), name="trust_grant_level"),
            models.CheckConstraint(condition=~Q(why=""), name="trust_grant_says_why"),
            models.CheckConstraint(
                condition=~Q(basis="urgent_need") | Q(level__lt=3), name="trust_urgent_need_below_named"
            ),
            ExclusionConstraint(
                name="trust_one_grant_a_basis",
                expressions=[
                    ("actor", RangeOperators.EQUAL),
                    ("subject", RangeOperators.EQUAL),
                    ("basis", RangeOperators.EQUAL),
                    ("basis_row", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["actor", "child"], name="trust_grant_actor"),
            models.Index(fields=["child"], name="trust_grant_child"),
        ]


class Review(models.Model):
    """A supervisor has looked at an urgent need."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    grant = models.OneToOneField(Grant, on_delete=models.PROTECT, related_name="+")
    reviewer = models.UUIDField()
    at = models.DateTimeField(db_default=Now())
    words = models.TextField()


class Office(models.Model):
    """Somebody holds an office, for an agency or for the partnership, from then till then."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    actor = models.UUIDField(db_index=True)
    office = models.TextField()
    agency = models.UUIDField(null=True)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    given_by = models.UUIDField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["actor", "office", "agency"],
                condition=Q(until=None),
                nulls_distinct=False,
                name="trust_office_held_once",
            ),
        ]
