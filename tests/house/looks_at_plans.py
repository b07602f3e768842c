"""The looks at the pages about a plan."""

import re
from uuid import uuid4

from tests.house.looks_at_teams import a_team
from tests.house.site import Looks, Site, page

GOAL = {
    "need": "Ava is <b>hungry.", "words": "Ava eats <b>breakfast.", "measure": "Days", "baseline": "2", "target": "5",
}  # fmt: skip
WORSE = {"sign": "she <b>faints", "what": "ring the surgery", "who": "School"}


def on(name: str, year: int = 2027, month: int = 3, day: int = 1) -> dict[str, str]:
    """A day as it is typed."""
    return {f"{name}_day": str(day), f"{name}_month": str(month), f"{name}_year": str(year)}


def hrefs(site: Site, address: str, ending: str) -> list[str]:
    """The links on a page whose address ends so."""
    return re.findall(rf'href="([^"]+{ending})"', site.mine.get(address).content.decode())


def _value(site: Site, address: str, name: str) -> dict[str, str]:
    found = re.search(rf'name="{name}"[^>]*value="([^"]+)"', site.mine.get(address).content.decode())
    assert found
    return {name: found[1]}


def a_plan(site: Site) -> str:
    """The plan of the child, with a version in which one can write; gives the address of its page."""
    address = site.at("plan", site.child)
    site.mine.post(site.at("begin-plan", site.child), {"why": "She is <b>hungry."})
    site.mine.post(site.at("next-plan", site.child), {"why": "It <b>changes."})
    return address


def a_goal(site: Site) -> str:
    """A goal in a plan that is being written; gives the address at which it is worded."""
    address = a_plan(site)
    if not hrefs(site, address, r"/goals/[0-9a-f-]{36}"):
        site.mine.post(site.at("add-goal", site.child), GOAL)
    return hrefs(site, address, r"/goals/[0-9a-f-]{36}")[-1]


def a_task(site: Site) -> str:
    """A task of that goal; gives the address of its page."""
    a_team(site)
    address = f"{a_goal(site)}/task"
    said = {"words": "Breakfast <b>club", "owner": str(site.me.actor), **on("due_on")}
    assert site.mine.post(address, said).status_code == 302
    return hrefs(site, a_plan(site), r"/tasks/[0-9a-f-]{36}")[-1]


@page("plan")
def _plan(site: Site) -> Looks:
    site.mine.post(site.at("end-plan", site.other), {"why": "x"})
    yield site.mine, site.at("plan", site.other), None, 200
    yield site.mine, a_plan(site), None, 200
    a_task(site)
    yield site.mine, a_plan(site), None, 200
    yield site.strange, a_plan(site), None, 403


@page("plain-plan")
def _plain(site: Site) -> Looks:
    site.mine.post(site.at("end-plan", site.other), {"why": "x"})
    yield site.mine, site.at("plain-plan", site.other), None, 404
    a_task(site)
    yield site.mine, site.at("plain-plan", site.child), None, 200


@page("begin-plan")
def _begin(site: Site) -> Looks:
    yield site.mine, site.at("begin-plan", site.other), None, 200
    yield site.mine, site.at("begin-plan", site.other), {"why": ""}, 422
    a_plan(site)
    yield site.mine, site.at("begin-plan", site.child), {"why": "Again."}, 422
    yield site.strange, site.at("begin-plan", site.child), None, 403


@page("next-plan")
def _next(site: Site) -> Looks:
    a_plan(site)
    yield site.mine, site.at("next-plan", site.child), None, 200
    yield site.mine, site.at("next-plan", site.child), {"why": ""}, 422
    yield site.mine, site.at("next-plan", site.child), {"why": "Again."}, 422


def _agree(site: Site) -> None:
    address = site.at("agree-plan", site.child)
    site.mine.post(address, {**_value(site, address, "number"), **on("review_on")})


@page("agree-plan")
def _agreeing(site: Site) -> Looks:
    a_goal(site)
    address = site.at("agree-plan", site.child)
    yield site.mine, address, None, 200
    yield site.mine, address, {**_value(site, address, "number"), **on("review_on", 2020)}, 422
    yield site.mine, address, {**_value(site, address, "number"), **on("review_on")}, 302
    yield site.mine, site.at("plan", site.child), None, 200


