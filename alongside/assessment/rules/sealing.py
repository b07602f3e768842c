"""The trace of a finished assessment: whoever holds the parts can work it out again. Pure."""

import hashlib
import json

from alongside.assessment.contracts import Part


def trace_of(parts: tuple[Part, ...]) -> str:
    """SHA-256 of each part's id, text and the number of the text, in the order of their ids."""
    told = [[str(p.id), [[t.number, t.text] for t in p.texts]] for p in sorted(parts, key=lambda p: p.id)]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()
