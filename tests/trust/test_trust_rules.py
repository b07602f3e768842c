"""The wording of row-level security, and the one rule of the door that no page can break."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from alongside.kernel.caller import Caller, Purpose
from alongside.kernel.ids import ActorId
from alongside.kernel.scope import for_child
from alongside.trust.rules.admission import Facts, admit
from alongside.trust.rules.policies import about, granted, holds, in_the_circle, job_is, protect

NOW = datetime(2026, 11, 20, 21, 0, tzinfo=UTC)
CHILD = UUID(int=1)


@pytest.mark.parametrize("purpose", [Purpose.MATCHING, Purpose.RECEIVING, Purpose.OWN_ACCOUNT])
def test_a_child_s_record_is_not_opened_for_another_purpose_even_with_a_grant(purpose: Purpose) -> None:
    me = Caller(ActorId(UUID(int=7)), purpose, NOW, "test")
    decision = admit(for_child(), me, Facts(levels={CHILD: 3}), (CHILD,))
    assert not decision.allowed and purpose.value in decision.why and decision.next_step


def test_a_protected_table_is_closed_to_its_owner_too_and_opened_only_as_far_as_said() -> None:
    said = protect("t", select="a")
    assert "ENABLE ROW LEVEL SECURITY" in said and "FORCE ROW LEVEL SECURITY" in said
    assert "GRANT SELECT ON t" in said and "USING (a)" in said
    assert not any(verb in said for verb in ("INSERT", "UPDATE", "DELETE"))


def test_only_the_named_columns_can_be_changed() -> None:
    said = protect("t", select="a", insert="b", update="c", delete="d", columns=["until", "child"])
    assert "GRANT UPDATE (until, child) ON t" in said
    assert "GRANT SELECT, INSERT, DELETE ON t" in said
    for policy in ("FOR INSERT TO alongside_app WITH CHECK (b)", "FOR UPDATE TO alongside_app USING (c)",
                   "FOR DELETE TO alongside_app USING (d)"):  # fmt: skip
        assert policy in said


def test_an_item_opens_by_the_circle_its_day_and_its_level_where_it_has_them() -> None:
    plain = in_the_circle(source="t.source", items=False)
    assert "opens_items" not in plain and "g.level >= 1" in plain and "from_on" not in plain
    whole = in_the_circle(source="t.source", items=True, on='t."on"', level="t.level")
    assert all(part in whole for part in ("c.opens_items", 'c.from_on <= t."on"', "g.level >= t.level"))
    assert "g.valid @> (SELECT trust_now())" in whole and "i.until IS NULL" in whole


def test_grants_offices_and_jobs_are_asked_of_the_verified_context() -> None:
    assert "g.level >= 1" in granted("t.child") and "g.level >= t.level" in granted("t.child", level="t.level")
    assert (
        holds(["steward", "matcher"], "t.agency") == "t.agency IN (SELECT trust_agencies(ARRAY['steward', 'matcher']))"
    )
    assert job_is("linker") == "(SELECT trust_job()) IN ('linker')"


def test_a_record_is_about_somebody_when_it_is_of_a_child_for_whom_one_holds_a_grant_now() -> None:
    words = about("t.source", level="0")
    assert "i.source = t.source AND i.until IS NULL" in words
    assert granted("i.person_id", level="0") in words
    assert granted("i.person_id") in about("t.source")
