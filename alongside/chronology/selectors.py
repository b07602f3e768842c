"""The story of a child, and what practitioners have written into it."""

from collections import defaultdict
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from alongside.agencies import api as agencies
from alongside.anchor.models import Identity
from alongside.chronology import models
from alongside.chronology.contracts import Draft, Entry, Prompt, Seen, Story, Version, Words
from alongside.chronology.rules import prompts
from alongside.chronology.rules.order import told_in_order
from alongside.kernel.caller import Caller
from alongside.kernel.capability import capability
from alongside.kernel.dates import PartialDate, Period, Precision
from alongside.kernel.duties import REGISTRY, Event
from alongside.kernel.ids import ActorId, AgencyId, ChildId, PersonId
from alongside.kernel.scope import for_child, for_self
from alongside.records import api as records
from alongside.records.api import Coverage
from alongside.teams import api as teams
from alongside.teams.api import Involved
from alongside.trust import api as trust


@capability("chronology.story", scope=for_child())
def story(caller: Caller, *, child: ChildId) -> Story:
    """Everything that every agency tells about this child, in order, each line with who said it."""
    entries = told_in_order(REGISTRY.events(caller, child))
    involved = teams.who_is_involved(caller, child=child)
    coverage = records.coverage(caller, child=child)
    here = tuple(r.period for r in trust.reasons(caller, child=child)) if entries else ()
    asked = _prompts(entries, involved, coverage, here, caller.now.date())
    return Story(child, entries, involved, coverage, asked)


def _prompts(
    entries: tuple[Entry, ...], involved: tuple[Involved, ...], coverage: tuple[Coverage, ...],
    here: tuple[Period, ...], today: date,
) -> tuple[Prompt, ...]:  # fmt: skip
    limit = prompts.Thresholds()
    ends = {c.agency: max((p.to_on or today for p in c.periods), default=None) for c in coverage}
    ids = {w.told_by: w.agency for e in entries for w in e.witnesses}
    reach = {v.agency: ends.get(AgencyId(ids[v.agency])) for v in involved if v.open and v.agency in ids}
    return (
        *prompts.silences(entries, reach, today, limit),
        *prompts.was_not_brought(entries, today, limit),
        *prompts.cumulative(entries, today, limit),
        *prompts.unseen(entries, today, limit),
        *prompts.optimism(entries, today, limit),
        *prompts.came_back(entries, here, today, limit),
    )


_ABOUT = """
    SELECT s.note, i.person_id, c.from_on, c.to_on
    FROM trust_circle c JOIN anchor_identity i ON i.person_id = c.person AND i.until IS NULL
    JOIN chronology_notesubject s ON s.source = i.source
    WHERE c.child = %s AND c.opens_items
"""
_NOTES = """
    SELECT w.note, w."on", w.precision, w.kind, w.title, w.text, n.agency, a.name, w.written_at, w.clock, w.action,
           w.no_action_because, w.author, w.opinion, w.in_their_words, w.seen, w.why
    FROM chronology_notewords w JOIN chronology_note n ON n.id = w.note
    JOIN agencies_agencyname a ON a.agency = n.agency
    WHERE w.note = ANY(%s) ORDER BY w.note, w.version DESC
"""


@capability("chronology.notes", scope=for_child())
def notes(caller: Caller, *, child: ChildId) -> tuple[Event, ...]:
    """What practitioners have written here about the child, each entry as it was last corrected.

    Two queries, because the database takes longer to plan one over all six tables than to answer both.
    """
    about = _about(child)
    found = _newest(about) if about else []
    writers = agencies.practitioners(caller, actors=tuple({ActorId(r[12]) for _, r in found})) if found else {}
    return tuple(_event(person, row, writers) for person, row in found)


_Subject = tuple[PersonId, date | None, date | None]
"""Somebody an entry is about, and from when to when they belong to the child's story."""


def _about(child: ChildId) -> dict[UUID, list[_Subject]]:
    found: dict[UUID, list[_Subject]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_ABOUT, (child,))
        for note, person, from_on, to_on in cursor.fetchall():
            found[note].append((person, from_on, to_on))
    return found


def _newest(about: dict[UUID, list[_Subject]]) -> list[tuple[PersonId, tuple[Any, ...]]]:
    """The newest version of each entry that speaks of a day on which one of its people belongs to the story."""
    newest: dict[UUID, tuple[PersonId, tuple[Any, ...]]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_NOTES, (list(about),))
        for row in cursor.fetchall():
            note, on = row[:2]
            inside = (p for p, start, end in about[note] if (start or on) <= on <= (end or on))
            if note not in newest and (person := next(inside, None)):
                newest[note] = (person, row)
    return list(newest.values())


def _event(person: PersonId, row: tuple[Any, ...], writers: dict[ActorId, agencies.Practitioner]) -> Event:
    (note, on, precision, kind, title, text, agency, name, at, clock, action, none_because, author, opinion,
     own_words, seen, why) = row  # fmt: skip
    writer = writers.get(ActorId(author))
    return Event(
        id=note, person=person, when=PartialDate(on, Precision(precision)), kind=kind, title=title,
        text=text, agency=agency, told_by=name, reference="", recorded_at=at, clock=clock,
        action=action or f"None, because: {none_because}",
        worker=f"{writer.name}, {writer.role}" if writer and writer.role else writer.name if writer else "",
        opinion=opinion, in_their_words=own_words, seen=seen, corrected=why, written_here=True,
    )  # fmt: skip


@capability("chronology.versions", scope=for_child())
def versions(caller: Caller, *, child: ChildId, note: UUID) -> tuple[Version, ...]:
    """How an entry was written and corrected, the newest version first."""
    header = models.Note.objects.filter(id=note).first()
    words = models.NoteWords.objects.filter(note=note).order_by("-version")
    if header is None:
        return ()
    return tuple(
        Version(note, w.version, ActorId(w.author), AgencyId(header.agency), w.written_at, _words(w), w.why)
        for w in words
    )


def _words(row: models.NoteWords) -> Words:
    return Words(
        when=PartialDate(row.on, Precision(row.precision)), kind=row.kind, text=row.text, clock=row.clock,
        title=row.title, in_their_words=row.in_their_words, seen=Seen(row.seen), opinion=row.opinion,
        action=row.action, no_action_because=row.no_action_because,
    )  # fmt: skip


@capability("chronology.my_drafts", scope=for_self())
def my_drafts(caller: Caller) -> tuple[Draft, ...]:
    """Everything the caller has typed and not recorded, the newest first, and whom it is about today."""
    rows = list(models.Draft.objects.filter(author=caller.actor).order_by("-saved_at"))
    today = dict(
        Identity.objects.filter(source__in=[r.source for r in rows], until=None).values_list("source", "person_id")
    )
    return tuple(
        Draft(r.id, ChildId(today[r.source]) if r.source in today else None, r.fields, r.version, r.saved_at)
        for r in rows
    )
