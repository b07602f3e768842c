"""Whether a family can read it: sentences that are long, and words that practitioners use among themselves.

The limit of 25 words a sentence is that of the content design guidance of GOV.UK. A hint informs the writer; it changes
no word and stops nobody.
"""

import re
from collections.abc import Iterable, Sequence

from alongside.language.contracts import LongSentence, Word

LONGEST_SENTENCE = 25
_ENDS = re.compile(r"(?<=[.!?…])[\"”’)]*\s+|\n+")
_WORD = re.compile(r"\w+(?:['’\-]\w+)*")


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text; a new line ends one too."""
    return tuple(s.strip() for s in _ENDS.split(text) if s and _WORD.search(s))


def long_sentences(text: str, *, longest: int = LONGEST_SENTENCE) -> tuple[LongSentence, ...]:
    """Sentences of more words than a family reads with ease, each with how many it has."""
    counted = ((s, len(_WORD.findall(s))) for s in sentences(text))
    return tuple(LongSentence(s, count) for s, count in counted if count > longest)


def explained(texts: Iterable[str], known: Sequence[Word]) -> tuple[Word, ...]:
    """The words of the shared language that these texts use, by alphabet; each once, however often it is used."""
    read = "\n".join(texts)
    return tuple(sorted((w for w in known if _used(w, read)), key=lambda w: w.words.casefold()))


def _used(word: Word, text: str) -> bool:
    return any(_pattern(form).search(text) for form in (word.words, *word.also))


def _pattern(form: str) -> re.Pattern[str]:
    """A whole word. Short forms in capitals are meant as they stand: ACE is not an ace."""
    exact = form.isupper() or any(c.isupper() for c in form[1:])
    return re.compile(rf"(?<!\w){re.escape(form)}(?!\w)", 0 if exact else re.IGNORECASE)
