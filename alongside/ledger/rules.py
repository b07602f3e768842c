"""How a line becomes one text, so that the text can be hashed and checked by anybody."""

import hashlib
import json

from alongside.ledger.contracts import Line


def text_of(line: Line) -> str:
    """The whole line as one text with sorted keys; ids in order, so equal visits read alike."""
    return json.dumps(
        {
            "actor": str(line.actor),
            "at": line.at.isoformat(timespec="microseconds"),
            "capability": line.capability,
            "items": sorted(map(str, line.items)),
            "outcome": line.outcome.value,
            "purpose": line.purpose,
            "scope": line.scope,
            "session": line.session,
            "subjects": sorted(map(str, line.subjects)),
            "why": line.why,
        },
        ensure_ascii=False,
        separators=(",", ":"),
        sort_keys=True,
    )


def leaf_of(text: str) -> bytes:
    """The leaf hash of RFC 9162, section 2.1.1: SHA-256 over a zero byte and the text (32 bytes)."""
    return hashlib.sha256(b"\x00" + text.encode()).digest()
