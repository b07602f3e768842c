"""The made-up county: its files are written, taken in and linked like anybody's, and its people can sign in."""

import json
import secrets
import shutil
import sys
from pathlib import Path

from django.db import connections

from alongside.agencies import api as agencies
from alongside.agencies.api import AgencyKind
from alongside.cli.assessing import begin_assessments
from alongside.cli.caller import clock, operator
from alongside.cli.convening import hold_meetings
from alongside.cli.county import make_county
from alongside.cli.county.plan import County
from alongside.cli.planning import begin_plans
from alongside.cli.provision import app_place, begin_anew
from alongside.cli.stepping import take_steps
from alongside.cli.teaming import begin_teams
from alongside.config.home import write_private
from alongside.kernel.answers import NotPossible
from alongside.kernel.caller import Caller, Purpose
from alongside.linkage.tasks import link_all
from alongside.records import api as records
from alongside.records.api import DeliveredFile
from alongside.records.tasks import receive
from alongside.trust import api as trust

_SEED = 1
_TEAMS = 40
_PLANS = 40
_STEPS = 16
_MEETINGS = 100
_READY = "county-is-ready.json"
_BEGUN = "county-has-begun"


def prepare(folder: Path, *, families: int = 160) -> str:
    """The county is there and people can sign in; gives the words to print. Done once; later calls only tell.

    One that was interrupted is thrown away and made anew. Raises NotPossible where records are that it did not make.
    """
    ready = folder / _READY
    if not ready.exists():
        _only_where_nothing_is(folder)
        write_private(ready, json.dumps(_made(folder, families)))
        (folder / _BEGUN).unlink()
    told = json.loads(ready.read_text())
    return (
        "Everything and everybody in this county is made up. Letters to them are put into "
        f"{folder / 'letters'}.\n"
        f"Open http://localhost:{{port}}/ and sign in as {told['email']} with the password {told['password']}"
    )


def _only_where_nothing_is(folder: Path) -> None:
    """What is there is made up and unfinished, or there is nothing: the mark names the database it was begun in."""
    begun = folder / _BEGUN
    if begun.exists() and begun.read_text() == app_place():
        _say("The made-up county was not finished the last time; beginning anew")
        connections.close_all()
        begin_anew()
        for made in ("county", "linkage", "letters"):
            shutil.rmtree(folder / made, ignore_errors=True)
    elif agencies.all_agencies(operator()):
        raise NotPossible(
            "This data folder already holds agencies and records, and the made-up county needs an empty one. "
            "Name another folder: ALONGSIDE_HOME=./demo alongside demo"
        )
    write_private(begun, app_place())


def _made(folder: Path, families: int) -> dict[str, str]:
    """Make it, bring it in and let its people work; gives whom to sign in as."""
    county = make_county(folder / "county", seed=_SEED, families=families)
    _take_in(county)
    _say("Linking")
    link_all(folder=folder / "linkage", clock=clock)
    password = _let_in(county)
    people = [p.email for p in county.people]
    _say("Bringing teams together")
    begin_teams(people, most=_TEAMS)
    _say("Writing assessments")
    begin_assessments(people, most=_TEAMS)
    _say("Agreeing plans")
    begin_plans(people, most=_PLANS)
    take_steps(people, most=_STEPS)
    _say("Holding meetings")
    hold_meetings(people, most=_MEETINGS)
    return {"email": county.people[0].email, "password": password}


def _say(words: str) -> None:
    print(f"{words} …", file=sys.stderr, flush=True)


def _take_in(county: County) -> None:
    mappings = {m.name: m for m in records.shipped_mappings()}
    for delivery in county.deliveries:
        _say(f"Taking in what {delivery.agency} sent")
        me = operator(Purpose.RECEIVING)
        agency = agencies.add(me, name=delivery.agency, kind=AgencyKind(delivery.kind))
        files = tuple(DeliveredFile(path, path.name) for path in delivery.files)
        receive(agency.id, files, mappings[delivery.mapping], by=me, clock=clock)


def _let_in(county: County) -> str:
    password = f"{secrets.choice(_WORDS)}-{secrets.choice(_WORDS)}-{secrets.randbelow(9000) + 1000}"
    me = operator()
    known = {a.name: a for a in agencies.all_agencies(me)}
    for person in county.people:
        agencies.make_up_colleague(
            Caller.system("county", purpose=Purpose.ADMINISTRATION, now=clock()),
            agency=known[person.agency].id,
            email=person.email,
            name=person.name,
            role=person.role,
            offices=tuple(trust.Office(o) for o in person.offices),
            password=password,
        )
    return password


_WORDS = ("willow", "harbour", "lantern", "meadow", "copper", "orchard", "pebble", "thistle", "kestrel", "saffron")
