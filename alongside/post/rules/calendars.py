"""A calendar entry that tells when, and nothing else. Pure."""

from datetime import UTC, datetime

from icalendar import Calendar, Event

from alongside.post.contracts import Entry

TITLE = "Meeting"


def method(entry: Entry) -> str:
    """What a calendar does with it (RFC 5546): put it in, or take it out. Nobody is named, so nobody is asked."""
    return "CANCEL" if entry.called_off else "PUBLISH"


def calendar(entry: Entry, *, at: datetime) -> str:
    """The entry as iCalendar (RFC 5545), in UTC: title "Meeting", no description, no place, no attendees."""
    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.edition)
    event.add("dtstamp", at.astimezone(UTC))
    event.add("dtstart", entry.start.astimezone(UTC))
    event.add("dtend", entry.end.astimezone(UTC))
    event.add("summary", TITLE)
    event.add("class", "PRIVATE")
    if entry.called_off:
        event.add("status", "CANCELLED")
    file = Calendar()
    file.add("prodid", "-//Alongside//Meeting//EN")
    file.add("version", "2.0")
    file.add("method", method(entry))
    file.add_component(event)
    return str(file.to_ical().decode())
