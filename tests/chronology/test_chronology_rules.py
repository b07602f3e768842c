"""When two agencies speak of one thing, which questions arise, and what an entry needs: each law of the rules."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as some

from alongside.chronology.contracts import Entry, Seen, Words
from alongside.chronology.rules import noting, prompts
from alongside.chronology.rules.order import same_thing, told_in_order
from alongside.chronology.rules.prompts import Thresholds
from alongside.kernel.dates import PartialDate, Period, Precision
from alongside.kernel.duties import Event
from alongside.kernel.ids import PersonId

TODAY, NOW = date(2026, 11, 20), datetime(2026, 11, 20, 21, 0, tzinfo=UTC)
LIMIT = Thresholds()
COAT = "Arrived soaked, without a coat, very hungry, nobody made breakfast"
AGENCIES = ("School", "Health", "Police", "Homes")


def told(
    agency: str = "School", days_ago: int = 0, kind: str = "concern", text: str = COAT, number: int = 1,
    precision: Precision = Precision.DAY, clock: str = "", seen: str = "",
) -> Event:  # fmt: skip
    """One agency's account of something so many days ago."""
    return Event(
        id=UUID(int=number), person=PersonId(UUID(int=9)), kind=kind, title="", text=text, told_by=agency,
        when=PartialDate(TODAY - timedelta(days=days_ago), precision), agency=UUID(int=100 + AGENCIES.index(agency)),
        reference=f"r{number}", recorded_at=NOW, clock=clock, seen=seen,
    )  # fmt: skip


def story(*events: Event) -> tuple[Entry, ...]:
    """These accounts in order."""
    return told_in_order(events)


EVENTS = some.lists(
    some.builds(
        told, some.sampled_from(AGENCIES), some.integers(0, 3), some.sampled_from(("concern", "contact")),
        some.sampled_from((COAT, "Soaked, hungry, no coat and no breakfast made by anybody", "Weighed: fine", "")),
        some.integers(1, 10_000),
    ),
    max_size=14, unique_by=lambda event: event.reference,
)  # fmt: skip


@given(EVENTS)
def test_the_order_in_which_accounts_arrive_changes_nothing(events: list[Event]) -> None:
    def shape(entries: Sequence[Entry]) -> list[list[str]]:
        return [[f"{w.told_by} {w.when} {w.text}" for w in e.witnesses] for e in entries]

    assert shape(told_in_order(events)) == shape(told_in_order(list(reversed(events))))


@given(EVENTS)
def test_entries_stand_in_order_of_time_and_no_account_is_lost_or_told_twice(events: list[Event]) -> None:
    entries = told_in_order(events)
    assert [e.when.on for e in entries] == sorted(e.when.on for e in entries)
    different = {(e.agency, e.when, e.kind, e.text) for e in events}
    shown = [(w.agency, w.when, w.kind, w.text) for e in entries for w in e.witnesses]
    assert sorted(map(str, shown)) == sorted(map(str, different))


@given(EVENTS, EVENTS)
def test_speaking_of_one_thing_is_mutual(some_events: list[Event], others: list[Event]) -> None:
    assert all(same_thing(a, b) == same_thing(b, a) for a in some_events for b in others)


@pytest.mark.parametrize(("change", "one"), [
    ({"agency": "Health"}, True),
    ({"agency": "School"}, False),
    ({"agency": "Health", "kind": "contact"}, False),
    ({"agency": "Health", "days_ago": 1}, False),
    ({"agency": "Health", "text": "Weighed: fine"}, False),
    ({"agency": "Health", "clock": "09:00"}, True),
])  # fmt: skip
def test_two_agencies_speak_of_one_thing_by_day_kind_and_words(change: dict[str, Any], one: bool) -> None:
    assert same_thing(told(), told(**change)) == one


def test_two_clock_times_are_two_things_and_a_month_is_no_day() -> None:
    assert not same_thing(told(clock="08:50"), told("Health", clock="14:00"))
    assert not same_thing(told(precision=Precision.MONTH), told("Health", precision=Precision.MONTH))
    assert not same_thing(told(text=""), told("Health", text=""))


def test_the_first_title_and_clock_that_anybody_gave_stand_for_the_entry() -> None:
    (entry,) = story(told(), replace(told("Health", number=2), title="Call from school", clock="09:10"))
    assert (entry.title, entry.clock) == ("Call from school", "09:10")


