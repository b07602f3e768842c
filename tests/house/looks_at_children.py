"""The looks at the pages about children, and at signing in."""

import re
from datetime import date
from uuid import uuid4

from alongside.accounts import api as accounts
from tests.house.site import ENTRY, Looks, Site, page


@page("my-children")
def _my_children(site: Site) -> Looks:
    yield site.mine, "/", None, 200
    yield site.mine, "/?q=nobody+<b>", None, 200
    yield site.strange, "/", None, 200


@page("sign-in")
def _sign_in(site: Site) -> Looks:
    yield site.nobody, "/sign-in?next=/agencies", None, 200
    yield site.nobody, "/sign-in", {"email": "x", "password": ""}, 422


@page("join")
def _join(site: Site) -> Looks:
    invited = accounts.invite(site.me, email="kim@work.example", name="Kim", actor=site.me.actor)
    yield site.nobody, site.at("join", invited.token), None, 200
    yield site.nobody, site.at("join", invited.token), {"name": "", "password": "x"}, 422
    yield site.nobody, site.at("join", "long-over"), None, 410


@page("consider")
def _consider(site: Site) -> Looks:
    today = {f"when_{part}": str(getattr(date.today(), part)) for part in ("day", "month", "year")}
    for text in ("Not at the dentist's <b>.", "Not at the eye clinic."):
        missed = {**ENTRY, **today, "clock": "", "kind": "missed", "text": text, "children": str(site.child)}
        site.mine.post(site.at("write-entry", site.child, uuid4()), missed)
    found = re.search(r'href="([^"]+/questions/[^"]+)"', site.mine.get(site.at("child", site.child)).content.decode())
    assert found, "a question is open"
    yield site.mine, found[1], None, 200
    yield site.mine, found[1], {"words": "", "look_again_on_day": "40"}, 422
    yield site.mine, found[1], {"words": "Nan is <b>there.", "read": "tampered"}, 422
    read = re.search(r'name="read" value="([^"]+)"', site.mine.get(found[1]).content.decode())
    assert read
    yield site.mine, found[1], {"words": "Nan is <b>there.", "read": read[1]}, 302
    yield site.mine, found[1], None, 200
    for place in ("child", "chronology"):
        yield site.mine, site.at(place, site.child) + "?considered=yes", None, 200
    yield site.mine, site.at("consider", site.child, "silence", uuid4()), None, 404
    yield site.mine, site.at("consider", site.child, "shoe", uuid4()), None, 404
    yield site.strange, found[1], None, 403


@page("child")
def _child(site: Site) -> Looks:
    yield site.mine, site.at("child", site.child), None, 200
    yield site.strange, site.at("child", site.child), None, 403


@page("chronology")
def _chronology(site: Site) -> Looks:
    for span in ("", "?show=3y", "?show=1y", "?show=3m"):
        yield site.mine, site.at("chronology", site.child) + span, None, 200
    yield site.strange, site.at("chronology", site.child), None, 403


@page("family")
def _family(site: Site) -> Looks:
    yield site.mine, site.at("family", site.child), None, 200
    yield site.strange, site.at("family", site.child), None, 403


@page("not-right")
def _not_right(site: Site) -> Looks:
    found = re.findall(r'href="([^"]+/not-right/[^"]+)"', site.mine.get(site.at("family", site.child)).content.decode())
    of_a_home = next(x for x in found if "?home=" in x)
    for address in (of_a_home, next(x for x in found if "household" not in x)):
        yield site.mine, address, None, 200
        yield site.mine, address, {"why": ""}, 422
        yield site.strange, address, None, 403
    yield site.mine, of_a_home[:-2], None, 404
    yield site.mine, site.at("not-right", site.child, uuid4(), "father"), None, 404
    yield site.mine, of_a_home, {"why": "He <b>never moved in."}, 302
    yield site.mine, of_a_home, None, 404
    yield site.mine, site.at("family", site.child) + "?noted=left-out", None, 200


