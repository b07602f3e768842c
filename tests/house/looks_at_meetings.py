"""The looks at the pages about a meeting."""

import re
from uuid import uuid4

from tests.house.looks_at_plans import GOAL, a_goal, a_task, on
from tests.house.looks_at_teams import a_team
from tests.house.site import Looks, Site, page

CALL = {
    "kind": "team", "why": "To look at <b>breakfast.", "minutes": "45", "place": "The <b>hall", "online": "",
    "others": "Nan <b>, grandmother", **on("first_on"), "first_at": "16:00", **on("second_on", day=2),
    "second_at": "9:30",
}  # fmt: skip
MOVED = {**on("on", day=9), "at": "10:15", "why": "The hall is <b>taken.", "place": "", "online": ""}


def a_meeting(site: Site, **more: str) -> str:
    """A meeting with two times; gives the address of its page."""
    a_team(site)
    answer = site.mine.post(site.at("call-meeting", site.child), {**CALL, **more})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def arranged(site: Site, **more: str) -> str:
    """A meeting whose time is settled, with a point on its agenda."""
    address = a_meeting(site, **more)
    assert site.mine.post(f"{address}/arrange", MOVED).status_code == 302
    site.mine.post(f"{address}/point", {"words": "<b>Mondays", "whose": ""})
    return address


def begun(site: Site, **more: str) -> str:
    """A meeting that goes on."""
    address = arranged(site, **more)
    assert site.mine.post(f"{address}/begin", {}).status_code == 302
    return address


def items(site: Site, address: str, ending: str = "note") -> list[str]:
    """The addresses at which something is said or decided about what is on the agenda."""
    found = re.findall(rf'"([^"]+/items/[0-9a-f-]{{36}}/{ending})"', site.mine.get(f"{address}/live").content.decode())
    return list(dict.fromkeys(found))


def ended(site: Site) -> str:
    """A meeting that has ended, with a note, an agreement, and somebody who does not agree."""
    address = begun(site)
    note = items(site, address)[0]
    site.mine.post(note, {"words": "It is <b>better.", "whose": ""})
    site.mine.post(note.replace("/note", "/agreement"), {"words": "We ring <b>first.", "who": "All <b>"})
    live = site.mine.get(f"{address}/live").content.decode()
    against = re.search(r'"([^"]+/disagree)"', live)
    assert against
    nan = re.search(r'value="([0-9a-f-]{36})">Nan', site.mine.get(against[1]).content.decode())
    assert nan
    site.mine.post(against[1], {"words": "I do <b>not.", "whose": nan[1]})
    assert site.mine.post(f"{address}/end", {}).status_code == 302
    return address


@page("meetings")
def _meetings(site: Site) -> Looks:
    yield site.mine, site.at("meetings", site.other), None, 200
    a_meeting(site)
    ended(site)
    yield site.mine, site.at("meetings", site.child), None, 200
    yield site.strange, site.at("meetings", site.child), None, 403


@page("call-meeting")
def _call(site: Site) -> Looks:
    a_team(site)
    address = site.at("call-meeting", site.child)
    yield site.mine, address, None, 200
    yield site.mine, address, {"why": ""}, 422
    yield site.mine, address, {**CALL, "first_at": "", "third_at": "12:00"}, 422
    yield site.mine, address, {**CALL, "minutes": "2"}, 422
    yield site.mine, address, {**CALL, **on("first_on", 2020)}, 422
    yield site.mine, address, CALL, 302
    yield site.strange, address, None, 403


@page("meeting")
def _meeting(site: Site) -> Looks:
    yield site.mine, a_meeting(site), None, 200
    address = arranged(site, kind="review")
    yield site.mine, address, None, 200
    yield site.mine, begun(site), None, 302
    yield site.mine, ended(site), None, 302
    yield site.mine, site.at("meeting", site.child, uuid4()), None, 404
    yield site.strange, address, None, 403


@page("meeting-summary")
def _summary(site: Site) -> Looks:
    yield site.mine, f"{arranged(site)}/summary", None, 404
    address = ended(site)
    yield site.mine, f"{address}/summary", None, 200
    site.mine.post(f"{address}/afterwards", {"words": "One <b>more.", "whose": ""})
    yield site.mine, f"{address}/summary", None, 200
    empty = begun(site)
    site.mine.post(f"{empty}/end", {})
    yield site.mine, f"{empty}/summary", None, 200


