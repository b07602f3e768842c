"""Assessments for the made-up county, at every stage, written by its own practitioners through the same door."""

from collections.abc import Iterator, Sequence
from itertools import cycle
from uuid import UUID, uuid5

from alongside.assessment import api as assessments
from alongside.assessment.api import PartKind, Stance
from alongside.chronology import api as chronology
from alongside.chronology.api import Entry
from alongside.cli.caller import speaking_as
from alongside.kernel.caller import Caller
from alongside.kernel.ids import ChildId
from alongside.teams import api as teams

_STAGES = ("again", "begun", "again", "disagreed", "again", "written", "signed")
_SECTIONS = {
    "general": ("health", "education", "basic-care", "warmth", "wider-family"),
    "neglect": ("medical", "educational", "physical", "parents", "how-long"),
    "early-help": ("worries", "home-money", "child", "well", "next"),
}
_SAID = {
    PartKind.NEED: "We are worried about this: {}", PartKind.STRENGTH: "This goes well: {}",
    PartKind.INFORMATION: "{}", PartKind.LIVED: "For the child it means: {}",
    PartKind.MISSING: "We have not asked the child about this yet: {}",
}  # fmt: skip


def begin_assessments(emails: Sequence[str], *, most: int) -> int:
    """These practitioners assess the families they have a team with, `most` of them at most; gives how many begun."""
    stages, templates, begun = cycle(_STAGES), cycle(_SECTIONS), 0
    for me, child in _with_a_team(emails):
        if begun < most and not assessments.assessments(me, child=child):
            begun += _assess(me, child, next(templates), next(stages))
    return begun


def _with_a_team(emails: Sequence[str]) -> Iterator[tuple[Caller, ChildId]]:
    for email in emails:
        me = speaking_as(email)
        for child in (ChildId(c.child) for c in teams.my_children(me)):
            team = teams.team_of(me, child=child)
            if team and any(m.actor == me.actor for m in team.members):
                yield me, child


def _assess(me: Caller, child: ChildId, template: str, stage: str) -> int:
    begun = assessments.begin(me, assessment=uuid5(child, "assessment"), children=(child,), template=template)
    if stage == "begun":
        return 1
    parts = _write(me, child, begun, template)
    if stage == "disagreed" and parts:
        words = "This was so in spring; since then it has been different."
        assessments.take_position(me, child=child, part=parts[0], stance=Stance.DISAGREE, words=words)
    if stage not in ("signed", "again") or not parts:
        return 1
    assessments.finish(me, child=child, assessment=begun, facts=assessments.facts(me, child=child, assessment=begun))
    assessments.sign(me, child=child, assessment=begun)
    if stage == "signed":
        return 1
    assessments.begin_next(me, child=child, assessment=uuid5(child, "the next"), previous=begun)
    return 2


def _write(me: Caller, child: ChildId, assessment: UUID, template: str) -> list[UUID]:
    """A part under each of some headings, resting on what the chronology tells."""
    written = []
    told = [e for e in chronology.story(me, child=child).entries if e.kind in ("concern", "missed", "strength")]
    for place, (section, kind, entry) in enumerate(zip(_SECTIONS[template], _SAID, reversed(told))):
        part = uuid5(assessment, f"part {place}")
        fitting = PartKind.STRENGTH if entry.kind == "strength" else kind
        assessments.add_part(
            me, assessment=assessment, part=part, about=(child,), section=section, kind=fitting,
            text=_SAID[fitting].format(_words(entry)), save_id=uuid5(part, "first"),
        )  # fmt: skip
        assessments.put_evidence(me, child=child, part=part, entries=(entry.id,))
        if fitting in assessments.JUDGEMENTS:
            assessments.take_position(me, child=child, part=part, stance=Stance.AGREE)
        written.append(part)
    return written


def _words(entry: Entry) -> str:
    return entry.witnesses[0].text or entry.title
