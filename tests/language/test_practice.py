"""The partnership changes what is shipped; every version stays."""

from datetime import date

import psycopg
import pytest

from alongside.kernel.answers import NotPossible, Refused
from alongside.kernel.caller import Caller
from alongside.language import api as language
from alongside.language.api import Kind
from alongside.language.rules import whole
from alongside.language.selectors import _shipped
from alongside.trust import api as trust
from tests.builders import an_office_holder, somebody
from tests.desk.test_first_hour_pages import signed_in

pytestmark = pytest.mark.usefixtures("clean")


@pytest.fixture
def boss() -> Caller:
    """An administrator of the partnership."""
    return an_office_holder(trust.Office.ADMINISTRATOR)


def _body(caller: Caller, **change: object) -> dict[str, object]:
    (shipped,) = language.history(caller, kind=Kind.TIMESCALE, code="next-core-group")
    return {**shipped.body, **change}


def test_every_shipped_timescale_is_whole_and_has_a_source(boss: Caller) -> None:
    shipped = language.practices(boss, kind=Kind.TIMESCALE)
    counting = language.timescales(boss)
    assert len(shipped) == 14 and len(counting) == 13, "one is switched off until it is known from when it counts"
    assert all(t.source and t.trigger for t in counting)


@pytest.mark.parametrize("kind", Kind)
def test_everything_that_is_shipped_could_be_recorded_as_it_is(kind: Kind, boss: Caller) -> None:
    for practice in language.practices(boss, kind=kind):
        language.change(boss, kind=kind, code=practice.code, body=practice.body, why="The same.", read=0)


def test_what_follows_from_a_trigger_is_told_soonest_first(boss: Caller) -> None:
    found = language.deadlines(boss, trigger="initial_conference_held", happened_on=date(2026, 3, 20))
    assert [(d.timescale.code, d.due_on) for d in found] == [
        ("first-core-group", date(2026, 4, 7)), ("first-review-conference", date(2026, 6, 20)),
    ]  # fmt: skip
    assert found[1].act_by == date(2026, 6, 19), "the 20th is a Saturday"


def test_an_administrator_changes_a_timescale_and_the_shipped_one_stays_readable(boss: Caller) -> None:
    language.change(
        boss, kind=Kind.TIMESCALE, code="next-core-group", body=_body(boss, offset=28), why="Agreed.", read=0
    )
    (now,) = [t for t in language.timescales(boss) if t.code == "next-core-group"]
    assert now.offset == 28
    versions = language.history(boss, kind=Kind.TIMESCALE, code="next-core-group")
    assert [(v.version, v.body["offset"], v.by) for v in versions] == [(1, 28, boss.actor), (0, 42, None)]


@pytest.mark.parametrize(
    ("change", "why", "read", "words"),
    [({}, " ", 0, "why this changes"), ({}, "x", 3, "in the meantime"), ({"offset": 9999}, "x", 0, "whole number")],
)
def test_a_change_that_is_not_possible_says_why(
    change: dict[str, object], why: str, read: int, words: str, boss: Caller
) -> None:
    with pytest.raises(NotPossible, match=words):
        language.change(
            boss, kind=Kind.TIMESCALE, code="next-core-group", body=_body(boss, **change), why=why, read=read
        )


def test_only_an_administrator_changes_local_practice(admin: psycopg.Connection) -> None:
    keeper = an_office_holder(trust.Office.STEWARD)
    for caller in (keeper, somebody()):
        with pytest.raises(Refused):
            language.change(caller, kind=Kind.TIMESCALE, code="x", body={}, why="x", read=0)
    assert admin.execute("SELECT count(*) FROM language_practice").fetchone() == (0,)


def test_the_page_shows_where_each_timescale_comes_from_and_records_a_change(boss: Caller) -> None:
    client = signed_in(boss)
    assert "CIN census rule 8670Q" in client.get("/practice").content.decode()
    said = {
        "read": "0", "words": "Visit", "offset": "28", "unit": "calendar_day", "statutory": "no", "source": "Ours",
        "on": "on", "why": "Agreed in March.",
    }  # fmt: skip
    assert client.post("/practice/timescale/next-core-group", {**said, "why": ""}).status_code == 422
    assert client.post("/practice/timescale/next-core-group", said).status_code == 302
    assert client.post("/practice/timescale/next-core-group", said).status_code == 422, (
        "read before somebody changed it"
    )
    assert "Changed here" in client.get("/practice").content.decode()
    assert "Agreed in March." in client.get("/practice/timescale/next-core-group").content.decode()
    assert client.get("/practice/timescale/nothing").status_code == 404


def test_somebody_who_is_no_administrator_reads_the_history_and_gets_no_form() -> None:
    client = signed_in(an_office_holder(trust.Office.STEWARD))
    words = client.get("/practice/timescale/next-core-group").content.decode()
    assert "As shipped" in words and "Record this change" not in words


def test_an_administrator_says_who_should_be_in_a_unit_and_what_a_role_is_called(boss: Caller) -> None:
    client = signed_in(boss)
    said = {"read": "0", "words": "Unit", "plain": "A small group.", "source": "Ours", "why": "Agreed."}
    address = "/practice/way/unit"
    assert client.post(address, {**said, "needs": "two nurses"}).status_code == 422
    assert "small letters" in client.post(address, {**said, "needs": "1 Nurse Nurse"}).content.decode()
    assert (
        client.post(address, {**said, "needs": "2 social-worker Social worker", "caseload_cap": "9"}).status_code == 302
    )
    assert "2 social worker" in client.get("/practice").content.decode()
    (now, _) = language.history(boss, kind=Kind.WAY, code="unit")
    assert now.body["needs"] == [{"role": "social-worker", "words": "Social worker", "at_least": 2}]
    role = {"read": "0", "words": "Nurse", "plain": "a nurse for families", "why": "Shorter."}
    assert client.post("/practice/role/health-visitor", role).status_code == 302
    assert "a nurse for families" in client.get("/practice").content.decode()
    assert client.get("/practice/shoe/size").status_code == 404