@page("plan-version")
def _version(site: Site) -> Looks:
    a_task(site)
    _agree(site)
    yield site.mine, site.at("plan-version", site.child, 1), None, 200
    address = a_goal(site)
    site.mine.post(address, {**GOAL, "target": "4", **_value(site, address, "wording")})
    site.mine.post(site.at("plan-worse", site.child), WORSE)
    yield site.mine, hrefs(site, a_plan(site), r"/versions/\d+")[0], None, 200
    _agree(site)
    a_plan(site)
    yield site.mine, hrefs(site, a_plan(site), r"/versions/\d+")[0], None, 200
    yield site.mine, site.at("plan-version", site.child, 99), None, 404


@page("plan-review-day")
def _review_day(site: Site) -> Looks:
    a_plan(site)
    address = site.at("plan-review-day", site.child)
    yield site.mine, address, None, 200
    yield site.mine, address, {"why": "", **on("on", 2020)}, 422
    yield site.mine, address, {"why": "Half <b>term.", **on("on", 2020)}, 422
    yield site.mine, address, {"why": "Half <b>term.", **on("on")}, 302


@page("end-plan")
def _end(site: Site) -> Looks:
    site.mine.post(site.at("begin-plan", site.other), {"why": "x"})
    address = site.at("end-plan", site.other)
    yield site.mine, address, None, 200
    yield site.mine, address, {"why": ""}, 422
    yield site.mine, address, {"why": "Not <b>needed."}, 302
    yield site.mine, address, None, 404


@page("plan-worse")
def _worse(site: Site) -> Looks:
    a_plan(site)
    address = site.at("plan-worse", site.child)
    yield site.mine, address, None, 200
    yield site.mine, address, {**WORSE, "who": ""}, 422
    yield site.mine, address, WORSE, 302
    yield site.mine, site.at("plan", site.child), None, 200


@page("end-worse")
def _end_worse(site: Site) -> Looks:
    a_plan(site)
    site.mine.post(site.at("plan-worse", site.child), WORSE)
    address = hrefs(site, a_plan(site), r"/worse/[0-9a-f-]{36}")[-1]
    yield site.mine, address, None, 200
    yield site.mine, address, {"why": ""}, 422
    yield site.mine, address, {"why": "Well <b>again."}, 302
    yield site.mine, address, None, 404


@page("add-goal")
def _add_goal(site: Site) -> Looks:
    a_plan(site)
    address = site.at("add-goal", site.child)
    yield site.mine, address, None, 200
    yield site.mine, address, {**GOAL, "need": ""}, 422
    yield site.mine, address, {**GOAL, **on("due_on")}, 302
    yield site.mine, site.at("plan", site.child), None, 200


@page("change-goal")
def _change_goal(site: Site) -> Looks:
    address = a_goal(site)
    yield site.mine, address, None, 200
    yield site.mine, address, {**GOAL, "words": ""}, 422
    yield site.mine, address, {**GOAL, "wording": "0"}, 422
    yield site.mine, address, {**GOAL, "target": "3", **_value(site, address, "wording")}, 302
    yield site.mine, site.at("change-goal", site.child, uuid4()), None, 404


@page("leave-goal-out")
def _leave_goal_out(site: Site) -> Looks:
    a_goal(site)
    site.mine.post(site.at("add-goal", site.child), GOAL)
    address = f"{a_goal(site)}/leave-out"
    yield site.mine, address, None, 200
    yield site.mine, address, {"why": ""}, 422
    yield site.mine, address, {"why": "Reached <b>long ago."}, 302


@page("endorse-goal")
def _endorse(site: Site) -> Looks:
    address = a_goal(site)
    read = _value(site, address, "wording")
    site.mine.post(address, {**GOAL, "target": "6", **read})
    address = f"{address}/endorse"
    yield site.mine, address, None, 200
    yield site.mine, address, read, 422
    yield site.mine, address, _value(site, address, "wording"), 302
    yield site.mine, site.at("plan", site.child), None, 200


@page("goal-position")
def _position(site: Site) -> Looks:
    goal = a_goal(site)
    address, read = f"{goal}/family", _value(site, goal, "wording")
    said = {**read, "who": "Kelly <b>", "position": "partly", "words": ""}
    yield site.mine, address, None, 200
    yield site.mine, address, {**said, "position": ""}, 422
    yield site.mine, address, said, 422
    yield site.mine, address, {**said, "words": "Not on <b>Mondays."}, 302
    yield site.mine, site.at("plan", site.child), None, 200
    site.mine.post(goal, {**GOAL, "target": "7", **read})
    yield site.mine, site.at("plan", site.child), None, 200


