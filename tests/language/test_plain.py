"""Whether a family can read it: long sentences are told, and words of the trade are explained."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from alongside.language.contracts import Kind, LongSentence, Word
from alongside.language.rules import plain
from alongside.language.selectors import _shipped

WORDS = tuple(
    Word(code, str(b["words"]), tuple(b.get("also", ())), str(b["plain"]))  # type: ignore[arg-type]
    for code, b in _shipped(Kind.WORD).items()
)


def explained(*texts: str) -> list[str]:
    """The codes of what would be explained."""
    return [w.code for w in plain.explained(texts, WORDS)]


def test_a_sentence_of_more_than_twenty_five_words_is_told_with_its_length() -> None:
    at_the_limit, over = " ".join(["word"] * 25) + ".", " ".join(["word"] * 26) + "."
    assert plain.long_sentences(f"{at_the_limit} {over}") == (LongSentence(over, 26),)
    assert plain.long_sentences("Short. Also short!\nA new line ends a sentence too") == ()


def test_a_word_with_an_apostrophe_or_a_hyphen_is_one_word() -> None:
    assert plain.long_sentences("Mum's well-kept home", longest=3) == ()


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("The threshold was met after a Section 47 enquiry.", ["section-47-enquiry", "threshold"]),
        ("Her ACE score.", ["adverse-childhood-experiences"]),
        ("He plays an ace and is a proper lac collector.", []),
        ("CIN plan; TAF on Monday.", ["child-in-need", "team-around-the-child"]),
        ("Bethresholdling is no word.", []),
        ("", []),
    ],
)
def test_words_of_the_trade_are_found_as_whole_words(text: str, codes: list[str]) -> None:
    assert sorted(explained(text)) == codes


def test_each_word_is_explained_once_and_by_alphabet() -> None:
    found = [w.words for w in plain.explained(("threshold THRESHOLD", "safeguarding thresholds"), WORDS)]
    assert found == ["safeguarding", "threshold"]


def test_no_explanation_needs_an_explanation() -> None:
    """What stands in the plain words of one entry is no other entry, and no sentence of them is long."""
    for word in WORDS:
        others = tuple(w for w in WORDS if w.code != word.code)
        assert plain.explained((word.plain,), others) == (), word.code
        assert plain.long_sentences(word.plain) == ()


@given(some.text(alphabet="ab .!?\n'’-é", max_size=200))
def test_no_word_is_lost_between_sentences(text: str) -> None:
    counted = sum(s.words for s in plain.long_sentences(text, longest=0))
    assert counted == len(plain._WORD.findall(text))
