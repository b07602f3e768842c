"""Which of the facts that agencies have told stand beside a section, so that nothing is copied by hand. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from alongside.agencies.contracts import AgencyKind
from alongside.assessment.contracts import Fact, Section
from alongside.chronology.contracts import Entry

AT_MOST = 5
"""Entries beside a section: the newest; the others are in the chronology (our definition)."""
DECISION = "decision"
"""Entries of this kind say what services did among themselves: they stand only where a template asks for them."""
_AGENCIES = frozenset(str(kind) for kind in AgencyKind)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a child: lines about who they are, and so on, by what a template calls them; and the story."""

    lines: Mapping[str, tuple[Fact, ...]]
    entries: Sequence[Entry]
    kinds: Mapping[str, str]
    """Each agency's kind, by its name."""
    titles: Mapping[str, str]
    """What a kind of entry is called where it has no title of its own."""


def beside(sections: Iterable[Section], known: Known) -> dict[str, tuple[Fact, ...]]:
    """The facts beside each section; sections without any are left out."""
    found = {s.code: (*_lines(s, known), *_entries(s, known)) for s in sections}
    return {code: facts for code, facts in found.items() if facts}


def _lines(section: Section, known: Known) -> Iterator[Fact]:
    for asked in section.facts:
        yield from known.lines.get(asked, ())


def _entries(section: Section, known: Known) -> tuple[Fact, ...]:
    agencies = _AGENCIES & set(section.facts)
    kinds = set(section.facts) - _AGENCIES - set(known.lines)
    if not agencies and not kinds:
        return ()
    fitting = [e for e in known.entries if _fits(e, agencies, kinds, known.kinds)]
    newest = sorted(fitting, key=lambda e: e.when.on, reverse=True)[:AT_MOST]
    return tuple(_fact(e, known.titles) for e in newest)


def _fits(entry: Entry, agencies: set[str] | frozenset[str], kinds: set[str], of: Mapping[str, str]) -> bool:
    told = not agencies or any(of.get(w.told_by) in agencies for w in entry.witnesses)
    return told and (entry.kind in kinds if kinds else entry.kind != DECISION)


def _fact(entry: Entry, titles: Mapping[str, str]) -> Fact:
    first = entry.witnesses[0]
    words = entry.title or first.text or titles.get(entry.kind, entry.kind)
    return Fact(words, " and ".join(dict.fromkeys(w.told_by for w in entry.witnesses)), entry.when.on, entry.id)


def line(words: str, told_by: str = "", on: date | None = None) -> Fact:
    """A fact that is no entry of the chronology."""
    return Fact(words, told_by, on, None)
