"""The looks at the pages about letters and safe addresses."""

import re

from alongside.post import api as post
from alongside.post.api import Letter, LetterKind
from tests.house.looks_at_teams import a_team
from tests.house.site import Looks, Site, page

SAFE = {"safe": "yes", "address": "nan@home.example", "who_reads": "Nan <b>only"}


def to_nan(site: Site) -> str:
    """The page that asks where it is safe to write to somebody of the family, who was brought in if need be."""
    team = a_team(site)
    nan = {"kind": "family", "name": "Nan <b>", "role": "wider-family", "why": "Looks after <b>Ava.", "email": ""}
    site.mine.post(site.at("team-join", site.child), nan)
    found = re.search(r'href="([^"]+/team/address/[^"]+)"', site.mine.get(team).content.decode())
    assert found
    return found[1]


@page("team-address")
def _address(site: Site) -> Looks:
    address = to_nan(site)
    yield site.mine, address, None, 200
    yield site.mine, address, {"safe": "", "address": "no <b>address"}, 422
    yield site.mine, address, {"safe": "yes", "address": ""}, 422
    yield site.mine, address, SAFE, 302
    yield site.mine, address, None, 200
    yield site.mine, address, {"safe": "no"}, 302
    yield site.mine, site.at("team", site.child), None, 200
    yield site.mine, site.at("team-address", site.child, site.me.actor), None, 404
    yield site.strange, address, None, 403


@page("own-address")
def _own_address(site: Site) -> Looks:
    address = site.at("own-address")
    yield site.mine, address, None, 200
    yield site.mine, address, {"safe": "yes", "address": ""}, 422
    yield site.mine, address, {"safe": "no", "who_reads": "My <b>partner"}, 302
    yield site.mine, address, None, 200
    yield site.mine, f"{site.at('letters')}?recorded=", None, 200
    yield site.mine, address, SAFE, 302
    yield site.nobody, address, None, 302


@page("letters")
def _letters(site: Site) -> Looks:
    yield site.strange, site.at("letters"), None, 200
    lines = ("Something is <b>waiting.", "Look at it.")
    post.send(site.me, letters=(Letter(LetterKind.WAITING, site.me.actor, lines, "/my-tasks"),))
    yield site.mine, site.at("letters"), None, 200
    yield site.nobody, site.at("letters"), None, 302
