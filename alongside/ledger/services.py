"""Writing lines. The door calls this inside the caller's own transaction."""

from collections.abc import Sequence

from django.db import connection

from alongside.ledger.contracts import Line
from alongside.ledger.rules import leaf_of, text_of

_INSERT = """
    INSERT INTO ledger_line (at, actor, session, capability, outcome, subjects, text, leaf)
    VALUES (%s, %s, %s, %s, %s, %s::uuid[], %s, %s)
"""


def write_lines(lines: Sequence[Line]) -> None:
    """Add these lines. They can be added by anybody who knocks, and changed by nobody."""
    if not lines:
        return
    rows = []
    for line in lines:
        text = text_of(line)
        subjects = sorted(map(str, line.subjects))
        rows.append(
            (line.at, line.actor, line.session, line.capability, line.outcome.value, subjects, text, leaf_of(text))
        )
    with connection.cursor() as cursor:
        cursor.executemany(_INSERT, rows)
