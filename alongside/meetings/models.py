"""A meeting, as rows of what happened: nothing is written over, and how far a meeting is follows from its rows.

The database itself holds that nothing is added to a meeting that has ended or was called off, except what is marked as
added afterwards, and that notes, decisions and dissent belong to the meeting they name (0002_held).
"""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q


def _known(column: str, name: str, *values: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(**{f"{column}__in": values}), name=name)


def _says(column: str, name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=~Q(**{column: ""}), name=name)


def _of_meeting(name: str) -> models.UniqueConstraint:
    return models.UniqueConstraint(fields=["id", "meeting"], name=name)


class Meeting(models.Model):
    """A meeting about the children of one family. `calendar` names it in people's calendars, and nowhere else.

    `place` and `online` are where it is to be, unless it is moved elsewhere.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.TextField()
    why = models.TextField()
    minutes = models.SmallIntegerField()
    place = models.TextField(default="")
    online = models.TextField(default="")
    calendar = models.UUIDField(default=uuid.uuid4, editable=False)
    called_at = models.DateTimeField()
    called_by = models.UUIDField()

    class Meta:
        constraints: ClassVar = [
            _known(
                "kind", "meetings_kind_known", "team", "review", "core_group", "conference", "review_conference",
                "strategy", "family_group",
            ),
            _says("why", "meetings_says_why"),
            models.CheckConstraint(condition=Q(minutes__gte=5, minutes__lte=480), name="meetings_length"),
        ]  # fmt: skip


class Of(models.Model):
    """Something that belongs to a meeting: who wrote it, and when."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.UUIDField()

    class Meta:
        abstract = True


class MeetingChild(Of):
    """A child the meeting is about; hangs on the record on which the access of whoever called it rested."""

    id = models.BigAutoField(primary_key=True)
    source = models.UUIDField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["meeting", "source"], name="meetings_child_once")]
        indexes: ClassVar = [models.Index(fields=["source"], name="meetings_child_source")]


class Invited(Of):
    """Somebody is invited: a practitioner, a member of the family by their place in the team, or a guest by name."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.TextField()
    name = models.TextField()
    role = models.TextField(default="")
    actor = models.UUIDField(null=True)
    member = models.UUIDField(null=True)
    agency = models.UUIDField(null=True)

    class Meta:
        constraints: ClassVar = [
            _of_meeting("meetings_invited_of_meeting"),
            _known("kind", "meetings_invited_as", "practitioner", "family", "guest"),
            _says("name", "meetings_invited_has_name"),
            models.CheckConstraint(
                condition=~Q(kind="practitioner") | Q(actor__isnull=False, agency__isnull=False),
                name="meetings_practitioner_has_agency",
            ),
            models.UniqueConstraint(
                fields=["meeting", "actor"], condition=Q(actor__isnull=False), name="meetings_invited_once"
            ),
            models.UniqueConstraint(
                fields=["meeting", "member"], condition=Q(member__isnull=False), name="meetings_member_once"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["actor"], name="meetings_invited_actor")]


class Time(Of):
    """A time that was proposed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    starts_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            _of_meeting("meetings_time_of_meeting"),
            models.UniqueConstraint(fields=["meeting", "starts_at"], name="meetings_time_once"),
        ]


class TimeAnswer(Of):
    """Whether a time suits somebody; the newest counts."""

    id = models.BigAutoField(primary_key=True)
    time = models.ForeignKey(Time, on_delete=models.PROTECT, related_name="+")
    invited = models.ForeignKey(Invited, on_delete=models.PROTECT, related_name="+")
    fits = models.TextField()

    class Meta:
        constraints: ClassVar = [_known("fits", "meetings_fits_known", "preferred", "works", "not")]


class Arranged(Of):
    """When and where the meeting is; the highest number counts, and says why it was moved."""

    id = models.BigAutoField(primary_key=True)
    number = models.SmallIntegerField()
    starts_at = models.DateTimeField()
    place = models.TextField(default="")
    online = models.TextField(default="")
    why = models.TextField(default="")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "number"], name="meetings_arranged_once"),
            models.CheckConstraint(condition=Q(number=1) | ~Q(why=""), name="meetings_moved_says_why"),
        ]


