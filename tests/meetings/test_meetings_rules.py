"""The rules of meetings, on made-up ones: the family first, nothing twice, no word lost."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.kernel.ids import ActorId, AgencyId
from alongside.meetings.contracts import (
    Answered,
    Arranged,
    As,
    Attended,
    Came,
    Decision,
    Deed,
    Dissent,
    Fits,
    Happened,
    Invited,
    Item,
    Kind,
    Meeting,
    Note,
    Occasion,
    Point,
    Proposed,
    Stage,
    Topic,
)
from alongside.meetings.rules.agenda import ORDER, Aim, Known, Piece, Work, build, in_order
from alongside.meetings.rules.letters import letters
from alongside.meetings.rules.summing_up import sentence, summary
from alongside.meetings.rules.times import best_first, family_says, needs_a_reason, not_answered
from alongside.post.contracts import LetterKind
from alongside.post.rules.words import fault

TODAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
MOTHER, NAN, WORKER, GUEST = (UUID(int=n) for n in (1, 2, 3, 4))
ACTOR = ActorId(UUID(int=33))
INVITED = (
    Invited(MOTHER, As.FAMILY, "Kelly Pearce", "mother", None, UUID(int=11), None),
    Invited(NAN, As.FAMILY, "Ruth Pearce", "grandmother", None, UUID(int=22), None),
    Invited(WORKER, As.PRACTITIONER, "Amara Okafor", "teacher", ACTOR, None, AgencyId(UUID(int=44))),
    Invited(GUEST, As.GUEST, "Tom", "friend", None, None, None),
)
PEOPLE = [i.id for i in INVITED]

ids = st.integers(100, 110).map(lambda n: UUID(int=n))
days = st.integers(-40, 60).map(lambda n: TODAY + timedelta(days=n))
moments = st.integers(0, 30).map(lambda n: NOON + timedelta(minutes=n))
words = st.sampled_from(("Breakfast", "Shoes", "Mondays", "A bed"))
points = st.builds(Point, ids, words, st.sampled_from(PEOPLE), st.booleans(), moments)
work = st.builds(Work, ids, words, words, days, st.sampled_from(("", "Stuck: no car.")))
aims = st.builds(Aim, ids, words, st.none() | days, st.none() | moments)
pieces = st.builds(Piece, ids, words, words, st.integers(0, 1))
knowns = st.builds(
    Known, st.lists(points), st.lists(work), st.lists(aims), st.lists(pieces), st.lists(pieces), st.lists(pieces),
    st.booleans(), st.none() | days,
)  # fmt: skip
times = st.builds(
    Proposed, ids, moments,
    st.dictionaries(st.sampled_from(PEOPLE), st.sampled_from(Fits)).map(
        lambda said: tuple(Answered(who, fits) for who, fits in said.items())
    ),
)  # fmt: skip


@given(knowns)
def test_the_familys_points_come_first_and_nothing_is_on_it_twice(known: Known) -> None:
    made = build(UUID(int=9), known, TODAY)
    topics = [i.topic for i in made]
    assert topics == sorted(topics, key=ORDER.index), "the order of the day"
    family = {p.id for p in known.points if p.family}
    assert {i.about for i in made[: len(family)]} == family
    assert len({i.about for i in made}) == len({i.id for i in made}) == len(made)
    assert [i.number for i in made] == list(range(1, len(made) + 1))


@given(knowns)
def test_every_overdue_task_is_on_it_exactly_once(known: Known) -> None:
    about = [i.about for i in build(UUID(int=9), known, TODAY)]
    for task in known.work:
        if task.due_on < TODAY or task.help:
            assert about.count(task.id) == 1


@given(knowns)
def test_all_that_is_asked_for_is_on_it_and_nothing_else(known: Known) -> None:
    """The slow, obvious twin: every thing that has one of the reasons."""
    until = known.until if known.until and known.until > TODAY else TODAY + timedelta(days=28)
    wanted = {p.id for p in known.points} | {w.id for w in known.work if w.due_on <= until or w.help}
    wanted |= {a.id for a in known.aims if known.every_goal or (a.due_on and a.due_on <= TODAY)}
    wanted |= {x.id for x in (*known.changed, *known.entries, *known.disagreements)}
    assert {i.about for i in build(UUID(int=9), known, TODAY)} == wanted


@given(knowns, st.randoms(use_true_random=False))
def test_the_agenda_does_not_depend_on_the_order_in_which_one_asks(known: Known, chance: Random) -> None:
    apart = replace(
        known, points=_mixed({p.id: p for p in known.points}.values(), chance),
        work=_mixed({w.id: w for w in known.work}.values(), chance),
        aims=_mixed({a.id: a for a in known.aims}.values(), chance),
    )  # fmt: skip
    again = replace(
        apart, points=_mixed(apart.points, chance), work=_mixed(apart.work, chance), aims=_mixed(apart.aims, chance)
    )  # fmt: skip
    assert build(UUID(int=9), apart, TODAY) == build(UUID(int=9), again, TODAY)


def _mixed(these: Any, chance: Random) -> list[Any]:
    return chance.sample(list(these), len(list(these)))


def test_an_agenda_says_who_and_by_when_and_when_a_goal_was_reviewed() -> None:
    known = Known(
        work=[Work(UUID(int=100), "Breakfast club", "Amara and Kelly", date(2026, 11, 2), "Stuck: no car.")],
        aims=[Aim(UUID(int=101), "Breakfast", None, NOON), Aim(UUID(int=102), "A bed", TODAY, None)], every_goal=True,
    )  # fmt: skip
    assert [(i.topic, i.more) for i in build(UUID(int=9), known, TODAY)] == [
        (Topic.OVERDUE, "Amara and Kelly, by 2 November 2026."), (Topic.REVIEW, "Not reviewed yet."),
        (Topic.REVIEW, "Reviewed last on 23 November 2026."),
    ]  # fmt: skip


@given(st.lists(times, unique_by=lambda t: t.id))
def test_what_the_family_says_decides_before_anybody_else(proposed: list[Proposed]) -> None:
    best = best_first(proposed, INVITED)
    assert sorted(best, key=lambda t: t.id) == sorted(proposed, key=lambda t: t.id)
    family = {MOTHER, NAN}
    counted = [
        ([a.fits for a in t.answers if a.invited in family].count(Fits.NOT),
         -[a.fits for a in t.answers if a.invited in family].count(Fits.PREFERRED))
        for t in best
    ]  # fmt: skip
    assert counted == sorted(counted), "who cannot, then who likes it best, of the family alone"


@given(st.lists(times, unique_by=lambda t: t.id), st.sampled_from(Fits))
def test_no_answer_of_others_brings_a_time_before_one_that_the_family_prefers(
    proposed: list[Proposed], fits: Fits
) -> None:
    wished = Proposed(UUID(int=1000), NOON, (Answered(MOTHER, Fits.PREFERRED), Answered(NAN, Fits.PREFERRED)))
    against = replace(wished, answers=(*wished.answers, Answered(WORKER, fits), Answered(GUEST, Fits.NOT)))
    ranked = best_first([*proposed, against], INVITED)
    before = ranked[: ranked.index(against)]
    assert all({a.fits for a in t.answers if a.invited in (MOTHER, NAN)} == {Fits.PREFERRED} for t in before)


@given(times)
def test_a_time_needs_a_reason_unless_the_family_has_said_that_it_works(time: Proposed) -> None:
    says = family_says(time, INVITED)
    said = {a.fits for a in time.answers if a.invited in (MOTHER, NAN)}
    assert needs_a_reason(time, INVITED) == (not said or Fits.NOT in said)
    assert (says is None) == (not said) and (says is Fits.NOT) == (Fits.NOT in said)
    assert not needs_a_reason(time, INVITED[2:]), "where nobody of the family is invited there is nothing to explain"
    assert set(not_answered(time, INVITED)) == set(PEOPLE) - {a.invited for a in time.answers}


def a_meeting(**more: Any) -> Meeting:
    """A meeting of the four that has begun."""
    given = Meeting(
        UUID(int=9), Kind.TEAM, "Breakfast", 45, "Hall", "", UUID(int=8), NOON, ACTOR, (), INVITED,
        begun=Happened(NOON, ACTOR),
    )  # fmt: skip
    return replace(given, **more)


ITEMS = tuple(Item(UUID(int=200 + n), t, UUID(int=300 + n), f"Item {n}", number=n) for n, t in enumerate(Topic))
HIDDEN = UUID(int=299)
notes = st.builds(
    Note, st.integers(400, 420).map(lambda n: UUID(int=n)), st.sampled_from([*(i.id for i in ITEMS), HIDDEN]),
    st.sampled_from(PEOPLE), words, moments, st.just(ACTOR),
)  # fmt: skip
decisions = st.builds(
    Decision, st.integers(500, 520).map(lambda n: UUID(int=n)),
    st.none() | st.sampled_from([*(i.id for i in ITEMS), HIDDEN]), st.sampled_from(Deed), words,
    st.sampled_from(("", "Kelly Pearce, Amara Okafor", "Everybody")), st.none() | days, st.none(),
    st.sampled_from(((), (ACTOR,))), moments, st.just(ACTOR),
)  # fmt: skip
attended = st.builds(
    Attended, st.integers(1, 10_000), st.sampled_from(PEOPLE), st.sampled_from(Came), words, moments
)  # fmt: skip


def _once(key: str) -> Any:
    return lambda row: getattr(row, key)


@st.composite
def meetings(draw: Any) -> Meeting:
    """A meeting in which anything may have been said and decided, in any order."""
    decided = draw(st.lists(decisions, unique_by=_once("id"), max_size=6))
    against = st.builds(
        Dissent, st.integers(600, 620).map(lambda n: UUID(int=n)), st.sampled_from([d.id for d in decided] or [HIDDEN]),
        st.sampled_from(PEOPLE), words, moments,
    )  # fmt: skip
    return a_meeting(
        items=tuple(draw(st.lists(st.sampled_from(ITEMS), unique_by=_once("id")))),
        notes=tuple(draw(st.lists(notes, unique_by=_once("id"), max_size=6))), decisions=tuple(decided),
        dissents=tuple(draw(st.lists(against, unique_by=_once("id"), max_size=4))) if decided else (),
        attended=tuple(draw(st.lists(attended, unique_by=_once("id"), max_size=6))),
    )  # fmt: skip


@given(meetings(), st.randoms(use_true_random=False))
def test_in_whatever_order_it_was_written_the_summary_is_the_same(meeting: Meeting, chance: Random) -> None:
    parts = ("items", "notes", "decisions", "dissents", "attended", "invited")
    mixed: Meeting = replace(meeting, **{part: tuple(_mixed(getattr(meeting, part), chance)) for part in parts})  # type: ignore[arg-type]
    assert summary(mixed) == summary(meeting)
    assert sentence(mixed) == sentence(meeting)


@given(meetings())
@settings(max_examples=200)
def test_every_decision_stands_once_and_no_word_and_no_dissent_is_lost(meeting: Meeting) -> None:
    made = summary(meeting)
    decided = [d.id for d, _ in made.decided]
    assert sorted(decided) == sorted(d.id for d in meeting.decisions)
    assert sorted(d.id for t in made.talked_about for d, _ in t.decisions) == sorted(decided)
    assert sorted(x.id for _, against in made.decided for x in against) == sorted(d.id for d in meeting.dissents)
    assert sorted(n.id for t in made.talked_about for n in t.notes) == sorted(n.id for n in meeting.notes)
    assert [n.id for n in made.family_said if n.whose not in (MOTHER, NAN)] == []
    touched = {n.item for n in meeting.notes} | {d.item for d in meeting.decisions}
    assert {i.id for i in made.left} == {i.id for i in meeting.items} - touched


@given(meetings())
def test_everybody_who_is_invited_was_there_or_was_not(meeting: Meeting) -> None:
    made = summary(meeting)
    there, not_there = {i.id for i, _ in made.there}, {i.id for i, _ in made.not_there}
    assert there | not_there == set(PEOPLE) and not there & not_there
    for who, _ in made.there:
        last = max((a for a in meeting.attended if a.invited == who.id), key=lambda a: (a.at, a.id))
        assert last.came in (Came.PRESENT, Came.JOINED)


@given(meetings())
def test_the_day_that_was_set_last_counts(meeting: Meeting) -> None:
    made = summary(meeting)
    days_set = [d for d in meeting.decisions if d.deed is Deed.REVIEW_DAY]
    last = max(days_set, key=lambda d: (d.at, str(d.id)), default=None)
    assert made.review_on == (last.due_on if last else None)
    assert (made.next_at is None) == (not any(d.deed is Deed.NEXT for d in meeting.decisions))


def test_the_story_names_who_was_there_who_sent_words_and_who_did_not_agree() -> None:
    item, decision = ITEMS[0], UUID(int=500)
    told = sentence(
        a_meeting(
            items=(item,), attended=(
                Attended(1, WORKER, Came.PRESENT, "", NOON), Attended(2, NAN, Came.SENT_WORDS, "Go on.", NOON),
            ),
            decisions=(Decision(decision, item.id, Deed.TASK, "Ring.", "Kelly", TODAY, item.id, (), NOON, ACTOR),),
            dissents=(Dissent(UUID(int=600), decision, MOTHER, "Not at six.", NOON),),
        )
    )  # fmt: skip
    assert told == (
        "There: Amara Okafor. Apologies or words from: Ruth Pearce. Decided: Ring (Kelly). "
        "Not everybody agreed: Not at six."
    )
    assert sentence(a_meeting()) == "There: nobody recorded."


def test_how_far_a_meeting_is_follows_from_what_happened() -> None:
    asked = a_meeting(begun=None)
    arranged = replace(asked, arranged=(Arranged(NOON, "", "", "", NOON, ACTOR),))
    begun = replace(arranged, begun=Happened(NOON, ACTOR))
    stages = [m.stage for m in (asked, arranged, begun, replace(begun, ended=Happened(NOON, ACTOR)))]
    assert stages == [Stage.PROPOSED, Stage.SETTLED, Stage.GOING_ON, Stage.ENDED]
    assert replace(arranged, called_off=Happened(NOON, ACTOR, "Ill.")).stage is Stage.CALLED_OFF
    assert arranged.ends_at == NOON + timedelta(minutes=45) and asked.ends_at is None and asked.now is None


def test_what_comes_up_in_the_room_takes_its_place_after_what_was_known() -> None:
    late = Item(UUID(int=700), Topic.FAMILY, UUID(int=701), "New shoes", number=99)
    assert [i.topic for i in in_order([*reversed(ITEMS), late])][:2] == [Topic.FAMILY, Topic.FAMILY]
    assert in_order([late, ITEMS[0]]) == (ITEMS[0], late)


@given(meetings(), st.sampled_from(Occasion), st.integers(0, 2), st.booleans())
def test_no_letter_names_anybody_or_any_place(meeting: Meeting, occasion: Occasion, moved: int, asked: bool) -> None:
    arranged = tuple(Arranged(NOON + timedelta(days=n), "Hall", "", "Kelly asked", NOON, ACTOR) for n in range(moved))
    about = replace(meeting, arranged=arranged, times=(Proposed(UUID(int=1), NOON),) if asked else ())
    made = letters(about, occasion, "/ours")
    assert [who.id for who, _ in made] == [MOTHER, NAN, WORKER], "a guest has no letter"
    never = ("Kelly", "Pearce", "Ruth", "Amara", "Okafor", "Tom", "Hall", "Breakfast", "Shoes", "Mondays", "A bed")
    for _, letter in made:
        assert fault(replace(letter, never=never)) == ""
        assert (letter.entry is None) == (not moved or occasion in (Occasion.CALLED, Occasion.ENDED))


def test_a_letter_tells_each_by_when_their_own_tasks_are_due() -> None:
    def task(number: int, who: str, owners: tuple[ActorId, ...], on: date) -> Decision:
        return Decision(UUID(int=number), None, Deed.TASK, "Ring.", who, on, ITEMS[0].id, owners, NOON, ACTOR)

    meeting = a_meeting(
        decisions=(
            task(500, "Kelly Pearce", (), date(2026, 12, 5)),
            task(501, "Amara Okafor, Kelly Pearce", (ACTOR,), date(2026, 12, 1)),
        )
    )  # fmt: skip
    said = {who.name: letter for who, letter in letters(meeting, Occasion.ENDED, "/ours")}
    assert said["Kelly Pearce"].lines[1] == "You took on 2 tasks, due by 1 December 2026 and 5 December 2026."
    assert said["Amara Okafor"].lines[1] == "You took on a task, due by 1 December 2026."
    assert len(said["Ruth Pearce"].lines) == 1 and said["Ruth Pearce"].kind is LetterKind.SUMMARY


def test_a_meeting_that_moves_or_is_called_off_moves_in_the_calendar_or_leaves_it() -> None:
    first = Arranged(NOON, "", "", "", NOON, ACTOR)
    moved = a_meeting(arranged=(first, replace(first, starts_at=NOON + timedelta(days=1))))
    (_, told), *_ = letters(moved, Occasion.ARRANGED, "/ours")
    assert told.entry and (told.entry.edition, told.entry.called_off) == (1, False)
    assert told.lines == (
        "The meeting is at another time, or elsewhere, now: Tuesday 24 November 2026, midday, for 45 minutes.",
    )
    (_, off), *_ = letters(moved, Occasion.CALLED_OFF, "/ours")
    assert off.entry and (off.entry.edition, off.entry.called_off, off.entry.uid) == (2, True, str(UUID(int=8)))
    (_, never_arranged), *_ = letters(a_meeting(), Occasion.CALLED_OFF, "/ours")
    assert never_arranged.entry is None and never_arranged.lines == ("The meeting does not take place.",)
