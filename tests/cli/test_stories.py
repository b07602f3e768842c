"""The families written by hand: whole, in many voices, and with what is good in them."""

import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

from alongside.chronology.rules.order import significant_words
from alongside.cli.county import telling
from alongside.cli.county.plan import AGENCIES, Happening, Story
from alongside.cli.county.telling import WRITTEN_FOR, written_stories

LAST_DAY = date(2026, 11, 19)
FEWEST_STRENGTHS = {"Pearce": 3}
"""The first family was written before the rule of four."""
KINDS = {"contact", "concern", "missed", "decision", "strength"}
FOLDED = re.compile(r"\{([^}]*)\}")
FOLDER = Path(telling.__file__).parent / "stories"
STORIES = {s.family: s for s in written_stories(WRITTEN_FOR)}
WRITTEN_LATER = [f for f in STORIES if f != "Pearce"]

every_family = pytest.mark.parametrize("family", STORIES)


def _known(story: Story) -> dict[str, tuple[str, ...]]:
    return {p.key: p.known_to for p in story.people}


def _words(h: Happening) -> str:
    return " ".join((h.title, h.text, h.action, h.outcome))


def test_twelve_families_are_read_and_each_file_carries_its_family_s_name() -> None:
    files = {f.stem for f in FOLDER.glob("*.toml")}
    assert files == {family.casefold() for family in STORIES}
    assert len(STORIES) == 12


@every_family
def test_a_story_is_long_enough_and_told_by_at_least_four_agencies(family: str) -> None:
    told = STORIES[family].happenings
    assert len(told) >= 25
    agencies = {h.agency for h in told}
    assert agencies <= set(AGENCIES) and len(agencies) >= 4
    assert {h.kind for h in told} <= KINDS
    assert "missed" in {h.kind for h in told}


@every_family
def test_good_news_is_part_of_a_story(family: str) -> None:
    strengths = [h for h in STORIES[family].happenings if h.kind == "strength"]
    assert len(strengths) >= FEWEST_STRENGTHS.get(family, 4)


@every_family
def test_an_agency_writes_only_about_and_works_only_with_people_whom_it_knows(family: str) -> None:
    known = _known(STORIES[family])
    wrong = [(h.agency, h.on, who) for h in STORIES[family].happenings for who in h.about if h.agency not in known[who]]
    wrong += [(w.agency, w.from_on, w.about) for w in STORIES[family].working if w.agency not in known[w.about]]
    assert not wrong


@every_family
def test_every_placeholder_is_somebody_of_the_family_who_has_a_name_to_put_there(family: str) -> None:
    named = {p.key.partition("/")[2] for p in STORIES[family].people}
    wrong = [(h.on, key) for h in STORIES[family].happenings for key in FOLDED.findall(_words(h)) if key not in named]
    assert not wrong


@pytest.mark.parametrize("family", WRITTEN_LATER)
def test_no_name_of_the_family_stands_in_a_text_so_that_a_variation_can_rename_them(family: str) -> None:
    story = STORIES[family]
    names = {p.forename for p in story.people if p.forename} | {family}
    names |= {p.known_as for p in story.people if p.known_as}
    wrong = [
        (h.on, n) for h in story.happenings for n in names if re.search(rf"\b{n}\b", FOLDED.sub("", _words(h)), re.I)
    ]
    assert not wrong


@every_family
def test_nothing_is_written_after_the_last_day_or_about_a_child_before_its_birth(family: str) -> None:
    story = STORIES[family]
    assert max(h.on for h in story.happenings) <= LAST_DAY
    born = {p.key: p.born for p in story.people if p.born and not p.unborn}
    wrong = [(h.on, who) for h in story.happenings for who in h.about if who in born and h.on < born[who]]
    assert not wrong


@every_family
def test_every_child_has_a_reason_to_be_here_and_an_open_one_somewhere_in_the_family(family: str) -> None:
    story = STORIES[family]
    children = {p.key for p in story.people if p.role == "child"}
    assert children <= {r.about for r in story.reasons}
    assert any(r.to_on is None for r in story.reasons)


@every_family
def test_keys_are_unique_and_ties_point_to_somebody(family: str) -> None:
    story = STORIES[family]
    keys = [p.key for p in story.people]
    assert len(keys) == len(set(keys))
    assert all(tie in keys for p in story.people for tie in (p.mother, p.father) if tie)
    assert all(w.about in keys for w in story.working)


@every_family
def test_a_father_or_another_man_who_cares_is_told_of(family: str) -> None:
    story = STORIES[family]
    men = {p.key.partition("/")[2] for p in story.people if p.sex == "m" and p.role == "adult"}
    assert men
    assert any(f"{{{man}}}" in _words(h) for man in men for h in story.happenings)


@every_family
def test_a_day_known_only_to_the_month_stands_on_its_first_and_has_no_clock(family: str) -> None:
    with (FOLDER / f"{family.casefold()}.toml").open("rb") as file:
        events = tomllib.load(file)["event"]
    assert all(e["on"].day == 1 and "clock" not in e for e in events if e.get("precision") == "month")
    assert all(re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", e["clock"]) for e in events if "clock" in e)


@every_family
def test_something_is_told_by_two_agencies_in_different_words(family: str) -> None:
    told = [h for h in STORIES[family].happenings if h.precision == "day"]
    assert any(_two_witnesses(a, b) for i, a in enumerate(told) for b in told[i + 1 :])


def _two_witnesses(a: Happening, b: Happening) -> bool:
    if a.agency == b.agency or (a.on, a.kind) != (b.on, b.kind) or not set(a.about) & set(b.about):
        return False
    if a.text == b.text or (a.clock and b.clock and a.clock != b.clock):
        return False
    mine, yours = significant_words(f"{a.title} {a.text}"), significant_words(f"{b.title} {b.text}")
    return 2 * len(mine & yours) >= min(len(mine), len(yours)) >= 4
