"""J5: six people hold a meeting on one page, four agencies and a mother among them; no minutes are typed.

What they decide is in the plan at once, and the summary is complete in every browser within a second of the end.
"""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from time import monotonic
from uuid import UUID

import psycopg
import pytest
from playwright.sync_api import Page, expect

from alongside.accounts import api as accounts
from alongside.desk.frame import visitor as somebody_outside
from alongside.kernel.caller import Caller
from alongside.kernel.ids import ChildId
from alongside.meetings import api as meetings
from alongside.meetings.api import As, Called, Guest, Kind
from alongside.plans import api as plans
from alongside.plans.api import GoalWords, NewOwner, OwnerKind
from alongside.post import api as post
from alongside.post.tasks import carry
from alongside.teams import api as teams
from alongside.teams.api import MemberKind
from alongside.trust import api as trust
from tests.builders import job
from tests.journeys.conftest import Look
from tests.journeys.test_assessment import a_team
from tests.journeys.test_plan import fill_day
from tests.journeys.test_writing import PASSWORD, signed_in
from tests.post.sink import Sink, a_mail_server

pytestmark = pytest.mark.usefixtures("clean")

SOON = date.today() + timedelta(days=14)
POLL = 10_000
"""Milliseconds within which every page shows what somebody else has written: it asks every three seconds."""
NAMES = ("Ava", "Pearce", "Kelly", "Amara", "Okafor", "Hana", "Sam", "Holly", "Beth", "Riverside")


def test_six_people_take_the_plan_through_a_meeting_and_nobody_types_minutes(
    visitor: Callable[[], Page], look: Look, admin: psycopg.Connection
) -> None:
    with a_mail_server() as sink:
        child, teacher, others = a_team(admin)
        trust.found_office(job("founder"), actor=teacher.actor, office=trust.Office.ADMINISTRATOR, agency=None)
        _a_plan(child, teacher)
        mother = _kelly(visitor(), child, teacher)
        lead = signed_in(visitor(), teacher, "Amara")
        pages = {name: signed_in(visitor(), who, name) for name, who in others.items()}
        address = _call(lead, child, look)
        _find_the_time(lead, mother, look)
        _points(lead, mother, look)
        _begin(lead, mother, pages, address, look)
        _say_and_decide(lead, mother, pages, look)
        _end(lead, [mother, *pages.values()], address, look)
        _read_it(lead, mother, look)
        _the_plan_is_changed(child, teacher)
        _letters_name_nobody(sink)


def _a_plan(child: ChildId, teacher: Caller) -> None:
    """A plan with a goal, and a task that will be overdue on the day of the meeting."""
    plans.begin(teacher, children=(child,), why="Ava is hungry at school.")
    goal = plans.add_goal(
        teacher, child=child,
        said=GoalWords("Ava comes to school hungry.", "Breakfast every school day.", "Days", "2 of 5", "5 of 5"),
    )  # fmt: skip
    plans.add_task(
        teacher, child=child, goal=goal, words="Show the way to the breakfast club", due_on=date(2026, 11, 21),
        owners=(NewOwner(OwnerKind.PRACTITIONER, actor=teacher.actor, accountable=True),),
    )  # fmt: skip


def _kelly(page: Page, child: ChildId, teacher: Caller) -> Page:
    """The mother has a way in, a safe address, and is signed in."""
    member = teams.join(
        teacher, child=child, kind=MemberKind.FAMILY, role="parent", why="Her mother.", name="Kelly Pearce"
    )
    invitation = teams.let_in(teacher, children=(child,), member=member, email="kelly@account.example")
    post.say_address(
        teacher, child=child, person=member, safe=True, address="kelly@home.example", who_reads="Only Kelly"
    )
    now = datetime.now(UTC)
    outside = Caller(somebody_outside().actor, somebody_outside().purpose, now, "signed out")
    accounts.accept(outside, token=invitation.token, name="Kelly Pearce", password=PASSWORD)
    page.goto("/sign-in")
    page.get_by_label("E-mail address", exact=True).fill("kelly@account.example")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/ours")
    return page


