"""Who can be reached day and night is said by whoever keeps the rota, and not recorded while nobody does."""

from collections.abc import Callable, Iterator
from uuid import UUID

import psycopg
import pytest
from django.core.management import call_command

from alongside.kernel.answers import Refused
from alongside.kernel.caller import Caller
from alongside.teams import api as teams
from alongside.teams.api import ROTA, Model, Reach
from tests.builders import a_child, an_agency, somebody
from tests.desk.test_first_hour_pages import signed_in

pytestmark = pytest.mark.usefixtures("clean")
NOT_RECORDED = "Who can be reached day and night is not recorded."


class MadeUp:
    """A rota that says what the test wants, and remembers for which team it was asked."""

    def __init__(self, said: Reach | None) -> None:
        """What it says."""
        self.said, self.asked = said, set[UUID]()

    def reach(self, caller: Caller, *, team: UUID) -> Reach | None:
        """The answer."""
        self.asked.add(team)
        return self.said


@pytest.fixture
def install() -> Iterator[Callable[[MadeUp], None]]:
    """Puts a rota in, for one test."""
    call_command("collectstatic", interactive=False, verbosity=0)
    yield ROTA.install
    ROTA.install(None)


def test_the_page_of_a_single_worker_says_what_the_rota_says(
    admin: psycopg.Connection, install: Callable[[MadeUp], None]
) -> None:
    child, teacher = a_child(admin, an_agency())
    assert teams.reach(teacher, child=child) is None
    teams.begin(teacher, children=(child,), model=Model.SINGLE, why="One person knows them.")
    team = teams.team_of(teacher, child=child)
    assert team
    client = signed_in(teacher)
    assert NOT_RECORDED in client.get(f"/children/{child}/team").content.decode()
    gaps, covered, silent = MadeUp(Reach(("on Saturday from 8pm to 4am",))), MadeUp(Reach()), MadeUp(None)
    install(gaps)
    assert "Nobody can be reached on Saturday from 8pm to 4am." in (
        client.get(f"/children/{child}/team").content.decode()
    )
    assert gaps.asked == {team.id}
    install(covered)
    words = client.get(f"/children/{child}/team").content.decode()
    assert NOT_RECORDED not in words and "Nobody can be reached" not in words
    install(silent)
    assert NOT_RECORDED in client.get(f"/children/{child}/team").content.decode()


def test_the_rota_is_asked_for_nobody_who_may_not_see_the_team(
    admin: psycopg.Connection, install: Callable[[MadeUp], None]
) -> None:
    child, teacher = a_child(admin, an_agency())
    teams.begin(teacher, children=(child,), model=Model.SINGLE, why="One person knows them.")
    rota = MadeUp(Reach())
    install(rota)
    with pytest.raises(Refused):
        teams.reach(somebody(), child=child)
    assert rota.asked == set()
