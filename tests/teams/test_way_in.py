"""Somebody of the family has a way in of their own: to what is shared with them, and to nothing else."""

import psycopg
import pytest
from django.db import connection

from alongside.accounts import api as accounts
from alongside.agencies import api as agencies
from alongside.chronology import api as chronology
from alongside.desk.frame import visitor
from alongside.families import api as families
from alongside.kernel.answers import NotPossible, Refused
from alongside.kernel.caller import Caller
from alongside.kernel.capability import visit
from alongside.kernel.ids import ActorId, ChildId
from alongside.records import api as records
from alongside.teams import api as teams
from alongside.teams.api import MemberKind, Model
from alongside.trust import api as trust
from tests.builders import NOW, a_child, an_agency, somebody

pytestmark = pytest.mark.usefixtures("clean")

PASSWORD = "quiet-lantern-4711"


@pytest.fixture
def mother(admin: psycopg.Connection) -> tuple[ChildId, Caller, Caller]:
    """A child, a teacher of hers, and her mother, who has just chosen a password."""
    school = an_agency()
    child, teacher = a_child(admin, school)
    teams.begin(teacher, children=(child,), model=Model.AROUND, why="Several services help.")
    member = teams.join(teacher, child=child, kind=MemberKind.FAMILY, role="parent", why="Her mother.", name="Kim")
    invitation = teams.let_in(teacher, children=(child,), member=member, email="kim@home.example")
    account = accounts.accept(visitor_now(), token=invitation.token, name="Kim", password=PASSWORD)
    return child, teacher, somebody(actor=account.actor)


def visitor_now() -> Caller:
    """Somebody who has not signed in, at nine in the evening."""
    return Caller(actor=visitor().actor, purpose=visitor().purpose, now=NOW, session="signed out")


def test_a_mother_reads_her_childs_name_and_no_agencys_record(mother: tuple[ChildId, Caller, Caller]) -> None:
    child, _, kim = mother
    (grant,) = trust.my_grants(kim)
    assert (grant.child, grant.level, grant.why) == (child, trust.Level.SHARED, "parent in the team")
    assert families.called(kim, children=(child,)) == {child: "Ava Pearce"}
    for closed in (families.who_is, chronology.story, records.coverage, trust.reasons, teams.team_of, trust.circle):
        with pytest.raises(Refused):
            closed(kim, child=child)
    assert families.identities(kim, people=(child,)) == ()


def test_what_has_no_level_of_its_own_is_closed_to_her_by_the_database_too(
    mother: tuple[ChildId, Caller, Caller],
) -> None:
    _, teacher, kim = mother
    for table in ("families_description", "trust_circle", "trust_reason"):
        assert rows_of(teacher, table) > 0, table
        assert rows_of(kim, table) == 0, table


def rows_of(caller: Caller, table: str) -> int:
    """How many rows of a table the database itself shows somebody inside the door."""
    with visit(caller), connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        count: int = cursor.fetchone()[0]
    return count


def test_it_ends_when_she_leaves_the_team(mother: tuple[ChildId, Caller, Caller]) -> None:
    child, teacher, kim = mother
    found = teams.team_of(teacher, child=child)
    assert found is not None
    (member,) = (m for m in found.members if m.kind is MemberKind.FAMILY)
    assert list(found.with_a_way_in) == [member.id]
    teams.leave(teacher, child=child, member=member.id, why="She asked to.")
    assert trust.my_grants(kim) == ()
    with pytest.raises(Refused):
        families.called(kim, children=(child,))


def test_a_way_in_is_for_family_once_and_for_children_of_the_team(mother: tuple[ChildId, Caller, Caller]) -> None:
    child, teacher, _ = mother
    found = teams.team_of(teacher, child=child)
    assert found is not None
    (kim,) = (m for m in found.members if m.kind is MemberKind.FAMILY)
    colleague = agencies.practitioners(teacher, actors=(teacher.actor,))[ActorId(teacher.actor)]
    worker = teams.join(
        teacher, child=child, kind=MemberKind.PRACTITIONER, role="teacher", why="Hers.", actor=colleague.actor
    )
    for member, words in ((kim.id, "has a way in already"), (worker, "invited by its administrator")):
        with pytest.raises(NotPossible, match=words):
            teams.let_in(teacher, children=(child,), member=member, email="other@home.example")
