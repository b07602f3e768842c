"""Pages need their style sheets."""

import pytest
from django.core.management import call_command


@pytest.fixture(scope="session", autouse=True)
def static_files() -> None:
    """Collected once into the home of the tests."""
    call_command("collectstatic", interactive=False, verbosity=0)
