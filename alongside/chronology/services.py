"""Writing into the story: a draft that is saved while somebody types, an entry, a correction, a look."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from uuid import UUID

from alongside.agencies import api as agencies
from alongside.chronology.contracts import Words
from alongside.chronology.models import Draft, Look, Note, NoteSubject, NoteWords
from alongside.chronology.rules import noting
from alongside.kernel.answers import NotPossible
from alongside.kernel.caller import Caller
from alongside.kernel.capability import capability
from alongside.kernel.ids import AgencyId, ChildId
from alongside.kernel.scope import for_child, for_self
from alongside.trust import api as trust


@capability("chronology.write", scope=for_child("children"), writes=True)
def write(caller: Caller, *, note: UUID, children: Sequence[ChildId], words: Words) -> UUID:
    """A practitioner writes an entry about one child, or about several of one family.

    `note` is the id given when the page was opened: sent twice, the entry is recorded once.
    """
    if Note.objects.filter(id=note, author=caller.actor).exists():
        return note
    _check(words, len(children), caller.now.date())
    hangs_on = trust.subjects(caller, children=tuple(children))
    Note(id=note, author=caller.actor, agency=_agency_of(caller)).save(force_insert=True)
    NoteSubject.objects.bulk_create(
        NoteSubject(note=note, author=caller.actor, source=hangs_on[child]) for child in dict.fromkeys(children)
    )
    _add(caller, note, 1, words, why="")
    Draft.objects.filter(id=note, author=caller.actor).delete()
    return note


def _check(words: Words, subjects: int, today: date) -> None:
    for _, sentence in noting.faults(words, subjects=subjects, today=today):
        raise NotPossible(sentence)


def _agency_of(caller: Caller) -> AgencyId:
    named = agencies.practitioners(caller, actors=(caller.actor,)).get(caller.actor)
    if named is None:
        raise NotPossible("No agency has named you as its worker. Ask your administrator to invite you for one.")
    return named.agency


def _add(caller: Caller, note: UUID, version: int, words: Words, *, why: str) -> None:
    said = {k: v for k, v in asdict(words).items() if k != "when"}
    NoteWords(
        note=note, author=caller.actor, version=version, written_at=caller.now, on=words.when.on,
        precision=words.when.precision.value, why=why, **said,
    ).save(force_insert=True)  # fmt: skip


@capability("chronology.correct", scope=for_child(), writes=True)
def correct(caller: Caller, *, child: ChildId, note: UUID, version: int, words: Words, why: str) -> None:
    """The writer corrects an entry and says why; the earlier words stay. `version` is the one that was read."""
    newest = NoteWords.objects.filter(note=note, author=caller.actor).order_by("-version").first()
    if newest is None:
        raise NotPossible("Only the person who wrote an entry corrects it. Ask them, or write an entry of your own.")
    if newest.version != version:
        raise NotPossible("This entry has been corrected in the meantime. Read it again before you correct it.")
    if not why.strip():
        raise NotPossible("Say why the entry needs correcting.")
    _check(words, 1, caller.now.date())
    _add(caller, note, version + 1, words, why=why.strip())


@capability("chronology.save_draft", scope=for_child(), writes=True)
def save_draft(caller: Caller, *, child: ChildId, draft: UUID, fields: Mapping[str, object], version: int) -> int:
    """What somebody has typed so far is kept. Gives the new version; another window's newer words are never lost."""
    if Note.objects.filter(id=draft).exists():
        raise NotPossible("This entry is recorded already.")
    known = Draft.objects.select_for_update().filter(id=draft, author=caller.actor).first()
    if known is None:
        source = trust.subjects(caller, children=(child,))[child]
        Draft(
            id=draft, author=caller.actor, source=source, fields=dict(fields), version=1, saved_at=caller.now
        ).save(force_insert=True)  # fmt: skip
        return 1
    if known.version != version:
        raise NotPossible("Somebody, perhaps you in another window, has changed this draft.")
    known.fields, known.version, known.saved_at = dict(fields), version + 1, caller.now
    known.save(update_fields=["fields", "version", "saved_at"])
    return known.version


@capability("chronology.throw_draft_away", scope=for_self(), writes=True)
def throw_draft_away(caller: Caller, *, draft: UUID) -> None:
    """Somebody throws their own draft away."""
    Draft.objects.filter(id=draft, author=caller.actor).delete()


@capability("chronology.look", scope=for_child(), writes=True)
def look(caller: Caller, *, child: ChildId) -> datetime | None:
    """Somebody looks at a child's page: gives when they looked last before this sitting, if ever."""
    mine = Look.objects.filter(actor=caller.actor, child=child).order_by("-until")[:2]
    sittings = tuple((row.since, row.until) for row in mine)
    if mine and noting.goes_on(mine[0].until, caller.now):
        Look.objects.filter(pk=mine[0].pk).update(until=max(mine[0].until, caller.now))
    else:
        Look(actor=caller.actor, child=child, since=caller.now, until=caller.now).save(force_insert=True)
    return noting.last_looked(sittings, caller.now)
