"""A child and those around her; imported late, because Django has to be ready first."""

from typing import TYPE_CHECKING

import psycopg
import pytest

if TYPE_CHECKING:
    from tests.plans.around import Around, Granted


@pytest.fixture
def ava(clean: None, admin: psycopg.Connection) -> "Around":
    """A child, her teacher, and a police officer who does not work with her."""
    from tests.plans.around import ava_and_those_around

    return ava_and_those_around(admin)


@pytest.fixture
def granted(admin: psycopg.Connection) -> "Granted":
    """Somebody is given a grant of a level."""
    from tests.plans.around import giving_grants

    return giving_grants(admin)
