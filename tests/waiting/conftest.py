"""Ava's team; imported late, because Django has to be ready first."""

from typing import TYPE_CHECKING

import psycopg
import pytest

if TYPE_CHECKING:
    from tests.waiting.around import Around


@pytest.fixture
def ava(clean: None, admin: psycopg.Connection) -> "Around":
    """A child, her team, and a plan with a goal."""
    from tests.waiting.around import ava_and_her_team

    return ava_and_her_team(admin)
