"""The door: the wrong caller of each scope is refused by both nets, and refusals leave a line."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import psycopg
import pytest
from django.db import connection, transaction

from alongside.accounts import api as accounts
from alongside.chronology import api as chronology
from alongside.cli.provision import app_dsn, owner_dsn, wrong_role
from alongside.config.home import home, read_connection
from alongside.families.models import Description
from alongside.kernel.answers import NotPossible, Refused
from alongside.kernel.caller import Caller, Purpose
from alongside.kernel.capability import CAPABILITIES, visit
from alongside.kernel.ids import ChildId, SourceId, source_of
from alongside.kernel.scope import ScopeKind
from alongside.records.models import Event
from alongside.trust import api as trust
from tests.builders import (
    AVA,
    NOW,
    TODAY,
    a_child,
    an_agency,
    an_office_holder,
    delivered,
    job,
    linked,
    person_of,
    somebody,
)

pytestmark = pytest.mark.usefixtures("clean")

PUBLIC = {"accounts.sign_in"}
"""The reviewed list: what anybody may call, and why: signing in answers alike for known and unknown addresses."""


def _wrong_words(name: str) -> dict[str, object]:
    scope = CAPABILITIES[name].scope
    return {scope.argument: uuid4()} if scope.argument else {}


REFUSING = sorted(
    n for n, c in CAPABILITIES.items() if c.scope.kind not in (ScopeKind.PUBLIC, ScopeKind.OWN, ScopeKind.INVITED)
)


@pytest.mark.parametrize("name", REFUSING)
def test_the_wrong_caller_of_every_capability_is_refused_and_the_ledger_says_so(
    name: str, admin: psycopg.Connection
) -> None:
    with pytest.raises(Refused) as refusal:
        CAPABILITIES[name].knock(somebody(), **_wrong_words(name))
    assert refusal.value.why and refusal.value.next_step
    lines = admin.execute("SELECT capability, outcome, actor FROM ledger_line").fetchall()
    assert lines == [(name, "refused", somebody().actor)]


def test_what_is_public_is_a_reviewed_list() -> None:
    assert {n for n, c in CAPABILITIES.items() if c.scope.kind is ScopeKind.PUBLIC} == PUBLIC


def test_an_invitation_that_does_not_exist_is_refused(admin: psycopg.Connection) -> None:
    with pytest.raises(Refused):
        accounts.greet(somebody(), token="nobody-invited-me")
    assert admin.execute("SELECT outcome FROM ledger_line").fetchall() == [("refused",)]


def test_outside_the_door_nobody_is_seen(admin: psycopg.Connection) -> None:
    a_child(admin, an_agency())
    assert admin.execute("SELECT count(*) FROM families_description").fetchone() == (1,)
    assert Description.objects.count() == 0
    with connection.cursor() as cursor:
        for table in ("anchor_person", "anchor_identity", "trust_grant", "trust_reason", "trust_circle", "ledger_line"):
            cursor.execute(f"SELECT count(*) FROM {table}")
            assert cursor.fetchone() == (0,), table


def test_the_second_net_holds_where_the_first_has_a_hole(admin: psycopg.Connection) -> None:
    school = an_agency()
    child, worker = a_child(admin, school)
    delivered(school, "plain-events", [{"record": "1", "person": "P1", "date": "2026-01-01", "text": "Hungry."}])
    for caller, seen in ((worker, 1), (somebody(), 0)):
        with visit(caller):
            assert Event.objects.count() == seen
            assert Description.objects.count() == seen
    assert chronology.story(worker, child=child).entries


def test_a_context_signed_with_another_key_opens_nothing(admin: psycopg.Connection) -> None:
    from alongside.kernel.context import signed_context

    _, worker = a_child(admin, an_agency())
    for key in (b"another key", b""):
        with transaction.atomic(), connection.cursor() as cursor:
            forged = signed_context(worker, key=key, expiry=4_000_000_000)
            cursor.execute("SELECT set_config('alongside.context', %s, true)", (forged,))
            assert Description.objects.count() == 0


def test_the_context_does_not_outlive_its_transaction(admin: psycopg.Connection) -> None:
    child, worker = a_child(admin, an_agency())
    chronology.story(worker, child=child)
    assert Description.objects.count() == 0


def test_inside_another_transaction_the_door_does_not_open(admin: psycopg.Connection) -> None:
    """The planted leak: with a transaction around it, the context would outlive the visit: falsely green."""
    child, worker = a_child(admin, an_agency())
    with transaction.atomic(), pytest.raises(RuntimeError, match="outermost"):
        chronology.story(worker, child=child)


def test_the_application_cannot_change_what_happened(admin: psycopg.Connection) -> None:
    a_child(admin, an_agency())
    with psycopg.connect(app_dsn()) as app:
        for deed in (
            "UPDATE ledger_line SET text = ''", "DELETE FROM ledger_line", "TRUNCATE records_row",
            "UPDATE records_row SET text = ''", "UPDATE records_event SET text = ''", "TRUNCATE records_event",
            "SELECT * FROM trust_key", "UPDATE families_description SET surname = ''", "DELETE FROM trust_grant",
        ):  # fmt: skip
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                app.execute(deed)
            app.rollback()


def test_nobody_writes_grants_for_themselves(admin: psycopg.Connection) -> None:
    child, _ = a_child(admin, an_agency())
    stranger = somebody()
    with pytest.raises(Exception, match="row-level security"), visit(stranger), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO trust_grant (id, actor, subject, child, level, purpose, basis, basis_row, why, valid, "
            "issued_by) VALUES (gen_random_uuid(), %s, %s, %s, 1, 'direct_work', 'involvement', gen_random_uuid(), "
            "'me', tstzrange(now() - interval '1 day', NULL), %s)",
            (stranger.actor, child, child, stranger.actor),
        )


def test_a_refusal_inside_a_visit_undoes_the_visit_and_still_leaves_its_line(admin: psycopg.Connection) -> None:
    child, _ = a_child(admin, an_agency())
    admin.execute("TRUNCATE ledger_line")
    with pytest.raises(Refused), visit(somebody()):
        trust.my_grants(somebody())
        chronology.story(somebody(), child=child)
    lines = admin.execute("SELECT capability, outcome FROM ledger_line ORDER BY id").fetchall()
    assert lines == [("trust.my_grants", "failed"), ("chronology.story", "refused")]


def test_the_ledger_names_every_item_that_was_shown(admin: psycopg.Connection) -> None:
    school = an_agency()
    child, worker = a_child(admin, school)
    delivered(school, "plain-events", [{"record": "1", "person": "P1", "date": "2026-01-01", "text": "Hungry."}])
    story = chronology.story(worker, child=child)
    (text,) = admin.execute("SELECT text FROM ledger_line WHERE capability = 'chronology.story'").fetchone() or ("",)
    for item in story.item_ids():
        assert str(item) in text


def test_urgent_need_opens_the_record_for_four_hours_and_no_longer(admin: psycopg.Connection) -> None:
    school = an_agency()
    child, _ = a_child(admin, school)
    nurse = an_office_holder(trust.Office.PRACTITIONER, school)
    urgent = nurse.with_purpose(Purpose.URGENT_NEED)
    with pytest.raises(NotPossible, match="sentence"):
        trust.claim_urgent_need(urgent, child=child, why="help")
    until = trust.claim_urgent_need(urgent, child=child, why="He is at the ward alone and nobody knows his allergies.")
    assert until - NOW == timedelta(hours=4)
    assert chronology.story(nurse, child=child).child == child
    with pytest.raises(Refused):
        chronology.story(replace(nurse, now=until), child=child)
    chronology.story(replace(nurse, now=until - timedelta(microseconds=1)), child=child)


def test_a_supervisor_sees_and_reviews_urgent_needs_but_not_their_own(admin: psycopg.Connection) -> None:
    school = an_agency()
    child, _ = a_child(admin, school)
    nurse = an_office_holder(trust.Office.PRACTITIONER, school)
    trust.claim_urgent_need(nurse, child=child, why="The child is at the ward alone tonight.")
    supervisor = an_office_holder(trust.Office.SUPERVISOR, school, number=100)
    (need,) = trust.urgent_needs(supervisor)
    assert (need.actor, need.child, need.reviewed) == (nurse.actor, child, False)
    trust.review_urgent_need(supervisor, need=need.id, words="Rightly opened.")
    assert trust.urgent_needs(supervisor)[0].reviewed
    with pytest.raises(Refused):
        trust.urgent_needs(nurse)


def test_two_unreviewed_urgent_needs_pause_the_third(admin: psycopg.Connection) -> None:
    school = an_agency()
    child, _ = a_child(admin, school)
    nurse = an_office_holder(trust.Office.PRACTITIONER, school)
    for _ in range(2):
        trust.claim_urgent_need(nurse, child=child, why="The child is at the ward alone tonight.")
    with pytest.raises(NotPossible, match="supervisor"):
        trust.claim_urgent_need(nurse, child=child, why="The child is at the ward alone tonight.")


def test_a_child_without_an_open_reason_cannot_be_opened_in_urgent_need(admin: psycopg.Connection) -> None:
    school = an_agency()
    delivered(school, "plain-people", [AVA])
    linked()
    nurse = an_office_holder(trust.Office.PRACTITIONER, school)
    with pytest.raises(NotPossible, match="no open reason"):
        trust.claim_urgent_need(
            nurse, child=ChildId(person_of(admin, school, "P1")), why="The child is at the ward alone tonight."
        )


def test_access_ends_when_the_involvement_ends(admin: psycopg.Connection) -> None:
    school = an_agency()
    child, worker = a_child(admin, school)
    chronology.story(worker, child=child)
    delivered(
        school, "plain-involvements",
        [{"person": "P1", "worker": "Amara Okafor", "worker_email": "amara.okafor@riverside.example", "role": "teacher",
          "from": "2024-09-01", "to": TODAY - timedelta(days=1)}],
        now=NOW + timedelta(seconds=1),
    )  # fmt: skip
    with pytest.raises(Refused):
        chronology.story(replace(worker, now=NOW + timedelta(seconds=2)), child=child)


def test_another_agencys_worker_gets_nothing_from_this_agencys_word(admin: psycopg.Connection) -> None:
    """An address named by one agency makes its own worker, never a worker of another agency."""
    school, police = an_agency(), an_agency("County Police")
    delivered(police, "plain-involvements", [{"person": "Z9", "worker": "Pat", "worker_email": "pat@police.example"}])
    child, _ = a_child(admin, school, worker="pat@police.example")
    row = admin.execute("SELECT actor FROM agencies_practitioner WHERE agency = %s", (police.id,)).fetchone()
    assert row
    with pytest.raises(Refused):
        chronology.story(somebody(actor=row[0]), child=child)


def test_an_office_is_for_its_own_agency(admin: psycopg.Connection) -> None:
    school, police = an_agency(), an_agency("County Police")
    delivered(school, "plain-people", [AVA])
    linked()
    steward = an_office_holder(trust.Office.STEWARD, police)
    with pytest.raises(Refused):
        trust.open_reason(steward, agency=school.id, number="P1", kind=trust.ReasonKind.REFERRAL, from_on=TODAY)


def test_an_agency_cannot_state_a_reason_for_another_agencys_record(admin: psycopg.Connection) -> None:
    school, police = an_agency(), an_agency("County Police")
    delivered(school, "plain-people", [AVA])
    linked()
    steward = an_office_holder(trust.Office.STEWARD, police)
    with pytest.raises(NotPossible, match="not been linked"):
        trust.open_reason(steward, agency=police.id, number="P1", kind=trust.ReasonKind.REFERRAL, from_on=TODAY)
    assert admin.execute("SELECT count(*) FROM trust_reason").fetchone() == (0,)


def test_start_up_refuses_a_role_that_bypasses_the_policies(admin_dsn: str) -> None:
    known = read_connection(home())
    assert known is not None
    with psycopg.connect(admin_dsn) as superuser:
        assert "superuser" in wrong_role(superuser)
        name = superuser.info.dbname
    with psycopg.connect(owner_dsn(known, name)) as owner:
        assert "owns" in wrong_role(owner)
    with psycopg.connect(app_dsn()) as app:
        assert wrong_role(app) == ""


def test_a_job_may_do_only_its_own_work() -> None:
    with pytest.raises(Refused):
        trust.settle(job("receiver"), people=())
    with pytest.raises(ValueError, match="time zone"):
        Caller(actor=somebody().actor, purpose=Purpose.MATCHING, now=NOW.replace(tzinfo=None), session="")


def test_a_source_is_always_the_same_for_the_same_reference() -> None:
    agency = UUID(int=7)
    assert source_of(agency, "1") == source_of(agency, "1") != SourceId(source_of(agency, "2"))  # type: ignore[arg-type]


def test_the_second_net_opens_and_closes_with_the_grant_to_the_microsecond(admin: psycopg.Connection) -> None:
    school = an_agency()
    child, _ = a_child(admin, school)
    delivered(school, "plain-events", [{"record": "1", "person": "P1", "date": "2026-01-01", "text": "Hungry."}])
    nurse = an_office_holder(trust.Office.PRACTITIONER, school)
    until = trust.claim_urgent_need(nurse, child=child, why="The child is at the ward alone tonight.")
    for moment, seen in ((until - timedelta(microseconds=1), 1), (until, 0)):
        with visit(replace(nurse, now=moment)):
            assert Event.objects.count() == seen
