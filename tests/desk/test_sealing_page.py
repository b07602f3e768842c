"""The page on which two people seal a record of before an adoption, and open it again."""

import psycopg
import pytest

from alongside.agencies.api import AgencyKind
from alongside.linkage import api as linkage
from alongside.trust import api as trust
from tests.builders import AVA, an_agency, an_office_holder, delivered, linked
from tests.desk.test_first_hour_pages import signed_in
from tests.desk.test_splits_pages import invited
from tests.house.html_rules import wrong_with

pytestmark = pytest.mark.usefixtures("clean")
BEFORE = {**AVA, "record": "C1", "forename": "Zora", "surname": "Cole", "address": "9 Hill Road", "postcode": "RD2 2AA"}


def test_two_people_seal_a_record_and_ask_to_open_it_again(admin: psycopg.Connection) -> None:
    school, care = an_agency(), an_agency("Social Care", AgencyKind.SOCIAL_CARE)
    delivered(school, "plain-people", [AVA])
    delivered(care, "plain-people", [BEFORE])
    linked()
    one, other = an_office_holder(trust.Office.MATCHER), an_office_holder(trust.Office.MATCHER, number=98)
    first, second = signed_in(one), invited(other)
    asked = {
        "earlier_agency": str(care.id), "earlier_number": "C1", "later_agency": str(school.id), "later_number": "P1",
        "why": "Adopted in <b>2020.",
    }  # fmt: skip
    assert "seal the record of before" in first.get("/pairs").content.decode()
    for wrong in ({**asked, "why": ""}, {**asked, "earlier_number": "X1"}, {**asked, "later_agency": "me"}):
        answer = first.post("/pairs/adoption", wrong)
        assert answer.status_code == 422 and wrong_with(answer.content.decode()) == []
    assert first.post("/pairs/adoption", asked)["Location"] == "/pairs/adoption?said=asked"
    page = first.get("/pairs/adoption?said=asked").content.decode()
    assert "You asked for this" in page and wrong_with(page) == []

    assert "A request about an adoption waits" in second.get("/pairs").content.decode()
    page = second.get("/pairs/adoption").content.decode()
    assert "Adopted in &lt;b&gt;2020." in page and wrong_with(page) == []
    assert "Social Care, C1, before" in page and "9 Hill Road" in page and "Riverside School, P1, today" in page
    (waiting,) = linkage.open_seals(other)
    said = {"seal": str(waiting.id), "said": "yes", "why": "I saw the order."}
    for no in ({**said, "why": ""}, {**said, "said": "perhaps"}):
        answer = second.post("/pairs/adoption", no)
        assert answer.status_code == 422 and wrong_with(answer.content.decode()) == []
    assert second.post("/pairs/adoption", said)["Location"] == "/pairs/adoption?said=yes"
    page = second.get("/pairs/adoption?said=yes").content.decode()
    assert "Sealed: a record of Social Care" in page and wrong_with(page) == []
    assert linkage.open_seals(other) == ()

    (sealed,) = linkage.sealed_by_me(one)
    again = {"seal": str(sealed.id), "said": "open", "why": "It was another child."}
    assert second.post("/pairs/adoption", again)["Location"] == "/pairs/adoption?said=asked"
    page = first.get("/pairs/adoption").content.decode()
    assert "To be opened again" in page and wrong_with(page) == []
    assert "9 Hill Road" not in page and "Zora" not in page
    (waiting,) = linkage.open_seals(one)
    assert first.post("/pairs/adoption", {**said, "seal": str(waiting.id), "said": "no"}).status_code == 302
    assert len(linkage.sealed_by_me(one)) == 1
