"""A matcher answers questions and checks without knowing which is which; an analyst reads how good the links are."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from alongside.agencies.api import AgencyKind
from alongside.linkage import api as linkage
from alongside.linkage.rules import sampling
from alongside.linkage.tasks import link_all
from alongside.trust import api as trust
from tests.builders import NOW, an_agency, an_office_holder, delivered
from tests.journeys.conftest import Look
from tests.journeys.test_undoing import invited
from tests.linkage.test_quality import child

pytestmark = pytest.mark.usefixtures("clean")


def test_checks_are_answered_among_questions_and_the_estimate_is_read(
    visitor: Callable[[], Page], look: Look, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sampling, "SHARE", 1.0)
    school, health = an_agency(), an_agency("Health Visiting", AgencyKind.CHILD_HEALTH)
    children = [child(n) for n in range(12)]
    delivered(school, "plain-people", children)
    delivered(health, "plain-people", [*children[:11], {**children[11], "forename": "Zora"}])
    link_all(folder=tmp_path, clock=lambda: NOW)
    boss = an_office_holder(trust.Office.ADMINISTRATOR, number=5)
    analyst = invited(boss, an_office_holder(trust.Office.ANALYST, number=61), "Priya Nair", visitor())
    analyst.get_by_role("link", name="How well records match").click()
    expect(analyst.get_by_text("11 drawn links wait for one")).to_be_visible()
    look(analyst, "quality-nothing-known")
    matcher_of_both = an_office_holder(trust.Office.MATCHER)
    page = invited(boss, matcher_of_both, "Noor Khan", visitor())
    page.goto("/pairs")
    expect(page.get_by_text("12 pairs wait for you.")).to_be_visible()
    look(page, "check")
    checks = {str(c.id) for c in linkage.my_checks(matcher_of_both)}
    wrong = 1
    for _ in range(12):
        is_check = page.locator("input[name=pair]").get_attribute("value") in checks
        page.get_by_label("Why do you think so?").fill("I know them.")
        different = not is_check or wrong > 0
        wrong -= is_check and different
        page.get_by_role("button", name="Different people" if different else "Same person", exact=True).click()
        said = "This was a check, drawn by lot" if is_check else "The two records are of different people."
        expect(page.get_by_text(said)).to_be_visible()
        if is_check and different:
            look(page, "check-answered-different")
    expect(page.get_by_text("No pair waits for you")).to_be_visible()
    expect(page.get_by_text("1 request to take records apart waits")).to_be_visible()

    analyst.reload()
    expect(analyst.get_by_text("90.9% (between 62.3% and 98.4%)").first).to_be_visible()
    look(analyst, "quality")
    analyst.get_by_role("link", name="The model in use").click()
    expect(analyst.get_by_role("rowheader", name="Same date of birth")).to_be_visible()
    look(analyst, "model")
