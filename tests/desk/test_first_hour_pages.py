"""The pages of the first hour where somebody mistypes, is in the wrong place, or asks for what is not theirs."""

import shutil
from pathlib import Path
from uuid import UUID

import psycopg
import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from alongside.accounts import api as accounts
from alongside.agencies.api import Agency
from alongside.cli.serving import first_link
from alongside.desk import deliveries, uploading
from alongside.desk.errands import work_until_idle
from alongside.kernel.answers import NotPossible
from alongside.kernel.caller import Caller
from alongside.kernel.ids import ActorId, source_of
from alongside.layout.spreadsheet import cell
from alongside.linkage import api as linkage
from alongside.records import api as records
from alongside.trust import api as trust
from tests.builders import AVA, an_agency, an_office_holder, delivered, job, linked, mapping_called, person_of

pytestmark = pytest.mark.usefixtures("clean")

PEOPLE = b"record,forename,surname,date_of_birth\nP1,Ava,Pearce,2017-05-04\nP2,Noah,Pearce,some day\n"


def signed_in(caller: Caller, name: str = "Sam") -> Client:
    """A browser in which this office holder is signed in."""
    invitation = accounts.found(job("founder"), name=name, actor=caller.actor)
    words = {"token": invitation.token, "name": name, "password": "three kind words tonight"}
    account = accounts.accept(caller, email=f"{name.casefold()}@work.example", **words)
    client = Client(SERVER_NAME="localhost")
    client.force_login(get_user_model().objects.get(pk=account.id))
    return client


def upload(client: Client, agency: Agency, name: str = "people.csv", content: bytes = PEOPLE) -> tuple[int, str, str]:
    """Upload a file; gives the status, the address that follows, and the words of the page."""
    shutil.rmtree(Path(settings.HOME) / "intake", ignore_errors=True)
    answer = client.post("/deliveries", {"agency": str(agency.id), "uploads": SimpleUploadedFile(name, content)})
    return answer.status_code, answer.headers.get("Location", ""), answer.content.decode()


def taken_in(client: Client, reading: str) -> str:
    """Confirm how the files are read, let the worker do it; gives the address of the report."""
    waiting = client.post(reading, {"mapping": "plain-people"}).headers["Location"]
    assert "Waiting for its turn" in client.get(waiting).content.decode()
    assert waiting in client.get("/deliveries").content.decode()
    assert work_until_idle() == 1
    return client.get(waiting).headers["Location"]


def test_the_founder_types_an_address_and_every_other_founding_link_closes() -> None:
    first, second = first_link(), first_link()
    client, late = Client(SERVER_NAME="localhost"), Client(SERVER_NAME="localhost")
    said = {"name": "Ruth", "password": "three kind words tonight"}
    assert client.post(first, said).status_code == 422
    assert client.post(first, {**said, "email": "Ruth@Work.example"}).headers["Location"] == "/agencies"
    assert late.get(second).status_code == 410
    assert accounts.sign_in(job("x"), email="ruth@work.example", password=said["password"])


def test_an_invited_person_cannot_take_another_address() -> None:
    invitation = accounts.invite(
        an_office_holder(trust.Office.ADMINISTRATOR), email="kim@work.example", name="Kim", actor=ActorId(UUID(int=5))
    )
    account = accounts.accept(
        job("x"), token=invitation.token, name="Kim", password="three kind words tonight", email="boss@work.example"
    )
    assert account.email == "kim@work.example"


@pytest.mark.parametrize(("name", "content", "words"), [
    ("letter.docx", b"x", "cannot be read"), ("people.csv", b"", "empty"),
])  # fmt: skip
def test_a_file_that_cannot_be_read_is_answered_with_a_sentence(name: str, content: bytes, words: str) -> None:
    school = an_agency()
    status, _, said = upload(signed_in(an_office_holder(trust.Office.STEWARD, school)), school, name, content)
    assert status == 422 and words in said


def test_files_that_are_too_large_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deliveries, "MOST_AT_ONCE", 10)
    school = an_agency()
    status, _, said = upload(signed_in(an_office_holder(trust.Office.STEWARD, school)), school)
    assert status == 422 and "50 MB" in said


def test_a_request_that_announces_too_much_is_refused_and_none_of_its_files_is_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(uploading, "MOST_AT_ONCE", 0)
    school = an_agency()
    status, _, said = upload(signed_in(an_office_holder(trust.Office.STEWARD, school)), school, content=b"x" * 100_000)
    assert status == 422 and said.count("50 MB") >= 2 and "Choose a file" not in said


@pytest.mark.parametrize(
    ("words", "shown"), [("=1+1", "'=1+1"), ("-cmd", "'-cmd"), ("+44 7700 900123", "+44 7700 900123"), ("-5.5", "-5.5")]
)
def test_a_cell_is_never_a_formula_and_a_number_stays_a_number(words: str, shown: str) -> None:
    assert cell(words) == shown