@given(some.integers(0, 400), some.none() | some.integers(-5, 400))
def test_an_agency_is_silent_only_for_as_long_as_its_deliveries_reach(last: int, reaches: int | None) -> None:
    entries = story(told("Health", days_ago=last))
    covered = None if reaches is None else TODAY - timedelta(days=reaches)
    found = prompts.silences(entries, {"Health": covered}, TODAY, LIMIT)
    silent = None if reaches is None else last - max(reaches, 0)
    assert bool(found) == (silent is not None and silent >= LIMIT.silence_days)
    if found:
        assert f"for {silent} days" in found[0].question and found[0].evidence == (UUID(int=1),)


def test_who_has_told_nothing_yet_is_not_called_silent() -> None:
    assert prompts.silences(story(told("Health", 200)), {"Police": TODAY}, TODAY, LIMIT) == []


def test_two_missed_appointments_ask_what_stands_in_the_way_and_one_does_not() -> None:
    once = [told("Health", 30, "missed", "Not brought")]
    twice = [*once, told("School", 60, "missed", "Dentist missed", 2)]
    long_ago = [*once, told("School", 200, "missed", "Dentist missed", 2)]
    assert prompts.was_not_brought(story(*once), TODAY, LIMIT) == []
    assert prompts.was_not_brought(story(*long_ago), TODAY, LIMIT) == []
    (asked,) = prompts.was_not_brought(story(*twice), TODAY, LIMIT)
    assert "2 appointments" in asked.question and len(asked.evidence) == 2


@given(
    some.lists(some.tuples(some.sampled_from(AGENCIES), some.integers(0, 250)), max_size=12, unique_by=lambda t: t[1])
)
def test_small_concerns_of_many_agencies_are_asked_about_together(worries: list[tuple[str, int]]) -> None:
    entries = story(*(told(a, d, text=f"Number {n}", number=n + 1) for n, (a, d) in enumerate(worries)))
    found = prompts.cumulative(entries, TODAY, LIMIT)
    recent = [a for a, d in worries if d <= LIMIT.cumulative_days]
    assert bool(found) == (len(recent) >= LIMIT.cumulative_entries and len(set(recent)) >= LIMIT.cumulative_agencies)


def test_worries_after_the_child_was_last_seen_ask_who_has_seen_the_child() -> None:
    seen = told("Health", 90, "contact", "Home visit", 1, seen="alone")
    worry = told("School", 20, number=2)
    (asked,) = prompts.unseen(story(seen, worry), TODAY, LIMIT)
    assert "since 22 August 2026" in asked.question and asked.evidence == (UUID(int=2),)
    assert prompts.unseen(story(worry, replace(seen, when=worry.when)), TODAY, LIMIT) == []
    assert prompts.unseen(story(seen), TODAY, LIMIT) == []


def test_a_worry_is_asked_about_too_when_nobody_ever_said_the_child_was_seen() -> None:
    assert prompts.unseen(story(told("School", 20)), TODAY, LIMIT) != []


SAID = Words(PartialDate(TODAY), "contact", "The fridge was empty.", action="Rang the food bank.", seen=Seen.ALONE)


@pytest.mark.parametrize(("field", "words"), [
    ("when", replace(SAID, when=PartialDate(TODAY + timedelta(days=1)))),
    ("text", replace(SAID, text=" ")),
    ("title", replace(SAID, title="x" * (noting.LONGEST_TITLE + 1))),
    ("action", replace(SAID, action=" ")),
])  # fmt: skip
def test_an_entry_lacks_one_thing_and_is_told_which(field: str, words: Words) -> None:
    assert [name for name, _ in noting.faults(words, subjects=1, today=TODAY)] == [field]


def test_an_entry_needs_a_child_and_a_reason_when_nothing_was_done() -> None:
    assert list(noting.faults(SAID, subjects=1, today=TODAY)) == []
    assert [name for name, _ in noting.faults(SAID, subjects=0, today=TODAY)] == ["children"]
    nothing = replace(SAID, action="", no_action_because="Nan was there.")
    assert list(noting.faults(nothing, subjects=1, today=TODAY)) == []


@given(some.integers(0, 120), some.integers(121, 600))
def test_a_sitting_goes_on_for_half_an_hour_and_does_not_hide_what_came_before(minutes: int, before: int) -> None:
    until, earlier = NOW - timedelta(minutes=minutes), NOW - timedelta(minutes=before)
    same = minutes <= 30
    assert noting.goes_on(until, NOW) == same
    assert noting.last_looked(((until, until), (earlier, earlier)), NOW) == (earlier if same else until)


