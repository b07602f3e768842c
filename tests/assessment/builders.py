"""A family, the people around it, and their assessment, for tests."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import psycopg

from alongside.accounts import api as accounts
from alongside.agencies.api import AgencyKind
from alongside.assessment import api as assessment
from alongside.assessment.api import Assessment, PartKind
from alongside.desk.frame import VISITOR
from alongside.kernel.caller import Caller, Purpose
from alongside.kernel.ids import ActorId, ChildId
from alongside.teams import api as teams
from alongside.teams.api import MemberKind, Model
from tests.builders import AVA, NOW, a_child, an_agency, delivered, somebody

PASSWORD = "quiet-lantern-4711"
SAM = "sam@police.example"


@dataclass(frozen=True)
class Around:
    """Ava, her teacher, a police officer of the team, her mother with a way in of her own, and the assessment."""

    child: ChildId
    teacher: Caller
    officer: Caller
    mother: Caller
    assessment: UUID

    def read(self, caller: Caller | None = None) -> Assessment:
        """The assessment as somebody sees it; the teacher where nobody is named."""
        return assessment.assessment_of(caller or self.teacher, child=self.child, assessment=self.assessment)

    def writes(
        self, caller: Caller, text: str, kind: PartKind = PartKind.NEED, section: str = "health", **more: Any
    ) -> UUID:
        """Somebody writes a part; gives its id."""
        part = uuid4()
        more = {"about": (self.child,), "save_id": uuid4(), **more}
        assessment.add_part(
            caller, assessment=self.assessment, part=part, section=section, kind=kind, text=text, **more
        )
        return part

    def saves(self, caller: Caller, part: UUID, text: str, *follows: int, save_id: UUID | None = None) -> list[str]:
        """Somebody saves a text of a part; gives the texts that stand."""
        told = assessment.save(
            caller, child=self.child, part=part, follows=follows, text=text, save_id=save_id or uuid4()
        )
        return [t.text for t in told]


def a_family(admin: psycopg.Connection) -> Around:
    """A team around Ava whose assessment has begun."""
    school, police = an_agency(), an_agency("County Police", AgencyKind.POLICE)
    child, teacher = a_child(admin, school)
    delivered(police, "plain-people", [{**AVA, "record": "X9", "forename": "Somebody", "surname": "Else"}])
    delivered(police, "plain-involvements", [{"person": "X9", "worker": "Sam Hill", "worker_email": SAM}])
    row = admin.execute("SELECT actor FROM agencies_practitioner WHERE email = %s", (SAM,)).fetchone()
    assert row
    teams.begin(teacher, children=(child,), model=Model.AROUND, why="Several agencies help.")
    officer = somebody(actor=ActorId(row[0]))
    for actor in (teacher.actor, officer.actor):
        teams.join(teacher, child=child, kind=MemberKind.PRACTITIONER, role="officer", why="Knows Ava.", actor=actor)
    mother = let_in(teacher, (child,), "Kim Pearce", "kim@home.example")
    begun = assessment.begin(teacher, assessment=uuid4(), children=(child,), template="general")
    return Around(child, teacher, officer, mother, begun)


def let_in(teacher: Caller, children: tuple[ChildId, ...], name: str, email: str) -> Caller:
    """Somebody of the family comes into the team and gets a way in for these children."""
    member = teams.join(teacher, child=children[0], kind=MemberKind.FAMILY, role="parent", why="Theirs.", name=name)
    invitation = teams.let_in(teacher, children=children, member=member, email=email)
    visitor = Caller(actor=VISITOR, purpose=Purpose.OWN_ACCOUNT, now=NOW, session="signed out")
    account = accounts.accept(visitor, token=invitation.token, name=name, password=PASSWORD)
    return somebody(actor=account.actor)
