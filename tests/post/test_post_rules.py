"""What may stand in a letter, which address is safe, and when to try again."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from alongside.kernel.ids import ActorId
from alongside.post.contracts import DIRECTORY, SUBJECTS, DirectoryPort, Entry, Known, Letter, LetterKind, SaidAddress
from alongside.post.rules import addresses, calendars, trying, words
from tests.builders import NOW, somebody

MUM = UUID(int=1)
WORKER = ActorId(UUID(int=2))
PLAIN = Letter(LetterKind.MEETING, MUM, ("You are invited to a meeting on 3 December.",), "/my-tasks")
ENTRY = Entry(NOW, NOW + timedelta(hours=1), "m1@alongside")
LETTERS = st.text("abcdefghijklmnopqrstuvwxyzäéß", min_size=2, max_size=12)


def test_every_kind_of_letter_has_a_subject_of_its_own() -> None:
    assert set(SUBJECTS) == set(LetterKind)
    assert len(set(SUBJECTS.values())) == len(LetterKind)


@pytest.mark.parametrize(
    ("letter", "words_of_fault"),
    [
        (PLAIN, ""),
        (replace(PLAIN, page=""), ""),
        (replace(PLAIN, entry=ENTRY), ""),
        (replace(PLAIN, lines=()), "between 1 and 30"),
        (replace(PLAIN, lines=("x",) * 31), "between 1 and 30"),
        (replace(PLAIN, lines=(" ",)), "one printable sentence"),
        (replace(PLAIN, lines=("x" * 401,)), "one printable sentence"),
        (replace(PLAIN, lines=("To: somebody\nelse",)), "one printable sentence"),
        (replace(PLAIN, page="https://elsewhere.example"), "a page of this site"),
        (replace(PLAIN, page="//elsewhere.example"), "a page of this site"),
        (replace(PLAIN, page="/two words"), "a page of this site"),
        (replace(PLAIN, entry=replace(ENTRY, end=NOW)), "ends after it begins"),
        (replace(PLAIN, lines=("About Ava's meeting.",), never=("AVA",)), "never names anybody"),
        (replace(PLAIN, lines=("About Zoë  o’Neill.",), never=("Zoë O'Neill",)), "never names anybody"),
        (replace(PLAIN, lines=("Meet at Aviemore.",), never=("Av", "", "…")), ""),
    ],
)
def test_a_letter_is_sent_or_refused_with_a_sentence(letter: Letter, words_of_fault: str) -> None:
    said = words.fault(letter)
    assert words_of_fault in said and bool(said) == bool(words_of_fault)


@given(LETTERS, LETTERS, LETTERS, st.sampled_from([" ", "  ", "-", "'", "’", ". "]))
def test_a_name_is_found_as_whole_words_however_it_is_written(name: str, before: str, after: str, gap: str) -> None:
    assert words.names_in([f"{before}{gap}{name.upper()}{gap}{after}"], [name])
    assert not words.names_in([f"q{name}q"], [name])


def test_a_letter_reads_with_a_link_only_where_the_site_has_an_address() -> None:
    assert words.link("https://here.example/", "/ours") == "https://here.example/ours"
    assert words.link("", "/ours") == words.link("https://here.example", "") == ""
    assert "Open: https://here.example/ours\n" in words.body(["Look."], "https://here.example/ours")
    assert "Open" not in words.body(["Look."], "") and words.FAREWELL in words.body(["Look."], "")


@pytest.mark.parametrize("called_off", [False, True])
def test_a_calendar_entry_tells_when_and_nothing_else(called_off: bool) -> None:
    entry = replace(ENTRY, edition=2, called_off=called_off)
    read = Calendar.from_ical(calendars.calendar(entry, at=NOW))
    (event,) = read.walk("VEVENT")
    assert read["METHOD"] == ("CANCEL" if called_off else "PUBLISH") == calendars.method(entry)
    assert (event["SUMMARY"], event["UID"], event["SEQUENCE"]) == ("Meeting", entry.uid, 2)
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (entry.start, entry.end)
    assert not {"DESCRIPTION", "LOCATION", "ATTENDEE", "ORGANIZER"} & set(event)
    assert ("STATUS" in event) == called_off


def said(address: str, minutes: int, by: ActorId = WORKER) -> SaidAddress:
    """Said so many minutes later; an empty address says that none is safe."""
    return SaidAddress(MUM, address, bool(address), "", NOW + timedelta(minutes=minutes), by)


@pytest.mark.parametrize(
    ("at_work", "lines", "goes_to"),
    [
        ("", [], ""),
        ("", [said("kim@home.example", 0)], "kim@home.example"),
        ("", [said("kim@home.example", 0), said("", 1)], ""),
        ("", [said("", 1), said("old@home.example", 0), said("new@home.example", 2)], "new@home.example"),
        ("", [said("kim@home.example", 0), said("", 0)], ""),
        ("me@work.example", [], "me@work.example"),
        ("me@work.example", [said("", 0, ActorId(MUM))], ""),
        ("me@work.example", [said("me@other.example", 0, ActorId(MUM))], "me@other.example"),
        ("me@work.example", [said("thief@home.example", 0)], "me@work.example"),
    ],
)
def test_only_an_address_that_is_safe_now_is_written_to(at_work: str, lines: list[SaidAddress], goes_to: str) -> None:
    assert addresses.safe_address(Known(at_work=at_work), lines) == goes_to


SAYINGS = st.lists(
    st.builds(said, st.sampled_from(["", "a@x.example", "b@x.example"]), st.integers(0, 9)), min_size=1, max_size=6
)


@given(SAYINGS)
def test_the_newest_word_counts_and_of_two_at_once_the_careful_one(lines: list[SaidAddress]) -> None:
    newest = max(s.at for s in lines)
    last = {s.address for s in lines if s.at == newest}
    goes_to = addresses.safe_address(Known(), lines)
    assert goes_to in last
    assert "" not in last or goes_to == ""


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("kim@home.example", True), ("kim", False), ("kim@home", False), ("a@b.example,c@d.example", False),
        ("Kim <kim@home.example>", False), ("kim@home.example\nBcc: x@y.example", False), ("", False),
    ],
)  # fmt: skip
def test_one_address_is_one_address(text: str, holds: bool) -> None:
    assert addresses.is_address(text) is holds
    assert addresses.tidy(" Kim@Home.Example ") == "kim@home.example"


@given(st.integers(1, 200))
def test_pauses_grow_and_have_an_end(failures: int) -> None:
    pauses = [trying.again_at(n, NOW) - NOW for n in range(1, failures + 1)]
    assert pauses[0] == trying.FIRST_PAUSE
    assert all(a <= b <= trying.LONGEST_PAUSE for a, b in pairwise(pauses))
    assert all(b == min(2 * a, trying.LONGEST_PAUSE) for a, b in pairwise(pauses))


def test_a_letter_is_given_up_when_five_days_have_gone_by() -> None:
    assert not trying.is_too_old(NOW, NOW + timedelta(days=5, seconds=-1))
    assert trying.is_too_old(NOW, NOW + timedelta(days=5))


def test_until_somebody_answers_about_people_only_what_was_said_counts() -> None:
    assert DirectoryPort().known(somebody(), people=(MUM,)) == {}
    assert DIRECTORY.answered_by is not None, "the wiring has put somebody in"
