"""What a meeting has come to, from what happened in it. Pure; the order in which it was written plays no part."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from alongside.meetings.contracts import (
    THERE,
    As,
    Attended,
    Came,
    Decision,
    Deed,
    Dissent,
    Invited,
    Item,
    Meeting,
    Note,
    Summary,
    Told,
)
from alongside.meetings.rules.agenda import in_order

Decided = tuple[tuple[Decision, tuple[Dissent, ...]], ...]


def summary(meeting: Meeting) -> Summary:
    """Who was there, what the family said, what was decided and who disagreed, what is left, and what comes next."""
    came = newest(meeting.attended)
    there = tuple((i, came[i.id]) for i in _people(meeting) if i.id in came and came[i.id].came in THERE)
    decided = _with_dissent(meeting)
    talked = _talked_about(meeting, decided)
    touched = {t.item.id for t in talked if t.item}
    days = [d for d, _ in decided if d.deed is Deed.REVIEW_DAY]
    nexts = [d for d, _ in decided if d.deed is Deed.NEXT]
    return Summary(
        there=there, not_there=tuple((i, came.get(i.id)) for i in _people(meeting) if i not in {p for p, _ in there}),
        family_said=_family_said(meeting), talked_about=talked, decided=decided,
        left=tuple(i for i in in_order(meeting.items) if i.id not in touched),
        review_on=days[-1].due_on if days else None, next_at=nexts[-1] if nexts else None,
    )  # fmt: skip


def newest(attended: Iterable[Attended]) -> dict[UUID, Attended]:
    """How each person took part, as it was recorded last."""
    return {a.invited: a for a in sorted(attended, key=lambda a: (a.at, a.id))}


def _people(meeting: Meeting) -> list[Invited]:
    return sorted(meeting.invited, key=lambda i: (i.kind is not As.FAMILY, i.name.casefold(), str(i.id)))


def _with_dissent(meeting: Meeting) -> Decided:
    against: dict[UUID, list[Dissent]] = defaultdict(list)
    for dissent in sorted(meeting.dissents, key=lambda d: (d.at, str(d.id))):
        against[dissent.decision].append(dissent)
    decisions = sorted(meeting.decisions, key=lambda d: (d.at, str(d.id)))
    return tuple((d, tuple(against[d.id])) for d in decisions)


def _family_said(meeting: Meeting) -> tuple[Note, ...]:
    """The family's notes, and what those of the family sent."""
    family = {i.id for i in meeting.invited if i.kind is As.FAMILY}
    return tuple(n for n in _notes(meeting) if n.whose in family)


def _notes(meeting: Meeting) -> list[Note]:
    return sorted(meeting.notes, key=lambda n: (n.at, str(n.id)))


def _talked_about(meeting: Meeting, decided: Decided) -> tuple[Told, ...]:
    told = []
    known: dict[UUID | None, Item | None] = {i.id: i for i in in_order(meeting.items)}
    loose = [*(n.item for n in _notes(meeting)), *(d.item for d, _ in decided)]
    order = [*known, *(i for i in dict.fromkeys(loose) if i not in known)]
    for key in order:
        notes = tuple(n for n in _notes(meeting) if n.item == key)
        decisions = tuple((d, against) for d, against in decided if d.item == key)
        if notes or decisions:
            told.append(Told(known.get(key), notes, decisions))
    return tuple(told)


def sentence(meeting: Meeting) -> str:
    """The meeting in the words of the story: who was there, and what was decided."""
    made = summary(meeting)
    there = ", ".join(i.name for i, _ in made.there) or "nobody recorded"
    sent = [i.name for i, a in made.not_there if a and a.came in (Came.SENT_WORDS, Came.APOLOGIES)]
    parts = [f"There: {there}."]
    if sent:
        parts.append(f"Apologies or words from: {', '.join(sent)}.")
    parts += [_decided(d, against) for d, against in made.decided]
    return " ".join(parts)


def _decided(decision: Decision, against: tuple[Dissent, ...]) -> str:
    words = decision.words.rstrip(".")
    who = f" ({decision.who})" if decision.who else ""
    not_agreed = f" Not everybody agreed: {'; '.join(d.words.rstrip('.') for d in against)}." if against else ""
    return f"Decided: {words}{who}.{not_agreed}"
