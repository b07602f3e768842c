"""The made-up county has plans at every stage, the same each time."""

import psycopg
import pytest

from alongside.cli.caller import speaking_as
from alongside.plans import api as plans
from alongside.teams import api as teams
from tests.journeys.county import SAM, small_county


@pytest.mark.usefixtures("clean")
def test_the_county_has_plans_at_every_stage(
    admin_dsn: str, admin: psycopg.Connection, tmp_path_factory: pytest.TempPathFactory
) -> None:
    small_county(admin_dsn, tmp_path_factory.mktemp("county"))
    me = speaking_as(SAM)
    found = {p.id: p for c in teams.my_children(me) if (p := plans.plan_of(me, child=c.child))}.values()  # type: ignore[arg-type]
    assert len(found) >= 5
    assert {p.version.number for p in found} >= {1, 2}
    assert any(p.agreed is None for p in found) and any(g.reviews for p in found for g in p.goals)
    owned = admin.execute("SELECT count(*) FROM plans_owner WHERE kind = 'family' AND accountable").fetchone()
    assert owned and owned[0] > 0, "somebody of the family is accountable for something"
    assert plans.my_tasks(me)
