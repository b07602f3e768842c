"""How well records are linked, in numbers and without names."""

from datetime import timedelta
from pathlib import Path

import psycopg
import pytest

from alongside.agencies.api import AgencyKind
from alongside.kernel.answers import Refused
from alongside.kernel.caller import Caller
from alongside.kernel.ids import ChildId, SourceId, source_of
from alongside.linkage import api as linkage
from alongside.linkage.api import Coverage, Group, Tally, Undone
from alongside.linkage.engine import prior_model
from alongside.linkage.rules import sampling
from alongside.linkage.tasks import link_all
from alongside.teams import api as teams
from alongside.trust import api as trust
from tests.builders import (
    AVA,
    NOW,
    a_child,
    an_agency,
    an_office_holder,
    delivered,
    person_of,
    somebody,
    taken_apart_by_two,
)

pytestmark = pytest.mark.usefixtures("clean")
SURNAMES = ("Pearce", "Okafor", "Lindqvist", "Abara", "Skelton", "Ibrahim", "Murphy", "Novak", "Tran", "Quill", "Zand",
            "Holt")  # fmt: skip


def analyst() -> Caller:
    """Somebody who reads figures."""
    return an_office_holder(trust.Office.ANALYST, number=60)


def child(number: int, **given: object) -> dict[str, object]:
    """One of a dozen children who are nobody's brothers and sisters."""
    told: dict[str, object] = {
        "record": f"P{number}", "forename": "Ava", "surname": SURNAMES[number], "sex": "F",
        "date_of_birth": f"20{10 + number % 9}-{1 + number:02d}-{3 + number:02d}",
        "address": f"{number + 1} Mill Lane", "postcode": f"RD{number} 4QT",
    }  # fmt: skip
    return {**told, **given}


def test_of_a_dozen_links_the_share_that_people_call_right_is_told_with_its_interval_and_by_group(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sampling, "SHARE", 1.0)
    school, health = an_agency(), an_agency("Health Visiting", AgencyKind.CHILD_HEALTH)
    children = [child(n) for n in range(12)]
    twin = child(0, record="P12", forename="Zora")
    delivered(school, "plain-people", [*children, twin])
    delivered(health, "plain-people", children)
    link_all(folder=tmp_path, clock=lambda: NOW)
    matcher = an_office_holder(trust.Office.MATCHER)
    assert linkage.quality(analyst()).sample.recall is None
    for place, check in enumerate(linkage.my_checks(matcher)):
        said = "different" if place == 0 else "same"
        linkage.answer_check(matcher, check=check.id, said=said, why="I know them.")
    found = linkage.quality(analyst()).sample
    assert found.all == Tally(same=11, different=1)
    assert found.all.precision is not None
    assert round(found.all.precision.low, 3) == 0.646 and round(found.all.precision.high, 3) == 0.985
    assert (found.automatic, found.through_others) == (12, 0)
    assert found.groups[Group.TWINS].known == 1, "Zora, born on the same day in the same home, is somebody else"
    assert found.groups[Group.REST].known == 11
    assert found.recall is None, "nobody has answered a question"


def test_answers_to_questions_are_told_apart_from_what_was_said_of_links(tmp_path: Path) -> None:
    school, health = an_agency(), an_agency("Health Visiting", AgencyKind.CHILD_HEALTH)
    children = [child(n) for n in range(4)]
    delivered(school, "plain-people", children)
    delivered(health, "plain-people", [{**c, "forename": "Zora"} if n else c for n, c in enumerate(children)])
    link_all(folder=tmp_path, clock=lambda: NOW)
    matcher = an_office_holder(trust.Office.MATCHER)
    later = Caller(matcher.actor, matcher.purpose, NOW + timedelta(minutes=1), "test")
    for asked, said in zip(linkage.my_pairs(matcher), ("same", "different"), strict=False):
        linkage.decide(later, pair=asked.id, said=said, why="I know them.")
    linkage.undo(later, source_a=source_of(school.id, "P0"), source_b=source_of(health.id, "P0"), why="Cousins.")
    link_all(folder=tmp_path, clock=lambda: NOW + timedelta(minutes=2))
    assert linkage.quality(analyst()).sample.asked == linkage.Questions(same=1, different=1, waiting=1)


def test_a_question_has_waited_since_it_was_first_asked(tmp_path: Path) -> None:
    school, health = an_agency(), an_agency("Health Visiting", AgencyKind.CHILD_HEALTH)
    zora = {**AVA, "forename": "Zora"}
    delivered(school, "plain-people", [AVA])
    delivered(health, "plain-people", [zora])
    link_all(folder=tmp_path, clock=lambda: NOW)
    delivered(health, "plain-people", [{**zora, "sex": ""}])
    delivered(school, "plain-reasons", [{"person": "P1", "kind": "in need", "from": "2026-01-05"}])
    link_all(folder=tmp_path, clock=lambda: NOW + timedelta(days=40))
    everybody, helped = linkage.quality(analyst()).queue
    assert (everybody.helped, everybody.count, everybody.oldest_since) == (None, 1, NOW)
    assert (helped.helped, helped.count, helped.median_since) == (True, 1, NOW)
    matcher = an_office_holder(trust.Office.MATCHER)
    (asked,) = linkage.my_pairs(matcher)
    linkage.decide(matcher, pair=asked.id, said="different", why="Twins.")
    assert [row.count for row in linkage.quality(analyst()).queue] == [0]