@page("review-goal")
def _review(site: Site) -> Looks:
    address = f"{a_goal(site)}/review"
    yield site.mine, address, None, 200
    yield site.mine, address, {"rating": "close", "words": ""}, 422
    yield site.mine, address, {"rating": "close", "words": "It is <b>reached.", "measured": "5"}, 302
    yield site.mine, site.at("plan", site.child), None, 200
    yield site.mine, address, {"rating": "keep", "words": "Not yet.", "measured": ""}, 302


@page("add-task")
def _add_task(site: Site) -> Looks:
    a_team(site)
    address = f"{a_goal(site)}/task"
    said = {"words": "Breakfast <b>club", "owner": "other", "name": "Nan <b>", **on("due_on")}
    yield site.mine, address, None, 200
    yield site.mine, address, {"words": "x"}, 422
    yield site.mine, address, {**said, "name": ""}, 422
    yield site.mine, address, {**said, "others": str(site.me.actor)}, 302
    yield site.mine, site.at("plan", site.child), None, 200


@page("task")
def _task(site: Site) -> Looks:
    address = a_task(site)
    yield site.mine, address, None, 200
    yield site.strange, address, None, 403
    yield site.mine, site.at("task", site.child, uuid4()), None, 404


@page("report-task")
def _report(site: Site) -> Looks:
    task = a_task(site)
    site.written()
    address = f"{task}/report"
    entry = re.search(r'<option value="([0-9a-f-]{36})"', site.mine.get(address).content.decode())
    assert entry
    yield site.mine, address, None, 200
    yield site.mine, address, {"state": "done", "seen": ""}, 422
    done = {"state": "done", "seen": "I <b>saw.", "seen_in": entry[1]}
    done |= {"difference": "Awake.", "difference_in": entry[1]}
    yield site.mine, address, done, 302
    yield site.mine, task, None, 200
    yield site.mine, address, {"state": "stuck", "words": "Closed."}, 302


@page("task-due")
def _due(site: Site) -> Looks:
    task = a_task(site)
    yield site.mine, f"{task}/due", None, 200
    yield site.mine, f"{task}/due", {"why": "", **on("on")}, 422
    yield site.mine, f"{task}/due", {"why": "Same.", **on("on")}, 422
    yield site.mine, f"{task}/due", {"why": "Half <b>term.", **on("on", day=8)}, 302
    yield site.mine, task, None, 200


@page("task-owners")
def _owners(site: Site) -> Looks:
    task = a_task(site)
    address = f"{task}/owners"
    yield site.mine, address, None, 200
    yield site.mine, address, {"owner": "other", "name": ""}, 422
    yield site.mine, address, {"owner": str(site.me.actor)}, 422
    yield site.mine, address, {"owner": "other", "name": "Nan <b>", "accountable": "on", "why": "She <b>can."}, 302
    yield site.mine, task, None, 200


@page("task-owner")
def _owner(site: Site) -> Looks:
    task = a_task(site)
    site.mine.post(f"{task}/owners", {"owner": "other", "name": "Nan <b>"})
    (address,) = hrefs(site, task, r"/owners/[0-9a-f-]{36}")
    yield site.mine, address, None, 200
    yield site.mine, address, {"deed": "back", "why": ""}, 422
    yield site.mine, address, {"deed": "answer", "why": "She <b>asked."}, 302
    yield site.mine, address, {"deed": "answer", "why": "x"}, 404
    (address,) = hrefs(site, task, r"/owners/[0-9a-f-]{36}")
    yield site.mine, address, {"deed": "back", "why": "x"}, 302
    yield site.mine, task, None, 200


@page("leave-task-out")
def _leave_task_out(site: Site) -> Looks:
    address = f"{a_task(site)}/leave-out"
    yield site.mine, address, None, 200
    yield site.mine, address, {"why": ""}, 422
    yield site.mine, address, {"why": "Not <b>needed."}, 302
    yield site.mine, address, None, 404


@page("my-tasks")
def _my_tasks(site: Site) -> Looks:
    yield site.strange, site.at("my-tasks"), None, 200
    a_task(site)
    yield site.mine, site.at("my-tasks"), None, 200
    yield site.mine, f"{site.at('my-tasks')}?unchosen=", None, 200


@page("done-together")
def _done_together(site: Site) -> Looks:
    task = a_task(site).rpartition("/")[2]
    address = site.at("done-together")
    yield site.mine, address, None, 302
    yield site.strange, f"{address}?task={task}", None, 404
    yield site.mine, f"{address}?task={task}", None, 200
    yield site.mine, address, {"task": task, "seen": ""}, 422
    yield site.mine, address, {"task": task, "seen": "I <b>saw."}, 302
    yield site.mine, f"{site.at('my-tasks')}?done=1", None, 200