def _call(lead: Page, child: ChildId, look: Look) -> str:
    lead.goto(f"/children/{child}/meetings")
    look(lead, "meetings-none")
    lead.get_by_role("link", name="Call a meeting").click()
    look(lead, "meeting-call")
    lead.get_by_role("button", name="Call it").click()
    look(lead, "meeting-call-wrong")
    lead.get_by_label("Review of the plan").check()
    lead.get_by_label("What is it for?").fill("To look at breakfast and sleep together.")
    lead.get_by_label("Where?").fill("The small hall")
    for place, days, clock in (("first", 0, "9:30"), ("second", 1, "16:00")):
        fill_day(lead, f"{place}_on", SOON + timedelta(days=days))
        lead.get_by_label(f"The {place} time: when does it begin?").fill(clock)
    lead.get_by_role("button", name="Call it").click()
    expect(lead.get_by_text("Looking for a time")).to_be_visible()
    look(lead, "meeting-proposed")
    return lead.url


def _find_the_time(lead: Page, mother: Page, look: Look) -> None:
    mother.goto("/ours")
    look(mother, "ours-with-meeting")
    mother.get_by_role("link", name="Say which times suit you").click()
    look(mother, "meeting-for-the-family")
    mother.get_by_role("button", name="Say which times suit you").click()
    mother.get_by_role("group", name="9:30am").get_by_label("Does not work").check()
    mother.get_by_role("group", name="4:00pm").get_by_label("Suits best").check()
    look(mother, "meeting-answer")
    mother.get_by_role("button", name="Send the answer").click()
    lead.get_by_role("link", name="Settle the time").or_(lead.get_by_role("button", name="Settle the time")).click()
    first, second = lead.get_by_label("9:30am"), lead.get_by_label("4:00pm")
    first.check()
    lead.get_by_role("button", name="Settle on this time").click()
    expect(lead.get_by_role("link", name="The family has not said that this time works")).to_be_visible()
    look(lead, "meeting-settle-refused")
    second.check()
    lead.get_by_role("button", name="Settle on this time").click()
    expect(lead.get_by_text("Arranged", exact=True)).to_be_visible()


def _points(lead: Page, mother: Page, look: Look) -> None:
    mother.reload()
    mother.get_by_role("link", name="Add a point").click()
    mother.get_by_label("What is to be talked about?").fill("Mondays: I work from six.")
    mother.get_by_role("button", name="Add it to the agenda").click()
    lead.get_by_role("link", name="Add a point").click()
    lead.get_by_label("What is to be talked about?").fill("Photographs for the school")
    lead.get_by_role("button", name="Add it to the agenda").click()
    items = lead.locator("ol li")
    expect(items.nth(0)).to_contain_text("Mondays: I work from six.")
    expect(items.nth(1)).to_contain_text("Photographs")
    expect(items.nth(2)).to_contain_text("Show the way to the breakfast club")
    look(lead, "meeting-arranged")
    with lead.expect_download() as kept:
        lead.get_by_role("link", name="Put it into your calendar").click()
    file = kept.value.path().read_text()
    assert "SUMMARY:Meeting\n" in file and not any(name in file for name in (*NAMES, "hall", "children"))


def _begin(lead: Page, mother: Page, pages: dict[str, Page], address: str, look: Look) -> None:
    lead.get_by_role("button", name="Begin the meeting").click()
    expect(lead.get_by_text("Going on now", exact=True)).to_be_visible()
    for page in (mother, *pages.values()):
        page.goto(address)
        expect(page.get_by_text("Going on now", exact=True)).to_be_visible()
    look(lead, "meeting-live")
    look(mother, "meeting-live-for-the-family")
    lead.get_by_role("link", name="Who is here").click()
    for who in lead.get_by_role("combobox").all():
        who.select_option("In the room")
    lead.get_by_label("Beth Hill", exact=True).select_option("By telephone or online")
    look(lead, "meeting-present")
    lead.get_by_role("button", name="Record it").click()
    for page in (mother, *pages.values()):
        expect(page.locator("#here")).to_contain_text("Kelly Pearce", timeout=POLL)


