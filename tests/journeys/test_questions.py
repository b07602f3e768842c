"""A question about a child is considered by a human, and stands below the open ones."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Look
from tests.journeys.test_reading_a_story import sign_in

if TYPE_CHECKING:
    from tests.journeys.county import SmallCounty


@pytest.fixture(scope="module")
def county(admin_dsn: str, tmp_path_factory: pytest.TempPathFactory) -> "SmallCounty":
    """The county of this journey."""
    from tests.journeys.county import small_county

    return small_county(admin_dsn, tmp_path_factory.mktemp("county"))


def test_a_worker_reads_the_entries_behind_a_question_and_says_what_was_considered(
    visitor: Callable[[], Page], look: Look, county: "SmallCounty"
) -> None:
    from tests.journeys.county import SAM

    sam = sign_in(visitor(), county, SAM)
    sam.get_by_role("link", name="Poppy Skelton").first.click()
    look(sam, "questions")
    sam.get_by_role("link", name="We have considered this, because… (Here again").click()
    look(sam, "consider")
    sam.get_by_role("button", name="Record what we considered").click()
    look(sam, "consider-refused")
    why = "In 2025 we closed when Dad moved in. He has left, so the plan of then does not hold any more."
    sam.get_by_label("We have considered this").fill(why)
    for part, said in (("Day", "1"), ("Month", "3"), ("Year", "2031")):
        sam.get_by_label(part, exact=True).fill(said)
    sam.get_by_role("button", name="Record what we considered").click()
    expect(sam.get_by_text("What you considered is recorded")).to_be_visible()
    sam.get_by_text("1 question was considered").click()
    expect(sam.get_by_text(why)).to_be_visible()
    look(sam, "questions-considered")
    sam.get_by_role("link", name="Chronology", exact=True).click()
    look(sam, "questions-in-the-chronology")
    expect(sam.get_by_text("1 question was considered")).to_be_visible()
