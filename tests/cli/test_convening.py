"""The made-up county has meetings at every stage, held through the same door as anybody's."""

import psycopg
import pytest

from alongside.cli.caller import speaking_as
from alongside.meetings import api as meetings
from alongside.meetings.api import Stage
from alongside.teams import api as teams
from tests.journeys.county import SAM, small_county


@pytest.mark.usefixtures("clean")
def test_the_county_has_meetings_at_every_stage_and_what_they_decided_is_in_the_plans(
    admin_dsn: str, admin: psycopg.Connection, tmp_path_factory: pytest.TempPathFactory
) -> None:
    small_county(admin_dsn, tmp_path_factory.mktemp("county"))
    me = speaking_as(SAM)
    heads = {h.id: h for c in teams.my_children(me) for h in meetings.meetings(me, child=c.child)}  # type: ignore[arg-type]
    stages = admin.execute(
        "SELECT count(*), count(e.id), count(o.id) FROM meetings_meeting m LEFT JOIN meetings_ended e ON "
        "e.meeting_id = m.id LEFT JOIN meetings_calledoff o ON o.meeting_id = m.id"
    ).fetchone()
    assert stages and stages[0] >= 15 and stages[1] >= 5 and stages[2] >= 1
    assert {Stage.ENDED, Stage.PROPOSED} <= {h.stage for h in heads.values()}
    lost = admin.execute(
        "SELECT count(*) FROM meetings_decision d WHERE d.deed = 'task' AND NOT EXISTS "
        "(SELECT 1 FROM plans_task t WHERE t.id = d.row)"
    ).fetchone()
    assert lost == (0,), "what was decided as a task is a task"
    dissent = admin.execute("SELECT count(*) FROM meetings_dissent").fetchone()
    assert dissent and dissent[0] >= 1
