"""A small made-up county for the tests of one file; each of them only looks."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.journeys.county import SmallCounty


@pytest.fixture(scope="module")
def county(admin_dsn: str, tmp_path_factory: pytest.TempPathFactory) -> "SmallCounty":
    """Six agencies, twelve families, and people who can sign in."""
    from tests.journeys.county import small_county

    return small_county(admin_dsn, tmp_path_factory.mktemp("county"))
