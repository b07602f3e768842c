"""Agencies' names and their practitioners."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Lower, Now


class AgencyName(models.Model):
    """The name and kind of an agency."""

    agency = models.UUIDField(primary_key=True)
    name = models.TextField()
    kind = models.TextField()
    since = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(Lower("name"), name="agencies_one_name")]


class Practitioner(models.Model):
    """Somebody at an agency, known by the address at work."""

    actor = models.UUIDField(primary_key=True)
    agency = models.UUIDField()
    name = models.TextField()
    email = models.TextField()
    role = models.TextField(default="")
    since = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agency", "email"], name="agencies_one_address"),
            models.CheckConstraint(condition=~models.Q(email=""), name="agencies_has_address"),
        ]
