"""Deliveries, their rows exactly as received, and what the mapping made of them. Rows are never changed."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now


class Delivery(models.Model):
    """What one agency sent at one time: one file or several, read through one mapping."""

    id = models.BigAutoField(primary_key=True)
    agency = models.UUIDField(db_index=True)
    mapping = models.TextField()
    mapping_text = models.TextField()
    content = models.TextField()
    files = ArrayField(models.TextField())
    received_at = models.DateTimeField(db_default=Now())
    received_by = models.UUIDField()
    current_as_of = models.DateField(null=True)
    covers_from = models.DateField(null=True)
    covers_to = models.DateField(null=True)
    kept_until = models.DateField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agency", "content"], name="records_same_delivery_once"),
            models.CheckConstraint(
                condition=Q(covers_to=None) | Q(covers_from=None) | Q(covers_to__gte=F("covers_from")),
                name="records_coverage_in_order",
            ),
        ]


class Progress(models.Model):
    """How far a delivery has been taken in: one row a batch, so nothing is ever counted twice."""

    id = models.BigAutoField(primary_key=True)
    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="+")
    upto = models.BigIntegerField()
    rows = models.IntegerField()
    accepted = models.IntegerField()
    already_known = models.IntegerField()
    refused = models.IntegerField()
    events = models.IntegerField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["delivery", "upto"], name="records_batch_once")]


class Row(models.Model):
    """One row exactly as it was received: its columns and values as JSON text, with its place in the file."""

    id = models.BigAutoField(primary_key=True)
    delivery = models.BigIntegerField()
    agency = models.UUIDField()
    file = models.TextField()
    line = models.IntegerField()
    text = models.TextField()
    trace = models.BinaryField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["agency", "trace"], name="records_same_row_once")]


class SentAgain(models.Model):
    """A later delivery brought a row that was kept already: it is kept for as long as that delivery, too."""

    id = models.BigAutoField(primary_key=True)
    delivery = models.BigIntegerField()
    row = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["row", "delivery"], name="records_again_once")]


class Disposal(models.Model):
    """What of one delivery was disposed of in one run because it belonged to no child here: numbers, no names.

    `done` says that the people, of whom then no row was kept any more, are gone too.
    """

    id = models.BigAutoField(primary_key=True)
    delivery = models.BigIntegerField()
    agency = models.UUIDField()
    at = models.DateTimeField()
    rows = models.IntegerField(default=0)
    people = models.IntegerField(default=0)
    events = models.IntegerField(default=0)
    done = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["delivery", "at"], name="records_disposal_once")]
        indexes: ClassVar = [models.Index(fields=["agency"], condition=Q(done=False), name="records_disposal_open")]


class RefusedRow(models.Model):
    """A row that could not be taken, kept so that it can be downloaded, corrected and sent again."""

    id = models.BigAutoField(primary_key=True)
    delivery = models.BigIntegerField(db_index=True)
    agency = models.UUIDField()
    file = models.TextField()
    line = models.IntegerField()
    column = models.TextField()
    value = models.TextField()
    expected = models.TextField()
    refused = models.BooleanField()
    text = models.TextField()


class Event(models.Model):
    """Something that happened, as one agency tells it about one person; the newest row of an id counts."""

    id = models.BigAutoField(primary_key=True)
    event = models.UUIDField()
    source = models.UUIDField()
    agency = models.UUIDField()
    delivery = models.BigIntegerField()
    reference = models.TextField()
    on = models.DateField()
    precision = models.TextField()
    clock = models.TextField()
    kind = models.TextField()
    title = models.TextField()
    text = models.TextField()
    action = models.TextField()
    outcome = models.TextField()
    worker = models.TextField()
    level = models.SmallIntegerField(default=1)
    received_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes: ClassVar = [models.Index(fields=["source", "-on", "-id"], name="records_events_of_source")]


class Involvement(models.Model):
    """Somebody from an agency works with somebody; the newest row of an id counts."""

    id = models.BigAutoField(primary_key=True)
    involvement = models.UUIDField()
    source = models.UUIDField()
    agency = models.UUIDField()
    worker = models.TextField()
    worker_email = models.TextField()
    actor = models.UUIDField(null=True)
    role = models.TextField()
    contact = models.TextField()
    from_on = models.DateField(null=True)
    to_on = models.DateField(null=True)
    open = models.BooleanField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["source", "-id"], name="records_involved_with")]
