"""A team with a mother in it, and a mail server; imported late, because Django has to be ready first."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import psycopg
import pytest

if TYPE_CHECKING:
    from tests.post.around import Around
    from tests.post.sink import Sink


@pytest.fixture
def ava(clean: None, admin: psycopg.Connection) -> "Around":
    """A child, her teacher with an account, and her mother in the team."""
    from tests.post.around import ava_and_those_around

    return ava_and_those_around(admin)


@pytest.fixture
def sink() -> "Iterator[Sink]":
    """A mail server that keeps what it is given."""
    from tests.post.sink import a_mail_server

    with a_mail_server() as server:
        yield server
