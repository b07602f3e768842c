"""A small made-up county, taken in and linked as the demonstration's is, for tests that need real stories."""

from dataclasses import dataclass
from pathlib import Path

import psycopg
from django.contrib.auth import get_user_model
from django.test import Client

from alongside.cli.caller import speaking_as
from alongside.cli.demonstration import prepare
from alongside.kernel.caller import Caller
from alongside.kernel.ids import ChildId
from alongside.teams import api as teams
from alongside.trust import api as trust
from tests.builders import job
from tests.conftest import KEPT

SAM = "sam.taylor@social-care.marlshire.example"
AMARA = "amara.okafor@school.marlshire.example"
STRANGER = "owen.rees@social-care.marlshire.example"
"""Owen signs in like anybody, and no child is open to him."""


@dataclass(frozen=True, slots=True)
class SmallCounty:
    """Six agencies, twelve families; the password of everybody."""

    password: str

    def children_of(self, email: str) -> dict[str, ChildId]:
        """The children that are open to this person, by name."""
        return {c.identity.name: ChildId(c.child) for c in teams.my_children(speaking_as(email))}

    def signed_in(self, email: str) -> Client:
        """A browser without a window, in which this person is signed in."""
        client = Client(SERVER_NAME="localhost")
        client.force_login(get_user_model().objects.get(email=email))
        return client


def empty(admin: psycopg.Connection) -> None:
    """Nobody has sent anything yet."""
    names = admin.execute(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> ALL(%s)", (list(KEPT),)
    ).fetchall()
    admin.execute("TRUNCATE " + ", ".join(f'"{name}"' for (name,) in names) + " RESTART IDENTITY CASCADE")


def small_county(admin_dsn: str, folder: Path) -> SmallCounty:
    """Make the county in an empty database."""
    with psycopg.connect(admin_dsn, autocommit=True) as admin:
        empty(admin)
    return SmallCounty(prepare(folder, families=12).rpartition(" ")[2])


def with_every_office(email: str) -> Caller:
    """This person also looks after everything, so that every page has something to show."""
    me = speaking_as(email)
    for office in (trust.Office.STEWARD, trust.Office.MATCHER, trust.Office.SUPERVISOR, trust.Office.ADMINISTRATOR):
        trust.found_office(job("founder", me.now), actor=me.actor, office=office, agency=None)
    return me
