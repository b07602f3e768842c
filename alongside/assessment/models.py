"""The assessment's tables. Nothing in them is ever changed: a save is a new text, a view a new row, the end a row.

After the end the database takes no more parts, texts or evidence (0002_held): the rows themselves are the snapshot.
"""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from alongside.assessment.contracts import Answer, Capacity, PartKind, Stance, Step


def _one_of(field: str, kinds: type) -> Q:
    return Q(**{f"{field}__in": [str(k) for k in kinds]})  # type: ignore[attr-defined]


class Assessment(models.Model):
    """One assessment. The template is kept as it was when this began; `previous` is the one it began as a copy of."""

    id = models.UUIDField(primary_key=True, editable=False)
    template = models.TextField()
    template_version = models.IntegerField()
    body = models.JSONField()
    number = models.IntegerField()
    previous = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="+")
    begun_by = models.UUIDField()
    begun_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(number=1, previous=None) | Q(number__gt=1, previous__isnull=False),
                name="assessment_numbered_in_a_row",
            ),
        ]


class About(models.Model):
    """A child the assessment is about: the record on which the access of whoever began it rested."""

    id = models.BigAutoField(primary_key=True)
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="+")
    source = models.UUIDField(db_index=True)
    by = models.UUIDField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["assessment", "source"], name="assessment_about_each_once"),
        ]


class Part(models.Model):
    """A part of a section. `id` is known before the first letter: nothing is begun twice.

    `author` is whose part it is, `by` who put it here: another person only where it is copied from the one before.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="+")
    section = models.TextField()
    kind = models.TextField()
    author = models.UUIDField()
    by = models.UUIDField()
    capacity = models.TextField()
    agency = models.UUIDField(null=True)
    level = models.SmallIntegerField(default=0)
    why_level = models.TextField(default="")
    copied_from = models.UUIDField(null=True)
    place = models.IntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=_one_of("kind", PartKind), name="assessment_part_kind"),
            models.CheckConstraint(condition=_one_of("capacity", Capacity), name="assessment_part_capacity"),
            models.CheckConstraint(condition=Q(level=0) | ~Q(why_level=""), name="assessment_closer_says_why"),
            models.CheckConstraint(
                condition=Q(capacity="practitioner") | Q(level=0, agency=None), name="assessment_family_shares"
            ),
            models.CheckConstraint(
                condition=Q(author=models.F("by")) | Q(copied_from__isnull=False), name="assessment_others_only_copied"
            ),
            models.UniqueConstraint(fields=["id", "by"], name="assessment_part_by"),
            models.UniqueConstraint(fields=["id", "author", "capacity"], name="assessment_part_author"),
        ]


class PartSubject(models.Model):
    """A child a part is about: the record on which the author's access rested."""

    id = models.BigAutoField(primary_key=True)
    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="+")
    source = models.UUIDField(db_index=True)
    by = models.UUIDField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["part", "source"], name="assessment_part_about_once")]


class PartText(models.Model):
    """What was saved at one time. `save_id` is chosen by whoever sends it: sent twice, it is saved once."""

    id = models.BigAutoField(primary_key=True)
    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="+")
    number = models.IntegerField()
    follows = ArrayField(models.IntegerField())
    text = models.TextField()
    by = models.UUIDField()
    at = models.DateTimeField()
    save_id = models.UUIDField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["part", "number"], name="assessment_text_numbered_once"),
            models.UniqueConstraint(fields=["part", "save_id"], name="assessment_saved_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="assessment_texts_from_one"),
        ]


class Standing(models.Model):
    """A text that no other has taken the place of. The database keeps this by itself with every text (0002_held)."""

    id = models.BigAutoField(primary_key=True)
    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="+")
    number = models.IntegerField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["part", "number"], name="assessment_stands_once")]


class Evidence(models.Model):
    """An entry of the chronology was put beside a part, or taken away again; the newest row of each entry counts."""

    id = models.BigAutoField(primary_key=True)
    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="+")
    entry = models.UUIDField()
    linked = models.BooleanField()
    by = models.UUIDField()
    at = models.DateTimeField()


class Position(models.Model):
    """Somebody's view of a judgement, once for each child on whose record their access rests."""

    id = models.BigAutoField(primary_key=True)
    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="+")
    source = models.UUIDField()
    by = models.UUIDField()
    capacity = models.TextField()
    agency = models.UUIDField(null=True)
    stance = models.TextField()
    words = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=_one_of("stance", Stance), name="assessment_stance"),
            models.CheckConstraint(condition=Q(stance="agree") | ~Q(words=""), name="assessment_differing_says_how"),
        ]


class Conversation(models.Model):
    """A disagreement about a judgement is talked over, until a day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="+")
    source = models.UUIDField()
    by = models.UUIDField()
    at = models.DateTimeField()
    settle_by = models.DateField()


class ConversationStep(models.Model):
    """Something was said, settled, brought before managers, or decided by them."""

    id = models.BigAutoField(primary_key=True)
    conversation = models.ForeignKey(Conversation, on_delete=models.PROTECT, related_name="+")
    kind = models.TextField()
    words = models.TextField()
    by = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=_one_of("kind", Step), name="assessment_step_kind"),
            models.CheckConstraint(condition=~Q(words=""), name="assessment_step_in_words"),
            models.UniqueConstraint(
                fields=["conversation"], condition=Q(kind__in=["settled", "decided"]), name="assessment_one_outcome"
            ),
        ]


class Request(models.Model):
    """Somebody of the team is asked to contribute."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="+")
    source = models.UUIDField()
    asked = models.UUIDField(db_index=True)
    question = models.TextField()
    sections = ArrayField(models.TextField())
    answer_by = models.DateField()
    by = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(question=""), name="assessment_asks_something")]


class RequestAnswer(models.Model):
    """They contributed, or had nothing relevant, or do not share, because."""

    request = models.OneToOneField(Request, primary_key=True, on_delete=models.PROTECT, related_name="+")
    answer = models.TextField()
    words = models.TextField()
    by = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=_one_of("answer", Answer), name="assessment_answer"),
            models.CheckConstraint(
                condition=~Q(answer="not_sharing") | ~Q(words=""), name="assessment_refusal_says_why"
            ),
        ]


class Finish(models.Model):
    """The assessment is finished. `trace` is the SHA-256 of everything that stood then, so that it can be checked."""

    assessment = models.OneToOneField(Assessment, primary_key=True, on_delete=models.PROTECT, related_name="+")
    by = models.UUIDField()
    at = models.DateTimeField()
    trace = models.TextField()


class FinishedFacts(models.Model):
    """What agencies had told about one child when the assessment was finished, as it stood beside the sections."""

    id = models.BigAutoField(primary_key=True)
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="+")
    source = models.UUIDField()
    facts = models.JSONField()
    by = models.UUIDField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["assessment", "source"], name="assessment_facts_once"),
        ]


class Signature(models.Model):
    """Somebody signed, once for each child on whose record their access rests."""

    id = models.BigAutoField(primary_key=True)
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="+")
    source = models.UUIDField()
    by = models.UUIDField()
    capacity = models.TextField()
    agency = models.UUIDField(null=True)
    words = models.TextField(default="")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["assessment", "source", "by"], name="assessment_signed_once"),
        ]
