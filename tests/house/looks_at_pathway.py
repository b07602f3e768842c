"""The looks at the pages about a child's way."""

from uuid import uuid4

from tests.house.looks_at_plans import hrefs, on
from tests.house.looks_at_teams import a_team
from tests.house.site import Looks, Site, page

STEP = {
    "level": "protection", "why": "She was <b>alone.", "family_view": "We <b>try.", "family_told": "At <b>home.",
    **on("from_on", 2026, 11, 2),
}  # fmt: skip
HELD = {"what": "core_group_held", "words": "At <b>school.", **on("on", 2026, 1, 5)}


def a_way(site: Site) -> str:
    """The pathway of the child, with something overdue in it; gives the address of its page."""
    site.mine.post(site.at("happened", site.child), HELD)
    return site.at("pathway", site.child)


@page("pathway")
def _pathway(site: Site) -> Looks:
    yield site.mine, site.at("pathway", site.other), None, 200
    a_team(site)
    yield site.mine, a_way(site), None, 200
    site.mine.post(site.at("step", site.child), STEP)
    site.mine.post(site.at("offer", site.child), {"outcome": "declined", "words": "<b>Not now.", **on("on", 2026)})
    yield site.mine, a_way(site), None, 200
    yield site.strange, a_way(site), None, 403


@page("step")
def _step(site: Site) -> Looks:
    address = site.at("step", site.other)
    yield site.mine, address, None, 200
    yield site.mine, address, {**STEP, "why": ""}, 422
    yield site.mine, address, {**STEP, **on("from_on", 2030)}, 422
    yield site.mine, address, {**STEP, "level": "ended"}, 302
    yield site.mine, address, STEP, 302
    yield site.strange, site.at("step", site.child), None, 403


@page("happened")
def _happened(site: Site) -> Looks:
    address = site.at("happened", site.child)
    yield site.mine, address, None, 200
    yield site.mine, address, {"what": ""}, 422
    yield site.mine, address, {**HELD, **on("on", 2031)}, 422
    yield site.mine, address, HELD, 302


@page("offer")
def _offer(site: Site) -> Looks:
    address = site.at("offer", site.child)
    yield site.mine, address, None, 200
    yield site.mine, address, {"outcome": "not_offered", "words": "", **on("on", 2026)}, 422
    yield site.mine, address, {"outcome": "offered", "words": "At <b>home.", **on("on", 2026)}, 302


@page("why-late")
def _late(site: Site) -> Looks:
    a_way(site)
    yield site.mine, site.at("why-late", site.child, uuid4()), None, 404
    address = hrefs(site, site.at("pathway", site.child), "/late")[0]
    yield site.mine, address, None, 200
    yield site.mine, address, {"because": ""}, 422
    yield site.mine, address, {"because": "She was <b>ill."}, 302


@page("take-back")
def _taken_back(site: Site) -> Looks:
    a_way(site)
    yield site.mine, site.at("take-back", site.child, uuid4()), None, 404
    address = hrefs(site, site.at("pathway", site.child), r"/milestones/[0-9a-f-]{36}")[-1]
    yield site.mine, address, None, 200
    yield site.mine, address, {"why": ""}, 422
    yield site.mine, address, {"why": "Another <b>family."}, 302
    yield site.mine, site.at("pathway", site.child), None, 200