@page("put-back")
def _put_back(site: Site) -> Looks:
    found = re.findall(r'href="([^"]+/not-right/[^"]+)"', site.mine.get(site.at("family", site.child)).content.decode())
    site.mine.post(next(x for x in found if "household" not in x), {"why": "Not <b>so."})
    family = site.mine.get(site.at("family", site.child)).content.decode()
    address = re.findall(r'href="([^"]+/put-back/[^"]+)"', family)[-1]
    yield site.mine, address, None, 200
    yield site.mine, address, {"why": ""}, 422
    yield site.strange, address, None, 403
    yield site.mine, address, {"why": "It <b>is."}, 302
    yield site.mine, address, None, 404
    yield site.mine, site.at("family", site.child) + "?noted=put-back", None, 200


@page("urgent-need")
def _urgent_need(site: Site) -> Looks:
    yield site.strange, site.at("urgent-need", site.other), None, 200
    yield site.strange, site.at("urgent-need", site.other), {"why": ""}, 422
    yield site.strange, site.at("urgent-need", site.other), {"why": "She sits on our doorstep."}, 302


@page("find")
def _find(site: Site) -> Looks:
    for who in (site.strange, site.mine):
        yield who, site.at("find"), None, 200
        yield who, site.at("find"), {"forename": "Ava", "surname": "Pearce"}, 200
        yield who, site.at("find"), {"forename": "<b>", "surname": "Nobody <b>", "age": "9"}, 200
        yield who, site.at("find"), {"forename": "Ava", "surname": "", "age": "old", "born_day": "<b>"}, 422


@page("find-urgent")
def _find_urgent(site: Site) -> Looks:
    yield site.strange, site.at("find-urgent"), None, 200
    yield site.strange, site.at("find-urgent"), {"forename": "Ava", "surname": ""}, 422
    yield site.strange, site.at("find-urgent"), {"nhs_number": "<b>"}, 422


@page("urgent-needs")
def _urgent_needs(site: Site) -> Looks:
    yield site.mine, site.at("urgent-needs"), None, 200
    yield site.strange, site.at("urgent-needs"), None, 403


@page("begin-entry")
def _begin(site: Site) -> Looks:
    yield site.mine, site.at("begin-entry", site.child), None, 302
    yield site.strange, site.at("begin-entry", site.child), None, 302


@page("write-entry")
def _write(site: Site) -> Looks:
    draft = uuid4()
    yield site.mine, site.at("write-entry", site.child, draft), None, 200
    yield site.mine, site.at("write-entry", site.child, draft), {"text": ""}, 422
    site.mine.post(site.at("save-draft", site.child, draft), {"text": "From the <b>car.", "version": "0"})
    yield site.mine, site.at("write-entry", site.child, draft), None, 200
    yield site.mine, site.at("write-entry", site.child, draft), {**ENTRY, "children": str(site.child)}, 409
    yield site.strange, site.at("write-entry", site.child, draft), None, 403


@page("draft")
def _draft(site: Site) -> Looks:
    draft = uuid4()
    site.mine.post(site.at("save-draft", site.child, draft), {"text": "From the car.", "version": "0"})
    yield site.mine, "/", None, 200
    yield site.mine, site.at("draft", draft), None, 200
    yield site.strange, site.at("draft", draft), None, 404


@page("entry")
def _entry(site: Site) -> Looks:
    note = site.written()
    yield site.mine, site.at("child", site.child) + f"?recorded={note}", None, 200
    yield site.mine, site.at("entry", site.child, note), None, 200
    yield site.mine, site.at("entry", site.child, uuid4()), None, 404
    yield site.strange, site.at("entry", site.child, note), None, 403


@page("correct-entry")
def _correct(site: Site) -> Looks:
    note = site.written()
    yield site.mine, site.at("correct-entry", site.child, note), None, 200
    yield site.mine, site.at("correct-entry", site.child, note), {**ENTRY, "read": "1"}, 422
    yield site.mine, site.at("correct-entry", site.child, note), {**ENTRY, "why": "I misread.", "read": "1"}, 302
    yield site.mine, site.at("entry", site.child, note), None, 200
    yield site.mine, site.at("chronology", site.child), None, 200
