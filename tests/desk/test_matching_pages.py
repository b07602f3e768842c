"""A check is answered among the questions, and what comes of it is read in numbers."""

import re
from pathlib import Path

import psycopg
import pytest
from django.test import Client

from alongside.agencies.api import AgencyKind
from alongside.linkage.rules import sampling
from alongside.linkage.tasks import link_all
from alongside.trust import api as trust
from tests.builders import AVA, NOW, an_agency, an_office_holder, delivered
from tests.desk.test_first_hour_pages import signed_in
from tests.desk.test_splits_pages import invited
from tests.house.html_rules import wrong_with

pytestmark = pytest.mark.usefixtures("clean")


@pytest.fixture
def matcher(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Client:
    """Somebody for whom one question and one check wait: Ava is linked and drawn, Otto and Zora are asked about."""
    monkeypatch.setattr(sampling, "SHARE", 1.0)
    school, health = an_agency(), an_agency("Health Visiting", AgencyKind.CHILD_HEALTH)
    otto = {**AVA, "record": "P2", "forename": "Otto", "surname": "Lane", "postcode": "RD9 9ZZ"}
    delivered(school, "plain-people", [AVA, otto])
    delivered(health, "plain-people", [{**AVA, "record": "H1"}, {**otto, "record": "H2", "forename": "Zora"}])
    link_all(folder=tmp_path, clock=lambda: NOW)
    return signed_in(an_office_holder(trust.Office.MATCHER))


def pages(client: Client) -> dict[str, str]:
    """Both pairs that wait, by the surname in them."""
    shown = [client.get(f"/pairs?place={place}").content.decode() for place in (0, 1)]
    return {name: page for page in shown for name in ("Pearce", "Lane") if f">{name}<" in page}


def pair_of(page: str) -> str:
    """The id that the form of a page sends back."""
    found = re.search(r'name="pair" value="([^"]+)"', page)
    assert found
    return found[1]


RECORDS = (
    r"<table.*?</table>", r"Why you are asked: [^<]*", r'name="(pair|csrfmiddlewaretoken)" value="[^"]*"',
    r"This is number \d", r'<p class="govuk-body"><a class="govuk-link" href="\?place=.*?</p>',
)  # fmt: skip
"""What differs from question to question: the two records, and which of how many it is."""


def without_records(page: str) -> str:
    """The page without what the two records say."""
    for part in RECORDS:
        page = re.sub(part, "", page, flags=re.S)
    return re.sub(r"\s+", " ", page)


def test_a_check_looks_like_a_question_until_it_is_answered(matcher: Client) -> None:
    shown = pages(matcher)
    assert set(shown) == {"Pearce", "Lane"}
    assert "2 pairs wait for you" in shown["Lane"] and "Why you are asked: same forename" in shown["Pearce"]
    assert without_records(shown["Pearce"]) == without_records(shown["Lane"])
    assert wrong_with(shown["Pearce"]) == []


def test_an_answer_to_a_check_counts_and_links_nothing_anew(matcher: Client, admin: psycopg.Connection) -> None:
    check = pair_of(pages(matcher)["Pearce"])
    said = {"pair": check, "said": "same", "why": ""}
    assert matcher.post("/pairs", said).status_code == 422
    answer = matcher.post("/pairs", {**said, "why": "I know her."})
    assert answer.headers["Location"].endswith("?said=check-same")
    assert "This was a check" in matcher.get(answer.headers["Location"]).content.decode()
    assert matcher.post("/pairs", {**said, "why": "Twice."}).status_code == 409
    assert admin.execute("SELECT said, why FROM linkage_checkanswer").fetchall() == [("same", "I know her.")]
    assert admin.execute("SELECT count(*) FROM linkage_decision").fetchone() == (0,)
    assert admin.execute("SELECT count(*) FROM work_job").fetchone() == (0,), "nothing is to be compared again"


def test_who_says_different_is_told_that_somebody_else_looks_and_the_request_waits(matcher: Client) -> None:
    said = {"pair": pair_of(pages(matcher)["Pearce"]), "said": "different", "why": "They are cousins."}
    answer = matcher.post("/pairs", said)
    assert "Somebody else must look" in matcher.get(answer.headers["Location"]).content.decode()
    second = invited(an_office_holder(trust.Office.MATCHER, number=98))
    assert "They are cousins." in second.get("/pairs/apart").content.decode()


def test_the_quality_page_names_nobody_and_tells_no_small_number(matcher: Client) -> None:
    matcher.post("/pairs", {"pair": pair_of(pages(matcher)["Pearce"]), "said": "same", "why": "I know her."})
    analyst = invited(an_office_holder(trust.Office.ANALYST, number=61))
    page = analyst.get("/matching/quality").content.decode()
    assert wrong_with(page) == []
    for name in ("Ava", "Pearce", "Otto", "Lane", "Zora", "I know her."):
        assert name not in page.partition("<main")[2]
    assert "Not known yet: there are fewer than 10 answers." in page
    assert "Riverside School" in page and "fewer than 10" in page.partition("How far do agencies")[2]
    told = analyst.get("/matching/model").content.decode()
    assert wrong_with(told) == []
    assert "Same date of birth" in told and "+12.3 bits" in told
    assert "How well records match" in analyst.get("/").content.decode()
    assert analyst.get("/pairs").status_code == 403


def test_without_anything_linked_both_pages_say_so() -> None:
    analyst = signed_in(an_office_holder(trust.Office.ANALYST))
    assert "Nothing was linked yet" in analyst.get("/matching/quality").content.decode()
    assert "There is no model yet" in analyst.get("/matching/model").content.decode()
    stranger = invited(an_office_holder(trust.Office.PRACTITIONER, number=6))
    assert stranger.get("/matching/quality").status_code == 403
