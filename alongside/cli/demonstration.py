"""The made-up county: its files are written, taken in and linked like anybody's, and its people can sign in."""

import json
import secrets
import sys
from pathlib import Path

from alongside.agencies import api as agencies
from alongside.agencies.api import AgencyKind
from alongside.cli.assessing import begin_assessments
from alongside.cli.caller import clock, operator
from alongside.cli.convening import hold_meetings
from alongside.cli.county import make_county
from alongside.cli.county.plan import County
from alongside.cli.planning import begin_plans
from alongside.cli.stepping import take_steps
from alongside.cli.teaming import begin_teams
from alongside.config.home import write_private
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


def prepare(folder: Path, *, families: int = 160) -> str:
    """The county is there and people can sign in; gives the words to print. Done once; later calls only tell."""
    ready = folder / _READY
    if not ready.exists():
        county = make_county(folder / "county", seed=_SEED, families=families)
        _take_in(county)
        _say("Linking")
        link_all(folder=folder / "linkage", clock=clock)
        password = _let_in(county)
        _say("Bringing teams together")
        people = [p.email for p in county.people]
        begin_teams(people, most=_TEAMS)
        _say("Writing assessments")
        begin_assessments(people, most=_TEAMS)
        _say("Agreeing plans")
        begin_plans(people, most=_PLANS)
        take_steps(people, most=_STEPS)
        _say("Holding meetings")
        hold_meetings(people, most=_MEETINGS)
        write_private(ready, json.dumps({"email": county.people[0].email, "password": password}))
    told = json.loads(ready.read_text())
    return (
        "Everything and everybody in this county is made up. Letters to them are put into "
        f"{folder / 'letters'}.\n"
        f"Open http://localhost:{{port}}/ and sign in as {told['email']} with the password {told['password']}"
    )


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