ADD = "/practice/add/template"
SECTIONS = "home | The family | Home | What is home like? | concern, missed\nplay | The child | Play | Who plays?"


def test_an_administrator_adds_a_template_which_is_on_trial_until_it_is_agreed(boss: Caller) -> None:
    client = signed_in(boss)
    said = {"read": "0", "words": "Short look", "plain": "A short look.", "source": "Ours", "why": "Wanted by schools."}
    assert "cannot be read" in client.post(ADD, {**said, "sections": "home | only"}).content.decode()
    assert "twice" in client.post(ADD, {**said, "sections": f"{SECTIONS}\n{SECTIONS}"}).content.decode()
    assert client.post(ADD, {**said, "sections": SECTIONS}).status_code == 302
    assert "of this name" in client.post(ADD, {**said, "sections": SECTIONS}).content.decode()
    (now,) = language.history(boss, kind=Kind.TEMPLATE, code="short-look")
    assert now.body["stage"] == "trial" and now.version == 1
    assert "(on trial)" in client.get("/practice").content.decode()
    agreed = {**said, "read": "1", "stage": "agreed", "sections": SECTIONS, "why": "It helped."}
    assert client.post("/practice/template/short-look", agreed).status_code == 302
    newest, _ = language.history(boss, kind=Kind.TEMPLATE, code="short-look")
    sections = newest.body["sections"]
    assert newest.body["stage"] == "agreed" and isinstance(sections, list)
    assert sections[0]["facts"] == ["concern", "missed"] and sections[1]["facts"] == []


def test_nobody_else_adds_a_template() -> None:
    assert signed_in(an_office_holder(trust.Office.STEWARD)).get(ADD).status_code == 404


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"sections": []}, "at least one"),
        ({"sections": ["home"]}, "a code, a group"),
        ({"stage": "old"}, "trial, agreed"),
    ],
)
def test_a_template_that_is_not_whole_says_what_is_missing(change: dict[str, object], words: str) -> None:
    section = {"code": "home", "group": "The family", "words": "Home", "prompt": "What is home like?", "facts": 3}
    body = {"words": "Short", "plain": "Short.", "source": "Ours", "sections": [section], **change}
    with pytest.raises(ValueError, match=words):
        whole.read(Kind.TEMPLATE, "short", body)


def test_an_administrator_adds_a_clock_a_role_and_a_word(boss: Caller) -> None:
    client = signed_in(boss)
    clock = {
        "read": "0", "words": "Ring the family after a conference", "trigger": "initial_conference_held",
        "met_by": "core_group_held", "offset": "2", "unit": "working_day", "statutory": "no", "source": "Ours",
        "on": "on", "why": "Families asked for it.",
    }  # fmt: skip
    assert client.post("/practice/add/timescale", {**clock, "trigger": "full moon"}).status_code == 422
    assert client.post("/practice/add/timescale", clock).status_code == 302
    (added,) = [t for t in language.timescales(boss) if t.code == "ring-the-family-after-a-conference"]
    assert (added.trigger, added.met_by, added.offset) == ("initial_conference_held", "core_group_held", 2)
    said = {"read": "0", "words": "Play therapist", "plain": "plays with the child", "why": "We have one now."}
    assert client.post("/practice/add/role", said).status_code == 302
    word = {"read": "0", "words": "DoLS", "also": "deprivation of liberty", "plain": "not free to leave", "why": "x"}
    assert client.post("/practice/add/word", word).status_code == 302
    assert [w.also for w in language.words(boss) if w.code == "dols"] == [("deprivation of liberty",)]
    words = client.get("/practice").content.decode()
    assert "plays with the child" in words and "not free to leave" in words


def test_an_administrator_says_which_sectors_should_be_around_a_child_at_risk(boss: Caller) -> None:
    client, address = signed_in(boss), "/practice/composition/child-protection"
    said = {"read": "0", "words": "Team", "plain": "They plan together.", "source": "Ours", "why": "Agreed."}
    assert "no kind of agency" in client.post(address, {**said, "needs": "1 nurses Health"}).content.decode()
    assert client.post(address, {**said, "needs": "2 child_health,gp_hospital Health"}).status_code == 302
    (now, _) = language.history(boss, kind=Kind.COMPOSITION, code="child-protection")
    assert now.body["needs"] == [{"kinds": ["child_health", "gp_hospital"], "words": "Health", "at_least": 2}]
    assert now.by == boss.actor and now.at is not None


@pytest.mark.parametrize(
    ("kind", "change", "words"),
    [
        (Kind.COMPOSITION, {"needs": []}, "at least one sector"),
        (Kind.COMPOSITION, {"needs": ["school"]}, "a sector, its words"),
        (Kind.COMPOSITION, {"needs": [{"kinds": [], "words": "x", "at_least": 1}]}, "kinds of agencies"),
        (Kind.WORD, {"also": "s47"}, "other ways"),
        (Kind.TIMESCALE, {"trigger": "full moon"}, "trigger: found full moon"),
        (Kind.TIMESCALE, {"met_by": "full moon"}, "met_by: found full moon"),
    ],
)
def test_what_is_not_whole_says_which_field_and_what_was_expected(
    kind: Kind, change: dict[str, object], words: str
) -> None:
    code, body = next(iter(_shipped(kind).items()))
    with pytest.raises(ValueError, match=words):
        whole.read(kind, code, {**body, **change})
