"""A meeting goes on: who is there, what is said, what more is to be talked about, who does not agree."""

from collections.abc import Mapping
from uuid import UUID, uuid5

from django.db.models import Max

from alongside.kernel.answers import NotPossible
from alongside.kernel.caller import Caller
from alongside.kernel.capability import capability
from alongside.kernel.ids import ChildId
from alongside.kernel.scope import for_child
from alongside.meetings import models
from alongside.meetings.contracts import As, Came, Item, Topic
from alongside.meetings.selectors import reading, rows
from alongside.meetings.services import finding


@capability("meetings.add_point", scope=for_child(level=0), writes=True)
def add_point(caller: Caller, *, child: ChildId, meeting: UUID, words: str, whose: UUID | None = None) -> UUID:
    """Somebody wants something to be talked about: before the meeting, or as it comes up in the room."""
    row = finding.open_meeting(child, meeting)
    who = finding.whose(caller, child, row, whose)
    point = models.Point(
        meeting=row, whose=who, words=finding.needs(words, "what you want to talk about"), at=caller.now,
        by=caller.actor,
    )  # fmt: skip
    point.save(force_insert=True)
    if models.Begun.objects.filter(meeting=row).exists():
        topic = Topic.FAMILY if who.kind == As.FAMILY.value else Topic.POINT
        number = models.Item.objects.filter(meeting=row).aggregate(n=Max("number"))["n"] or 0
        key = uuid5(row.id, f"item {point.id}")
        _put(caller, row, Item(key, topic, point.id, point.words, number=number + 1))
    return point.id


@capability("meetings.begin", scope=for_child(), writes=True)
def begin(caller: Caller, *, child: ChildId, meeting: UUID) -> None:
    """The meeting begins: its agenda stands as it is now, and whoever begins it is there."""
    row = finding.before(child, meeting, alone=True)
    agenda = reading.agenda(caller, child=child, meeting=meeting)
    models.Begun(meeting=row, at=caller.now, by=caller.actor).save(force_insert=True)
    models.Item.objects.bulk_create(_item(caller, row, item) for item in agenda)
    mine = rows.me_in(caller, child, row.id)
    if mine:
        _attend(caller, row, mine, Came.PRESENT, "")


@capability("meetings.attend", scope=for_child(level=0), writes=True)
def attend(
    caller: Caller, *, child: ChildId, meeting: UUID, came: Came, words: str = "", invited: UUID | None = None
) -> None:
    """Somebody is there, joins from elsewhere, has sent words or apologies, or stays away; the newest counts."""
    row = finding.open_meeting(child, meeting)
    who = finding.whose(caller, child, row, invited)
    if came is Came.SENT_WORDS:
        finding.needs(words, "what they sent, in their words")
    _attend(caller, row, who.id, came, words)


@capability("meetings.attend_together", scope=for_child(), writes=True)
def attend_together(
    caller: Caller, *, child: ChildId, meeting: UUID, came: Mapping[UUID, tuple[Came, str]]
) -> None:  # fmt: skip
    """Who is there, of several people at once: how each takes part, and what they sent, by their invitation."""
    row = finding.open_meeting(child, meeting)
    invited = set(models.Invited.objects.filter(meeting=row).values_list("id", flat=True))
    if not came.keys() <= invited:
        raise NotPossible("This person is not invited to the meeting.")
    for how, words in came.values():
        if how is Came.SENT_WORDS:
            finding.needs(words, "what they sent, in their words")
    models.Attendance.objects.bulk_create(
        models.Attendance(
            meeting=row, invited_id=who, came=how.value, words=words.strip(), at=caller.now, by=caller.actor
        )
        for who, (how, words) in came.items()
    )  # fmt: skip


@capability("meetings.note", scope=for_child(level=0), writes=True)
def note(
    caller: Caller, *, child: ChildId, meeting: UUID, item: UUID, words: str, whose: UUID | None = None
) -> UUID:  # fmt: skip
    """What somebody says about something on the agenda, as theirs."""
    row = finding.running(child, meeting)
    who = finding.whose(caller, child, row, whose)
    said = models.Note(
        meeting=row, item=finding.item(row, item), whose=who, words=finding.needs(words, "what was said"),
        at=caller.now, by=caller.actor,
    )  # fmt: skip
    said.save(force_insert=True)
    return said.id


@capability("meetings.disagree", scope=for_child(level=0), writes=True)
def disagree(
    caller: Caller, *, child: ChildId, meeting: UUID, decision: UUID, words: str, whose: UUID | None = None
) -> UUID:  # fmt: skip
    """Somebody does not agree with a decision: why. It stands beside the decision for ever."""
    row = finding.running(child, meeting)
    who = finding.whose(caller, child, row, whose)
    against = models.Decision.objects.filter(meeting=row, id=decision).first()
    if against is None:
        raise NotPossible("There is no such decision.")
    said = models.Dissent(
        meeting=row, decision=against, whose=who, words=finding.needs(words, "why you do not agree"), at=caller.now,
        by=caller.actor,
    )  # fmt: skip
    said.save(force_insert=True)
    return said.id


def _attend(caller: Caller, row: models.Meeting, invited: UUID, came: Came, words: str) -> None:
    models.Attendance(
        meeting=row, invited_id=invited, came=came.value, words=words.strip(), at=caller.now, by=caller.actor
    ).save(force_insert=True)  # fmt: skip


def _put(caller: Caller, row: models.Meeting, item: Item) -> None:
    _item(caller, row, item).save(force_insert=True)


def _item(caller: Caller, row: models.Meeting, item: Item) -> models.Item:
    return models.Item(
        id=item.id, meeting=row, number=item.number, topic=item.topic.value, words=item.words, more=item.more,
        about=item.about, level=item.level, at=caller.now, by=caller.actor,
    )  # fmt: skip
