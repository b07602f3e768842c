"""Somebody of the family reads about their own children, on the pages too; and no page misses what others say."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.test import Client

from alongside.accounts import api as accounts
from alongside.desk import meeting, meeting_live
from alongside.desk.frame import visitor
from alongside.kernel.caller import Caller
from alongside.meetings import api as meetings
from alongside.meetings.api import As, Called, Guest, Kind
from alongside.teams import api as teams
from alongside.teams.api import MemberKind, Model
from tests.builders import AVA, a_child, an_agency, job, somebody
from tests.meetings.around import MONDAY, PASSWORD, TUESDAY, Room

pytestmark = pytest.mark.usefixtures("clean")


def test_a_father_reads_the_meeting_about_two_half_siblings_and_not_the_other_childs_name(
    admin: psycopg.Connection,
) -> None:
    call_command("collectstatic", interactive=False, verbosity=0)
    school = an_agency()
    ava, worker = a_child(admin, school)
    leo, _ = a_child(admin, school, {**AVA, "record": "P2", "forename": "Leo", "surname": "Quick"})
    teacher = somebody(actor=worker.actor, now=datetime.now(UTC))
    teams.begin(teacher, children=(ava, leo), model=Model.AROUND, why="Several services help.")
    dan = teams.join(teacher, child=ava, kind=MemberKind.FAMILY, role="parent", why="Ava's father.", name="Dan")
    invitation = teams.let_in(teacher, children=(ava,), member=dan, email="dan@home.example")
    outside = Caller(visitor().actor, visitor().purpose, datetime.now(UTC), "signed out")
    accounts.accept(outside, token=invitation.token, name="Dan", password=PASSWORD)
    asked = meetings.call(
        teacher, children=(ava, leo), called=Called(Kind.TEAM, "To look at breakfast."),
        guests=(Guest(As.FAMILY, member=dan),),
    )  # fmt: skip
    here: dict[str, Any] = {"child": ava, "meeting": asked}
    meetings.arrange(teacher, **here, starts_at=teacher.now + timedelta(days=2), why="Agreed on the telephone.")
    him = Client(SERVER_NAME="localhost")
    him.force_login(get_user_model().objects.get(email="dan@home.example"))
    pages = [him.get(f"/children/{ava}/meetings/{asked}")]
    meetings.begin(teacher, **here)
    pages.append(him.get(f"/children/{ava}/meetings/{asked}/live"))
    meetings.end(teacher, **here)
    pages += [him.get(f"/children/{ava}/meetings/{asked}/summary"), him.get("/ours")]
    for page in pages:
        words = page.content.decode()
        assert page.status_code == 200 and "Leo" not in words and "Quick" not in words
    assert him.get(f"/children/{leo}/meetings/{asked}").status_code == 403


def test_what_is_said_while_a_page_is_being_made_is_asked_for_again(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    call_command("collectstatic", interactive=False, verbosity=0)
    asked = room.settled()
    meetings.add_point(room.teacher, child=room.child, meeting=asked, words="Mondays")
    meetings.begin(room.at(MONDAY), child=room.child, meeting=asked)
    item, read = room.item(asked), meeting.read

    def then_somebody_speaks(*given: Any) -> Any:
        found = read(*given)
        meetings.note(room.at(MONDAY), child=room.child, meeting=asked, item=item.id, words="In between.")
        return found

    her = Client(SERVER_NAME="localhost")
    her.force_login(get_user_model().objects.get(actor=room.kim.actor))
    monkeypatch.setattr(meeting_live, "read", then_somebody_speaks)
    page = her.get(f"/children/{room.child}/meetings/{asked}/live").content.decode()
    monkeypatch.setattr(meeting_live, "read", read)
    again = re.search(r'data-hx-get="([^"]+)"', page)
    assert again and "In between." not in page
    assert "In between." in her.get(again[1]).content.decode()


def test_nobody_of_the_family_is_told_of_a_strategy_discussion_because_a_box_was_ticked(room: Room) -> None:
    client, address = Client(SERVER_NAME="localhost"), f"/children/{room.child}/meetings/call"
    accounts.make_up(
        job("county"), email="amara@work.example", name="Amara", actor=room.teacher.actor, password=PASSWORD
    )
    client.force_login(get_user_model().objects.get(actor=room.teacher.actor))
    mother = next(g for g in room.guests() if g.kind is As.FAMILY)
    page = client.get(address).content.decode()
    ticked = re.findall(r'<input[^>]*value="([^"]+)"', "".join(re.findall(r'<input[^>]*name="people"[^>]*>', page)))
    day = datetime.now(UTC) + timedelta(days=9)
    first = {"first_on_day": day.day, "first_on_month": day.month, "first_on_year": day.year, "first_at": "16:30"}
    said = {"kind": "strategy", "why": "A bruise was seen.", "minutes": "45", "people": ticked, **first}
    refused = client.post(address, said)
    assert refused.status_code == 422 and "would be told" in refused.content.decode()
    without = [key for key in ticked if key != str(mother.member)]
    assert client.post(address, {**said, "people": without}).status_code == 302
    (held,) = meetings.meetings(room.teacher, child=room.child)
    found = meetings.meeting(room.teacher, child=room.child, meeting=held.id)
    assert As.FAMILY not in [i.kind for i in found.invited]
    assert client.post(address, {**said, "family_knows": "on"}).status_code == 302


def test_the_next_strategy_discussion_leaves_the_family_out(room: Room) -> None:
    asked = room.settled()
    meetings.begin(room.teacher, child=room.child, meeting=asked)
    after = meetings.decide_next(
        room.teacher, child=room.child, meeting=asked, kind=Kind.STRATEGY, starts_at=TUESDAY + timedelta(days=30)
    )
    assert after
    newest = [h for h in meetings.meetings(room.teacher, child=room.child) if h.kind is Kind.STRATEGY]
    found = meetings.meeting(room.teacher, child=room.child, meeting=newest[0].id)
    assert found.invited and As.FAMILY not in [i.kind for i in found.invited]
