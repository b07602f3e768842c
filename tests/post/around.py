"""A child, her teacher with an account, and her mother in the team."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

import psycopg

from alongside.accounts import api as accounts
from alongside.agencies import api as agencies
from alongside.desk.frame import visitor
from alongside.kernel.caller import Caller
from alongside.kernel.ids import ActorId, ChildId
from alongside.post import api as post
from alongside.post.api import Letter, LetterKind, LetterState
from alongside.post.tasks import carry
from alongside.teams import api as teams
from alongside.teams.api import MemberKind, Model
from tests.builders import NOW, WORKER, a_child, an_agency, job, somebody

HOME = "kim@home.example"
LINES = ("Something is waiting for you.",)


def at(**time: float) -> Callable[[], datetime]:
    """A clock that stands some time after everything began."""
    return lambda: NOW + timedelta(**time)


@dataclass(frozen=True, slots=True)
class Around:
    """Ava, her teacher Amara (with an account), and Kim, her mother, in the team without a way in."""

    child: ChildId
    teacher: Caller
    kim: UUID

    def after(self, **time: float) -> Caller:
        """The teacher some time later."""
        return replace(self.teacher, now=self.teacher.now + timedelta(**time))

    def writes_to(self, person: UUID, **letter: object) -> LetterState:
        """The teacher writes a letter to somebody; gives whether it waits."""
        given = Letter(LetterKind.WAITING, person, LINES, "/ours")
        (sent,) = post.send(self.teacher, letters=(replace(given, **letter),))  # type: ignore[arg-type]
        return sent.state

    def says(self, address: str = HOME, person: UUID | None = None, **time: float) -> None:
        """The teacher says which address is safe for Kim; an empty one says that none is."""
        post.say_address(
            self.after(**time), child=self.child, person=person or self.kim, safe=bool(address), address=address,
            who_reads="Only Kim",
        )  # fmt: skip

    def with_a_colleague(self) -> Caller:
        """A police officer comes into the team."""
        sam = agencies.make_up_colleague(
            job("county"), agency=an_agency("County Police").id, email="sam@police.example", name="Sam Hill",
            role="officer", offices=(), password="three kind words",
        )  # fmt: skip
        why = "Was called to the home."
        teams.join(self.teacher, child=self.child, kind=MemberKind.PRACTITIONER, role="officer", why=why, actor=sam)
        return somebody(actor=sam)

    def lets_kim_in(self) -> Caller:
        """Kim gets a way in of her own; gives her as caller."""
        found = teams.let_in(self.teacher, children=(self.child,), member=self.kim, email="kim@account.example")
        greeting = accounts.greet(visitor(), token=found.token)
        return somebody(actor=ActorId(greeting.actor))


def with_an_account(actor: ActorId, email: str, name: str) -> None:
    """This practitioner has an account."""
    accounts.make_up(job("county"), email=email, name=name, actor=actor, password="three kind words")


def ava_and_those_around(admin: psycopg.Connection) -> Around:
    """A child, her teacher with an account, and her mother in the team."""
    child, teacher = a_child(admin, an_agency())
    with_an_account(teacher.actor, WORKER, "Amara Okafor")
    teams.begin(teacher, children=(child,), model=Model.AROUND, why="Several agencies help.")
    teams.join(
        teacher, child=child, kind=MemberKind.PRACTITIONER, role="teacher", why="Knows Ava.", actor=teacher.actor
    )
    kim = teams.join(teacher, child=child, kind=MemberKind.FAMILY, role="mother", why="Her mother.", name="Kim Pearce")
    return Around(child, teacher, kim)


def carried(**time: float) -> int:
    """The postman goes, some time later; gives how many letters were sent."""
    return carry(clock=at(**time))
