"""The assessment as far as the reader may see it: every list keeps to what the database shows them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from alongside.agencies import api as agencies
from alongside.agencies.api import Told
from alongside.assessment import models
from alongside.assessment.contracts import (
    Answer,
    Assessment,
    Capacity,
    Disagreement,
    Fact,
    Head,
    Part,
    PartKind,
    Position,
    Request,
    RequestAround,
    Signature,
    Spoken,
    Stance,
    Step,
    Text,
    Unanswered,
)
from alongside.assessment.rules.facts import Known, beside, line
from alongside.assessment.rules.working import sections_of
from alongside.chronology import api as chronology
from alongside.families import api as families
from alongside.kernel.answers import NotFound
from alongside.kernel.caller import Caller
from alongside.kernel.capability import capability
from alongside.kernel.duties import Event
from alongside.kernel.ids import ActorId, AgencyId, ChildId
from alongside.kernel.scope import for_child, for_self, for_system
from alongside.layout.dates import LONDON
from alongside.trust import api as trust

NO_SUCH = "There is no such assessment of this child, or it is not open to you."
_MINE = """
    JOIN anchor_identity i ON i.source = a.source AND i.until IS NULL
    JOIN trust_grant g ON g.child = i.person_id AND g.actor = (SELECT trust_actor()) AND g.valid @> (SELECT trust_now())
"""
_OF_CHILD = f"""
    SELECT DISTINCT a.assessment_id FROM assessment_about a {_MINE} WHERE i.person_id = %s
"""
_CHILDREN = f"""
    SELECT DISTINCT a.assessment_id, i.person_id FROM assessment_about a {_MINE} WHERE a.assessment_id = ANY(%s)
    ORDER BY 1, 2
"""
_PART_CHILDREN = f"""
    SELECT DISTINCT a.part_id, i.person_id FROM assessment_partsubject a {_MINE} WHERE a.part_id = ANY(%s) ORDER BY 1, 2
"""


def _pairs(query: str, asked: UUID | list[UUID]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, [asked])
        return list(cursor.fetchall())


def rows_of(child: ChildId) -> QuerySet[models.Assessment]:
    """The assessments about this child, the newest first."""
    known = [row[0] for row in _pairs(_OF_CHILD, child)]
    return models.Assessment.objects.filter(id__in=known).order_by("-begun_at", "-number", "id")


def row_of(child: ChildId, assessment: UUID) -> models.Assessment:
    """One assessment about this child; NotFound where there is none."""
    row = rows_of(child).filter(id=assessment).first()
    if row is None:
        raise NotFound(NO_SUCH)
    return row


@capability("assessment.assessments", scope=for_child(level=0))
def assessments(caller: Caller, *, child: ChildId) -> tuple[Head, ...]:
    """Every assessment about this child, the newest first."""
    return tuple(_heads(rows_of(child)))


def _heads(rows: Iterable[models.Assessment]) -> list[Head]:
    found = list(rows)
    ends = dict(models.Finish.objects.filter(assessment__in=found).values_list("assessment_id", "at"))
    children: dict[UUID, list[ChildId]] = defaultdict(list)
    for assessment, child in _pairs(_CHILDREN, [r.id for r in found]):
        children[assessment].append(ChildId(child))
    return [
        Head(
            r.id, r.template, str(r.body["words"]), r.number, tuple(children[r.id]), ActorId(r.begun_by), r.begun_at,
            ends.get(r.id),
        )
        for r in found
    ]  # fmt: skip


@capability("assessment.assessment_of", scope=for_child(level=0))
def assessment_of(caller: Caller, *, child: ChildId, assessment: UUID) -> Assessment:
    """One assessment: its sections, and each part with who wrote it, its evidence and who agrees."""
    row = row_of(child, assessment)
    finish = models.Finish.objects.filter(assessment=row).first()
    return Assessment(
        head=_heads([row])[0], previous=row.previous_id, sections=sections_of(row.body), parts=parts_of(row.id),
        requests=_requests(models.Request.objects.filter(assessment=row)), signatures=_signatures(row.id),
        trace=finish.trace if finish else "",
    )  # fmt: skip


def parts_of(assessment: UUID) -> tuple[Part, ...]:
    """Every part the reader may see, in the order in which they were begun."""
    rows = list(models.Part.objects.filter(assessment=assessment).order_by("at", "place", "id"))
    ids = [r.id for r in rows]
    if not ids:
        return ()
    children: dict[UUID, list[ChildId]] = defaultdict(list)
    for part, child in _pairs(_PART_CHILDREN, ids):
        children[part].append(ChildId(child))
    texts, evidence = _standing(ids), _evidence(ids)
    positions, talks = _positions(ids), _disagreements(ids)
    return tuple(
        Part(
            id=r.id, section=r.section, kind=PartKind(r.kind), author=ActorId(r.author), capacity=Capacity(r.capacity),
            agency=AgencyId(r.agency) if r.agency else None, level=r.level, why_level=r.why_level,
            children=tuple(children[r.id]), texts=texts[r.id], copied_from=r.copied_from, evidence=evidence[r.id],
            positions=positions[r.id], disagreements=talks[r.id],
        )
        for r in rows
    )  # fmt: skip


def _by_part(rows: Iterable[Any]) -> Mapping[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.part_id].append(row)
    return found


def as_text(row: models.PartText) -> Text:
    """A text as others hold it."""
    return Text(row.number, tuple(row.follows), row.text, ActorId(row.by), row.at)


_STANDING = """
    SELECT t.* FROM assessment_standing s
    JOIN assessment_parttext t ON t.part_id = s.part_id AND t.number = s.number
    WHERE s.part_id = ANY(%s) ORDER BY t.part_id, t.number
