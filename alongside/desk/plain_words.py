"""What stands beside a text that a family reads: words explained, and for its writers which sentences are long."""

from collections.abc import Iterable
from typing import Any

from alongside.kernel.caller import Caller
from alongside.language import api as language


def hints_for(caller: Caller, texts: Iterable[str]) -> dict[str, Any]:
    """For the templates: `explained`, with what each word means, and `long_sentences`, with their number of words."""
    read = tuple(texts)
    return {
        "explained": language.explained(read, language.words(caller)),
        "long_sentences": [s for text in read for s in language.long_sentences(text)],
    }  # fmt: skip
