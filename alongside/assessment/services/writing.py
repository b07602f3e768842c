"""An assessment is begun; parts are written by several at once, and nobody's words are lost."""

import hashlib
from collections.abc import Sequence
from uuid import UUID, uuid4, uuid5

from django.db import connection
from django.db.models import Max

from alongside.assessment import models
from alongside.assessment.contracts import Capacity, PartKind, Text
from alongside.assessment.rules import texts as texts_rules
from alongside.assessment.rules import working
from alongside.assessment.selectors import as_text, parts_of, row_of, rows_of, standing_of
from alongside.assessment.services import finding
from alongside.kernel.answers import NotPossible
from alongside.kernel.caller import Caller
from alongside.kernel.capability import capability
from alongside.kernel.ids import ChildId
from alongside.kernel.scope import for_child
from alongside.language import api as language
from alongside.language.api import Kind, Milestone
from alongside.pathway import api as pathway
from alongside.trust import api as trust


@capability("assessment.begin", scope=for_child("children"), writes=True)
def begin(caller: Caller, *, assessment: UUID, children: Sequence[ChildId], template: str) -> UUID:
    """One assessment begins about these children, after a template. Sent twice, it is begun once."""
    if models.Assessment.objects.filter(id=assessment).exists():
        return assessment
    known = {p.code: p for p in language.practices(caller, kind=Kind.TEMPLATE)}
    if template not in known:
        raise NotPossible("There is no such template. Choose one of those that the partnership has agreed.")
    sources = trust.subjects(caller, children=tuple(children))
    for child in children:
        _refuse_a_second(child)
    row = models.Assessment(
        id=assessment, template=template, template_version=known[template].version, body=dict(known[template].body),
        number=1, begun_by=caller.actor, begun_at=caller.now,
    )  # fmt: skip
    row.save(force_insert=True)
    _about(caller, row, list(sources.values()))
    pathway.happened(
        caller, children=children, what=Milestone.ASSESSMENT_STARTED, on=caller.now.date(), told_elsewhere=True
    )
    return assessment


def _refuse_a_second(child: ChildId) -> None:
    """Held until the transaction ends: two people who begin at once do not begin two."""
    _alone(child)
    finished = models.Finish.objects.values("assessment")
    if rows_of(child).exclude(id__in=finished).exists():
        raise NotPossible("There is an assessment about one of these children already. Write in that one.")


def _alone(what: UUID) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 4))", (str(what),))


def _about(caller: Caller, row: models.Assessment, sources: Sequence[UUID]) -> None:
    for source in dict.fromkeys(sources):
        models.About(assessment=row, source=source, by=caller.actor).save(force_insert=True)


@capability("assessment.begin_next", scope=for_child(), writes=True)
def begin_next(caller: Caller, *, child: ChildId, assessment: UUID, previous: UUID) -> UUID:
    """The next assessment begins as a copy of the finished one; every part keeps its author and its evidence."""
    if models.Assessment.objects.filter(id=assessment).exists():
        return assessment
    before = row_of(child, previous)
    if not models.Finish.objects.filter(assessment=before).exists():
        raise NotPossible("The assessment before is not finished. Write in that one.")
    _refuse_a_second(child)
    row = models.Assessment(
        id=assessment, template=before.template, template_version=before.template_version, body=before.body,
        number=before.number + 1, previous=before, begun_by=caller.actor, begun_at=caller.now,
    )  # fmt: skip
    row.save(force_insert=True)
    sources = list(models.About.objects.filter(assessment=before).values_list("source", flat=True))
    _about(caller, row, sources)
    _copy(caller, row, before)
    mine = trust.mine_among(caller, sources=sources)
    pathway.happened(
        caller, children=mine, what=Milestone.ASSESSMENT_STARTED, on=caller.now.date(), told_elsewhere=True
    )
    return assessment


def _copy(caller: Caller, row: models.Assessment, before: models.Assessment) -> None:
    """What the caller may see of the one before stands here again, as its author's."""
    for place, part in enumerate(parts_of(before.id), 1):
        if not part.texts or not part.children:
            continue
        copied = models.Part(
            id=uuid4(), assessment=row, section=part.section, kind=part.kind.value, author=part.author, by=caller.actor,
            capacity=part.capacity.value, agency=part.agency, level=part.level, why_level=part.why_level,
            copied_from=part.id, place=place, at=caller.now,
        )  # fmt: skip
        copied.save(force_insert=True)
        _subjects(caller, copied, part.children)
        _write(caller, copied.id, (), part.texts[0].text, uuid4())
        for entry in part.evidence:
            models.Evidence(part=copied, entry=entry, linked=True, by=caller.actor, at=caller.now).save(
                force_insert=True
            )


