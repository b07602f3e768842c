"""A child, those who work with her, and a plan for her, begun through the same door as in real life."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

import psycopg

from alongside.agencies.api import AgencyKind
from alongside.kernel.caller import Caller
from alongside.kernel.ids import ActorId, ChildId
from alongside.plans import api as plans
from alongside.plans.api import Goal, GoalWords, NewOwner, OwnerKind, Plan, Task
from alongside.trust.api import Level
from tests.builders import AVA, TODAY, a_child, an_agency, delivered, somebody

SAM = "sam@police.example"
MUM = ActorId(UUID(int=815))
WORDS = GoalWords(
    "Ava is often hungry.", "Ava has breakfast every school day.", "Days with breakfast", "2 of 5", "5 of 5",
    TODAY + timedelta(days=90),
)  # fmt: skip
DUE = TODAY + timedelta(days=7)
REVIEW = TODAY + timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Around:
    """Ava, her teacher, a police officer who does not work with her, and the people's ways to say things later."""

    child: ChildId
    teacher: Caller
    officer: ActorId

    def after(self, **time: float) -> Caller:
        """The teacher some time later."""
        return replace(self.teacher, now=self.teacher.now + timedelta(**time))

    def mine(self, accountable: bool = True) -> NewOwner:
        """The teacher as owner."""
        return NewOwner(OwnerKind.PRACTITIONER, actor=self.teacher.actor, accountable=accountable)

    def begun(self, words: GoalWords = WORDS) -> UUID:
        """A plan with one goal; gives the goal."""
        plans.begin(self.teacher, children=(self.child,), why="Ava is hungry at school.")
        return plans.add_goal(self.teacher, child=self.child, said=words)

    def with_task(self, *owners: NewOwner, due_on: date = DUE) -> tuple[UUID, UUID]:
        """A plan with a goal and a task; gives both."""
        goal = self.begun()
        return goal, plans.add_task(
            self.teacher, child=self.child, goal=goal, words="Breakfast club", due_on=due_on,
            owners=owners or (self.mine(),),
        )  # fmt: skip

    def agreed(self, caller: Caller | None = None, number: int = 1) -> None:
        """The version is agreed."""
        plans.agree(caller or self.teacher, child=self.child, number=number, review_on=REVIEW)

    def plan(self, caller: Caller | None = None) -> Plan:
        """The plan as it stands."""
        found = plans.plan_of(caller or self.teacher, child=self.child)
        assert found
        return found

    def goal(self) -> Goal:
        """The only goal."""
        (goal,) = self.plan().goals
        return goal

    def task(self) -> Task:
        """The only task."""
        (task,) = self.plan().tasks
        return task


def ava_and_those_around(admin: psycopg.Connection) -> Around:
    """A child, her teacher, and a police officer who does not work with her."""
    school, police = an_agency(), an_agency("County Police", AgencyKind.POLICE)
    child, teacher = a_child(admin, school)
    delivered(police, "plain-people", [{**AVA, "record": "X9", "forename": "Somebody", "surname": "Else"}])
    involved = {"person": "X9", "worker": "Sam Hill", "worker_email": SAM, "role": "officer"}
    delivered(police, "plain-involvements", [involved])
    row = admin.execute("SELECT actor FROM agencies_practitioner WHERE email = %s", (SAM,)).fetchone()
    assert row
    return Around(child, teacher, ActorId(row[0]))


Granted = Callable[[Around, ActorId, Level], Caller]


def giving_grants(admin: psycopg.Connection) -> Granted:
    """Somebody is given a grant of a level, as what comes later will do; gives them as caller."""

    def give(ava: Around, actor: ActorId, level: Level) -> Caller:
        admin.execute(
            "INSERT INTO trust_grant (id, actor, subject, child, level, purpose, basis, basis_row, why, valid, "
            "issued_by) SELECT gen_random_uuid(), %s, subject, child, %s, purpose, 'shared', gen_random_uuid(), "
            "'the child''s own family', tstzrange(lower(valid), NULL), issued_by FROM trust_grant WHERE child = %s "
            "AND actor = %s LIMIT 1",
            (actor, int(level), ava.child, ava.teacher.actor),
        )
        return somebody(actor=actor)

    return give
