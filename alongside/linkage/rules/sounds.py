"""How a name sounds, as a short code: Shaun and Shawn, Catherine and Kathryn, Thompson and Tomson have one code.

The idea is Metaphone's (L. Philips, "Hanging on the Metaphone", Computer Language 7(12), 1990): letters become the
sound they stand for, and vowels count only at the beginning. The rules are our own and fewer: names are not only
English, and a key that holds a few too many costs less than one that misses a child.
"""

from __future__ import annotations

import re
from functools import lru_cache

_RULES = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"^(?:kn|gn|pn)", "n"), (r"^wr", "r"), (r"^ps", "s"), (r"^x", "s"), (r"^wh", "w"),
        (r"^mac(?=[^aeiouy])", "mk"), (r"(.)\1+", r"\1"),
        (r"mb$", "m"), (r"mps", "ms"), (r"sch", "sk"), (r"tch", "x"), (r"ch(?=r|l|ae|ol)", "k"), (r"ch", "x"),
        (r"sh", "x"), (r"ph", "f"), (r"rh", "r"), (r"th", "t"), (r"^gh", "g"), (r"gh", ""), (r"ck", "k"),
        (r"dg(?=[eiy])", "j"), (r"c(?=[eiy])", "s"), (r"g(?=[eiy])", "j"), (r"[cq]", "k"), (r"(?<=.)x", "x"),
        (r"z", "s"), (r"v", "f"), (r"w(?![aeiouy])", ""), (r"h(?![aeiouy])", ""), (r"(?<=[^aeiouy])h", ""),
        (r"^[aeiou]+|^y(?![aeiou])", "A"), (r"(?<=.)[aeiouy]+", ""),
        (r"(.)\1+", r"\1"),
    )
)  # fmt: skip
"""Applied one after the other; `x` stands for sh and ch, `A` for any vowel at the beginning."""


@lru_cache(200_000)
def sound_of(name: str) -> str:
    """The code of a folded name; names of several words are heard as one word.

    Names that are not written in the letters a to z sound like themselves.
    """
    plain = name.replace(" ", "")
    if not plain.isascii() or not plain.isalpha():
        return plain
    heard = plain
    for pattern, sound in _RULES:
        heard = pattern.sub(sound, heard)
    return heard or plain


def sound_alike(a: str | None, b: str | None) -> bool:
    """Whether two names, both known, sound the same."""
    return a is not None and b is not None and sound_of(a) == sound_of(b)