def test_who_never_looked_has_no_last_look() -> None:
    assert noting.last_looked((), NOW) is None and not noting.goes_on(None, NOW)


def test_two_agencies_that_fell_silent_after_one_entry_each_show_their_own_account() -> None:
    entries = story(told("School", 100), told("Health", 100, number=2))
    assert len(entries) == 1, "one thing with two witnesses"
    found = prompts.silences(entries, {"School": TODAY, "Health": TODAY}, TODAY, LIMIT)
    assert [p.evidence for p in found] == [(UUID(int=2),), (UUID(int=1),)]


def good(*days_ago: int) -> list[Event]:
    """Something good so many days ago, each."""
    return [told("Homes", d, "strength", f"Good {d}", 50 + n) for n, d in enumerate(days_ago)]


@pytest.mark.parametrize(("notes", "worries", "is_asked"), [
    ((1, 2, 90), (("School", 3), ("Health", 90)), True),
    ((1, 2, 91), (("School", 3), ("Health", 90)), False),
    ((1, 2, 90), (("School", 3), ("Health", 91)), False),
    ((1, 2, 90), (("School", 3), ("School", 4)), False),
    ((1, 2), (("School", 3), ("Health", 4)), False),
    ((1, 2, 3), (), False),
])  # fmt: skip
def test_good_entries_beside_concerns_of_two_agencies_ask_what_has_really_changed(
    notes: tuple[int, ...], worries: tuple[tuple[str, int], ...], is_asked: bool
) -> None:
    concerns = [told(a, d, text=f"Worry {n}", number=n + 1) for n, (a, d) in enumerate(worries)]
    entries = story(*good(*notes), *concerns)
    found = prompts.optimism(entries, TODAY, LIMIT)
    assert bool(found) == is_asked
    if is_asked:
        assert set(found[0].evidence) == {w.id for e in entries for w in e.witnesses}


def here(*days_ago: tuple[int, int | None]) -> list[Period]:
    """Reasons from so many days ago to so many days ago; a reason that goes on has no end."""
    return [Period(_ago(start), None if end is None else _ago(end)) for start, end in days_ago]


def _ago(days: int) -> date:
    return TODAY - timedelta(days=days)


@pytest.mark.parametrize(("reasons", "is_asked"), [
    ([(900, 400), (35, None)], True),
    ([(900, 401), (35, None)], False),
    ([(900, 37), (35, None)], True),
    ([(900, 36), (35, None)], False),
    ([(900, 400), (35, 0)], True),
    ([(900, 400), (35, 1)], False),
    ([(900, 300), (800, 20), (35, None)], False),
    ([(35, None), (900, 400)], True),
    ([(900, 100), (-3, None)], False),
    ([(900, None)], False),
    ([], False),
])  # fmt: skip
def test_who_is_here_again_within_a_year_is_asked_about_with_what_was_known_then(
    reasons: list[tuple[int, int | None]], is_asked: bool
) -> None:
    entries = story(*(told("School", d, text=f"Worry {d}", number=d) for d in (800, 700, 600, 500, 30, 10)))
    found = prompts.came_back(entries, here(*reasons), TODAY, LIMIT)
    assert bool(found) == is_asked
    if is_asked:
        assert found[0].evidence == tuple(UUID(int=d) for d in (700, 600, 500))


def test_without_an_entry_from_then_nothing_is_asked_about_coming_back() -> None:
    assert prompts.came_back(story(told(days_ago=30)), here((900, 400), (35, None)), TODAY, LIMIT) == []


@given(
    some.lists(some.tuples(some.integers(0, 60), some.none() | some.integers(0, 60)), max_size=5), some.integers(0, 70)
)
def test_the_last_gap_is_the_one_that_a_day_by_day_look_finds(spans: list[tuple[int, int | None]], today: int) -> None:
    first = date(2026, 1, 1)
    periods = [
        Period(first + timedelta(days=s), None if n is None else first + timedelta(days=s + n)) for s, n in spans
    ]
    now = first + timedelta(days=today)
    begun = [p for p in periods if p.from_on and p.from_on <= now]
    covered = [any(p.covers(first + timedelta(days=d)) for p in begun) for d in range(today + 1)]
    found = prompts._last_gap(periods, now)
    gaps = [d for d in range(today) if covered[d] and not covered[d + 1]]
    if not covered[today] or not gaps:
        assert found is None
    else:
        back = next(d for d in range(gaps[-1] + 1, today + 1) if covered[d])
        assert found == (first + timedelta(days=gaps[-1]), first + timedelta(days=back))