@capability("assessment.add_part", scope=for_child("about", level=0), writes=True)
def add_part(
    caller: Caller, *, assessment: UUID, part: UUID, about: Sequence[ChildId], section: str, kind: PartKind, text: str,
    save_id: UUID, level: int = 0, why_level: str = "",
) -> Text:  # fmt: skip
    """Somebody writes a part of a section, about these children. Sent twice, it is written once."""
    row = finding.open_assessment(about[0], assessment)
    if models.Part.objects.filter(id=part, author=caller.actor).exists():
        return _save(caller, part, (), text, save_id)
    if section not in {s.code for s in working.sections_of(row.body)}:
        raise NotPossible("This assessment has no such section.")
    me = finding.writer(caller, about[0])
    for sentence in working.part_faults(kind, level, why_level, me.capacity):
        raise NotPossible(sentence)
    written = models.Part(
        id=part, assessment=row, section=section, kind=kind.value, author=caller.actor, by=caller.actor,
        capacity=me.capacity.value, agency=me.agency, level=level,
        why_level=why_level.strip() if level else "", place=_next_place(row), at=caller.now,
    )  # fmt: skip
    written.save(force_insert=True)
    _subjects(caller, written, about)
    return _save(caller, part, (), text, save_id)


def _next_place(row: models.Assessment) -> int:
    return models.Part.objects.filter(assessment=row).count() + 1


def _subjects(caller: Caller, part: models.Part, about: Sequence[ChildId]) -> None:
    for source in dict.fromkeys(trust.subjects(caller, children=tuple(about)).values()):
        models.PartSubject(part=part, source=source, by=caller.actor).save(force_insert=True)


@capability("assessment.save", scope=for_child(level=0), writes=True)
def save(
    caller: Caller, *, child: ChildId, part: UUID, follows: Sequence[int], text: str, save_id: UUID
) -> tuple[Text, ...]:
    """What somebody has typed of a part is kept as a new text in the place of those they had read.

    Gives the texts that stand afterwards: more than one when somebody else wrote at the same time. Both are kept until
    one of them settles it by a text that takes the place of both. `save_id` names this save: sent twice, it is kept
    once; sent again with other words, the other words follow the first.
    """
    known = finding.open_part(child, part)
    if not working.may_change(known.author, known.capacity, known.kind, caller.actor, finding.capacity(caller, child)):
        raise NotPossible("These are somebody else's own words. Write a part of your own beside them.")
    _save(caller, part, follows, text, save_id)
    return standing_of(part)


def _save(caller: Caller, part: UUID, follows: Sequence[int], text: str, save_id: UUID) -> Text:
    _alone(part)
    before = models.PartText.objects.filter(part=part, save_id=save_id).first()
    if before is not None and before.text == text:
        return as_text(before)
    if before is not None:
        again = uuid5(save_id, hashlib.sha256(text.encode()).hexdigest())
        return _save(caller, part, (before.number,), text, again)
    known = models.PartText.objects.filter(part=part).aggregate(newest=Max("number"))["newest"] or 0
    if fault := texts_rules.faults(text, follows, known):
        raise NotPossible(fault)
    return _write(caller, part, tuple(sorted(set(follows))), text, save_id, number=known + 1)


def _write(caller: Caller, part: UUID, follows: tuple[int, ...], text: str, save_id: UUID, *, number: int = 1) -> Text:
    row = models.PartText(
        part_id=part, number=number, follows=list(follows), text=text, by=caller.actor, at=caller.now, save_id=save_id
    )
    row.save(force_insert=True)
    return as_text(row)


@capability("assessment.put_evidence", scope=for_child(), writes=True)
def put_evidence(caller: Caller, *, child: ChildId, part: UUID, entries: Sequence[UUID]) -> None:
    """These entries of the chronology stand beside a part, and no others."""
    row, found = finding.part(child, part)
    finding.open_assessment(child, row.id)
    if found.capacity is Capacity.FAMILY and found.author != caller.actor:
        raise NotPossible("These are the family's own words. Put the evidence beside a part of your own.")
    now, wanted = set(found.evidence), set(entries)
    for entry, linked in [(e, True) for e in sorted(wanted - now)] + [(e, False) for e in sorted(now - wanted)]:
        models.Evidence(part_id=part, entry=entry, linked=linked, by=caller.actor, at=caller.now).save(
            force_insert=True
        )
