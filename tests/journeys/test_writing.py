"""J6, on a desk and on a phone: one entry for two siblings; nothing typed is lost; a colleague sees what is new."""

from collections.abc import Callable

import psycopg
import pytest
from playwright.sync_api import Page, expect

from alongside.accounts import api as accounts
from alongside.kernel.caller import Caller
from tests.builders import AVA, a_child, an_agency, delivered, job
from tests.journeys.conftest import Look

pytestmark = pytest.mark.usefixtures("clean")

PASSWORD = "three kind words tonight"
LEO = {**AVA, "record": "P2", "forename": "Leo", "date_of_birth": "2020-02-02"}
HOME = [{**AVA, "household": "H1"}, {**LEO, "household": "H1"}]


def signed_in(page: Page, caller: Caller, name: str) -> Page:
    """This practitioner, signed in by the page."""
    email = f"{name.casefold()}@work.example"
    accounts.make_up(job("county"), email=email, name=name, actor=caller.actor, password=PASSWORD)
    return again(page, email)


def again(page: Page, email: str) -> Page:
    """The same person signs in."""
    page.goto("/sign-in")
    page.get_by_label("E-mail address", exact=True).fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/")
    return page


def test_one_entry_for_two_siblings_is_saved_while_typing_recorded_and_new_to_a_colleague(
    visitor: Callable[[], Page], look: Look, admin: psycopg.Connection
) -> None:
    school = an_agency()
    ava, amara_is = a_child(admin, school)
    a_child(admin, school, LEO)
    _, sam_is = a_child(admin, school, worker="sam@riverside.example")
    delivered(school, "plain-people", HOME)
    amara, sam = signed_in(visitor(), amara_is, "Amara"), signed_in(visitor(), sam_is, "Sam")
    sam.goto(f"/children/{ava}")
    _an_hour_goes_by(admin)

    amara.goto(f"/children/{ava}")
    amara.get_by_role("button", name="Write an entry").click()
    look(amara, "write-entry")
    amara.get_by_label("Leo Pearce").check()
    amara.get_by_label("Contact", exact=True).check()
    amara.get_by_label("What happened?").fill("The fridge was empty.")
    expect(amara.get_by_text("Saved at")).to_be_visible()
    amara.goto("/")
    look(amara, "my-children-with-draft")
    amara.get_by_role("link", name="Go on with the entry about Ava Pearce").click()
    expect(amara.get_by_label("What happened?")).to_have_value("The fridge was empty.")
    expect(amara.get_by_label("Leo Pearce")).to_be_checked()

    amara.get_by_role("button", name="Record this entry").click()
    expect(amara.get_by_role("link", name="Choose an answer: Did you see the child?")).to_be_visible()
    amara.get_by_label("Yes, alone").check()
    amara.get_by_role("button", name="Record this entry").click()
    expect(amara.get_by_role("link", name="Say what you did")).to_be_visible()
    look(amara, "write-entry-refused")
    amara.get_by_label("in their own words?").fill("I like it when nan comes.")
    amara.get_by_label("What do you make of it?").fill("Colder than last week.")
    amara.get_by_label("What did you do?").fill("Rang the food bank.")
    amara.get_by_role("button", name="Record this entry").click()
    expect(amara.get_by_text("Your entry is recorded")).to_be_visible()
    look(amara, "child-recorded")

    sam.goto(f"/children/{ava}")
    new = sam.get_by_role("region", name="New since you last looked")
    expect(new.get_by_role("link", name="Contact")).to_be_visible()
    look(sam, "child-with-news")
    new.get_by_role("link", name="Contact").click()
    expect(sam.get_by_text("I like it when nan comes.")).to_be_visible()
    sam.get_by_role("link", name="How this entry was written").click()
    expect(sam.get_by_role("link", name="Correct this entry")).to_have_count(0)
    assert admin.execute("SELECT count(*) FROM chronology_draft").fetchone() == (0,)


def _an_hour_goes_by(admin: psycopg.Connection) -> None:
    admin.execute("UPDATE chronology_look SET since = since - interval '1 hour', until = until - interval '1 hour'")


def test_the_writer_corrects_an_entry_and_both_versions_can_be_read(
    visitor: Callable[[], Page], look: Look, admin: psycopg.Connection
) -> None:
    ava, caller = a_child(admin, an_agency())
    page = signed_in(visitor(), caller, "Amara")
    page.goto(f"/children/{ava}/write")
    page.get_by_label("Concern", exact=True).check()
    page.get_by_label("What happened?").fill("The fridge was empty.")
    page.get_by_label("This was not about seeing the child").check()
    page.get_by_label("If you did nothing, why?").fill("Nan was there.")
    page.get_by_role("button", name="Record this entry").click()
    page.goto(f"/children/{ava}/chronology")
    page.get_by_role("link", name="How this entry was written").click()
    page.get_by_role("link", name="Correct this entry").click()
    look(page, "correct-entry")
    expect(page.get_by_label("What happened?")).to_have_value("The fridge was empty.")
    page.get_by_label("What happened?").fill("The fridge held milk only.")
    page.get_by_role("button", name="Record the correction").click()
    expect(page.get_by_role("link", name="Fill in: Why does it need correcting?")).to_be_visible()
    page.get_by_label("Why does it need correcting?").fill("I misread my notes.")
    page.get_by_role("button", name="Record the correction").click()
    expect(page.get_by_text("The fridge was empty.")).to_be_visible()
    expect(page.get_by_text("The fridge held milk only.")).to_be_visible()
    look(page, "entry-versions")


def test_two_windows_on_one_draft_show_both_texts(
    visitor: Callable[[], Page], look: Look, admin: psycopg.Connection
) -> None:
    ava, caller = a_child(admin, an_agency())
    page = signed_in(visitor(), caller, "Amara")
    page.goto(f"/children/{ava}/write")
    other = page.context.new_page()
    page.get_by_label("What happened?").fill("From the car.")
    expect(page.get_by_text("Saved at")).to_be_visible()
    other.goto(page.url)
    other.get_by_label("What happened?").fill("From the office.")
    expect(other.get_by_text("Saved at")).to_be_visible()
    page.get_by_label("Contact", exact=True).check()
    page.get_by_label("No", exact=True).check()
    page.get_by_label("What did you do?").fill("Rang.")
    expect(page.get_by_text("someone else changed this")).to_be_visible()
    page.get_by_role("button", name="Record this entry").click()
    expect(page.get_by_text("Changed in another window")).to_be_visible()
    expect(page.get_by_text("From the office.")).to_be_visible()
    expect(page.get_by_label("What happened?")).to_have_value("From the car.")
    look(page, "write-entry-elsewhere")
    page.get_by_role("button", name="Record this entry").click()
    expect(page.get_by_text("Your entry is recorded")).to_be_visible()


def test_an_entry_is_recorded_without_scripts(visitor: Callable[[], Page], admin: psycopg.Connection) -> None:
    ava, caller = a_child(admin, an_agency())
    page = signed_in(visitor(), caller, "Amara")
    context = page.context.browser.new_context(  # type: ignore[union-attr]
        java_script_enabled=False, base_url=page.url, storage_state=page.context.storage_state()
    )
    plain = context.new_page()
    plain.goto(f"/children/{ava}/write")
    plain.get_by_label("Something good", exact=True).check()
    plain.get_by_label("What happened?").fill("Ava read to her brother.")
    plain.get_by_label("Yes, with others there").check()
    plain.get_by_label("What did you do?").fill("Told her mother.")
    plain.get_by_role("button", name="Record this entry").click()
    expect(plain.get_by_text("Your entry is recorded")).to_be_visible()
    context.close()
