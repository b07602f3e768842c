"""The made-up county has assessments at every stage, written through the same door."""

import psycopg
import pytest

from alongside.assessment import api as assessments
from alongside.cli.assessing import begin_assessments
from alongside.cli.caller import speaking_as
from alongside.kernel.ids import ChildId
from alongside.teams import api as teams
from tests.journeys.county import SAM, small_county


@pytest.mark.usefixtures("clean")
def test_the_county_has_assessments_at_every_stage(
    admin_dsn: str, admin: psycopg.Connection, tmp_path_factory: pytest.TempPathFactory
) -> None:
    small_county(admin_dsn, tmp_path_factory.mktemp("county"))
    me = speaking_as(SAM)
    children = [ChildId(c.child) for c in teams.my_children(me)]
    heads = [h for c in children for h in assessments.assessments(me, child=c)]
    assert {h.number for h in heads} == {1, 2} and any(h.finished_at for h in heads)
    whole = [assessments.assessment_of(me, child=h.children[0], assessment=h.id) for h in heads]
    assert any(a.signatures for a in whole) and any(p.evidence for a in whole for p in a.parts)
    assert any(d for a in whole for p in a.parts for d in p.disagreements)
    assert begin_assessments([SAM], most=40) == 0, "what is there is not begun again"