def test_a_delivery_is_checked_taken_in_reported_and_can_be_corrected() -> None:
    school = an_agency()
    client = signed_in(an_office_holder(trust.Office.STEWARD, school))
    _, reading, _ = upload(client, school)
    assert oct((Path(settings.HOME) / "intake").stat().st_mode)[-3:] == "700"
    assert "Plain list of events" in client.get(f"{reading}?mapping=plain-events").content.decode()
    report = taken_in(client, reading)
    assert "some day" in client.get(report).content.decode()
    assert "P2,Noah,Pearce,some day" in client.get(f"{report}/refused.csv").content.decode()
    assert client.get(reading).status_code == 404
    _, again, _ = upload(client, school)
    assert taken_in(client, again).endswith("?again=yes")


def test_what_somebody_uploaded_is_for_nobody_else_and_for_its_own_agency() -> None:
    school, police = an_agency(), an_agency("County Police")
    sam = signed_in(an_office_holder(trust.Office.STEWARD, school))
    _, reading, _ = upload(sam, school)
    other = Client(SERVER_NAME="localhost")
    assert other.get(reading).status_code == 302
    assert sam.get(reading.replace(str(school.id), str(police.id))).status_code == 404
    assert upload(sam, police)[0] == 422
    assert sam.get(f"/deliveries/{police.id}/1").status_code == 403


def test_a_steward_finds_and_opens_only_people_of_the_own_agency() -> None:
    school, police = an_agency(), an_agency("County Police")
    delivered(police, "plain-people", [AVA])
    linked()
    sam = signed_in(an_office_holder(trust.Office.STEWARD, school))
    assert sam.get(f"/agencies/{police.id}/people").status_code == 403
    source = source_of(police.id, "P1")
    assert sam.get(f"/agencies/{school.id}/people/{source}/reason").status_code == 404
    assert sam.get(f"/agencies/{school.id}/people?q=100%25_").status_code == 200


def test_a_pair_is_settled_by_those_who_match_for_both_agencies(admin: psycopg.Connection) -> None:
    school, police = an_agency(), an_agency("County Police")
    delivered(school, "plain-people", [{**AVA, "forename": "Otto"}])
    delivered(police, "plain-people", [{**AVA, "forename": "Leopold"}])
    linked()
    half = an_office_holder(trust.Office.MATCHER, school)
    row = admin.execute("SELECT id FROM linkage_pair WHERE outcome = 'ask'").fetchone()
    assert row and linkage.my_pairs(half) == ()
    with pytest.raises(NotPossible, match="not waiting"):
        linkage.decide(half, pair=row[0], said="same", why="I know them.")
    client = signed_in(an_office_holder(trust.Office.MATCHER, police, number=99))
    assert client.post("/pairs", {"pair": row[0], "said": "", "why": "x"}).status_code == 422
    assert client.post("/pairs", {"pair": row[0], "said": "unsure", "why": "Too early."}).status_code == 302
    assert work_until_idle() == 1
    assert "not sure" in client.get("/pairs?said=unsure&place=7").content.decode()
    (again,) = admin.execute("SELECT id FROM linkage_pair WHERE outcome = 'ask'").fetchall()
    assert client.post("/pairs", {"pair": again[0], "said": "same", "why": "Otto is short."}).status_code == 302
    assert "No pair waits" in client.get("/pairs?said=same").content.decode(), "settled, though not yet in effect"
    assert client.post("/pairs", {"pair": again[0], "said": "same", "why": "Twice."}).status_code == 409
    assert work_until_idle() == 1
    assert person_of(admin, school, "P1") == person_of(admin, police, "P1")
    assert "No pair waits" in client.get("/pairs?said=same").content.decode()
    assert client.post("/pairs", {"pair": again[0], "said": "same", "why": "Twice."}).status_code == 409


def test_an_invitation_that_is_not_possible_leaves_nothing_behind(admin: psycopg.Connection) -> None:
    school = an_agency()
    client = signed_in(an_office_holder(trust.Office.ADMINISTRATOR))
    answer = client.post(f"/agencies/{school.id}/invite", {"email": "sam@work.example", "name": "Sam", "role": ""})
    assert answer.status_code == 422 and "already has an account" in answer.content.decode()
    assert admin.execute("SELECT count(*) FROM agencies_practitioner").fetchone() == (0,)


def test_an_agency_of_the_same_name_is_not_added_twice() -> None:
    an_agency("County Police")
    client = signed_in(an_office_holder(trust.Office.ADMINISTRATOR))
    assert client.post("/agencies", {"name": "county  police", "kind": "police"}).status_code == 422
    assert client.post("/agencies", {"name": "", "kind": ""}).status_code == 422


def test_each_column_is_told_what_it_is_taken_for() -> None:
    told = records.meanings(mapping_called("plain-people"), "people.csv", {"Record": "1", "surname": "P", "shoe": "3"})
    assert [c.meanings for c in told] == [
        ("The agency's own number of the person",), ("The person's surname",), (),
    ]  # fmt: skip