def _notes(page: Page, about: str, words: str) -> None:
    part = page.locator("section", has=page.get_by_role("heading", name=about))
    part.get_by_role("textbox").fill(words)
    part.get_by_role("button", name="Keep this note").click()
    expect(page.get_by_text(words)).to_be_visible()


def _decides(page: Page, about: str, link: str) -> None:
    part = page.locator("section", has=page.get_by_role("heading", name=about))
    part.get_by_role("link", name=link).click()


def _say_and_decide(lead: Page, mother: Page, pages: dict[str, Page], look: Look) -> None:
    _notes(mother, "Mondays", "I leave before the club opens.")
    for name, about, words in (
        ("Hana", "Mondays", "The health visitor can ring at seven."),
        ("Sam", "Show the way", "I met them at the gate."),
        ("Beth", "Mondays", "She eats well on the other days."),
        ("Holly", "Photographs", "The album is ready."),
    ):
        _notes(pages[name], about, words)
    for page in (lead, mother, *pages.values()):
        for words in ("I leave before the club opens.", "I met them at the gate.", "The album is ready."):
            expect(page.get_by_text(words)).to_be_visible(timeout=POLL)
    _a_word_is_kept_while_others_write(lead, mother, pages)
    _decide_a_report_and_a_task(lead, pages["Sam"], look)
    _decide_a_review_and_an_agreement(lead, pages, look)
    _disagree(lead, mother, look)
    _what_comes_next(lead, look)


def _a_word_is_kept_while_others_write(lead: Page, mother: Page, pages: dict[str, Page]) -> None:
    """What somebody is typing stays on their page when others' words arrive; what comes up appears everywhere."""
    part = lead.locator("section", has=lead.get_by_role("heading", name="Photographs"))
    part.get_by_role("textbox").fill("We will")
    mother.get_by_role("link", name="Something else comes up").click()
    mother.get_by_label("What is to be talked about?").fill("New shoes")
    mother.get_by_role("button", name="Add it to the agenda").click()
    for page in (lead, *pages.values()):
        expect(page.get_by_role("heading", name="New shoes")).to_be_visible(timeout=POLL)
    expect(part.get_by_role("textbox")).to_have_value("We will")
    _notes(pages["Beth"], "New shoes", "The nurse has a voucher.")


def _decide_a_report_and_a_task(lead: Page, sam: Page, look: Look) -> None:
    _decides(sam, "Show the way", "How it stands")
    sam.get_by_label("Done", exact=True).check()
    sam.get_by_role("button", name="Record this").click()
    look(sam, "meeting-report-refused")
    sam.get_by_label("If it is done: who saw it").fill("Sam saw them there.")
    sam.get_by_role("button", name="Record this").click()
    _decides(lead, "Mondays", "Agree a task")
    lead.get_by_label("What is to be done?").fill("Walk with her on Mondays")
    fill_day(lead, "due_on", SOON + timedelta(days=7))
    lead.get_by_role("group", name="Who is accountable for it?").get_by_label("Kelly Pearce", exact=True).check()
    lead.get_by_role("group", name="Who else does it").get_by_label("Hana Hill").check()
    look(lead, "meeting-task")
    lead.get_by_role("button", name="Agree this task").click()


