"""Up to protection and back: what is kept, what is said, and who may say it."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as some

from alongside.chronology import api as chronology
from alongside.kernel.answers import NotFound, NotPossible, Refused
from alongside.kernel.caller import Caller
from alongside.kernel.ids import ChildId
from alongside.language import api as language
from alongside.language.contracts import Kind, Milestone
from alongside.language.selectors import _shipped
from alongside.pathway import api as pathway
from alongside.pathway.api import Help, Outcome, State, Stated, Step
from alongside.pathway.rules import levels, telling
from alongside.plans import api as plans
from alongside.teams import api as teams
from alongside.teams.api import MemberKind, Model
from alongside.trust import api as trust
from tests.builders import NOW, TODAY, a_child, an_agency, an_office_holder, job, somebody
from tests.desk.test_first_hour_pages import signed_in
from tests.plans.around import WORDS

pytestmark = pytest.mark.usefixtures("clean")


@pytest.fixture
def ava(admin: psycopg.Connection) -> tuple[ChildId, Caller]:
    """A child, and her teacher, who works for the school."""
    school = an_agency()
    child, teacher = a_child(admin, school)
    trust.found_office(job("founder"), actor=teacher.actor, office=trust.Office.PRACTITIONER, agency=school.id)
    return child, teacher


def step(caller: Caller, child: ChildId, level: Help, on: date = TODAY, why: str = "It is needed.") -> None:
    """A step, with all that must be said."""
    pathway.step(
        caller, children=(child,), level=level, from_on=on, why=why, family_view="We will try.",
        family_told="At home, by the lead.",
    )  # fmt: skip


def test_help_steps_up_to_protection_and_back_and_team_and_plan_stay(ava: tuple[ChildId, Caller]) -> None:
    child, teacher = ava
    teams.begin(teacher, children=(child,), model=Model.AROUND, why="Several services help.")
    plans.begin(teacher, children=(child,), why="Ava is hungry at school.")
    assert pathway.pathway_of(teacher, child=child).level is Help.EARLY_HELP, "an agency's record says so"
    before = teams.team_of(teacher, child=child), plans.plan_of(teacher, child=child)
    for level, day in ((Help.IN_NEED, 60), (Help.PROTECTION, 40), (Help.IN_NEED, 5)):
        step(teacher, child, level, TODAY - timedelta(days=day))
    way = pathway.pathway_of(teacher, child=child)
    assert (way.level, way.since) == (Help.IN_NEED, TODAY - timedelta(days=5))
    assert [s.level for s in way.steps] == [Help.IN_NEED, Help.PROTECTION, Help.IN_NEED]
    assert (teams.team_of(teacher, child=child), plans.plan_of(teacher, child=child)) == before
    assert [h.what for h in way.happened] == [Milestone.PROTECTION_ENDED]


def test_a_step_is_a_reason_to_be_here_and_ends_the_one_before(ava: tuple[ChildId, Caller]) -> None:
    child, teacher = ava
    step(teacher, child, Help.IN_NEED, TODAY - timedelta(days=9))
    step(teacher, child, Help.PROTECTION)
    taken = [r for r in trust.reasons(teacher, child=child) if r.stepped]
    assert [(r.kind, r.period.to_on) for r in taken] == [
        (trust.ReasonKind.PROTECTION, None), (trust.ReasonKind.IN_NEED, TODAY),
    ]  # fmt: skip
    step(teacher, child, Help.ENDED)
    assert all(r.period.to_on == TODAY for r in trust.reasons(teacher, child=child) if r.stepped)
    assert any(r.open and not r.stepped for r in trust.reasons(teacher, child=child)), "an agency's own record stays"


def test_a_step_is_refused_with_a_sentence_and_nothing_of_it_is_kept(ava: tuple[ChildId, Caller]) -> None:
    child, teacher = ava
    step(teacher, child, Help.IN_NEED, TODAY - timedelta(days=3))
    for level, on, said in (
        (Help.IN_NEED, TODAY, "at this level already"),
        (Help.PROTECTION, TODAY + timedelta(days=1), "once it is taken"),
        (Help.PROTECTION, TODAY - timedelta(days=4), "before the last step"),
    ):
        with pytest.raises(NotPossible, match=said):
            step(teacher, child, level, on)
    with pytest.raises(NotPossible, match="why help steps"):
        step(teacher, child, Help.PROTECTION, why=" ")
    assert len(pathway.pathway_of(teacher, child=child).steps) == 1


def test_somebody_without_an_agency_or_without_the_child_takes_no_step(ava: tuple[ChildId, Caller]) -> None:
    child, teacher = ava
    with pytest.raises(Refused):
        step(somebody(), child, Help.PROTECTION)
    ends = trust.my_offices(teacher)
    assert ends and all(agency for _, agency in ends)


def test_two_who_read_the_same_do_not_both_step(ava: tuple[ChildId, Caller], admin: psycopg.Connection) -> None:
    child, teacher = ava
    step(teacher, child, Help.IN_NEED)
    step(teacher, child, Help.PROTECTION)
    with pytest.raises(psycopg.errors.UniqueViolation), admin.transaction():
        admin.execute(
            "INSERT INTO pathway_step"
            " (id, source, follows_id, number, level, from_on, why, family_view, family_told, by, at) "
            "SELECT gen_random_uuid(), source, follows_id, number, 'ended', from_on, why, '', family_told, by, at "
            "FROM pathway_step WHERE level = 'protection'"
        )


def test_what_happens_starts_clocks_and_stops_those_that_waited(ava: tuple[ChildId, Caller]) -> None:
    child, teacher = ava
    begun = TODAY - timedelta(days=60)
    pathway.happened(teacher, children=(child,), what=Milestone.SECTION_47_STARTED, on=begun)
    (clock,) = pathway.pathway_of(teacher, child=child).clocks
    assert (clock.started.code, clock.state) == ("initial-conference", State.OVERDUE)
    pathway.say_why_late(teacher, child=child, clock=clock.started.id, because="The mother was in hospital.")
    pathway.happened(teacher, children=(child,), what=Milestone.INITIAL_CONFERENCE_HELD, on=TODAY)
    stands = {c.started.code: c for c in pathway.pathway_of(teacher, child=child).clocks}
    assert stands["initial-conference"].state is State.LATE
    assert [x.because for x in stands["initial-conference"].started.late] == ["The mother was in hospital."]
    assert {c for c, s in stands.items() if s.state is State.NOT_YET_DUE} == {
        "first-core-group", "first-review-conference",
    }  # fmt: skip


def test_said_twice_for_one_day_it_happened_once(ava: tuple[ChildId, Caller]) -> None:
    child, teacher = ava
    said = [pathway.happened(teacher, children=(child,), what=Milestone.CORE_GROUP_HELD, on=TODAY) for _ in range(2)]
    assert said[0] == said[1]
    assert len(pathway.pathway_of(teacher, child=child).clocks) == 1
    with pytest.raises(NotPossible, match="once it has happened"):
        pathway.happened(
            teacher, children=(child,), what=Milestone.CORE_GROUP_HELD, on=TODAY + timedelta(days=1)
        )  # fmt: skip


def test_what_was_recorded_in_error_is_taken_back_and_stays_readable(ava: tuple[ChildId, Caller]) -> None:
    child, teacher = ava
    (milestone,) = pathway.happened(teacher, children=(child,), what=Milestone.CORE_GROUP_HELD, on=TODAY)
    pathway.take_back(teacher, child=child, milestone=milestone, why="It was another family.")
    way = pathway.pathway_of(teacher, child=child)
    assert way.clocks == () and [h.taken_back for h in way.happened] == ["It was another family."]
    with pytest.raises(NotFound):
        pathway.take_back(teacher, child=child, milestone=milestone, why="Again.")
    (again,) = pathway.happened(teacher, children=(child,), what=Milestone.CORE_GROUP_HELD, on=TODAY)
    assert again != milestone, "it may be recorded rightly after all"


def test_a_clock_keeps_the_timescale_that_was_agreed_when_it_started(ava: tuple[ChildId, Caller]) -> None:
    child, teacher = ava
    pathway.happened(teacher, children=(child,), what=Milestone.CORE_GROUP_HELD, on=TODAY)
    boss = an_office_holder(trust.Office.ADMINISTRATOR)
    (shipped,) = language.history(boss, kind=Kind.TIMESCALE, code="next-core-group")
    language.change(
        boss, kind=Kind.TIMESCALE, code="next-core-group", body={**shipped.body, "offset": 7}, why="Agreed.", read=0
    )
    (clock,) = pathway.pathway_of(teacher, child=child).clocks
    assert clock.started.due_on == TODAY + timedelta(days=42)


def test_an_older_change_of_a_timescale_still_knows_what_stops_it(admin: psycopg.Connection) -> None:
    boss = an_office_holder(trust.Office.ADMINISTRATOR)
    (shipped,) = language.history(boss, kind=Kind.TIMESCALE, code="next-core-group")
    language.change(boss, kind=Kind.TIMESCALE, code="next-core-group", body=shipped.body, why="Agreed.", read=0)
    admin.execute("UPDATE language_practice SET body = body - 'met_by' - 'ends_with'")
    (scale,) = [t for t in language.timescales(boss) if t.code == "next-core-group"]
    assert (scale.met_by, scale.ends_with) == ("core_group_held", "protection_ended")


def test_a_protection_team_says_which_sectors_are_missing(ava: tuple[ChildId, Caller]) -> None:
    child, teacher = ava
    assert pathway.missing_sectors(teacher, child=child)[0] == "Social work: 0 of 1 in the team."
    teams.begin(teacher, children=(child,), model=Model.AROUND, why="Several services help.")
    assert "Education: 0 of 1 in the team." in pathway.missing_sectors(teacher, child=child)
    teams.join(teacher, child=child, kind=MemberKind.PRACTITIONER, actor=teacher.actor, role="teacher", why="Hers.")
    assert [x.split(":")[0] for x in pathway.missing_sectors(teacher, child=child)] == [
        "Social work",
        "Health",
        "Police",
    ]


def test_the_family_is_offered_a_meeting_of_its_own_and_the_answer_is_kept(ava: tuple[ChildId, Caller]) -> None:
    child, teacher = ava
    pathway.offer(teacher, children=(child,), outcome=Outcome.OFFERED, on=TODAY, words="At home.")
    pathway.offer(teacher, children=(child,), outcome=Outcome.ACCEPTED, on=TODAY, words="Nan hosts it.")
    with pytest.raises(NotPossible, match="why it was not offered"):
        pathway.offer(teacher, children=(child,), outcome=Outcome.NOT_OFFERED, on=TODAY, words="")
    way = pathway.pathway_of(teacher, child=child)
    assert [o.outcome for o in way.offers] == [Outcome.OFFERED, Outcome.ACCEPTED]
    assert Milestone.GROUP_DECISION_OFFERED in [h.what for h in way.happened]


def test_steps_and_milestones_are_in_the_story_on_their_day(ava: tuple[ChildId, Caller]) -> None:
    child, teacher = ava
    day = TODAY - timedelta(days=12)
    step(teacher, child, Help.PROTECTION, day, why="She was alone at night.")
    pathway.happened(teacher, children=(child,), what=Milestone.CORE_GROUP_HELD, on=TODAY, words="At school.")
    told = {e.title: e for e in chronology.story(teacher, child=child).entries}
    assert told["Step up: child protection"].when.on == day
    assert "She was alone at night." in told["Step up: child protection"].witnesses[0].text
    assert "A core group was held" in told


def test_an_assessment_and_a_plan_start_and_stop_clocks(ava: tuple[ChildId, Caller]) -> None:
    child, teacher = ava
    plans.begin(teacher, children=(child,), why="Ava is hungry at school.")
    goal = plans.add_goal(teacher, child=child, said=WORDS)
    plans.agree(teacher, child=child, number=1, review_on=TODAY + timedelta(days=42))
    later = replace(teacher, now=NOW + timedelta(days=30))
    (clock,) = pathway.pathway_of(later, child=child).clocks
    assert (clock.started.code, clock.state) == ("plan-review", State.NOT_YET_DUE)
    plans.review_goal(later, child=child, goal=goal, rating=plans.Rating.KEEP, words="It goes well.")
    assert {(c.started.code, c.state) for c in pathway.pathway_of(later, child=child).clocks} == {
        ("plan-review", State.IN_TIME), ("next-plan-review", State.NOT_YET_DUE),
    }  # fmt: skip


HELPS = some.sampled_from(Help)


@given(some.lists(HELPS, max_size=6), some.lists(HELPS, max_size=4))
def test_the_last_step_holds_and_without_one_the_highest_that_is_stated(taken: list[Help], stated: list[Help]) -> None:
    steps = [Step(AVA_ID, 1, h, TODAY, "", "", "", AVA_ACTOR, NOW) for h in taken]
    level, _ = levels.now_at(steps, [Stated(h, AVA_ID, TODAY) for h in stated])
    assert level == (taken[-1] if taken else max(stated, key=levels.height) if stated else None)


@given(HELPS, HELPS)
def test_a_step_leads_up_or_down_and_never_both(one: Help, other: Help) -> None:
    assert levels.leads_up(one, other) + levels.leads_up(other, one) + (one is other) == 1
    assert levels.leads_up(None, one)


def test_the_shipped_composition_is_met_by_the_four_sectors() -> None:
    needs = _shipped(Kind.COMPOSITION)["child-protection"]["needs"]
    assert isinstance(needs, list)
    assert levels.missing_sectors(needs, ("social_care", "gp_hospital", "school", "police")) == ()
    assert levels.missing_sectors(needs, ("social_care", "social_care", "school", "police")) == (
        "Health: 0 of 1 in the team.",
    )


AVA_ID = UUID(int=7)
AVA_ACTOR = somebody().actor


def test_on_the_overview_what_was_agreed_stands_apart_from_what_happened_to_the_child(
    ava: tuple[ChildId, Caller],
) -> None:
    child, teacher = ava
    teams.begin(teacher, children=(child,), model=Model.AROUND, why="Several services help.")
    step(teacher, child, Help.PROTECTION)
    happened, _, agreed = signed_in(teacher).get(f"/children/{child}").content.decode().partition("Who is involved")
    assert "Step up: child protection" in happened and "Way of working" not in happened
    assert "Way of working: around" in agreed and "Step up" not in agreed
    assert {e.title: e.is_deed for e in chronology.story(teacher, child=child).entries}["Way of working: around"]


def test_the_end_of_help_is_told_as_an_end_and_not_as_a_step() -> None:
    assert telling.told_of_step(Help.ENDED, up=False) == "Help by this team ends"
    assert telling.told_of_step(Help.IN_NEED, up=True) == "Step up: child in need"
