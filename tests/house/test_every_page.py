"""Every page of the site, rendered with real stories for somebody who may see everything, is sound HTML."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.urls import URLPattern

from alongside.cli.serving import first_link
from alongside.config.urls import urlpatterns
from tests.house import (
    looks_at_agencies,
    looks_at_assessments,
    looks_at_children,
    looks_at_letters,
    looks_at_meetings,
    looks_at_pathway,
    looks_at_plans,
    looks_at_teams,
    looks_at_work,
)
from tests.house.html_rules import wrong_with
from tests.house.site import PAGES, Site
from tests.house.test_html_rules import SOUND
from tests.journeys.county import SmallCounty

LOOKS = (
    looks_at_agencies, looks_at_assessments, looks_at_children, looks_at_letters, looks_at_meetings, looks_at_pathway,
    looks_at_plans, looks_at_teams, looks_at_work,
)  # fmt: skip
NO_PAGES = {
    "sign-out": "a deed that leads to a page", "chronology-json": "JSON", "refused-rows": "CSV", "save-draft": "JSON",
    "save-part": "JSON", "meeting-calendar": "a calendar file", "meeting-changes": "parts of a page that renews itself",
}  # fmt: skip


@pytest.fixture(scope="module")
def site(county: SmallCounty) -> Iterator[Site]:
    """The county with its style sheets."""
    call_command("collectstatic", interactive=False, verbosity=0)
    yield Site(county)
    shutil.rmtree(Path(settings.HOME) / "intake", ignore_errors=True)


def test_every_address_of_the_site_is_looked_at_or_is_no_page() -> None:
    names = {pattern.name for pattern in urlpatterns if isinstance(pattern, URLPattern)}
    assert len(names) == len(urlpatterns), "an address without a name"
    assert names == set(PAGES) | set(NO_PAGES)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_sound_html(name: str, site: Site) -> None:
    for who, address, said, status in PAGES[name](site):
        answer = who.get(address) if said is None else who.post(address, said)
        assert answer.status_code == status, f"{address}: {answer.content.decode()[-400:]}"
        if status != 302:
            assert answer["Content-Type"] == "text/html; charset=utf-8"
            assert wrong_with(answer.content.decode()) == [], address


def test_the_error_of_taking_records_apart_leads_to_its_box(site: Site) -> None:
    address, other = looks_at_agencies.two_records_of_one_person(site)
    answer = site.mine.post(address, {"other": other, "why": ""})
    assert answer.status_code == 422 and "#id_why" in answer.content.decode()
    assert wrong_with(answer.content.decode()) == []


def test_the_part_of_a_page_that_renews_itself_is_sound_html(site: Site) -> None:
    waiting = str(site.mine.post(site.uploaded(), {"mapping": "plain-people"})["Location"])
    part = site.mine.get(waiting, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert wrong_with(SOUND.format(part)) == []


def test_the_parts_of_a_meeting_that_renew_themselves_are_sound_html(site: Site) -> None:
    meeting = looks_at_meetings.begun(site)
    asked = looks_at_meetings.items(site, meeting)[0]
    site.mine.post(f"{meeting}/point", {"words": "New <b>shoes", "whose": ""})
    for answer in (
        site.mine.get(f"{meeting}/changes/0/1"),
        site.mine.post(asked, {"words": "It is <b>better."}, headers={"HX-Request": "true"}),
        site.mine.post(asked, {"words": ""}, headers={"HX-Request": "true"}),
    ):
        assert "<html" not in answer.content.decode()
        assert wrong_with(SOUND.format(answer.content.decode())) == []
    live = site.mine.get(f"{meeting}/live").content.decode()
    known = re.search(r'"([^"]+/changes/\d+/\d+)"', live)
    assert known and site.mine.get(known[1]).status_code == 204, "nothing new is nothing to show"


@pytest.mark.usefixtures("clean")  # the last of this file: the county is gone afterwards
def test_the_pages_of_the_very_first_person_are_sound_html() -> None:
    first, client = first_link(), Client(SERVER_NAME="localhost")
    said = {"name": "Ruth", "email": "ruth@work.example", "password": "three kind words tonight"}
    pages = [client.get(first), client.post(first, {"name": "", "email": "x"})]
    client.post(first, said)
    pages += [client.get(f"/{place}") for place in ("", "agencies", "deliveries", "pairs", "urgent-needs")]
    for answer in pages:
        assert wrong_with(answer.content.decode()) == []