@page("meeting-invite")
def _invite(site: Site) -> Looks:
    address = f"{a_meeting(site)}/invite"
    yield site.mine, address, None, 200
    yield site.mine, address, {"others": ""}, 422
    yield site.mine, address, {"others": "Uncle <b>, uncle"}, 302


@page("propose-times")
def _propose(site: Site) -> Looks:
    address = f"{a_meeting(site)}/times"
    yield site.mine, address, None, 200
    yield site.mine, address, {"first_at": ""}, 422
    yield site.mine, address, {**on("first_on", 2020), "first_at": "10:00"}, 422
    yield site.mine, address, {**on("first_on", day=20), "first_at": "10:00"}, 302


@page("meeting-answer")
def _answer(site: Site) -> Looks:
    meeting = a_meeting(site)
    address = f"{meeting}/answer"
    yield site.mine, address, None, 200
    yield site.mine, address, {"whose": ""}, 422
    times = dict.fromkeys(re.findall(r'name="(time-[0-9a-f-]{36})"', site.mine.get(address).content.decode()), "works")
    yield site.mine, address, times, 302
    yield site.mine, meeting, None, 200


@page("settle-meeting")
def _settle(site: Site) -> Looks:
    meeting = a_meeting(site)
    address = f"{meeting}/settle"
    yield site.mine, address, None, 200
    yield site.mine, address, {"time": ""}, 422
    time = re.search(r'value="([0-9a-f-]{36})"', site.mine.get(address).content.decode())
    assert time
    yield site.mine, address, {"time": time[1], "why": "It suits <b>us."}, 302
    yield site.mine, address, {"time": time[1], "why": "Again."}, 422
    yield site.mine, meeting, None, 200


@page("arrange-meeting")
def _arrange(site: Site) -> Looks:
    address = f"{a_meeting(site)}/arrange"
    yield site.mine, address, None, 200
    yield site.mine, address, {**MOVED, "at": "soon"}, 422
    yield site.mine, address, {**MOVED, **on("on", 2020)}, 422
    yield site.mine, address, MOVED, 302


@page("move-meeting")
def _move(site: Site) -> Looks:
    meeting = arranged(site)
    yield site.mine, f"{meeting}/move", None, 200
    yield site.mine, f"{meeting}/move", {**MOVED, "why": ""}, 422
    yield site.mine, f"{meeting}/move", MOVED, 422
    yield site.mine, f"{meeting}/move", {**MOVED, "at": "11am", "place": "At <b>home"}, 302
    yield site.mine, meeting, None, 200


@page("call-off-meeting")
def _call_off(site: Site) -> Looks:
    meeting = arranged(site)
    yield site.mine, f"{meeting}/call-off", None, 200
    yield site.mine, f"{meeting}/call-off", {"why": ""}, 422
    yield site.mine, f"{meeting}/call-off", {"why": "Ava is <b>ill."}, 302
    yield site.mine, meeting, None, 200
    yield site.mine, f"{meeting}/begin", {}, 409


@page("meeting-point")
def _point(site: Site) -> Looks:
    address = f"{a_meeting(site)}/point"
    yield site.mine, address, None, 200
    yield site.mine, address, {"words": "", "whose": ""}, 422
    yield site.mine, address, {"words": "<b>Shoes", "whose": ""}, 302


@page("begin-meeting")
def _begin(site: Site) -> Looks:
    a_task(site)
    meeting = arranged(site)
    yield site.mine, f"{meeting}/begin", None, 302
    yield site.mine, f"{meeting}/begin", {}, 302
    yield site.mine, f"{meeting}/begin", {}, 409


@page("live-meeting")
def _live(site: Site) -> Looks:
    yield site.mine, f"{arranged(site)}/live", None, 302
    yield site.mine, f"{begun(site, kind='review')}/live", None, 200


@page("meeting-present")
def _present(site: Site) -> Looks:
    meeting = begun(site)
    address = f"{meeting}/present"
    yield site.mine, address, None, 200
    names = dict.fromkeys(re.findall(r'name="(came-[0-9a-f-]{36})"', site.mine.get(address).content.decode()))
    yield site.mine, address, dict.fromkeys(names, "sent_words"), 422
    yield site.mine, address, dict.fromkeys(names, "apologies"), 302
    yield site.mine, f"{meeting}/live", None, 200