"""


def _standing(parts: Sequence[UUID]) -> Mapping[UUID, tuple[Text, ...]]:
    """What `rules.texts.standing` says, as the database keeps it, because a part may have hundreds of texts."""
    rows = _by_part(models.PartText.objects.raw(_STANDING, [list(parts)]))
    return defaultdict(tuple, {part: tuple(map(as_text, texts)) for part, texts in rows.items()})


@capability("assessment.texts", scope=for_child(level=0))
def texts(caller: Caller, *, child: ChildId, part: UUID) -> tuple[Text, ...]:
    """Everything that was ever saved of a part, the newest first."""
    return tuple(as_text(r) for r in models.PartText.objects.filter(part=part).order_by("-number"))


def standing_of(part: UUID) -> tuple[Text, ...]:
    """The texts of a part that stand, to write on from."""
    return _standing([part])[part]


def _evidence(parts: Sequence[UUID]) -> Mapping[UUID, tuple[UUID, ...]]:
    newest: dict[UUID, dict[UUID, bool]] = defaultdict(dict)
    for row in models.Evidence.objects.filter(part__in=parts).order_by("id"):
        newest[row.part_id][row.entry] = row.linked
    kept = {part: tuple(e for e, linked in entries.items() if linked) for part, entries in newest.items()}
    return defaultdict(tuple, kept)


def _positions(parts: Sequence[UUID]) -> Mapping[UUID, tuple[Position, ...]]:
    newest: dict[UUID, dict[UUID, Position]] = defaultdict(dict)
    for r in models.Position.objects.filter(part__in=parts).order_by("at", "id"):
        agency = AgencyId(r.agency) if r.agency else None
        said = Position(ActorId(r.by), Capacity(r.capacity), agency, Stance(r.stance), r.words, r.at)
        newest[r.part_id][r.by] = said
    return defaultdict(tuple, {part: tuple(said.values()) for part, said in newest.items()})


def _disagreements(parts: Sequence[UUID]) -> Mapping[UUID, tuple[Disagreement, ...]]:
    rows = list(models.Conversation.objects.filter(part__in=parts).order_by("at", "id"))
    steps: dict[UUID, list[Spoken]] = defaultdict(list)
    for s in models.ConversationStep.objects.filter(conversation__in=rows).order_by("id"):
        steps[s.conversation_id].append(Spoken(Step(s.kind), s.words, ActorId(s.by), s.at))
    found: dict[UUID, tuple[Disagreement, ...]] = defaultdict(tuple)
    for r in rows:
        found[r.part_id] += (Disagreement(r.id, ActorId(r.by), r.at, r.settle_by, tuple(steps[r.id])),)
    return found


def _requests(rows: QuerySet[models.Request]) -> tuple[Request, ...]:
    found = list(rows.order_by("answer_by", "at"))
    answers = {a.pk: a for a in models.RequestAnswer.objects.filter(request__in=found)}
    return tuple(
        Request(
            r.id, ActorId(r.asked), r.question, tuple(r.sections), r.answer_by, ActorId(r.by), r.at,
            Answer(answers[r.id].answer) if r.id in answers else None, answers[r.id].words if r.id in answers else "",
        )
        for r in found
    )  # fmt: skip


def _signatures(assessment: UUID) -> tuple[Signature, ...]:
    once: dict[UUID, Signature] = {}
    for r in models.Signature.objects.filter(assessment=assessment).order_by("at", "id"):
        agency = AgencyId(r.agency) if r.agency else None
        once[r.by] = Signature(ActorId(r.by), Capacity(r.capacity), agency, r.words, r.at)
    return tuple(once.values())


_ASKED = """
    SELECT DISTINCT r.id, i.person_id, r.assessment_id FROM assessment_request r
    JOIN anchor_identity i ON i.source = r.source AND i.until IS NULL
    WHERE r.asked = %s AND NOT EXISTS (SELECT 1 FROM assessment_requestanswer a WHERE a.request_id = r.id)
      AND NOT EXISTS (SELECT 1 FROM assessment_finish f WHERE f.assessment_id = r.assessment_id)
