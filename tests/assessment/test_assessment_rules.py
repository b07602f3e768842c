"""The rules of the assessment, each as a law."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.assessment.contracts import Capacity, Disagreement, Part, PartKind, Section, Spoken, Stance, Step, Text
from alongside.assessment.rules import conversation, facts, texts, working
from alongside.chronology.contracts import Entry
from alongside.kernel.dates import PartialDate
from alongside.kernel.duties import Event
from alongside.kernel.ids import ActorId, PersonId

NOW = datetime(2026, 11, 20, 21, tzinfo=UTC)
ME, OTHER = ActorId(UUID(int=1)), ActorId(UUID(int=2))


@dataclass(frozen=True)
class Saved:
    number: int
    follows: tuple[int, ...]


@st.composite
def histories(draw: st.DrawFn) -> list[Saved]:
    """Any history: each save takes the place of some of those before it."""
    found: list[Saved] = []
    for number in range(1, draw(st.integers(1, 12)) + 1):
        before = [s.number for s in found]
        follows = draw(st.sets(st.sampled_from(before))) if before else set()
        found.append(Saved(number, tuple(sorted(follows))))
    return found


def plainly_standing(history: list[Saved]) -> list[int]:
    """The plain twin: go through the saves and strike out what each takes the place of."""
    standing: list[int] = []
    for save in history:
        standing = [n for n in standing if n not in save.follows] + [save.number]
    return standing


@given(histories())
def test_what_stands_is_what_nobody_has_taken_the_place_of(history: list[Saved]) -> None:
    standing = [s.number for s in texts.standing(history)]
    assert standing == plainly_standing(history)
    assert standing[-1] == len(history), "what was saved last always stands"


@given(histories(), st.randoms())
def test_the_order_in_which_saves_are_read_changes_nothing(history: list[Saved], random: object) -> None:
    mixed = list(history)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert texts.standing(mixed) == texts.standing(history)


@given(histories())
def test_a_text_in_the_place_of_all_that_stand_settles_them(history: list[Saved]) -> None:
    all_of_them = tuple(s.number for s in texts.standing(history))
    settled = Saved(len(history) + 1, all_of_them)
    assert texts.standing([*history, settled]) == (settled,)


def test_what_keeps_a_text_from_being_saved_is_said() -> None:
    assert texts.faults("Words", (), 0) == "" and texts.faults("", (1,), 1) == ""
    assert "Write something" in texts.faults(" ", (), 0)
    assert "not there" in texts.faults("Words", (2,), 1) and "Read it before" in texts.faults("Words", (), 1)


def a_part(text: str = "Hungry.", **more: object) -> Part:
    """A judgement under health."""
    part = Part(
        id=uuid4(), section="health", kind=PartKind.NEED, author=ME, capacity=Capacity.PRACTITIONER, agency=None,
        level=0, why_level="", children=(), texts=(Text(1, (), text, ME, NOW),), copied_from=None, evidence=(),
        positions=(), disagreements=(),
    )  # fmt: skip
    return replace(part, **more)  # type: ignore[arg-type]


HEALTH, HOME = Section("health", "Child", "Health", "How?"), Section("home", "Around", "Home", "How?", ("homes",))


@pytest.mark.parametrize("kind", list(PartKind))
@pytest.mark.parametrize("theirs", list(Capacity))
@pytest.mark.parametrize("mine", list(Capacity))
def test_own_words_always_and_others_only_between_practitioners(
    kind: PartKind, theirs: Capacity, mine: Capacity
) -> None:
    assert working.may_change(ME, theirs, kind, ME, mine)
    both = theirs is Capacity.PRACTITIONER and mine is Capacity.PRACTITIONER
    assert working.may_change(OTHER, theirs, kind, ME, mine) == (both and kind is not PartKind.OWN_WORDS)


def test_a_part_that_is_held_closely_says_why_and_the_family_shares() -> None:
    family, works = Capacity.FAMILY, Capacity.PRACTITIONER
    assert working.capacity_at(0) is family and working.capacity_at(2) is works
    assert not list(working.part_faults(PartKind.NEED, 0, "", family))
    assert len(list(working.part_faults(PartKind.NEED, 1, "", family))) == 2
    assert not list(working.part_faults(PartKind.NEED, 2, "A suspect", works))
    assert "own words" in next(working.part_faults(PartKind.OWN_WORDS, 2, "x", works))


def test_only_a_judgement_has_views_and_who_differs_says_how() -> None:
    assert not list(working.position_faults(PartKind.NEED, Stance.AGREE, ""))
    assert len(list(working.position_faults(PartKind.MISSING, Stance.DISAGREE, " "))) == 2
    assert working.opens_conversation(Stance.DISAGREE, False)
    assert not working.opens_conversation(Stance.DISAGREE, True) and not working.opens_conversation(
        Stance.PARTLY, False
    )


def test_it_is_finished_when_each_part_has_one_text_and_anybody_wrote_anything() -> None:
    two = a_part(texts=(Text(1, (), "a", ME, NOW), Text(2, (), "b", OTHER, NOW)))
    assert working.unfinished((HEALTH,), (a_part(),)) == ()
    assert working.unfinished((HEALTH,), (two,)) == ("Health: two texts stand. Settle them first.",)
    assert working.unfinished((HEALTH,), (a_part(" "),)) == ("Nobody has written anything yet.",)


def test_what_one_would_expect_is_said_and_blocks_nothing() -> None:
    whole = [a_part(kind=k, capacity=Capacity.FAMILY) for k in PartKind]
    assert working.hints((HEALTH,), whole) == ()
    assert len(working.hints((HEALTH,), ())) == 4
    assert "Nothing is written under: Home." in working.hints((HEALTH, HOME), whole)


def test_changes_are_told_section_by_section() -> None:
    before, after = [a_part("a"), a_part("b", section="home")], [a_part("c"), a_part("b", section="home")]
    (changed,) = working.changes((HEALTH, HOME), before, after)
    assert (changed.section, changed.added, changed.gone) == (HEALTH, ("c",), ("a",))


def a_talk(*steps: Step) -> Disagreement:
    """A conversation with these steps, to be settled by 4 December."""
    return Disagreement(uuid4(), ME, NOW, date(2026, 12, 4), tuple(Spoken(s, "x", ME, NOW) for s in steps))


@given(st.lists(st.sampled_from(list(Step)), max_size=8))
def test_whatever_is_tried_a_conversation_ends_once_and_managers_decide_only_what_came_before_them(
    tried: list[Step],
) -> None:
    taken: list[Step] = []
    for step in tried:
        if not conversation.faults(taken, step, "words"):
            taken.append(step)
    ends = [s for s in taken if s in (Step.SETTLED, Step.DECIDED)]
    assert len(ends) <= 1 and (not ends or taken[-1] is ends[0])
    assert taken.count(Step.TO_MANAGERS) <= 1
    assert Step.DECIDED not in taken or taken.index(Step.TO_MANAGERS) < taken.index(Step.DECIDED)
    assert a_talk(*taken).over == bool(ends)


def test_each_step_needs_its_words() -> None:
    for step in (Step.SAID, Step.SETTLED, Step.TO_MANAGERS):
        assert conversation.faults([], step, " ")
    assert conversation.faults([Step.TO_MANAGERS], Step.DECIDED, " ")


@given(st.integers(-30, 30))
def test_a_conversation_is_late_from_the_day_after_its_day_until_it_has_an_outcome(days: int) -> None:
    today = date(2026, 12, 4) + timedelta(days=days)
    assert conversation.is_late(a_talk(Step.SAID), today) == (days > 0)
    assert not conversation.is_late(a_talk(Step.SETTLED), today)


def an_entry(day: int, kind: str, told_by: str, title: str = "") -> Entry:
    """Something an agency told."""
    event = Event(
        id=uuid4(), person=PersonId(UUID(int=3)), when=PartialDate(date(2026, 10, day)), kind=kind, title=title,
        text="What happened", agency=UUID(int=4), told_by=told_by, reference="", recorded_at=NOW,
    )  # fmt: skip
    return Entry(event.when, "", kind, (event,))


def test_beside_a_section_stand_the_newest_entries_of_its_agencies_and_kinds() -> None:
    entries = [an_entry(d, "concern", "School") for d in range(1, 8)]
    entries += [an_entry(9, "contact", "Police", "A call"), an_entry(10, "decision", "School")]
    known = facts.Known({"homes": (facts.line("Lives here"),)}, entries, {"School": "school", "Police": "police"}, {})
    school = Section("a", "g", "w", "p", ("school",))
    calls = Section("b", "g", "w", "p", ("police", "contact"))
    decided = Section("c", "g", "w", "p", ("decision",))
    told = facts.beside((school, calls, decided, HOME, HEALTH), known)
    assert [f.on for f in told["a"]] == [date(2026, 10, d) for d in (7, 6, 5, 4, 3)]
    assert [f.words for f in told["b"]] == ["A call"] and len(told["c"]) == 1
    assert [f.words for f in told["home"]] == ["Lives here"] and "health" not in told