@page("meeting-note")
def _note(site: Site) -> Looks:
    meeting = begun(site)
    address = items(site, meeting)[0]
    yield site.mine, address, None, 200
    yield site.mine, address, {"words": "", "whose": ""}, 422
    yield site.mine, address, {"words": "It is <b>better.", "whose": ""}, 302
    yield site.mine, f"{meeting}/live", None, 200
    yield site.mine, site.at("meeting-note", site.child, meeting.rpartition("/")[2], uuid4()), None, 404


@page("meeting-goal")
def _goal(site: Site) -> Looks:
    address = items(site, begun(site), "goal")[0]
    yield site.mine, address, None, 200
    yield site.mine, address, {**GOAL, "need": ""}, 422
    yield site.mine, address, GOAL, 302


@page("meeting-task")
def _task(site: Site) -> Looks:
    goal = a_goal(site).rpartition("/")[2]
    address = items(site, begun(site), "task")[0]
    said = {"goal": goal, "words": "Ring the <b>club", "owner": str(site.me.actor), **on("due_on")}
    yield site.mine, address, None, 200
    yield site.mine, address, {**said, "words": ""}, 422
    yield site.mine, address, said, 302


@page("meeting-report")
def _report(site: Site) -> Looks:
    task = a_task(site)
    site.mine.post(f"{task}/due", {**on("on", 2026, 11, 1), "why": "Sooner."})
    meeting = begun(site)
    address = items(site, meeting, "report")[0]
    yield site.mine, address, None, 200
    yield site.mine, address, {"state": "done", "seen": ""}, 422
    yield site.mine, address, {"state": "stuck", "words": "No <b>car."}, 302
    yield site.mine, items(site, meeting)[0].replace("/note", "/report"), None, 404


@page("meeting-review")
def _review(site: Site) -> Looks:
    goal = a_goal(site).rpartition("/")[2]
    address = items(site, begun(site, kind="review"), "review")[0]
    said = {"goal": goal, "rating": "keep", "words": "Not <b>yet.", "measured": "4"}
    yield site.mine, address, None, 200
    yield site.mine, address, {**said, "words": ""}, 422
    yield site.mine, address, said, 302


@page("meeting-agreement")
def _agreement(site: Site) -> Looks:
    address = items(site, begun(site), "agreement")[0]
    yield site.mine, address, None, 200
    yield site.mine, address, {"words": "x", "who": ""}, 422
    yield site.mine, address, {"words": "We ring <b>first.", "who": "All <b>"}, 302


@page("meeting-review-day")
def _review_day(site: Site) -> Looks:
    a_goal(site)
    address = f"{begun(site)}/review-day"
    yield site.mine, address, None, 200
    yield site.mine, address, on("on", 2020), 422
    yield site.mine, address, {**on("on"), "agree": "on"}, 302
    yield site.mine, address, None, 200


@page("next-meeting")
def _next(site: Site) -> Looks:
    meeting = begun(site)
    address = f"{meeting}/next"
    yield site.mine, address, None, 200
    yield site.mine, address, {"kind": "team", **on("on", 2020), "at": "16:00"}, 422
    yield site.mine, address, {"kind": "team", **on("on"), "at": "16:00"}, 302
    site.mine.post(f"{meeting}/end", {})
    yield site.mine, f"{meeting}/summary", None, 200


@page("meeting-disagree")
def _disagree(site: Site) -> Looks:
    meeting = begun(site)
    site.mine.post(items(site, meeting, "agreement")[0], {"words": "We ring <b>first.", "who": "All"})
    found = re.search(r'"([^"]+/disagree)"', site.mine.get(f"{meeting}/live").content.decode())
    assert found
    yield site.mine, found[1], None, 200
    yield site.mine, found[1], {"words": "", "whose": ""}, 422
    yield site.mine, found[1], {"words": "I do <b>not.", "whose": ""}, 302
    yield site.mine, site.at("meeting-disagree", site.child, meeting.rpartition("/")[2], uuid4()), None, 404


@page("end-meeting")
def _end(site: Site) -> Looks:
    meeting = begun(site)
    yield site.mine, f"{meeting}/end", None, 200
    yield site.mine, f"{meeting}/end", {}, 302
    yield site.mine, f"{meeting}/end", None, 302


@page("meeting-afterwards")
def _afterwards(site: Site) -> Looks:
    address = f"{ended(site)}/afterwards"
    yield site.mine, address, None, 200
    yield site.mine, address, {"words": "", "whose": ""}, 422
    yield site.mine, address, {"words": "One <b>more.", "whose": ""}, 302
