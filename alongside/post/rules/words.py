"""What may stand in a letter, and how it reads. Pure."""

import re
import unicodedata
from collections.abc import Iterable

from alongside.post.contracts import Letter

MOST_LINES = 30
LONGEST_LINE = 400
_PAGE = re.compile(r"/(?!/)[!-~]*")
FAREWELL = "This message names nobody, on purpose: somebody else might read it. Sign in to read more."


def fault(letter: Letter) -> str:
    """Why a letter cannot be sent as it is, in a sentence; empty when nothing is wrong with it."""
    if not letter.lines or len(letter.lines) > MOST_LINES:
        return f"A letter has between 1 and {MOST_LINES} lines."
    if any(not line.strip() or len(line) > LONGEST_LINE or not line.isprintable() for line in letter.lines):
        return f"A line of a letter is one printable sentence of at most {LONGEST_LINE} signs."
    if letter.page and not _PAGE.fullmatch(letter.page):
        return "A letter leads to a page of this site, by its path."
    if letter.entry and letter.entry.end <= letter.entry.start:
        return "A calendar entry ends after it begins."
    if names_in(letter.lines, letter.never):
        return "A letter never names anybody: one of its lines carries a name."
    return ""


def names_in(lines: Iterable[str], never: Iterable[str]) -> bool:
    """Whether one of these names stands in the lines as whole words, however it is spelled in capitals and blanks."""
    names = [plain for name in never if (plain := _plain(name))]
    return any(f" {name} " in f" {_plain(line)} " for line in lines for name in names)


def _plain(text: str) -> str:
    """Words alone, one blank between them: apostrophes, hyphens and stops part words, since they part names too."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(re.findall(r"\w+", folded))


def body(lines: Iterable[str], link: str) -> str:
    """The letter as it reads: its lines, the page to open, and why it names nobody."""
    opening = [f"Open: {link}"] if link else []
    return "\n\n".join(["Hello,", *lines, *opening, FAREWELL]) + "\n"


def link(site: str, page: str) -> str:
    """The page with the address of this site before it; none where the site's address has not been set."""
    return f"{site.rstrip('/')}{page}" if site and page else ""
