"""A child, her teacher, a police officer, her mother with a way in of her own; and meetings called through the door."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import psycopg

from alongside.accounts import api as accounts
from alongside.chronology import api as chronology
from alongside.chronology.api import Words
from alongside.desk.frame import visitor
from alongside.kernel.caller import Caller
from alongside.kernel.dates import PartialDate
from alongside.kernel.ids import ActorId, ChildId
from alongside.meetings import api as meetings
from alongside.meetings.api import As, Called, Decision, Guest, Invited, Item, Kind, Meeting, Topic
from alongside.plans import api as plans
from alongside.teams import api as teams
from alongside.teams.api import MemberKind, Model
from tests.builders import NOW, TODAY, somebody
from tests.plans.around import Around, ava_and_those_around

PASSWORD = "quiet-lantern-4711"
MONDAY, TUESDAY, FRIDAY = (NOW + timedelta(days=days) for days in (3, 4, 7))


@dataclass(frozen=True, slots=True)
class Room:
    """Ava, her teacher who calls meetings, a police officer, Kim who is her mother, and the plan's own builder."""

    ava: Around
    child: ChildId
    teacher: Caller
    officer: Caller
    kim: Caller
    member: UUID

    def guests(self) -> tuple[Guest, ...]:
        """The officer, the mother, and her grandmother, who has no way in."""
        return (
            Guest(As.PRACTITIONER, actor=self.officer.actor), Guest(As.FAMILY, member=self.member),
            Guest(As.GUEST, "Nan", "grandmother"),
        )  # fmt: skip

    def called(
        self, kind: Kind = Kind.TEAM, times: Sequence[datetime] = (MONDAY, TUESDAY),
        guests: Sequence[Guest] | None = None,
    ) -> UUID:  # fmt: skip
        """A meeting with all of them."""
        return meetings.call(
            self.teacher, children=(self.child,), called=Called(kind, "To look at breakfast together.", 45, "School"),
            guests=self.guests() if guests is None else guests, times=times,
        )  # fmt: skip

    def settled(self, kind: Kind = Kind.TEAM) -> UUID:
        """A meeting on Monday."""
        asked = self.called(kind, ())
        meetings.arrange(self.teacher, child=self.child, meeting=asked, starts_at=MONDAY, why="Agreed at the door.")
        return asked

    def begun(self, kind: Kind = Kind.TEAM) -> UUID:
        """A meeting that is going on."""
        asked = self.settled(kind)
        meetings.begin(self.at(MONDAY), child=self.child, meeting=asked)
        return asked

    def at(self, now: datetime, who: Caller | None = None) -> Caller:
        """The teacher, or somebody else, at this time."""
        return replace(who or self.teacher, now=now)

    def see(self, asked: UUID, who: Caller | None = None) -> Meeting:
        """The meeting as somebody sees it."""
        return meetings.meeting(who or self.teacher, child=self.child, meeting=asked)

    def something_new(self) -> None:
        """The teacher writes down something that happened."""
        words = Words(PartialDate(TODAY), "concern", "No coat.", title="No coat", action="Rang Kim.")
        chronology.write(self.at(NOW + timedelta(hours=1)), children=(self.child,), note=uuid4(), words=words)

    def who(self, asked: UUID, name: str) -> Invited:
        """Somebody who is invited, by the beginning of the name."""
        return next(i for i in self.see(asked).invited if i.name.startswith(name))

    def item(self, asked: UUID, topic: Topic | None = None) -> Item:
        """The first thing on the agenda, of this topic."""
        items = meetings.agenda(self.teacher, child=self.child, meeting=asked)
        return next(i for i in items if topic in (None, i.topic))

    def agreement(self, asked: UUID, words: str = "Kim rings on Mondays.") -> Decision:
        """Something that is agreed in the room."""
        meetings.decide_agreement(self.at(MONDAY), child=self.child, meeting=asked, words=words, who="Kim")
        return self.see(asked).decisions[-1]


def a_room(admin: psycopg.Connection) -> Room:
    """Those around Ava: a team with her teacher, an officer and her mother."""
    ava = ava_and_those_around(admin)
    teams.begin(ava.teacher, children=(ava.child,), model=Model.AROUND, why="Several services help.")
    for actor, role in ((ava.teacher.actor, "teacher"), (ava.officer, "police-officer")):
        teams.join(
            ava.teacher, child=ava.child, kind=MemberKind.PRACTITIONER, role=role, why="Hers.", actor=ActorId(actor)
        )  # fmt: skip
    member = teams.join(
        ava.teacher, child=ava.child, kind=MemberKind.FAMILY, role="parent", why="Her mother.", name="Kim"
    )  # fmt: skip
    return Room(ava, ava.child, ava.teacher, somebody(actor=ava.officer), let_in(ava, member), member)


def let_in(ava: Around, member: UUID) -> Caller:
    """A member of the family has a way in, and has chosen a password."""
    invitation = teams.let_in(ava.teacher, children=(ava.child,), member=member, email=f"{member}@home.example")
    door = Caller(actor=visitor().actor, purpose=visitor().purpose, now=NOW, session="signed out")
    account = accounts.accept(door, token=invitation.token, name="Kim", password=PASSWORD)
    return somebody(actor=account.actor)


def plan_of(room: Room) -> plans.Plan:
    """The plan as it stands."""
    found = plans.plan_of(room.teacher, child=room.child)
    assert found
    return found
