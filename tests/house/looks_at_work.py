"""The looks at the pages about the work of a team, and at the letter of the day."""

from uuid import uuid4

from tests.house.looks_at_plans import a_task, on
from tests.house.looks_at_teams import a_team
from tests.house.site import Looks, Site, page


def chosen(site: Site) -> str:
    """A task around a child in whose team I am, as a page names it."""
    a_team(site)
    return f"task:{a_task(site).rpartition('/')[2]}"


@page("team-work")
def _team_work(site: Site) -> Looks:
    yield site.strange, site.at("team-work"), None, 200
    item = chosen(site)
    address = site.at("team-work")
    yield site.mine, address, None, 200
    assert item in site.mine.get(address).content.decode()
    yield site.mine, f"{address}?unchosen=", None, 200
    yield site.mine, f"{address}?late=on&child={site.child}&person={site.me.actor}", None, 200
    yield site.mine, f"{address}?child=x&person=<b>", None, 200
    yield site.nobody, address, None, 302


@page("team-deed")
def _team_deed(site: Site) -> Looks:
    address, item = site.at("team-deed"), chosen(site)
    yield site.mine, f"{address}?deed=move", None, 302
    yield site.mine, f"{address}?deed=<b>&item={item}", None, 404
    yield site.strange, f"{address}?deed=move&item={item}", None, 404
    for deed in ("move", "remind", "done"):
        yield site.mine, f"{address}?deed={deed}&item={item}", None, 200
    sent = {"deed": "move", "item": item, "sent": str(uuid4())}
    yield site.mine, address, {**sent, "words": ""}, 422
    yield site.mine, address, {**sent, "words": "Half <b>term.", **on("on", day=9)}, 302
    yield site.mine, address, {**sent, "words": "Half <b>term.", **on("on", day=9)}, 302


@page("team-deed-done")
def _team_deed_done(site: Site) -> Looks:
    address, item, deed = site.at("team-deed"), chosen(site), uuid4()
    sent = {"deed": "move", "item": item, "sent": str(deed), "words": "Half <b>term.", **on("on", day=11)}
    yield site.mine, address, sent, 302
    yield site.mine, site.at("team-deed-done", deed), None, 200
    yield site.mine, address, {**sent, "sent": str(again := uuid4())}, 302
    yield site.mine, site.at("team-deed-done", again), None, 200  # the same day again is not possible
    yield site.strange, site.at("team-deed-done", deed), None, 404
    yield site.mine, site.at("team-deed-done", uuid4()), None, 404


@page("daily-letter")
def _daily(site: Site) -> Looks:
    yield site.mine, site.at("daily-letter"), {"wanted": "no"}, 302
    yield site.mine, site.at("letters"), None, 200
    yield site.mine, site.at("daily-letter"), {"wanted": "yes"}, 302
    yield site.mine, site.at("daily-letter"), None, 302
