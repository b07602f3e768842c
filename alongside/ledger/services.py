"""Writing lines. The door calls this inside the caller's own transaction."""

from collections.abc import Sequence
from typing import Any

from django.db import connection

from alongside.ledger.contracts import Line
from alongside.ledger.rules import leaf_of, text_of

_INSERT = "INSERT INTO ledger_line (at, actor, session, capability, outcome, subjects, text, leaf) VALUES "
_LINE = "(%s, %s, %s, %s, %s, %s::uuid[], %s, %s)"
_AT_ONCE = 500


def write_lines(lines: Sequence[Line]) -> None:
    """Add these lines. They can be added by anybody who knocks, and changed by nobody."""
    for start in range(0, len(lines), _AT_ONCE):
        _write(lines[start : start + _AT_ONCE])


def _write(lines: Sequence[Line]) -> None:
    values: list[Any] = []
    for line in lines:
        text = text_of(line)
        values += (line.at, line.actor, line.session, line.capability, line.outcome.value)
        values += (sorted(map(str, line.subjects)), text, leaf_of(text))
    with connection.cursor() as cursor:
        cursor.execute(_INSERT + ", ".join([_LINE] * len(lines)), values)
