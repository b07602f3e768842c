"""The looks at the pages about agencies, what they send, and pairs."""

import re

from alongside.desk.errands import work_until_idle
from tests.house.site import Looks, Site, page


@page("agencies")
def _agencies(site: Site) -> Looks:
    yield site.mine, site.at("agencies"), None, 200
    yield site.mine, site.at("agencies"), {"name": "", "kind": ""}, 422
    yield site.strange, site.at("agencies"), None, 200


@page("agency-people")
def _people(site: Site) -> Looks:
    yield site.mine, site.at("agency-people", site.agency), None, 200
    yield site.mine, site.at("agency-people", site.agency) + "?q=nobody+<b>&opened=yes", None, 200
    yield site.strange, site.at("agency-people", site.agency), None, 403


def of_somebody(site: Site, deed: str, who: str = "") -> str:
    """The address of this deed for the first person that the agency knows by this name."""
    words = site.mine.get(site.at("agency-people", site.agency) + f"?q={who}").content.decode()
    found = re.search(r'href="(/agencies/[^"]+)/(reason|records)"', words)
    assert found, words
    return f"{found[1]}/{deed}"


def two_records_of_one_person(site: Site) -> tuple[str, str]:
    """The address of the page about one of the agency's records, and another record that is the same person."""
    words = site.mine.get(site.at("agency-people", site.agency)).content.decode()
    for address in re.findall(r'href="(/agencies/[^"]+/records)"', words):
        other = re.search(r'name="other" value="([^"]+)"', site.mine.get(address).content.decode())
        if other:
            return address, other[1]
    raise AssertionError("nobody has a second record")


@page("open-reason")
def _open_reason(site: Site) -> Looks:
    address = of_somebody(site, "reason")
    yield site.mine, address, None, 200
    yield site.mine, address, {"kind": "", "from_on_day": "31", "from_on_month": "2", "from_on_year": "2026"}, 422
    yield site.mine, site.at("open-reason", site.agency, site.child), None, 404


@page("invite")
def _invite(site: Site) -> Looks:
    said = {"email": "lee@work.example", "name": "Lee", "role": "clerk", "offices": "steward"}
    yield site.mine, site.at("invite", site.agency), None, 200
    yield site.mine, site.at("invite", site.agency), {"email": "x", "name": ""}, 422
    yield site.mine, site.at("invite", site.agency), said, 200


@page("deliveries")
def _deliveries(site: Site) -> Looks:
    yield site.mine, site.at("deliveries"), None, 200
    yield site.mine, site.at("deliveries"), {"agency": ""}, 422
    yield site.strange, site.at("deliveries"), None, 200


@page("delivery-reading")
def _reading(site: Site) -> Looks:
    waiting = site.uploaded()
    yield site.mine, waiting, None, 200
    yield site.mine, waiting + "?mapping=plain-events", None, 200
    yield site.strange, waiting, None, 404


@page("work")
def _work(site: Site) -> Looks:
    waiting = str(site.mine.post(site.uploaded(), {"mapping": "plain-people"})["Location"])
    yield site.mine, waiting, None, 200
    work_until_idle()
    yield site.mine, waiting, None, 302
    yield site.mine, site.at("work", site.child), None, 404


@page("delivery")
def _delivery(site: Site) -> Looks:
    done = site.taken_in()
    yield site.mine, done, None, 200
    yield site.mine, done.partition("?")[0] + "?again=yes", None, 200
    yield site.strange, done, None, 403


@page("joined")
def _joined(site: Site) -> Looks:
    address = of_somebody(site, "records", "pearce")
    yield site.mine, address, None, 200
    yield site.mine, address + "?apart=yes", None, 200
    yield site.strange, address, None, 403


@page("exposure")
def _exposure(site: Site) -> Looks:
    address = of_somebody(site, "records", "pearce") + f"/{site.child}/seen"
    yield site.mine, address, None, 404
    yield site.strange, address, None, 403