"""


@capability("assessment.asked_of_me", scope=for_self())
def asked_of_me(caller: Caller) -> tuple[tuple[ChildId, UUID, Request], ...]:
    """What the caller was asked, for assessments that are being written, and has not answered; the soonest first."""
    places = {request: (ChildId(child), a) for request, child, a in _pairs(_ASKED, caller.actor)}
    found = _requests(models.Request.objects.filter(id__in=list(places)))
    return tuple((*places[r.id], r) for r in found)


_AROUND = """
    SELECT DISTINCT r.id, i.person_id, r.assessment_id FROM assessment_request r
    JOIN anchor_identity i ON i.source = r.source AND i.until IS NULL
    WHERE i.person_id = ANY(%s) AND NOT EXISTS (
        SELECT 1 FROM assessment_finish f WHERE f.assessment_id = r.assessment_id)
"""


@capability("assessment.requests_around", scope=for_child("children"))
def requests_around(caller: Caller, *, children: Sequence[ChildId]) -> tuple[RequestAround, ...]:
    """Who was asked to contribute to the assessments of these children that are being written, the soonest first."""
    places = {request: (ChildId(child), a) for request, child, a in _pairs(_AROUND, list(children))}
    return tuple(RequestAround(*places[r.id], r) for r in _requests(models.Request.objects.filter(id__in=list(places))))


_UNANSWERED = """
    SELECT DISTINCT r.id, r.assessment_id, i.person_id, r.source, r.asked, r.at, r.answer_by FROM assessment_request r
    JOIN anchor_identity i ON i.source = r.source AND i.until IS NULL
    JOIN trust_grant g ON g.child = i.person_id AND g.actor = r.asked AND g.valid @> %s
    WHERE NOT EXISTS (SELECT 1 FROM assessment_requestanswer a WHERE a.request_id = r.id)
      AND NOT EXISTS (SELECT 1 FROM assessment_finish f WHERE f.assessment_id = r.assessment_id)
    ORDER BY r.answer_by, r.id
