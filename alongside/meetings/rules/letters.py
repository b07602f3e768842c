"""What letters about a meeting say: when it is, and what the reader took on; never a name, never a place. Pure."""

from collections.abc import Iterable, Iterator
from datetime import date

from alongside.layout.dates import day, weekday
from alongside.meetings.contracts import Deed, Invited, Meeting, Occasion
from alongside.post.contracts import Entry, Letter, LetterKind

_KINDS = {Occasion.CALLED: LetterKind.WAITING, Occasion.ENDED: LetterKind.SUMMARY}


def letters(meeting: Meeting, occasion: Occasion, page: str) -> tuple[tuple[Invited, Letter], ...]:
    """A letter to everybody who can have one: a colleague, or somebody of the team; a guest has none.

    Every sentence is of this file, with days and times put in: there is nothing through which a name could come in.
    """
    kind, entry = _KINDS.get(occasion, LetterKind.MEETING), _entry(meeting, occasion)
    return tuple(
        (who, Letter(kind, to, (*_lines(meeting, occasion), *_mine(meeting, occasion, who)), page, entry))
        for who in meeting.invited
        if (to := who.actor or who.member)
    )


def _lines(meeting: Meeting, occasion: Occasion) -> Iterator[str]:
    at = weekday(meeting.now.starts_at) if meeting.now else ""
    if occasion is Occasion.CALLED:
        yield "You are invited to a meeting."
        if meeting.times:
            yield "Say which of the proposed times suit you. What suits the family counts first."
    elif occasion is Occasion.ARRANGED:
        moved = "is at another time, or elsewhere, now" if len(meeting.arranged) > 1 else "is arranged"
        yield f"The meeting {moved}: {at}, for {meeting.minutes} minutes."
    elif occasion is Occasion.CALLED_OFF:
        yield f"The meeting of {at} does not take place." if at else "The meeting does not take place."
    else:
        yield "The summary of the meeting is ready."


def _mine(meeting: Meeting, occasion: Occasion, who: Invited) -> Iterator[str]:
    """How many tasks somebody took on in the room, and by when each is due."""
    due = sorted(_due(meeting, who)) if occasion is Occasion.ENDED else []
    if due:
        tasks = "a task" if len(due) == 1 else f"{len(due)} tasks"
        yield f"You took on {tasks}, due by {_days(due)}."


def _due(meeting: Meeting, who: Invited) -> Iterator[date]:
    for decision in meeting.decisions:
        own = who.actor in decision.owners if who.actor else who.name in decision.who.split(", ")
        if decision.deed is Deed.TASK and decision.due_on and own:
            yield decision.due_on


def _days(due: Iterable[date]) -> str:
    return " and ".join(day(on) for on in due)


def _entry(meeting: Meeting, occasion: Occasion) -> Entry | None:
    """The calendar entry, where there is something to put in or to take out."""
    if occasion not in (Occasion.ARRANGED, Occasion.CALLED_OFF) or not meeting.now or not meeting.ends_at:
        return None
    off = occasion is Occasion.CALLED_OFF
    return Entry(meeting.now.starts_at, meeting.ends_at, str(meeting.calendar), len(meeting.arranged) - 1 + off, off)
