"""The looks at the pages of an assessment."""

import re
from html import unescape
from uuid import UUID, uuid4

from tests.house.looks_at_plans import on
from tests.house.looks_at_teams import a_team
from tests.house.site import Looks, Site, page

TODAY = {"answer_by_day": "27", "answer_by_month": "3", "answer_by_year": "2031"}
JUDGED = {"kind": "need", "text": "Often <b>hungry.", "level": "0"}


def begun(site: Site) -> str:
    """The id of an assessment of the child that is being written, begun if there was none."""
    a_team(site)
    site.mine.post(site.at("begin-assessment", site.child), {"template": "general"})
    newest = _newest(site)
    if b"Finish the assessment" not in site.mine.get(site.at("assessment", site.child, newest)).content:
        site.mine.post(site.at("next-assessment", site.child, newest), {})
    return _newest(site)


def _newest(site: Site) -> str:
    listed = site.mine.get(site.at("assessments", site.child)).content.decode()
    return str(re.findall(r"assessments/([0-9a-f-]{36})\"", listed)[0])


def section_of(site: Site, a: str) -> str:
    """The first section of an assessment, whichever template it follows."""
    shown = site.mine.get(site.at("assessment", site.child, a)).content.decode()
    return str(re.findall(r"/sections/([a-z-]+)\"", shown)[0])


def written(site: Site, **more: str) -> tuple[str, UUID]:
    """An assessment, and a part of it that I wrote."""
    a, part = begun(site), uuid4()
    said = {**JUDGED, "save_id": str(uuid4()), "children": str(site.child), **more}
    answer = site.mine.post(site.at("write-part", site.child, a, section_of(site, a), part), said)
    assert answer.status_code == 302, answer.content.decode()
    return a, part


def disagreed(site: Site) -> tuple[str, UUID, str]:
    """An assessment, a part, and the conversation about it."""
    a, part = written(site)
    said = {"stance": "disagree", "words": "Not <b>so."}
    assert site.mine.post(site.at("part-view", site.child, a, part), said).status_code == 302
    shown = site.mine.get(site.at("assessment", site.child, a)).content.decode()
    return a, part, re.findall(rf"{part}/talk/([0-9a-f-]{{36}})", shown)[0]


@page("assessments")
def _assessments(site: Site) -> Looks:
    yield site.mine, site.at("assessments", site.other), None, 200
    begun(site)
    yield site.mine, site.at("assessments", site.child), None, 200
    yield site.strange, site.at("assessments", site.child), None, 403


@page("begin-assessment")
def _begin(site: Site) -> Looks:
    yield site.mine, site.at("begin-assessment", site.other), None, 200
    yield site.mine, site.at("begin-assessment", site.other), {"template": "none"}, 422
    begun(site)
    yield site.mine, site.at("begin-assessment", site.child), {"template": "neglect"}, 409
    yield site.strange, site.at("begin-assessment", site.child), None, 403


@page("assessment")
def _assessment(site: Site) -> Looks:
    a, _, _ = disagreed(site)
    yield site.mine, site.at("assessment", site.child, a), None, 200
    yield site.mine, site.at("assessment", site.child, uuid4()), None, 404
    yield site.strange, site.at("assessment", site.child, a), None, 403


@page("assessment-changes")
def _changes(site: Site) -> Looks:
    a, _ = written(site)
    yield site.strange, site.at("assessment-changes", site.child, a, 0), None, 403


@page("ask-for-part")
def _ask(site: Site) -> Looks:
    a = begun(site)
    address = site.at("ask-for-part", site.child, a)
    yield site.mine, address, None, 200
    yield site.mine, address, {"question": ""}, 422


@page("answer")
def _answer(site: Site) -> Looks:
    yield site.mine, site.at("answer", site.child, begun(site), uuid4()), None, 404


@page("finish-assessment")
def _finish(site: Site) -> Looks:
    a = begun(site)
    yield site.mine, site.at("finish-assessment", site.child, a), None, 200
    yield site.strange, site.at("finish-assessment", site.child, a), {}, 403


@page("plain-assessment")
def _plain(site: Site) -> Looks:
    a = begun(site)
    yield site.mine, site.at("plain-assessment", site.child, a), None, 200
    yield site.strange, site.at("plain-assessment", site.child, a), None, 403


@page("sign-assessment")
def _sign(site: Site) -> Looks:
    a = begun(site)
    yield site.mine, site.at("sign-assessment", site.child, a), None, 200
    yield site.mine, site.at("sign-assessment", site.child, a), {"words": "Read."}, 409


@page("next-assessment")
def _next(site: Site) -> Looks:
    a = begun(site)
    yield site.mine, site.at("next-assessment", site.child, a), {}, 409
    yield site.mine, site.at("next-assessment", site.child, a), None, 302


