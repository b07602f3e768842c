"""Those around Ava; imported late, because Django has to be ready first."""

from typing import TYPE_CHECKING

import psycopg
import pytest

if TYPE_CHECKING:
    from tests.meetings.around import Room


@pytest.fixture
def room(clean: None, admin: psycopg.Connection) -> "Room":
    """A team with a teacher, an officer and a mother."""
    from tests.meetings.around import a_room

    return a_room(admin)
