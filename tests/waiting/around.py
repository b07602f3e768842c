"""Ava's team, with a task, a request and a review that wait."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

import psycopg

from alongside.accounts import api as accounts
from alongside.agencies import api as agencies
from alongside.assessment import api as assessments
from alongside.desk.frame import visitor
from alongside.kernel.caller import Caller
from alongside.kernel.ids import ActorId, ChildId
from alongside.plans import api as plans
from alongside.plans.api import GoalWords, NewOwner, OwnerKind
from alongside.post.api import OwnLetter
from alongside.teams import api as teams
from alongside.teams.api import MemberKind, Model
from alongside.waiting import api as waiting
from alongside.waiting.api import About, Chosen, Line
from alongside.waiting.tasks import Written, write_letters_of_today
from tests.builders import NOW, TODAY, WORKER, a_child, an_agency, job, somebody
from tests.post.around import PASSWORD, with_an_account

IN_A_WEEK = TODAY + timedelta(days=7)


def clock(days: float = 0) -> Callable[[], datetime]:
    """A clock so many days later."""
    return lambda: NOW + timedelta(days=days)


def written(days: float = 0) -> Written:
    """The letters of a day are written."""
    return write_letters_of_today(clock=clock(days))


@dataclass(frozen=True, slots=True)
class Around:
    """Ava, her teacher Amara who leads, Sam of the police in the team, and Kim, her mother, without a way in."""

    child: ChildId
    teacher: Caller
    sam: Caller
    goal: UUID

    def after(self, days: float) -> Caller:
        """The teacher so many days later."""
        return replace(self.teacher, now=NOW + timedelta(days=days))

    def a_task(self, words: str = "Breakfast club", owner: ActorId | None = None, due_on: date = IN_A_WEEK) -> UUID:
        """A task of the plan; the teacher's unless somebody else is named."""
        who = NewOwner(OwnerKind.PRACTITIONER, actor=owner or self.teacher.actor, accountable=True)
        return plans.add_task(
            self.teacher, child=self.child, goal=self.goal, words=words, due_on=due_on, owners=(who,)
        )  # fmt: skip

    def a_task_of_kim(self, actor: ActorId | None = None) -> UUID:
        """A task that Kim answers for; without an actor she cannot sign in."""
        kim = NewOwner(OwnerKind.FAMILY, name="Kim Pearce", actor=actor, accountable=True)
        return plans.add_task(
            self.teacher, child=self.child, goal=self.goal, words="Bedtimes", due_on=IN_A_WEEK, owners=(kim,)
        )  # fmt: skip

    def asks_sam(self, answer_by: date = IN_A_WEEK) -> UUID:
        """Sam is asked to contribute to an assessment."""
        begun = assessments.begin(self.teacher, assessment=uuid4(), children=(self.child,), template="early-help")
        return assessments.ask(
            self.teacher, child=self.child, assessment=begun, asked=self.sam.actor, question="What have you seen?",
            sections=(), answer_by=answer_by,
        )  # fmt: skip

    def lets_kim_in(self) -> Caller:
        """Kim gets a way in of her own; gives her as caller."""
        team = teams.team_of(self.teacher, child=self.child)
        assert team
        (kim,) = (m.id for m in team.members if m.kind is MemberKind.FAMILY)
        found = teams.let_in(self.teacher, children=(self.child,), member=kim, email="kim@account.example")
        return somebody(actor=ActorId(accounts.greet(visitor(), token=found.token).actor))

    def lines(self, caller: Caller | None = None) -> dict[UUID, Line]:
        """What waits around Ava."""
        return {x.id: x for x in waiting.around(caller or self.teacher, children=(self.child,), done=True)}

    def chosen(self, *items: UUID) -> tuple[Chosen, ...]:
        """These lines, as a page gives them; one that is not there is taken for a task."""
        known = self.lines()
        return tuple(Chosen(known[i].about if i in known else About.TASK, i, self.child) for i in items)


def words_of(letters: tuple[OwnLetter, ...]) -> list[tuple[str, str]]:
    """Subject and first line of letters."""
    return [(x.subject, x.lines[0]) for x in letters]


def ava_and_her_team(admin: psycopg.Connection) -> Around:
    """A team with a plan that has a goal."""
    child, teacher = a_child(admin, an_agency())
    with_an_account(teacher.actor, WORKER, "Amara Okafor")
    sam = agencies.make_up_colleague(
        job("county"), agency=an_agency("County Police").id, email="sam@police.example", name="Sam Hill",
        role="officer", offices=(), password=PASSWORD,
    )  # fmt: skip
    teams.begin(teacher, children=(child,), model=Model.AROUND, why="Several agencies help.")
    joins = dict.fromkeys((teacher.actor, sam))
    members = [
        teams.join(teacher, child=child, kind=MemberKind.PRACTITIONER, role="worker", why="Helps.", actor=a)
        for a in joins
    ]
    teams.join(teacher, child=child, kind=MemberKind.FAMILY, role="mother", why="Her plan.", name="Kim Pearce")
    teams.lead(teacher, child=child, seat=1, member=members[0], family_view="")
    plans.begin(teacher, children=(child,), why="Ava is hungry at school.")
    goal = plans.add_goal(teacher, child=child, said=GoalWords("Ava is hungry.", "Ava has breakfast."))
    return Around(child, teacher, somebody(actor=sam), goal)