@page("compared")
def _compared(site: Site) -> Looks:
    a, _ = written(site)
    finished = site.mine.post(site.at("finish-assessment", site.child, a), {})
    assert finished.status_code == 302, finished.content.decode()
    site.mine.post(site.at("next-assessment", site.child, a), {})
    yield site.mine, site.at("compared", site.child, _newest(site)), None, 200
    yield site.mine, site.at("compared", site.child, uuid4()), None, 404


@page("begin-part")
def _begin_part(site: Site) -> Looks:
    a = begun(site)
    yield site.mine, site.at("begin-part", site.child, a, section_of(site, a)), None, 302


@page("write-part")
def _write_part(site: Site) -> Looks:
    a, part = written(site)
    section = section_of(site, a)
    address = site.at("write-part", site.child, a, section, part)
    yield site.mine, address, None, 200
    yield site.mine, address, {"text": ""}, 422
    yield site.mine, address, {"text": "Over it.", "save_id": str(uuid4())}, 409
    yield site.mine, address, {"text": "First.", "follows": "1", "save_id": str(uuid4())}, 302
    yield site.mine, address, {"text": "At <b>once.", "follows": "1", "save_id": str(uuid4())}, 409
    yield site.mine, address, None, 200
    yield site.mine, site.at("assessment", site.child, a), None, 200
    yield site.mine, site.at("finish-assessment", site.child, a), None, 200
    yield site.mine, address, {"text": "Both.", "follows": "2,3", "save_id": str(uuid4())}, 302
    yield site.mine, site.at("write-part", site.child, a, "shoes", uuid4()), None, 404
    closely = {**JUDGED, "level": "1", "why_level": "", "save_id": str(uuid4()), "children": str(site.child)}
    yield site.mine, site.at("write-part", site.child, a, section, uuid4()), closely, 422


@page("part-evidence")
def _evidence(site: Site) -> Looks:
    a, part = written(site)
    address = site.at("part-evidence", site.child, a, part)
    yield site.mine, address, None, 200
    entries = re.findall(r'name="entries" id="e-([0-9a-f-]{36})"', site.mine.get(address).content.decode())
    yield site.mine, address, {"entries": entries[0]}, 302
    yield site.mine, site.at("assessment", site.child, a), None, 200
    yield site.mine, site.at("part-evidence", site.child, a, uuid4()), None, 404


@page("part-view")
def _view(site: Site) -> Looks:
    a, part = written(site)
    address = site.at("part-view", site.child, a, part)
    yield site.mine, address, None, 200
    yield site.mine, address, {"stance": "partly", "words": ""}, 422
    yield site.mine, address, {"stance": "partly", "words": "Mostly <b>so."}, 302
    yield site.mine, address, None, 200


@page("part-talk")
def _talk(site: Site) -> Looks:
    a, part, talk = disagreed(site)
    address = site.at("part-talk", site.child, a, part, talk)
    yield site.mine, address, None, 200
    yield site.mine, address, {"step": "decided", "words": "They did."}, 409
    yield site.mine, address, {"step": "settled", "words": "On <b>Mondays."}, 302
    yield site.mine, site.at("assessment", site.child, a), None, 200
    yield site.mine, site.at("part-talk", site.child, a, part, uuid4()), None, 404


@page("part-history")
def _history(site: Site) -> Looks:
    a, part = written(site)
    yield site.mine, site.at("part-history", site.child, a, part), None, 200


@page("ours")
def _ours(site: Site) -> Looks:
    begun(site)
    yield site.mine, site.at("ours"), None, 200
    yield site.strange, site.at("ours"), None, 200


@page("measures")
def _measures(site: Site) -> Looks:
    yield site.mine, site.at("measures", site.child), None, 200
    yield site.strange, site.at("measures", site.child), None, 403


@page("measure")
def _measure(site: Site) -> Looks:
    address = site.at("measure", site.child, "gcp2")
    said = {"completed_by": "<b>Kelly", "physical": "2", **on("completed_on", 2026, 11, 2)}
    yield site.mine, site.at("measure", site.child, "iq"), None, 404
    yield site.mine, address, None, 409
    form = page_fields(site, site.at("agreement", "instrument", "gcp2"))
    licence = {"licence_holder": "<b>Us", "licence_ref": "M-7", "why": "Bought."}
    yield site.mine, site.at("agreement", "instrument", "gcp2"), {**form, **licence}, 302
    yield site.mine, address, None, 200
    yield site.mine, address, {**said, "physical": "two"}, 422
    yield site.mine, address, {**said, "physical": "9"}, 422
    yield site.mine, address, said, 302
    yield site.mine, site.at("measures", site.child), None, 200


def page_fields(site: Site, address: str) -> dict[str, str]:
    """What stands in the boxes of a page."""
    text = site.mine.get(address).content.decode()
    typed = dict(re.findall(r'<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"', text))
    long = dict(re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>\s*(.*?)</textarea>', text, re.S))
    return {name: unescape(value) for name, value in (typed | long).items()}