class CalledOff(Of):
    """The meeting does not take place: why."""

    id = models.BigAutoField(primary_key=True)
    why = models.TextField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting"], name="meetings_called_off_once"),
            _says("why", "meetings_called_off_says_why"),
        ]


class Point(Of):
    """Something that somebody wants to be talked about."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    whose = models.ForeignKey(Invited, on_delete=models.PROTECT, related_name="+")
    words = models.TextField()

    class Meta:
        constraints: ClassVar = [_says("words", "meetings_point_says_what")]


class Begun(Of):
    """The meeting has begun."""

    id = models.BigAutoField(primary_key=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["meeting"], name="meetings_begins_once")]


class Item(Of):
    """One thing on the agenda, as it stood when the meeting began, or came up in the room."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.SmallIntegerField()
    topic = models.TextField()
    words = models.TextField()
    more = models.TextField(default="")
    about = models.UUIDField()
    level = models.SmallIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            _of_meeting("meetings_item_of_meeting"),
            models.UniqueConstraint(fields=["meeting", "about"], name="meetings_item_once"),
            _known(
                "topic", "meetings_topic_known", "family", "point", "overdue", "help", "review", "changed", "entries",
                "disagreement", "coming",
            ),
            models.CheckConstraint(condition=Q(level__in=[0, 1]), name="meetings_item_level"),
        ]  # fmt: skip


class Attendance(Of):
    """Whether, and how, somebody took part; the newest counts."""

    id = models.BigAutoField(primary_key=True)
    invited = models.ForeignKey(Invited, on_delete=models.PROTECT, related_name="+")
    came = models.TextField()
    words = models.TextField(default="")

    class Meta:
        constraints: ClassVar = [
            _known("came", "meetings_came_known", "present", "joined", "sent_words", "apologies", "absent"),
            models.CheckConstraint(condition=~Q(came="sent_words") | ~Q(words=""), name="meetings_sent_words"),
        ]


class Note(Of):
    """What somebody said about an item."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    whose = models.ForeignKey(Invited, on_delete=models.PROTECT, related_name="+")
    words = models.TextField()

    class Meta:
        constraints: ClassVar = [_says("words", "meetings_note_says_what")]


class Decision(Of):
    """Something that was decided, in the words of the room; `row` is what it became in the plan."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(Item, null=True, on_delete=models.PROTECT, related_name="+")
    deed = models.TextField()
    words = models.TextField()
    who = models.TextField(default="")
    due_on = models.DateField(null=True)
    row = models.UUIDField(null=True)
    owners = ArrayField(models.UUIDField(), default=list)

    class Meta:
        constraints: ClassVar = [
            _of_meeting("meetings_decision_of_meeting"),
            _known(
                "deed", "meetings_deed_known", "goal", "task", "report", "review", "agreement", "review_day", "next"
            ),
            _says("words", "meetings_decision_says_what"),
            models.CheckConstraint(
                condition=Q(deed__in=["agreement", "review_day"]) | Q(row__isnull=False),
                name="meetings_decision_became",
            ),
            models.CheckConstraint(
                condition=~Q(deed__in=["task", "review_day"]) | Q(due_on__isnull=False), name="meetings_decision_due"
            ),
        ]


class Dissent(Of):
    """Somebody does not agree with a decision: why."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="+")
    whose = models.ForeignKey(Invited, on_delete=models.PROTECT, related_name="+")
    words = models.TextField()

    class Meta:
        constraints: ClassVar = [_says("words", "meetings_dissent_says_why")]


class Ended(Of):
    """The meeting has ended, and what happened in it stays as it is."""

    id = models.BigAutoField(primary_key=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["meeting"], name="meetings_ends_once")]


class Letter(Of):
    """Somebody was written to about the meeting; what became of the letter, those who carry it know."""

    letter = models.UUIDField(primary_key=True)
    invited = models.ForeignKey(Invited, on_delete=models.PROTECT, related_name="+")
    occasion = models.TextField()

    class Meta:
        constraints: ClassVar = [
            _known("occasion", "meetings_occasion_known", "called", "arranged", "called_off", "ended")
        ]


class Added(Of):
    """Something that somebody added after the meeting."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    whose = models.ForeignKey(Invited, on_delete=models.PROTECT, related_name="+")
    words = models.TextField()

    class Meta:
        constraints: ClassVar = [_says("words", "meetings_added_says_what")]
