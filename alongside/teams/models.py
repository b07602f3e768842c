"""The team around a child and family. Everything is a period; a change ends one row and begins another.

That a team has one lead or two, never more and never fewer, at every moment, is held by the database: seats of one
number never overlap, and a check at the end of each transaction compares them with the way of working (0002_held).
"""

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import ClassVar, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import Q, QuerySet
from psycopg.types.range import TimestamptzRange


def _never_twice(name: str, *same: str) -> ExclusionConstraint:
    expressions = [*((column, RangeOperators.EQUAL) for column in same), ("during", RangeOperators.OVERLAPS)]
    return ExclusionConstraint(name=name, expressions=expressions)


def one_moment(now: datetime, rows: "Iterable[Timed]") -> datetime:
    """A moment at which all these rows can end: now, or when the latest of them began, should clocks differ."""
    begun: list[datetime] = [row.during.lower for row in rows]
    return max([now, *begun])


def from_now_on(at: datetime) -> TimestamptzRange:
    """Beginning now, with no end yet."""
    return TimestamptzRange(at, None)


class Timed(models.Model):
    """Something that holds from one moment to another. Only its end is ever written later."""

    during = DateTimeRangeField()
    by = models.UUIDField()

    class Meta:
        abstract = True

    @classmethod
    def now_in(cls, team: uuid.UUID) -> "QuerySet[Self]":
        """Those that hold now, in one team."""
        return cls._default_manager.filter(team_id=team, during__upper_inf=True).order_by("during", "pk")

    def end(self, at: datetime, *also: str) -> None:
        """It held up to this moment."""
        self.during = TimestamptzRange(self.during.lower, at)
        self.save(update_fields=["during", *also])


class Team(models.Model):
    """People around one family. `begun_by` began it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    begun_by = models.UUIDField()
    begun_at = models.DateTimeField()


class TeamChild(Timed):
    """A child this team is around; hangs on the record on which the access of whoever added the child rested."""

    id = models.BigAutoField(primary_key=True)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    source = models.UUIDField()

    class Meta:
        constraints: ClassVar = [_never_twice("teams_child_in_one_team", "source")]

    @classmethod
    def teams_of(cls, children: Iterable[uuid.UUID]) -> set[uuid.UUID]:
        """The teams around these children now."""
        rows = cls.objects.raw(
            "SELECT c.id, c.team_id FROM teams_teamchild c JOIN anchor_identity i ON i.source = c.source "
            "AND i.until IS NULL WHERE i.person_id = ANY(%s) AND upper_inf(c.during)",
            [list(children)],
        )
        return {row.team_id for row in rows}


class Form(Timed):
    """How the team works together, over a time."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    model = models.TextField()
    why = models.TextField()

    class Meta:
        constraints: ClassVar = [
            _never_twice("teams_one_way_at_a_time", "team"),
            models.CheckConstraint(
                condition=Q(model__in=["around", "co_working", "unit", "single"]), name="teams_way_known"
            ),
            models.CheckConstraint(condition=~Q(why=""), name="teams_way_says_why"),
        ]


class Member(Timed):
    """Somebody is in the team, over a time, in a role."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    kind = models.TextField()
    name = models.TextField()
    role = models.TextField()
    agency = models.UUIDField(null=True)
    actor = models.UUIDField(null=True)
    why = models.TextField()
    left_why = models.TextField(default="")

    class Meta:
        constraints: ClassVar = [
            ExclusionConstraint(
                name="teams_member_once",
                expressions=[
                    ("team", RangeOperators.EQUAL),
                    ("actor", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
                condition=Q(actor__isnull=False),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["practitioner", "family", "advocate"]), name="teams_member_kind"
            ),
            models.CheckConstraint(
                condition=Q(kind="practitioner", agency__isnull=False) | ~Q(kind="practitioner"),
                name="teams_practitioner_has_agency",
            ),
            models.CheckConstraint(condition=~Q(name="") & ~Q(role=""), name="teams_member_has_name_and_role"),
        ]
        indexes: ClassVar = [models.Index(fields=["actor"], name="teams_member_actor")]  # fmt: skip


class WayIn(models.Model):
    """Somebody of the family has an account of their own, for what is shared with them about one child."""

    id = models.BigAutoField(primary_key=True)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    actor = models.UUIDField()
    source = models.UUIDField()
    at = models.DateTimeField()
    by = models.UUIDField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["member", "source"], name="teams_way_in_once")]
        indexes: ClassVar = [models.Index(fields=["source"], name="teams_way_in_source")]


class Seat(Timed):
    """A lead's seat over a time: somebody has it, or it is vacant for a reason."""

    id = models.BigAutoField(primary_key=True)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    form = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="+")
    number = models.SmallIntegerField()
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+", null=True)
    reason = models.TextField(default="")
    cover = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+", null=True)
    settle_by = models.DateField(null=True)
    family_view = models.TextField(default="")

    class Meta:
        constraints: ClassVar = [
            _never_twice("teams_one_lead_a_seat", "team", "number"),
            models.CheckConstraint(
                condition=Q(member__isnull=False, reason="") | (Q(member=None) & ~Q(reason="")),
                name="teams_led_or_vacant_with_a_reason",
            ),
            models.CheckConstraint(condition=Q(number__in=[1, 2]), name="teams_seats"),
        ]


class HandOver(models.Model):
    """A hand-over of the lead, as it was planned. How it ended is a row of its own."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    number = models.SmallIntegerField()
    giver = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    taker = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    planned_on = models.DateField()
    visit_on = models.DateField(null=True)
    reason = models.TextField()
    family_told = models.TextField()
    at = models.DateTimeField()
    by = models.UUIDField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(reason=""), name="teams_hand_over_says_why"),
            models.CheckConstraint(condition=~Q(giver=models.F("taker")), name="teams_hand_over_to_another"),
        ]


class HandOverEnd(models.Model):
    """A planned hand-over took place, or was called off."""

    hand_over = models.OneToOneField(HandOver, primary_key=True, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    outcome = models.TextField()
    why = models.TextField()
    at = models.DateTimeField()
    by = models.UUIDField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(outcome__in=["done", "called_off"]), name="teams_hand_over_outcome"),
            models.CheckConstraint(condition=Q(outcome="done") | ~Q(why=""), name="teams_called_off_says_why"),
        ]
