"""Texts made ready to compare, beside the original."""

import unicodedata

NOT_DECOMPOSED = str.maketrans(
    {"ß": "ss", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "œ": "oe", "ı": "i"}
)

BETWEEN_WORDS = "-‐‑–—_/.,;()"
MARKS = str.maketrans(
    {chr(n): None for n in range(33, 127) if not chr(n).isalnum()} | dict.fromkeys(BETWEEN_WORDS, " ")
)


def fold(text: str | None) -> str | None:
    """A text in lower case, without accents, hyphens as spaces, other marks dropped; None for nothing.

    Letters outside the Latin alphabet stay as they are.
    """
    if not text:
        return None
    plain = text.lower()
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold()).translate(NOT_DECOMPOSED)
        plain = "".join(sign for sign in plain if sign.isalnum() or sign in BETWEEN_WORDS or sign.isspace())
    return " ".join(plain.translate(MARKS).split()) or None
