"""One row as it stands in a file."""

from collections.abc import Mapping
from typing import NamedTuple

from alongside.kernel.answers import NotPossible


class Unreadable(NotPossible):
    """A file cannot be read at all; the sentence names it and says why."""


class RawRow(NamedTuple):
    """Column names with their values as text, and where the row stands; `fault` says why it is no proper row."""

    file: str
    table: str
    line: int
    values: Mapping[str, str]
    fault: str = ""