def test_what_was_undone_and_whom_it_touched_is_counted(admin: psycopg.Connection, tmp_path: Path) -> None:
    school, health = an_agency(), an_agency("Health Visiting", AgencyKind.CHILD_HEALTH)
    delivered(health, "plain-people", [{**AVA, "record": "H9"}])
    ava, worker = a_child(admin, school)
    link_all(folder=tmp_path, clock=lambda: NOW)
    matcher = an_office_holder(trust.Office.MATCHER)
    teams.my_children(worker)
    a, b = (SourceId(source_of(x.id, r)) for x, r in ((school, "P1"), (health, "H9")))
    later = Caller(matcher.actor, matcher.purpose, NOW + timedelta(minutes=1), "test")
    assert trust.reasons(worker, child=ChildId(ava))
    taken_apart_by_two(later, a, b)
    assert linkage.quality(analyst()).undone[0].links == 0, "nothing has come apart yet"
    link_all(folder=tmp_path, clock=lambda: NOW + timedelta(minutes=2))
    assert person_of(admin, school, "P1") != person_of(admin, health, "H9")
    lately, this_year = linkage.quality(analyst()).undone
    assert (lately.months, lately.links, lately.people, lately.helped) == (3, 1, 2, 1)
    assert lately.lookers == 1 and lately.visits >= 1
    assert this_year == Undone(12, lately.links, lately.people, lately.helped, lately.lookers, lately.visits)
    after = Caller(analyst().actor, matcher.purpose, NOW + timedelta(days=200), "test")
    assert [u.links for u in linkage.quality(after).undone] == [0, 1]


def test_how_far_an_agency_s_records_meet_others_and_what_they_lack(tmp_path: Path) -> None:
    school, health = an_agency(), an_agency("Health Visiting", AgencyKind.CHILD_HEALTH)
    bare = {"record": "P7", "forename": "Noor", "surname": "Aziz", "date_of_birth": "", "postcode": "", "address": ""}
    delivered(school, "plain-people", [AVA, {**child(2), "nhs_number": "9434765919"}, bare])
    delivered(health, "plain-people", [AVA])
    link_all(folder=tmp_path, clock=lambda: NOW)
    found = {c.agency: c for c in linkage.coverage(analyst())}
    assert found[school.id] == Coverage(school.id, 3, 1, 1, 1, 2)
    assert found[health.id] == Coverage(health.id, 1, 1, 0, 0, 1)
    delivered(health, "plain-people", [{**AVA, "record": "H2", "surname": "Quill"}])
    assert {c.agency: c for c in linkage.coverage(analyst())} == found, "counted once for each run"
    link_all(folder=tmp_path, clock=lambda: NOW + timedelta(minutes=1))
    assert {c.agency: c.records for c in linkage.coverage(analyst())} == {school.id: 3, health.id: 2}


def test_models_are_kept_with_their_weights_and_stand_beside_the_one_before(tmp_path: Path) -> None:
    school = an_agency()
    delivered(school, "plain-people", [AVA])
    link_all(folder=tmp_path, clock=lambda: NOW)
    linkage_folder = tmp_path / "model.json"
    from alongside.linkage.engine import save_model

    save_model(prior_model(), linkage_folder)
    link_all(folder=tmp_path, clock=lambda: NOW + timedelta(minutes=1), whole=True)
    told = linkage.models(analyst())
    assert [m.name for m in told.models] == [prior_model().name, prior_model().name]
    assert told.models[0].digest != told.models[1].digest, "the prior of the second is for the population of the first"
    assert [d.change for d in told.models[0].drift] == [0.0] * 4
    assert [d.change for d in told.models[1].drift] == [None] * 4
    assert told.models[0].weights["sex"]["SAME"] == (0.99, 0.5)
    assert [(r.whole, r.records, r.people) for r in told.runs] == [(True, 1, 1), (True, 1, 1)]
    assert told.runs[0].linked == 0
    assert linkage.RunTold(NOW, True, "", 0, 0, 0).linked == 0


@pytest.mark.parametrize("office", [trust.Office.ANALYST, trust.Office.MATCHER, trust.Office.ADMINISTRATOR])
def test_figures_are_for_those_who_answer_for_them_and_an_analyst_sees_nobody(
    office: trust.Office, tmp_path: Path
) -> None:
    school = an_agency()
    delivered(school, "plain-people", [AVA])
    link_all(folder=tmp_path, clock=lambda: NOW)
    assert linkage.quality(an_office_holder(office, school, number=61)).sample.all == Tally()
    with pytest.raises(Refused):
        linkage.quality(an_office_holder(trust.Office.PRACTITIONER, school, number=62))
    with pytest.raises(Refused):
        linkage.models(somebody())
    with pytest.raises(Refused):
        linkage.my_pairs(analyst())