def _decide_a_review_and_an_agreement(lead: Page, pages: dict[str, Page], look: Look) -> None:
    _decides(pages["Holly"], "Breakfast every school day", "Review this goal")
    pages["Holly"].get_by_label("Keep it").check()
    pages["Holly"].get_by_label("What was measured?").fill("4 of 5")
    pages["Holly"].get_by_label("What did you find together?").fill("Only Mondays are missing.")
    look(pages["Holly"], "meeting-review")
    pages["Holly"].get_by_role("button", name="Record the review").click()
    _decides(pages["Beth"], "New shoes", "Agree a goal")
    pages["Beth"].get_by_label("Which need does it answer?").fill("Her shoes let water in.")
    pages["Beth"].get_by_label("What is to change?").fill("Dry feet all winter.")
    pages["Beth"].get_by_role("button", name="Agree this goal").click()
    _decides(lead, "Mondays", "Agree something else")
    lead.get_by_label("What is agreed?").fill("Nobody rings before seven.")
    lead.get_by_label("Who keeps to it?").fill("Everybody")
    lead.get_by_role("button", name="We agree").click()


def _disagree(lead: Page, mother: Page, look: Look) -> None:
    against = mother.locator("div.govuk-inset-text", has_text="Nobody rings before seven.")
    expect(against).to_be_visible(timeout=POLL)
    against.get_by_role("link", name="I do not agree").click()
    mother.get_by_label("What do you see differently?").fill("Six would be better for me.")
    look(mother, "meeting-disagree")
    mother.get_by_role("button", name="Record this").click()
    expect(lead.get_by_text("Six would be better for me.")).to_be_visible(timeout=POLL)


def _what_comes_next(lead: Page, look: Look) -> None:
    lead.get_by_role("link", name="When we look at the plan again").click()
    fill_day(lead, "on", SOON + timedelta(days=60))
    lead.get_by_label("We agree the plan as it is worded now").check()
    lead.get_by_role("button", name="Agree this day").click()
    lead.get_by_role("link", name="When we meet again").click()
    lead.get_by_label("Review of the plan").check()
    fill_day(lead, "on", SOON + timedelta(days=50))
    lead.get_by_label("When does it begin?").fill("4pm")
    look(lead, "next-meeting")
    lead.get_by_role("button", name="Agree this time").click()
    look(lead, "meeting-live-decided")


def _end(lead: Page, others: list[Page], address: str, look: Look) -> None:
    """Whoever opens it a second after the end has the whole summary, in each of the six browsers."""
    lead.get_by_role("button", name="End the meeting").click()
    look(lead, "end-meeting")
    ended = monotonic()
    lead.get_by_role("button", name="End it now").click()
    expect(lead.get_by_role("heading", name="What came of our meeting")).to_be_visible()
    lead.wait_for_timeout(max(0, 1000 * (ended + 1 - monotonic())))
    read = [_opened(page, f"{address}/summary") for page in others]
    whole = _summary(lead)
    assert [said == whole for said in read] == [True] * 5


def _opened(page: Page, address: str) -> list[str]:
    """What the summary says to somebody who opens it now: one answer of the server, nothing comes in later."""
    page.goto(address, wait_until="commit")
    page.get_by_text("Nothing above changes any more").wait_for()
    return _summary(page)


def _summary(page: Page) -> list[str]:
    """The summary as it reads, without what each reader can do on the page."""
    lines = page.locator("main h2, main h3, main li, main p, main .govuk-inset-text p").all_inner_texts()
    return [x for x in lines if "Print" not in x and "No letter went" not in x]


def _read_it(lead: Page, mother: Page, look: Look) -> None:
    for words in (
        "Walk with her on Mondays", "Six would be better for me.", "Nobody rings before seven.",
        "Done: Show the way to the breakfast club", "Keep the goal: Breakfast every school day",
        "Dry feet all winter.", "I leave before the club opens.", "We agree version 1 of the plan",
        "Review of the plan", "By telephone or online",
    ):  # fmt: skip
        expect(mother.locator("main")).to_contain_text(words, ignore_case=True)
    expect(mother.get_by_role("heading", name="Photographs for the school")).to_be_visible()
    look(lead, "meeting-summary")
    look(mother, "meeting-summary-for-the-family")
    mother.get_by_role("link", name="Add something").click()
    mother.get_by_label("What do you want to add?").fill("Thank you for the voucher.")
    mother.get_by_role("button", name="Add it").click()
    expect(mother.get_by_role("heading", name="Added after the meeting")).to_be_visible()
    lead.get_by_role("link", name="Meetings").first.click()
    look(lead, "meetings")


