"""What practitioners write: an entry and whom it is about never change; a correction is a new version of its words."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now


class Note(models.Model):
    """Somebody wrote an entry, for their agency. `id` is known before the first letter: nothing is recorded twice."""

    id = models.UUIDField(primary_key=True, editable=False)
    author = models.UUIDField()
    agency = models.UUIDField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["id", "author"], name="chronology_note_author")]


class NoteSubject(models.Model):
    """Whom an entry is about: the record of a child on which the writer's access rested."""

    id = models.BigAutoField(primary_key=True)
    note = models.UUIDField()
    author = models.UUIDField()
    source = models.UUIDField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["note", "source"], name="chronology_about_each_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["source"], name="chronology_notes_about")]


class NoteWords(models.Model):
    """The words of an entry, version by version; the highest counts, the others stay."""

    id = models.BigAutoField(primary_key=True)
    note = models.UUIDField()
    author = models.UUIDField()
    version = models.IntegerField()
    written_at = models.DateTimeField(db_default=Now())
    on = models.DateField()
    precision = models.TextField()
    clock = models.TextField()
    kind = models.TextField()
    title = models.TextField()
    text = models.TextField()
    in_their_words = models.TextField()
    seen = models.TextField()
    opinion = models.TextField()
    action = models.TextField()
    no_action_because = models.TextField()
    why = models.TextField()
    level = models.SmallIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["note", "version"], name="chronology_version_once"),
            models.CheckConstraint(condition=Q(seen__in=["", "not_seen", "seen", "alone"]), name="chronology_seen"),
            models.CheckConstraint(condition=~Q(text=""), name="chronology_says_what"),
            models.CheckConstraint(
                condition=~Q(action="") | ~Q(no_action_because=""), name="chronology_action_or_why_none"
            ),
            models.CheckConstraint(
                condition=Q(version=1, why="") | (Q(version__gt=1) & ~Q(why="")), name="chronology_correction_says_why"
            ),
        ]


class Draft(models.Model):
    """Words somebody has typed and not recorded. Theirs alone; never expires."""

    id = models.UUIDField(primary_key=True, editable=False)
    author = models.UUIDField(db_index=True)
    source = models.UUIDField()
    fields = models.JSONField()
    version = models.IntegerField()
    saved_at = models.DateTimeField()


class Look(models.Model):
    """Somebody looked at a child's page, from then till then; what came later is new to them."""

    id = models.BigAutoField(primary_key=True)
    actor = models.UUIDField()
    child = models.UUIDField()
    since = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["actor", "child", "-until"], name="chronology_looks")]
