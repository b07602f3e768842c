"""The looks at the pages about a team."""

import re
from uuid import uuid4

from tests.house.site import Looks, Site, page

SAM = "sam.taylor@social-care.marlshire.example"
AMARA = "amara.okafor@school.marlshire.example"
JOINS = {"kind": "practitioner", "email": SAM, "role": "social-worker", "why": "Knows <b>Ava."}


def a_team(site: Site) -> str:
    """The team around the child, begun if there was none, with somebody in it; gives the address of its page."""
    site.mine.post(site.at("begin-team", site.child), {"model": "co_working", "why": "Two agencies <b>lead."})
    site.mine.post(site.at("team-way", site.child), {"model": "co_working", "why": "Two agencies <b>lead."})
    site.mine.post(site.at("team-join", site.child), JOINS)
    return site.at("team", site.child)


@page("team")
def _team(site: Site) -> Looks:
    yield site.mine, site.at("team", site.other), None, 200
    yield site.mine, a_team(site), None, 200
    yield site.strange, a_team(site), None, 403


@page("begin-team")
def _begin(site: Site) -> Looks:
    yield site.mine, site.at("begin-team", site.other), None, 200
    yield site.mine, site.at("begin-team", site.other), {"model": "", "why": ""}, 422
    yield site.strange, site.at("begin-team", site.child), None, 403


@page("team-way")
def _way(site: Site) -> Looks:
    a_team(site)
    yield site.mine, site.at("team-way", site.child), None, 200
    yield site.mine, site.at("team-way", site.child), {"model": "unit", "why": ""}, 422
    yield site.mine, site.at("team-way", site.child), {"model": "co_working", "why": "Again."}, 409


@page("team-join")
def _join(site: Site) -> Looks:
    a_team(site)
    address = site.at("team-join", site.child)
    yield site.mine, address, None, 200
    yield site.mine, address, {**JOINS, "email": "nobody@nowhere.example"}, 422
    yield site.mine, address, {**JOINS, "kind": "family"}, 422
    yield site.mine, address, {**JOINS, "kind": "family", "name": "Nan <b>", "role": "wider-family"}, 302
    yield site.mine, address, JOINS, 409


@page("team-lead")
def _lead(site: Site) -> Looks:
    a_team(site)
    address = site.at("team-lead", site.child, 1)
    yield site.mine, address, None, 200
    yield site.mine, address, {"member": "", "family_view": ""}, 422
    found = re.search(r'value="([0-9a-f-]{36})"', site.mine.get(address).content.decode())
    assert found
    yield site.mine, address, {"member": found[1], "family_view": "Kelly <b>asked."}, 302
    yield site.mine, site.at("team", site.child), None, 200


@page("team-vacancy")
def _vacancy(site: Site) -> Looks:
    a_team(site)
    address = site.at("team-vacancy", site.child, 1)
    yield site.mine, address, None, 200
    yield site.mine, address, {"reason": "", "cover": ""}, 422
    yield site.mine, address, {"reason": "Post is <b>vacant.", "cover": ""}, 302
    yield site.mine, site.at("team", site.child), None, 200


@page("team-leave")
def _leave(site: Site) -> Looks:
    words = site.mine.get(a_team(site)).content.decode()
    found = re.search(r'href="([^"]+/team/leave/[^"]+)"', words)
    assert found
    yield site.mine, found[1], None, 200
    yield site.mine, found[1], {"why": ""}, 422
    yield site.mine, site.at("team-leave", site.child, uuid4()), None, 404


def _ready_to_hand_over(site: Site) -> str:
    """Somebody leads and somebody else could; gives the address of the page that plans it."""
    site.mine.post(a_team(site).replace("/team", "/team/join"), {**JOINS, "email": AMARA, "role": "teacher"})
    _somebody_leads(site)
    return site.at("plan-hand-over", site.child, 1)


WORDS = {"reason": "New <b>post.", "family_told": "Told."}


@page("plan-hand-over")
def _plan(site: Site) -> Looks:
    address = _ready_to_hand_over(site)
    yield site.mine, address, None, 200
    yield site.mine, address, {"taker": "", "reason": ""}, 422
    said = {**_the_other(site, address), **_on("planned_on", 2027, 3, 1), **WORDS}
    yield site.mine, address, {**said, **_on("planned_on", 2028, 9, 1)}, 422
    yield site.mine, address, {**said, **_on("planned_on", 2028, 9, 1), "considered": "Kelly <b>asked."}, 302
    yield site.mine, address, said, 409
    yield site.mine, site.at("team", site.child), None, 200


@page("hand-over")
def _hand_over(site: Site) -> Looks:
    address = _ready_to_hand_over(site)
    site.mine.post(address, {**_the_other(site, address), **_on("planned_on", 2027, 3, 1), **WORDS})
    found = re.search(r'href="([^"]+/team/hand-overs/[^"]+)"', site.mine.get(a_team(site)).content.decode())
    assert found, "a hand-over is planned"
    yield site.mine, found[1], None, 200
    yield site.mine, found[1], {"outcome": "called_off", "why": ""}, 422
    yield site.mine, found[1], {"outcome": "done", "why": "Kelly <b>agrees."}, 302
    yield site.mine, found[1], None, 404
    yield site.mine, site.at("team", site.child), None, 200


def _on(name: str, year: int, month: int, day: int) -> dict[str, str]:
    return {f"{name}_day": str(day), f"{name}_month": str(month), f"{name}_year": str(year)}


def _the_other(site: Site, address: str) -> dict[str, str]:
    found = re.search(r'name="taker" type="radio" value="([0-9a-f-]{36})"', site.mine.get(address).content.decode())
    assert found
    return {"taker": found[1]}


def _somebody_leads(site: Site) -> None:
    if site.at("plan-hand-over", site.child, 1) in site.mine.get(site.at("team", site.child)).content.decode():
        return
    address = site.at("team-lead", site.child, 1)
    found = re.search(r'name="member" type="radio" value="([0-9a-f-]{36})"', site.mine.get(address).content.decode())
    assert found
    site.mine.post(address, {"member": found[1]})


@page("team-let-in")
def _let_in(site: Site) -> Looks:
    a_team(site)
    joins = {**JOINS, "kind": "family", "name": "Kim <b>", "role": "parent"}
    site.mine.post(site.at("team-join", site.child), joins)
    (member, *_) = re.findall(r"let-in/([0-9a-f-]{36})", site.mine.get(site.at("team", site.child)).content.decode())
    address = site.at("team-let-in", site.child, member)
    yield site.mine, address, None, 200
    yield site.mine, address, {"email": "kim", "children": str(site.child)}, 422
    yield site.mine, address, {"email": "kim@home.example", "children": str(site.child)}, 200
    yield site.mine, address, {"email": "kim@home.example", "children": str(site.child)}, 422
    yield site.mine, site.at("team-let-in", site.child, uuid4()), None, 404
    yield site.strange, address, None, 403