"""


@capability("assessment.unanswered", scope=for_system("digest"))
def unanswered(caller: Caller) -> tuple[Unanswered, ...]:
    """Every request that waits for an answer, of those who may still read the assessment: whom and by when."""
    with connection.cursor() as cursor:
        cursor.execute(_UNANSWERED, (caller.now,))
        return tuple(
            Unanswered(r, a, ChildId(child), source, ActorId(asked), at.astimezone(LONDON).date(), by)
            for r, a, child, source, asked, at, by in cursor.fetchall()
        )


@capability("assessment.facts", scope=for_child())
def facts(caller: Caller, *, child: ChildId, assessment: UUID) -> dict[str, tuple[Fact, ...]]:
    """What agencies have told, beside the sections where it belongs; once finished, as it stood then."""
    row = row_of(child, assessment)
    kept = models.FinishedFacts.objects.filter(assessment=row)
    if models.Finish.objects.filter(assessment=row).exists():
        return {section: tuple(map(_fact, some)) for k in kept for section, some in k.facts.items()}
    return beside(sections_of(row.body), _known(caller, child))


def _fact(said: Mapping[str, Any]) -> Fact:
    on, entry = said["on"], said["entry"]
    return Fact(said["words"], said["told_by"], date.fromisoformat(on) if on else None, UUID(entry) if entry else None)


def _known(caller: Caller, child: ChildId) -> Known:
    agency = {a.id: a for a in agencies.all_agencies(caller)}
    story = chronology.story(caller, child=child)
    return Known(
        lines=_lines(caller, child, story, {a.id: a.name for a in agency.values()}), entries=story.entries,
        kinds={a.name: a.kind.value for a in agency.values()}, titles={},
    )  # fmt: skip


def _lines(
    caller: Caller, child: ChildId, story: chronology.Story, names: Mapping[AgencyId, str]
) -> dict[str, tuple[Fact, ...]]:
    who = families.who_is(caller, child=child)
    kin = families.family(caller, child=child)
    born = f", born {who.date_of_birth:%-d %B %Y}" if who.date_of_birth else ""
    return {
        "identity": (line(f"{who.name}{born}"), *((line(f"School: {who.school}"),) if who.school else ())),
        "homes": (line(f"Lives at {who.address}"),) if who.address else (),
        "family": tuple(
            line(f"{r.identity.name}, {r.tie}", ", ".join(names.get(a, "") for a in r.said_by), r.from_on) for r in kin
        ),
        "reasons": tuple(
            line(r.kind.value.replace("_", " ").capitalize(), names.get(AgencyId(r.agency), ""), r.period.from_on)
            for r in trust.reasons(caller, child=child)
        ),
        "involved": tuple(
            line(f"{v.worker}, {v.role}" if v.role else v.worker, v.agency, v.period.from_on)
            for v in story.involved if v.open
        ),
    }  # fmt: skip


@capability("assessment.events_of", scope=for_child())
def events_of(caller: Caller, *, child: ChildId) -> tuple[Event, ...]:
    """For the story: an assessment began, was finished, a judgement was disagreed with, and what came of it."""
    with connection.cursor() as cursor:
        cursor.execute(_EVENTS, {"child": child})
        told = [Told(id, at, ActorId(by), title, text) for id, at, by, title, text in cursor.fetchall()]
    return agencies.as_events(caller, child=child, told=told)


_EVENTS = f"""
    WITH mine AS MATERIALIZED (
        SELECT DISTINCT a.assessment_id AS id FROM assessment_about a {_MINE} WHERE i.person_id = %(child)s)
    SELECT s.id, s.begun_at, s.begun_by, 'Assessment ' || s.number || ' begun', s.body->>'words'
    FROM assessment_assessment s WHERE s.id IN (SELECT id FROM mine)
    UNION ALL
    SELECT md5('finish' || f.assessment_id)::uuid, f.at, f.by, 'Assessment finished', ''
    FROM assessment_finish f WHERE f.assessment_id IN (SELECT id FROM mine)
    UNION ALL
    SELECT c.id, c.at, c.by, 'A judgement is disagreed with',
        'To be settled by ' || to_char(c.settle_by, 'FMDD FMMonth YYYY')
    FROM assessment_conversation c JOIN assessment_part p ON p.id = c.part_id
    WHERE p.assessment_id IN (SELECT id FROM mine)
    UNION ALL
    SELECT md5('step' || s.id)::uuid, s.at, s.by, CASE s.kind WHEN 'settled' THEN 'A disagreement is settled'
        WHEN 'to_managers' THEN 'A disagreement goes to managers' ELSE 'Managers decide about a disagreement' END,
        s.words
    FROM assessment_conversationstep s JOIN assessment_conversation c ON c.id = s.conversation_id
    JOIN assessment_part p ON p.id = c.part_id
    WHERE p.assessment_id IN (SELECT id FROM mine) AND s.kind <> 'said'
"""


@capability("assessment.saves", scope=for_child(level=0))
def saves(caller: Caller, *, child: ChildId, assessment: UUID) -> int:
    """How many texts and views there are, as far as the reader may see them: when it grows, somebody has written."""
    parts = models.Part.objects.filter(assessment=row_of(child, assessment)).values_list("id", flat=True)
    known = list(parts)
    texts_now = models.PartText.objects.filter(part__in=known).count()
    return texts_now + models.Position.objects.filter(part__in=known).count()