def _the_plan_is_changed(child: ChildId, teacher: Caller) -> None:
    found = plans.plan_of(teacher, child=child)
    assert found and found.agreed and found.review_on == SOON + timedelta(days=60)
    assert {g.said.words for g in found.goals} == {"Breakfast every school day.", "Dry feet all winter."}
    (walk,) = [t for t in found.tasks if t.words == "Walk with her on Mondays"]
    assert [(o.name, o.accountable) for o in walk.owned_now] == [("Kelly Pearce", True), ("Hana Hill", False)]


def _letters_name_nobody(sink: Sink) -> None:
    """Called, arranged, ended, and the next one arranged: each of six people reads no name and no place."""
    assert carry(clock=lambda: datetime.now(UTC)) == 30
    assert set(sink.addresses) == {
        "amara@work.example", "hana@work.example", "sam@work.example", "holly@work.example", "beth@work.example",
        "kelly@home.example",
    }  # fmt: skip
    subjects = {str(m["Subject"]) for _, m in sink.arrived}
    assert subjects == {"Meeting", "A summary is ready", "Something is waiting for you"}
    for _, message in sink.arrived:
        parts = [p.get_content() for p in message.walk() if p.get_content_maintype() == "text"]  # type: ignore[attr-defined]
        said = " ".join([str(message["Subject"]), *map(str, parts)])
        assert not re.search(rf"\b({'|'.join((*NAMES, 'hall'))})\b", said, re.IGNORECASE), said
    kelly = [m for to, m in sink.arrived if to == ["kelly@home.example"] and m["Subject"] == "A summary is ready"]
    assert "You took on a task, due by" in kelly[0].get_body(("plain",)).get_content()  # type: ignore[attr-defined]


def test_a_meeting_is_read_and_written_in_without_a_script(
    visitor: Callable[[], Page], admin: psycopg.Connection
) -> None:
    child, teacher, _ = a_team(admin)
    asked = _begun(child, teacher)
    scripted = signed_in(visitor(), teacher, "Amara")
    assert scripted.context.browser
    site, state = scripted.url.rstrip("/"), scripted.context.storage_state()
    plain = scripted.context.browser.new_context(base_url=site, java_script_enabled=False, storage_state=state)
    page = plain.new_page()
    page.goto(f"/children/{child}/meetings/{asked}/live")
    page.locator("textarea").first.fill("Written without a script.")
    page.get_by_role("button", name="Keep this note").first.click()
    expect(page.get_by_text("Written without a script.")).to_be_visible()
    meetings.end(teacher_now(teacher), child=child, meeting=asked)
    page.goto(f"/children/{child}/meetings/{asked}")
    expect(page.get_by_role("heading", name="What came of our meeting")).to_be_visible()
    expect(page.get_by_text("Written without a script.").first).to_be_visible()


def teacher_now(teacher: Caller) -> Caller:
    """The teacher at this moment."""
    return Caller(teacher.actor, teacher.purpose, datetime.now(UTC), "test")


def _begun(child: ChildId, teacher: Caller) -> UUID:
    me = teacher_now(teacher)
    asked = meetings.call(
        me, children=(child,), called=Called(Kind.TEAM, "To look at breakfast."), guests=(Guest(As.GUEST, "Nan"),)
    )
    at = datetime.combine(SOON, time(16), tzinfo=UTC)
    meetings.arrange(me, child=child, meeting=asked, starts_at=at, why="Agreed at the door.")
    meetings.add_point(me, child=child, meeting=asked, words="Mondays")
    meetings.begin(me, child=child, meeting=asked)
    return asked
