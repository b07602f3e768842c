"""Who may write where, what keeps an assessment from being finished, and what changed since the last one."""

from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID

from alongside.assessment.contracts import JUDGEMENTS, Capacity, Changed, Part, PartKind, Section, Stance

PROFESSIONAL = 1


def sections_of(body: Mapping[str, object]) -> tuple[Section, ...]:
    """The sections of a template, from its stored fields."""
    listed = body.get("sections", [])
    assert isinstance(listed, list)
    return tuple(
        Section(str(s["code"]), str(s["group"]), str(s["words"]), str(s["prompt"]), tuple(map(str, s["facts"])))
        for s in listed
    )


def capacity_at(level: int) -> Capacity:
    """Somebody whose own way in is at the family's level writes as family."""
    return Capacity.PRACTITIONER if level >= PROFESSIONAL else Capacity.FAMILY


def may_change(part_author: UUID, part_capacity: Capacity, kind: PartKind, me: UUID, mine: Capacity) -> bool:
    """Whether somebody may write a part's next text: their own always; a practitioner those of other practitioners.

    The family's words are theirs alone, and what a child said is changed by nobody but the one who heard it.
    """
    if part_author == me:
        return True
    return mine is part_capacity is Capacity.PRACTITIONER and kind is not PartKind.OWN_WORDS


def part_faults(kind: PartKind, level: int, why_level: str, mine: Capacity) -> Iterator[str]:
    """What keeps a part from being begun."""
    if mine is Capacity.FAMILY and level > 0:
        yield "What the family writes is shared with the family's team."
    if level > 0 and not why_level.strip():
        yield "Say why the family does not read this part for now."
    if kind is PartKind.OWN_WORDS and mine is Capacity.PRACTITIONER and level > PROFESSIONAL:
        yield "A child's own words are not held more closely than by the professionals around the child."


def position_faults(kind: PartKind, stance: Stance, words: str) -> Iterator[str]:
    """What keeps a view of a judgement from being recorded."""
    if kind not in JUDGEMENTS:
        yield "This part is no judgement, so there is nothing to agree with. Write a part of your own beside it."
    if stance is not Stance.AGREE and not words.strip():
        yield "Say in your own words what you see differently."


def opens_conversation(stance: Stance, is_open_already: bool) -> bool:
    """A disagreement opens a conversation, unless one is going on about this judgement."""
    return stance is Stance.DISAGREE and not is_open_already


def unfinished(sections: Sequence[Section], parts: Sequence[Part]) -> tuple[str, ...]:
    """What is still to be settled before it can be finished, in sentences. An empty section is no hindrance."""
    words = {s.code: s.words for s in sections}
    found = [f"{words.get(p.section, p.section)}: two texts stand. Settle them first." for p in parts if not p.settled]
    if not any(p.texts and p.texts[0].text.strip() for p in parts):
        found.append("Nobody has written anything yet.")
    return tuple(found)


def hints(sections: Sequence[Section], parts: Sequence[Part]) -> tuple[str, ...]:
    """What one would expect and is not there. It informs and never blocks."""
    kinds = {p.kind for p in parts}
    found = []
    if not any(p.capacity is Capacity.FAMILY for p in parts):
        found.append("Nobody of the family has written yet.")
    if PartKind.OWN_WORDS not in kinds:
        found.append("The child's own words are missing.")
    if PartKind.LIVED not in kinds:
        found.append("What it is like for the child is missing.")
    if PartKind.STRENGTH not in kinds:
        found.append("No strength is named yet.")
    written = {p.section for p in parts}
    empty = [s.words for s in sections if s.code not in written]
    if empty and parts:
        found.append(f"Nothing is written under: {', '.join(empty)}.")
    return tuple(found)


def changes(sections: Sequence[Section], before: Sequence[Part], now: Sequence[Part]) -> tuple[Changed, ...]:
    """Section by section, the texts that came and those that went; a section without a change is left out."""
    found = []
    for section in sections:
        old, new = _said(before, section.code), _said(now, section.code)
        added = tuple(t for t in new if t not in old)
        gone = tuple(t for t in old if t not in new)
        if added or gone:
            found.append(Changed(section, added, gone))
    return tuple(found)


def _said(parts: Sequence[Part], section: str) -> tuple[str, ...]:
    return tuple(t.text for p in parts if p.section == section for t in p.texts if t.text.strip())
