"""What the story of a child tells of the plan."""

from typing import Any

from django.db import connection

from alongside.kernel.caller import Caller
from alongside.kernel.capability import capability
from alongside.kernel.dates import PartialDate
from alongside.kernel.duties import Event
from alongside.kernel.ids import ChildId, PersonId
from alongside.kernel.scope import for_child
from alongside.layout.dates import LONDON
from alongside.plans.rules import telling

_TOLD = """
    WITH here AS MATERIALIZED (
        SELECT DISTINCT c.plan_id FROM plans_planchild c
        JOIN anchor_identity i ON i.source = c.source AND i.until IS NULL WHERE i.person_id = %(child)s)
    SELECT t.id, t.at, t.kind, t.code, t.number, t.about, t.words, t.more, p.agency, p.name, a.name FROM (
        SELECT uuid_in(md5(v.plan_id::text || v.number)::cstring) AS id, v.agreed_at AS at, v.agreed_by AS by,
               'agreed' AS kind, '' AS code, v.number, '' AS about, v.why AS words, '' AS more
        FROM plans_version v WHERE v.plan_id IN (SELECT plan_id FROM here) AND v.agreed_at IS NOT NULL
        UNION ALL
        SELECT r.id, r.at, r.by, 'reviewed', r.rating, 0,
               (SELECT w.words FROM plans_goalwords w WHERE w.goal_id = r.goal_id AND w.at <= r.at
                ORDER BY w.version DESC, w.edition DESC LIMIT 1), r.words, r.measured
        FROM plans_goalreview r WHERE r.plan_id IN (SELECT plan_id FROM here)
        UNION ALL
        SELECT r.id, r.at, r.by, 'reported', r.state, 0, t.words,
               concat_ws(' ', nullif(r.words, ''), nullif(r.seen, '')), r.difference
        FROM plans_report r JOIN plans_task t ON t.id = r.task_id
        WHERE r.plan_id IN (SELECT plan_id FROM here) AND r.state = ANY(%(states)s)
    ) t
    LEFT JOIN agencies_practitioner p ON p.actor = t.by LEFT JOIN agencies_agencyname a ON a.agency = p.agency
    ORDER BY t.at, t.id
"""


@capability("plans.events_of", scope=for_child())
def events_of(caller: Caller, *, child: ChildId) -> tuple[Event, ...]:
    """What happened with the plan, for the story: agreed, a goal reviewed, a task done or stuck. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_TOLD, {"child": child, "states": list(telling.STATES)})
        return tuple(_event(child, row) for row in cursor.fetchall())


def _event(child: ChildId, row: tuple[Any, ...]) -> Event:
    key, at, kind, code, number, about, words, more, agency, name, agency_name = row
    of_kind, title, text = telling.told(kind, code, number, about or "", words, more)
    here = at.astimezone(LONDON)
    return Event(
        id=key, person=PersonId(child), when=PartialDate(here.date()), clock=f"{here:%H:%M}", kind=of_kind, title=title,
        text=text, agency=agency or PersonId(child), told_by=agency_name or "The family", reference="", recorded_at=at,
        worker=name or "", deed=True,
    )  # fmt: skip