@page("splits")
def _splits(site: Site) -> Looks:
    yield site.mine, site.at("splits") + "?said=together", None, 200
    yield site.mine, site.at("splits"), {"said": "", "why": ""}, 409
    yield site.mine, site.at("splits"), {"split": str(site.child), "said": "apart", "why": "I know them."}, 409
    yield site.strange, site.at("splits"), None, 403


@page("offices")
def _offices(site: Site) -> Looks:
    yield site.mine, site.at("offices", site.agency), None, 200
    yield site.mine, site.at("offices", site.agency), {"actor": "", "office": ""}, 422
    yield site.mine, site.at("offices", site.agency), {"end": str(site.child)}, 409
    yield site.strange, site.at("offices", site.agency), None, 403


@page("pairs")
def _pairs(site: Site) -> Looks:
    yield site.mine, site.at("pairs") + "?said=unsure&place=1", None, 200
    yield site.mine, site.at("pairs"), {"said": "", "why": ""}, 422
    yield site.mine, site.at("pairs"), {"pair": str(site.child), "said": "same", "why": "I know them."}, 409
    yield site.strange, site.at("pairs"), None, 403


@page("matching-quality")
def _quality(site: Site) -> Looks:
    yield site.mine, site.at("matching-quality"), None, 200
    yield site.strange, site.at("matching-quality"), None, 403


@page("matching-model")
def _model(site: Site) -> Looks:
    yield site.mine, site.at("matching-model"), None, 200
    yield site.strange, site.at("matching-model"), None, 403


@page("adoption")
def _adoption(site: Site) -> Looks:
    asked = {"earlier_agency": str(site.agency), "earlier_number": "X1", "later_agency": str(site.agency)}
    yield site.mine, site.at("adoption") + "?said=asked", None, 200
    yield site.mine, site.at("adoption"), {"why": "<b>"}, 422
    yield site.mine, site.at("adoption"), {**asked, "later_number": "X2", "why": "Adopted."}, 422
    yield site.mine, site.at("adoption"), {"said": "yes", "seal": str(site.child), "why": "So."}, 409
    yield site.strange, site.at("adoption"), None, 403


@page("add-practice")
def _add_practice(site: Site) -> Looks:
    template = {"read": "0", "words": "Short <look>", "plain": "Short.", "source": "Ours", "why": "Wanted."}
    address = site.at("add-practice", "template")
    yield site.mine, address, None, 200
    yield site.mine, address, {**template, "sections": "home <b>"}, 422
    yield (
        site.mine,
        site.at("add-practice", "template"),
        {**template, "sections": "home | Family | Home | What is home like?"},
        302,
    )
    yield site.mine, site.at("agreement", "template", "short-look"), None, 200
    for kind in ("timescale", "role", "word"):
        yield site.mine, site.at("add-practice", kind), None, 200
        yield site.mine, site.at("add-practice", kind), {"words": "<b>"}, 422
    yield site.mine, site.at("add-practice", "way"), None, 404
    yield site.strange, address, None, 404


@page("practice")
def _practice(site: Site) -> Looks:
    yield site.mine, site.at("practice"), None, 200
    yield site.strange, site.at("practice"), None, 200


@page("agreement")
def _agreement(site: Site) -> Looks:
    address = site.at("agreement", "timescale", "next-core-group")
    changed = {
        "read": "0", "words": "Meet again <b>", "offset": "10", "unit": "working_day", "statutory": "no",
        "source": "Our procedures", "on": "on", "why": "Agreed in March.",
    }  # fmt: skip
    yield site.mine, address, None, 200
    yield site.mine, address, {"words": ""}, 422
    yield site.mine, address, changed, 302
    yield site.mine, address, changed, 422
    yield site.mine, address, None, 200
    yield site.mine, site.at("practice"), None, 200
    yield site.strange, address, None, 200
    yield site.mine, site.at("agreement", "timescale", "none-of-this-name"), None, 404
    others = ["role/health-visitor", "way/unit", "way/single", "weight/sibling", "template/neglect"]
    for other in (o.split("/") for o in others):
        yield site.mine, site.at("agreement", *other), None, 200
        yield site.mine, site.at("agreement", *other), {"words": "", "needs": "x"}, 422
